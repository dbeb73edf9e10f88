def route(roads, from, to):
    for one, other in roads:
        if (one, other) == (from, to):
            return [from, to]
