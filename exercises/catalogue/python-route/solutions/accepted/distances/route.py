from collections import defaultdict


def distances(neighbours, goal):
    """How many roads away from the goal each place is, ring by ring."""
    far, ring, steps = {}, {goal}, 0
    while ring:
        far.update(dict.fromkeys(ring, steps))
        steps += 1
        ring = {place for here in ring for place in neighbours[here]} - far.keys()
    return far


def route(roads, start, goal):
    neighbours = defaultdict(set)
    for one, other in roads:
        neighbours[one].add(other)
        neighbours[other].add(one)
    if start not in neighbours or goal not in neighbours:
        return None
    far = distances(neighbours, goal)
    if start not in far:
        return None
    way = [start]
    while way[-1] != goal:
        way.append(min(neighbours[way[-1]], key=lambda place: (far[place], place)))
    return way
