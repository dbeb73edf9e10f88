"""Every gain that a seating tells of is the difference that the change makes, and every refusal a rule's."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.groups.aspect import BENCH, NEVER
from matching.groups.problem import Meeting, Problem, Traits
from matching.groups.seating import Seating
from matching.tables import HOURS

PEOPLE, GROUPS = 8, 3
seeds = st.integers(0, 2**32 - 1)


def problem_from(generator: np.random.Generator) -> Problem:
    lately = np.triu(generator.random((PEOPLE, PEOPLE)) < 0.1, 1)
    week = generator.integers(0, 1 << 64, (PEOPLE, 3), dtype=np.uint64)
    week[:, 2] &= np.uint64((1 << (HOURS - 128)) - 1)
    return Problem(
        names=tuple(map(str, range(PEOPLE))),
        size=3,
        rooms=(np.full(GROUPS, 3),),
        least=1,
        first=np.zeros(PEOPLE),
        hopeless="",
        apart=lately | lately.T,
        traits=Traits(columns=generator.integers(-3, 4, (PEOPLE, 2)).astype(float), alike=bool(generator.integers(2))),
        meeting=Meeting(
            week=week,
            languages=generator.integers(1, 8, PEOPLE).astype(np.uint64),
            campus=generator.integers(0, 3, PEOPLE),
            hours=20,
            campuses=2,
        ),
    )


def group_worth(problem: Problem, members: list[int]) -> float:
    """From first principles; NEVER where a rule is broken."""
    assert problem.traits is not None
    assert problem.meeting is not None
    assert problem.apart is not None
    meeting = problem.meeting
    if not members:
        return 0.0
    hours = sum(int(word).bit_count() for word in np.bitwise_and.reduce(meeting.week[members], axis=0))
    broken = problem.apart[np.ix_(members, members)].any()
    broken |= hours < meeting.hours
    broken |= not np.bitwise_and.reduce(meeting.languages[members])
    broken |= len(set(meeting.campus[members].tolist())) < min(meeting.campuses, len(members))
    rows = problem.traits.columns[members]
    mean = rows.mean(axis=0)
    off = ((rows - mean) ** 2).sum() if problem.traits.alike else len(members) * (mean**2).sum()
    return NEVER if broken else hours - float(off)


def worths(problem: Problem, places: list[int]) -> float:
    return sum(
        group_worth(problem, [person for person, place in enumerate(places) if place == group])
        for group in range(GROUPS)
    )


def same(one: float, other: float) -> bool:
    return one == other or abs(one - other) < 1e-6


def seating_from(problem: Problem, generator: np.random.Generator) -> Seating:
    """Some people seated where no rule is broken, some moved about."""
    seating = Seating(problem, problem.rooms[0].copy())
    for _ in range(3):
        for person in generator.permutation(PEOPLE).tolist():
            group = int(generator.integers(GROUPS))
            if seating.seats.group[person] == BENCH and seating.joining(group)[person] != NEVER:
                seating.move(person, group)
            elif seating.leaving()[person] != NEVER and generator.random() < 0.3:
                seating.move(person, BENCH)
    return seating


@settings(max_examples=60)
@given(seed=seeds)
def test_joining_and_leaving(seed: int) -> None:
    generator = np.random.default_rng(seed)
    problem = problem_from(generator)
    seating = seating_from(problem, generator)
    places = seating.seats.group.tolist()
    now = worths(problem, places)
    assert same(seating.worth(), now)
    for person, place in enumerate(places):
        if place != BENCH:
            after = [*places[:person], BENCH, *places[person + 1 :]]
            assert same(float(seating.leaving()[person]), worths(problem, after) - now)
            continue
        for group in range(GROUPS):
            after = [*places[:person], group, *places[person + 1 :]]
            gain = float(seating.joining(group)[person])
            assert same(gain, worths(problem, after) - now)
            assert (seating.refusal(person, group) is not None) == (gain == NEVER)


@settings(max_examples=60)
@given(seed=seeds)
def test_swapping_and_taking_a_seat(seed: int) -> None:
    generator = np.random.default_rng(seed)
    problem = problem_from(generator)
    seating = seating_from(problem, generator)
    places = seating.seats.group.tolist()
    now = worths(problem, places)
    for one in range(PEOPLE):
        for other in range(PEOPLE):
            after = list(places)
            after[one], after[other] = after[other], after[one]
            gain = worths(problem, after) - now
            if places[one] != BENCH:
                expected = NEVER if places[one] == places[other] else gain
                assert same(float(seating.swapping(one)[other]), expected)
            elif places[other] != BENCH:
                assert same(float(seating.taking(one)[other]), gain)


@settings(max_examples=30)
@given(seed=seeds)
def test_a_swap_changes_two_places(seed: int) -> None:
    generator = np.random.default_rng(seed)
    seating = seating_from(problem_from(generator), generator)
    places = seating.seats.group.tolist()
    seated = [person for person, place in enumerate(places) if place != BENCH]
    for one in seated[:1]:
        other = int(np.argmax(seating.swapping(one)))
        if seating.swapping(one)[other] == NEVER:
            continue
        worth, gain = seating.worth(), float(seating.swapping(one)[other])
        seating.swap(one, other)
        places[one], places[other] = places[other], places[one]
        assert seating.seats.group.tolist() == places
        assert same(seating.worth(), worth + gain)
