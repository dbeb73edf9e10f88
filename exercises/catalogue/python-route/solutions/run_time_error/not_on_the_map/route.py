from collections import deque


def route(roads, start, goal):
    neighbours = {}
    for one, other in roads:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    came_from = {start: None}
    waiting = deque([start])
    while goal not in came_from:
        here = waiting.popleft()
        for place in sorted(neighbours[here]):
            if place not in came_from:
                came_from[place] = here
                waiting.append(place)
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
