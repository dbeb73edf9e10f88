from collections import defaultdict, deque


def route(roads, start, goal):
    places = {place for road in roads for place in road}
    if start not in places:
        return None
    neighbours = defaultdict(set)
    for one, other in roads:
        neighbours[one].add(other)
    came_from = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for place in sorted(neighbours[here]):
            if place not in came_from:
                came_from[place] = here
                waiting.append(place)
    if goal not in came_from:
        return None
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
