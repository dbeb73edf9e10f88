import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.groups.aspect import BENCH
from matching.groups.building import assigned, begin, fill
from matching.groups.exchange import improve
from matching.groups.problem import Meeting, Problem, Traits
from matching.groups.seating import Seating


def problem_of(levels: list[float], room: list[int], pairs: list[tuple[int, int]]) -> Problem:
    apart = np.zeros((len(levels), len(levels)), dtype=np.bool_)
    for one, other in pairs:
        apart[one, other] = apart[other, one] = True
    return Problem(
        names=tuple(map(str, range(len(levels)))),
        size=max(room),
        rooms=(np.array(room),),
        least=1,
        first=np.zeros(len(levels)),
        hopeless="",
        apart=apart,
        traits=Traits(columns=np.array(levels)[:, None] - np.mean(levels), alike=True),
    )


def test_assignment_seats_the_most_and_then_the_best() -> None:
    gains = np.array([[5.0, 4.0], [3.0, -np.inf], [-np.inf, -np.inf]])
    assert sorted(assigned(gains)) == [(0, 1), (1, 0)]


@settings(max_examples=40)
@given(levels=st.lists(st.integers(0, 9), min_size=4, max_size=10), seed=st.integers(0, 999))
def test_no_swap_gains_when_the_exchange_is_over(levels: list[int], seed: int) -> None:
    problem = problem_of([float(level) for level in levels], [2] * (len(levels) // 2), [(0, 1), (2, 3)])
    seating = Seating(problem, problem.rooms[0].copy())
    begin(seating, np.random.default_rng(seed))
    fill(seating)
    before = seating.merit
    improve(seating)
    assert seating.merit >= before
    for person in np.flatnonzero(seating.seats.group != BENCH).tolist():
        assert seating.swapping(person).max() <= 1e-6


def test_a_member_makes_room_for_who_fits_nowhere_else() -> None:
    # 0 may be with 1 alone, whose group is full; 3 may go where 2 is.
    problem = problem_of([1.0, 1.0, 1.0, 1.0], [2, 2], [(0, 2), (0, 3), (1, 2)])
    seating = Seating(problem, problem.rooms[0].copy())
    for person, group in ((1, 0), (3, 0), (2, 1)):
        seating.move(person, group)
    improve(seating)
    assert seating.seats.seated == 4
    assert seating.seats.group[0] == seating.seats.group[1]


def test_groups_are_evened_out() -> None:
    everywhere = np.full((6, 3), np.uint64(255))
    meeting = Meeting(week=everywhere, languages=np.ones(6, dtype=np.uint64), campus=np.arange(6), hours=1, campuses=2)
    problem = Problem(
        names=tuple("abcdef"), size=3, rooms=(np.array([5, 5]),), least=2, first=np.zeros(6), hopeless="",
        meeting=meeting,
    )  # fmt: skip
    seating = Seating(problem, problem.rooms[0].copy())
    for person, group in enumerate((0, 0, 0, 0, 0, 1)):
        seating.move(person, group)
    improve(seating)
    assert seating.seats.size.tolist() == [3, 3]
