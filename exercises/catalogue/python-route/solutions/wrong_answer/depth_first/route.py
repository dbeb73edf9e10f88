def route(roads, start, goal):
    neighbours = {}
    for one, other in roads:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    if start not in neighbours:
        return None
    seen = {start}
    ways = [[start]]
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        for place in sorted(neighbours[way[-1]], reverse=True):
            if place not in seen:
                seen.add(place)
                ways.append([*way, place])
    return None
