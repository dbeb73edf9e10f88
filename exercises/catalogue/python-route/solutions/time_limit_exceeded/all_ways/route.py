def ways(neighbours, way, goal):
    if way[-1] == goal:
        yield way
        return
    for place in neighbours[way[-1]]:
        if place not in way:
            yield from ways(neighbours, [*way, place], goal)


def route(roads, start, goal):
    neighbours = {}
    for one, other in roads:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    if start not in neighbours:
        return None
    return min(ways(neighbours, [start], goal), key=lambda way: (len(way), way), default=None)
