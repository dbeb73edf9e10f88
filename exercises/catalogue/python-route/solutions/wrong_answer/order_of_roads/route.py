from collections import deque


def route(roads, start, goal):
    neighbours = {}
    for one, other in roads:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    if start not in neighbours:
        return None
    ways = deque([[start]])
    seen = {start}
    while ways:
        way = ways.popleft()
        if way[-1] == goal:
            return way
        for place in neighbours[way[-1]]:
            if place not in seen:
                seen.add(place)
                ways.append([*way, place])
    return None
