from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.groups.documents import Rush, Rusher
from matching.groups.grouping import NoGroups
from matching.groups.levels import Levels
from matching.groups.problem import even_sizes
from matching.groups.report import Report
from matching.groups.rush import rush

few = settings(max_examples=25)
some_levels = st.lists(st.integers(0, 9), min_size=2, max_size=14)


def document_of(levels: list[int], lately: list[list[str]] | None = None) -> Rush:
    people = [Rusher(id=f"p{row}", level=level) for row, level in enumerate(levels)]
    return Rush(people=people, lately=lately or [])


def partitions(people: list[int], sizes: list[int]) -> list[list[tuple[int, ...]]]:
    """Every way to put people in groups of these sizes, some of them more than once."""
    if not sizes:
        return [[]]
    return [
        [members, *rest]
        for members in combinations(people, sizes[0])
        for rest in partitions([person for person in people if person not in members], sizes[1:])
    ]


def cost(levels: list[int], groups: list[tuple[int, ...]], kind: Levels) -> float:
    middle = sum(levels) / len(levels)
    total = 0.0
    for members in groups:
        mean = sum(levels[member] for member in members) / len(members)
        if kind is Levels.MIXED:
            total += len(members) * (mean - middle) ** 2
        else:
            total += sum((levels[member] - mean) ** 2 for member in members)
    return total


def groups_of(report: Report) -> list[tuple[int, ...]]:
    return [tuple(int(name[1:]) for name in group.members) for group in report.groups]


@few
@given(levels=some_levels, size=st.integers(2, 5), kind=st.sampled_from(Levels), data=st.data())
def test_everyone_once_and_nobody_with_whom_they_were_lately(
    levels: list[int], size: int, kind: Levels, data: st.DataObject
) -> None:
    names = [f"p{row}" for row in range(len(levels))]
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)
    lately = data.draw(st.lists(pairs, max_size=4))
    document = document_of(levels, lately)
    try:
        report = rush(document, size, kind, 1)
    except NoGroups:
        assert lately
        return
    members = [name for group in report.groups for name in group.members]
    left = [entry.person for entry in report.left_over]
    assert sorted(members + left) == sorted(names)
    assert all(entry.why for entry in report.left_over)
    most = even_sizes(len(levels), size).max()
    for group in report.groups:
        assert 2 <= len(group.members) <= most
        for pair in combinations(group.members, 2):
            assert not any(set(pair) <= set(entry) for entry in lately)
    assert lately or not left
    assert report == rush(document, size, kind, 1)


@settings(max_examples=15)
@given(levels=st.lists(st.integers(0, 9), min_size=6, max_size=6), kind=st.sampled_from(Levels))
def test_two_groups_of_three_are_the_best_of_all(levels: list[int], kind: Levels) -> None:
    report = rush(document_of(levels), 3, kind, 1)
    goal = report.goals[1]
    best = min(cost(levels, groups, kind) for groups in partitions(list(range(6)), [3, 3]))
    assert goal.bound is not None
    assert goal.bound <= best + 1e-9
    assert goal.reached == pytest.approx(cost(levels, groups_of(report), kind), abs=1e-6)
    # Any two ways to make two groups of three are one swap apart, so what no swap betters is the best.
    assert goal.reached == pytest.approx(best, abs=1e-6)
    if kind is Levels.SIMILAR:
        assert goal.bound == pytest.approx(best, abs=1e-9)


def test_mixed_levels_meet_in_the_middle() -> None:
    report = rush(document_of([1, 2, 3, 7, 8, 9]), 2, Levels.MIXED, 4)
    assert sorted(groups_of(report)) == [(0, 5), (1, 4), (2, 3)]
    assert report.goals[1].reached == pytest.approx(0)
    assert [row.highest for row in report.balance] == [5.0, 8.0]


def test_who_was_with_everybody_lately_is_left_over_with_the_reason() -> None:
    report = rush(document_of([1, 2, 3], [["p0", "p1"], ["p0", "p2"]]), 2, Levels.SIMILAR, 1)
    assert groups_of(report) == [(1, 2)]
    (left,) = report.left_over
    assert left.person == "p0"
    assert "with them lately" in left.why
    assert report.goals[1].bound is None


def test_what_cannot_be() -> None:
    with pytest.raises(NoGroups, match="no two people who weren't together"):
        rush(document_of([1, 2], [["p0", "p1"]]), 2, Levels.MIXED, 1)
    with pytest.raises(UsageError, match=r"lately\[1\]: no person 'zed'"):
        rush(document_of([1, 2], [["p0", "p1"], ["p0", "zed"]]), 2, Levels.MIXED, 1)
    doubled = Rush(people=[Rusher(id="a", level=1), Rusher(id="a", level=2)])
    with pytest.raises(UsageError, match=r"people\[1\]: 'a' is there twice, first as people\[0\]"):
        rush(doubled, 2, Levels.MIXED, 1)
