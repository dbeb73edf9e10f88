"""Who evaluates whom, as a graph of people, and its short cycles.

    a pair (evaluator, submission) --an edge to each author--> people --strongly connected part--> cycles

There is one edge from a to b, however many of b's submissions a evaluates, and none from a to a. A cycle of length L is
L different people, each of whom evaluates the next: 2 people are reciprocal.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from matching.market import Arcs
from matching.tables import Ints, Lists

BLOCK = 50_000  # people whose walks are held at a time: tens of megabytes


def edges_of(pairs: Arcs, authors: Lists) -> tuple[Ints, Ints, Ints]:
    """Three of the same length: for each author of each pair's submission the evaluator, the author and the pair."""
    lengths = authors.lengths[pairs.submission]
    pair = np.repeat(np.arange(len(pairs)), lengths)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    author = authors.rows[authors.start[pairs.submission[pair]] + within]
    evaluator = pairs.evaluator[pair]
    other = evaluator != author
    return evaluator[other], author[other], pair[other]


def count_cycles(pairs: Arcs, authors: Lists) -> dict[int, int]:
    """How many cycles there are of 2, 3 and 4 people.

    Closed walks are counted by products of the graph's matrix, a block of people at a time. A closed walk of 4 steps
    that goes over a reciprocal pair twice is no cycle: with r reciprocal neighbours a person, there are
    2 * sum(r * r) - sum(r) of those.
    """
    graph = _strong_part(pairs, authors)
    back = graph.T.tocsr()
    reciprocal = np.asarray(graph.multiply(back).sum(axis=1), dtype=np.int64)
    threes = fours = 0
    for first in range(0, graph.shape[0], BLOCK):
        block = slice(first, first + BLOCK)
        two_on = graph[block] @ graph
        threes += int(two_on.multiply(back[block]).sum())
        fours += int(two_on.multiply(back[block] @ back).sum())
    fours -= 2 * int((reciprocal * reciprocal).sum()) - int(reciprocal.sum())
    return {2: int(reciprocal.sum()) // 2, 3: threes // 3, 4: fours // 4}


def short_cycles(pairs: Arcs, authors: Lists, z: int, most: int) -> list[list[int]]:
    """The cycles of 2 to z people, each from its lowest row on, in rising order; the first `most` if there are more."""
    graph = _strong_part(pairs, authors)
    heads, start = graph.indices.tolist(), graph.indptr.tolist()
    ahead = [heads[start[person] : start[person + 1]] for person in range(graph.shape[0])]
    return list(islice((cycle for first in range(len(ahead)) for cycle in _from(first, ahead, z)), most))


def _from(first: int, ahead: list[list[int]], z: int) -> Iterator[list[int]]:
    """The cycles through `first` whose other people all have higher rows, depth first."""
    path = [first]
    left = [iter(ahead[first])]
    while left:
        person = next(left[-1], None)
        if person is None:
            left.pop()
            path.pop()
        elif person == first:
            yield path.copy()
        elif person > first and len(path) < z and person not in path:
            path.append(person)
            left.append(iter(ahead[person]))


def _strong_part(pairs: Arcs, authors: Lists) -> csr_array:
    """The graph as a matrix of 0 and 1, a row and a column a person, with only the edges that are on some cycle."""
    evaluator, author, _ = edges_of(pairs, authors)
    people = 1 + int(max(evaluator.max(initial=0), author.max(initial=0)))
    edge = np.unique(evaluator * people + author)
    tail, head = edge // people, edge % people
    _, part = connected_components(_matrix(tail, head, people), directed=True, connection="strong")
    inside = part[tail] == part[head]
    return _matrix(tail[inside], head[inside], people)


def _matrix(tail: Ints, head: Ints, people: int) -> csr_array:
    matrix = csr_array((np.ones(len(tail), dtype=np.int64), (tail, head)), shape=(people, people))
    matrix.sort_indices()
    return matrix
