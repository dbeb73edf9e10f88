"""Rounds so small that every choice can be looked at, and a look at every choice: the oracle of the cycle search."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from matching.market import Arcs, Quotas
from matching.solver import worth_of
from matching.tables import Ints, Lists, lists_of


def quotas_of(submissions: int, evaluators: int, each: int = 1, lo: int = 0, hi: int = 2) -> Quotas:
    return Quotas(
        submissions=submissions,
        each=each,
        lo=np.full(evaluators, lo),
        hi=np.full(evaluators, hi),
        owes=np.zeros(evaluators, dtype=np.int64),
        bonus=0.0,
        campus=np.zeros(evaluators, dtype=np.int64),
        most_of_a_campus=None,
    )


def arcs_of(worth: dict[tuple[int, int], float]) -> Arcs:
    """The worth of each (submission, evaluator)."""
    entries = np.array(sorted(worth), dtype=np.int64).reshape(-1, 2)
    return Arcs(entries[:, 0], entries[:, 1], np.array([worth[entry] for entry in sorted(worth)], dtype=np.float64))


def everybody(people: int, generator: np.random.Generator) -> Arcs:
    """Everyone may evaluate everyone else, whose own submission is of their number."""
    entries = [(author, other) for author, other in product(range(people), repeat=2) if author != other]
    return arcs_of({entry: float(generator.random()) for entry in entries})


def solo(people: int) -> Lists:
    return lists_of(np.arange(people), np.arange(people), people)


def has_cycle(arcs: Arcs, chosen: Ints, authors: Lists, z: int) -> bool:
    """By networkx, as the search has its own way."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    for arc in chosen.tolist():
        evaluator = int(arcs.evaluator[arc])
        graph.add_edges_from((evaluator, author) for author in authors.of(arcs.submission[arc]).tolist())
    graph.remove_edges_from([(person, person) for person in list(graph)])
    return any(nx.simple_cycles(graph, length_bound=z))


def keeps(arcs: Arcs, units: Ints, quotas: Quotas) -> bool:
    chosen = arcs.where(units > 0)
    loads = np.bincount(chosen.evaluator, minlength=quotas.evaluators)
    served = np.bincount(chosen.submission, minlength=quotas.submissions)
    if quotas.most_of_a_campus is not None:
        seats = np.stack((chosen.submission, quotas.campus[chosen.evaluator]), axis=1)
        _, of_one = np.unique(seats, axis=0, return_counts=True)
        if of_one.max(initial=0) > quotas.most_of_a_campus:
            return False
    return bool((served == quotas.each).all() and (quotas.lo <= loads).all() and (loads <= quotas.hi).all())


def choices(arcs: Arcs, quotas: Quotas, authors: Lists, z: int) -> Iterator[Ints]:
    """The units of every choice there is that keeps the quotas and has no short cycle."""
    of_each = [
        combinations(np.flatnonzero(arcs.submission == submission).tolist(), quotas.each)
        for submission in range(quotas.submissions)
    ]
    for picks in product(*of_each):
        units = np.zeros(len(arcs), dtype=np.int64)
        units[[arc for pick in picks for arc in pick]] = 1
        if keeps(arcs, units, quotas) and not has_cycle(arcs, np.flatnonzero(units), authors, z):
            yield units


def best_of_all(arcs: Arcs, quotas: Quotas, authors: Lists, z: int) -> float | None:
    """What the best choice is worth, or None where there is none."""
    return max((worth_of(arcs, units, quotas) for units in choices(arcs, quotas, authors, z)), default=None)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Arcs, Quotas, Lists]:
    """A few people in teams of 1 or 2, some of whom wrote two submissions; dense, so that cycles are near."""
    people, submissions = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    teams = [draw(st.sets(st.integers(0, people - 1), min_size=1, max_size=2)) for _ in range(submissions)]
    owners = np.repeat(np.arange(submissions), [len(team) for team in teams])
    authors = lists_of(owners, np.array([row for team in teams for row in team]), submissions)
    entries = [(s, e) for s, e in product(range(submissions), range(people)) if e not in teams[s]]
    kept = [entry for entry in entries if draw(st.integers(0, 5))]
    arcs = arcs_of({entry: draw(st.integers(-2, 8)) / 4 for entry in kept})
    each = draw(st.sampled_from([1, 1, 2]))
    quotas = quotas_of(submissions, people, each, lo=draw(st.integers(0, 1)), hi=draw(st.integers(1, 3)))
    campus = np.array(draw(st.lists(st.integers(0, 1), min_size=people, max_size=people)), dtype=np.int64)
    owes = np.array(draw(st.lists(st.integers(0, 2), min_size=people, max_size=people)), dtype=np.int64)
    bonus, most = draw(st.sampled_from([0.0, 0.5])), draw(st.sampled_from([None, 1]))
    return arcs, replace(quotas, campus=campus, owes=owes, bonus=bonus, most_of_a_campus=most), authors


RECIPROCAL = (arcs_of({(0, 1): 1.0, (1, 0): 1.0}), quotas_of(2, 2), solo(2))
TWO_OF_ONE_AUTHOR = (
    arcs_of({(0, 0): 1.0, (1, 0): 1.0, (2, 1): 1.0, (2, 2): 0.5}),
    quotas_of(3, 3),
    lists_of(np.arange(3), np.array([1, 1, 0]), 3),
)
