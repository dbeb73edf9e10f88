from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cycles import count_cycles, edges_of, short_cycles
from matching.market import Arcs
from matching.tables import Lists, lists_of


def pairs_of(*pairs: tuple[int, int]) -> Arcs:
    """Each (evaluator, submission)."""
    entries = sorted((submission, evaluator) for evaluator, submission in pairs)
    submission, evaluator = np.array(entries, dtype=np.int64).reshape(-1, 2).T
    return Arcs(submission, evaluator, np.zeros(len(entries)))


def solo(people: int) -> Lists:
    """Everybody wrote the submission of their own number."""
    return lists_of(np.arange(people), np.arange(people), people)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Arcs, Lists]:
    """Teams of 1 to 3 out of few people, so that people write several submissions and are their own evaluators too."""
    people, submissions = draw(st.integers(2, 7)), draw(st.integers(1, 7))
    teams = [draw(st.sets(st.integers(0, people - 1), min_size=1, max_size=3)) for _ in range(submissions)]
    owners = np.repeat(np.arange(submissions), [len(team) for team in teams])
    authors = lists_of(owners, np.array([row for team in teams for row in team]), submissions)
    pair = st.tuples(st.integers(0, people - 1), st.integers(0, submissions - 1))
    return pairs_of(*draw(st.sets(pair, max_size=25))), authors


def listed(pairs: Arcs, authors: Lists, z: int) -> list[list[int]]:
    """The same by networkx."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    for submission, evaluator in zip(pairs.submission.tolist(), pairs.evaluator.tolist(), strict=True):
        graph.add_edges_from((evaluator, author) for author in authors.of(submission).tolist() if author != evaluator)
    cycles = []
    for cycle in nx.simple_cycles(graph, length_bound=z):
        first = cycle.index(min(cycle))
        cycles.append(cycle[first:] + cycle[:first])
    return sorted(cycles)


def test_a_pair_makes_an_edge_to_each_author_but_oneself() -> None:
    evaluator, author, pair = edges_of(pairs_of((0, 0), (0, 1)), lists_of(np.array([0, 0, 1]), np.array([0, 2, 1]), 2))
    assert list(zip(evaluator.tolist(), author.tolist(), pair.tolist(), strict=True)) == [(0, 2, 0), (0, 1, 1)]


def test_two_who_evaluate_each_other_are_a_cycle_and_three_in_a_ring_are_one() -> None:
    pairs = pairs_of((0, 1), (1, 0), (2, 3), (3, 4), (4, 2))
    assert count_cycles(pairs, solo(5)) == {2: 1, 3: 1, 4: 0}
    assert short_cycles(pairs, solo(5), 3, 9) == [[0, 1], [2, 3, 4]]
    assert short_cycles(pairs, solo(5), 2, 9) == [[0, 1]]


def test_two_pairs_to_one_author_are_one_edge() -> None:
    authors = Lists(np.array([0, 1, 2, 3]), np.array([0, 1, 1]))
    assert count_cycles(pairs_of((0, 1), (0, 2), (1, 0)), authors) == {2: 1, 3: 0, 4: 0}


def test_no_pairs_have_no_cycles() -> None:
    assert count_cycles(pairs_of(), solo(3)) == {2: 0, 3: 0, 4: 0}
    assert short_cycles(pairs_of(), solo(3), 4, 9) == []


def test_the_list_stops_at_the_most_asked_for() -> None:
    everybody = pairs_of(*((evaluator, author) for evaluator in range(5) for author in range(5)))
    assert len(short_cycles(everybody, solo(5), 4, 99)) == 10 + 20 + 30
    assert len(short_cycles(everybody, solo(5), 4, 7)) == 7


@settings(max_examples=150)
@given(rounds(), st.sampled_from([2, 3, 4]))
def test_the_list_is_that_of_networkx(round_: tuple[Arcs, Lists], z: int) -> None:
    assert short_cycles(*round_, z, 10_000) == listed(*round_, z)


@settings(max_examples=150)
@given(rounds())
def test_the_counts_are_those_of_networkx(round_: tuple[Arcs, Lists]) -> None:
    lengths = Counter(len(cycle) for cycle in listed(*round_, 4))
    assert count_cycles(*round_) == {length: lengths[length] for length in (2, 3, 4)}


def test_blocks_of_people_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = pairs_of(*((evaluator, author) for evaluator in range(5) for author in range(5)))
    monkeypatch.setattr("matching.cycles.BLOCK", 2)
    assert count_cycles(everybody, solo(5)) == {2: 10, 3: 20, 4: 30}
