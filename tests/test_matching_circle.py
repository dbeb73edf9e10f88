from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.circle import PLACES, Circle, draw_circle, moved
from matching.tables import Ints, Lists
from tests.matching_builders import lists, on_circle
from tests.matching_drawn import some

ROOM = 1024  # places are rounded to so many, to leave room for a team's members


@st.composite
def teams(draw: st.DrawFn) -> tuple[Lists, int]:
    """Authors of one to seven submissions among up to nine people; some wrote several, some none."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    people = draw(st.integers(2, 9))
    works = [some(generator, people, 0.25) or {0} for _ in range(draw(st.integers(1, 7)))]
    return lists(works), people


def circle_of(authors: Lists, people: int, z: int, seed: int) -> Circle:
    generator = np.random.default_rng(seed)
    community = generator.integers(0, 3, len(authors.start) - 1)
    return draw_circle(authors, community, people, z, generator)


def every_pair(authors: Lists, people: int) -> tuple[Ints, Ints]:
    pairs = np.array(list(product(range(len(authors.start) - 1), range(people))))
    return pairs[:, 0], pairs[:, 1]


zs = st.sampled_from([2, 3, 4])
seeds = st.integers(0, 2**32 - 1)


@given(teams(), zs, seeds)
@settings(max_examples=60)
def test_who_is_open_is_ahead_of_every_author_by_no_more_than_the_reach(
    drawn: tuple[Lists, int], z: int, seed: int
) -> None:
    authors, people = drawn
    circle = circle_of(authors, people, z, seed)
    submission, evaluator = every_pair(authors, people)
    for at, found in enumerate(circle.open(submission, evaluator)):
        assert found == on_circle(circle, authors.of(int(submission[at])).tolist(), int(evaluator[at]))


def open_cycles(circle: Circle, authors: Lists, people: int, z: int) -> list[list[int]]:
    """Of up to z people, in the graph of every open arc. An arc to one's own work would be a cycle of one."""
    submission, evaluator = every_pair(authors, people)
    graph: nx.DiGraph[int] = nx.DiGraph()
    for at in np.flatnonzero(circle.open(submission, evaluator)):
        graph.add_edges_from((int(evaluator[at]), author) for author in authors.of(int(submission[at])).tolist())
    return list(nx.simple_cycles(graph, length_bound=z))


@given(teams(), zs, seeds, st.booleans())
@settings(max_examples=60)
def test_all_open_arcs_together_hold_no_short_cycle(
    drawn: tuple[Lists, int], z: int, seed: int, after_a_move: bool
) -> None:
    authors, people = drawn
    circle = circle_of(authors, people, z, seed)
    if after_a_move:
        circle = moved(circle, authors, np.array([0]), np.random.default_rng(seed))
    assert open_cycles(circle, authors, people, z) == []


def test_longer_cycles_are_left_open() -> None:
    authors = lists([{person} for person in range(12)])
    circle = draw_circle(authors, np.zeros(12, dtype=np.int64), 12, 3, np.random.default_rng(1))
    assert open_cycles(circle, authors, 12, 4)


@given(st.integers(1, 40), st.integers(1, 5), zs, seeds)
@settings(max_examples=40)
def test_the_teams_of_a_community_stand_evenly(count: int, communities: int, z: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    community = generator.integers(0, communities, count)
    circle = draw_circle(lists([{person} for person in range(count)]), community, count, z, generator)
    for number in np.unique(community):
        places = np.sort(circle.place[community == number])
        gaps = np.diff(places, append=places[0] + PLACES)
        assert np.abs(gaps - PLACES / len(places)).max() <= ROOM + len(places)


@given(st.integers(2, 5), st.integers(12, 30), seeds)
@settings(max_examples=30)
def test_everybody_alone_in_a_community_of_twelve_has_an_even_share_in_reach(z: int, count: int, seed: int) -> None:
    authors = lists([{person} for person in range(count)])
    circle = draw_circle(authors, np.zeros(count, dtype=np.int64), count, z, np.random.default_rng(seed))
    submission, evaluator = every_pair(authors, count)
    reached = np.bincount(submission[circle.open(submission, evaluator)], minlength=count)
    assert reached.min() >= count // z - 1
    assert reached.max() <= count // z + 1


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), seeds, st.booleans())
@settings(max_examples=30)
def test_teams_stand_side_by_side_in_the_order_of_their_rows(sizes: list[int], seed: int, after_a_move: bool) -> None:
    rows = np.random.default_rng(seed).permutation(sum(sizes))
    parts = np.split(rows, np.cumsum(sizes)[:-1])
    authors = lists([frozenset(part.tolist()) for part in parts])
    circle = circle_of(authors, len(rows), 3, seed)
    if after_a_move:
        circle = moved(circle, authors, np.array([0]), np.random.default_rng(seed))
    for submission, part in enumerate(parts):
        assert np.array_equal(circle.place[np.sort(part)] - circle.behind[submission], np.arange(len(part)))
        assert circle.span[submission] == len(part) - 1


def test_who_has_no_submission_may_evaluate_anything() -> None:
    authors = lists([{0, 1}, {2}])
    circle = circle_of(authors, 5, 4, 3)
    assert (circle.place[:3] >= 0).all()
    assert circle.place[3:].tolist() == [-1, -1]
    assert circle.open(np.array([0, 1, 0, 1]), np.array([3, 3, 4, 4])).all()


def test_who_wrote_several_stands_with_the_first() -> None:
    authors = lists([{0, 2}, {1, 2}])
    circle = circle_of(authors, 3, 3, 0)
    assert circle.place[2] - circle.place[0] == 1


def test_a_submission_whose_authors_stand_too_far_apart_is_open_to_nobody_on_the_circle() -> None:
    """Three authors who stand a third of the circle apart, each with a work of their own before the common one."""
    authors = lists([{0}, {1}, {2}, {0, 1, 2}, {3}])
    community = np.array([0, 0, 0, 0, 1])
    circle = draw_circle(authors, community, 5, 3, np.random.default_rng(5))
    assert circle.open(np.full(5, 3), np.arange(5)).tolist() == [False, False, False, False, True]


def test_moving_leaves_the_others_where_they_are() -> None:
    authors = lists([{0, 1}, {2}, {3}])
    before = circle_of(authors, 4, 3, 0)
    after = moved(before, authors, np.array([0]), np.random.default_rng(7))
    assert np.array_equal(before.place[2:], after.place[2:])
    assert (before.place[:2] != after.place[:2]).all()
    assert after.reach == before.reach


@pytest.mark.parametrize("z", [2, 3, 4])
def test_the_same_seed_draws_the_same_circle(z: int) -> None:
    authors = lists([{0, 1}, {2}, {3}])
    one, same, other = (circle_of(authors, 4, z, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.place, same.place)
    assert not np.array_equal(one.place, other.place)
