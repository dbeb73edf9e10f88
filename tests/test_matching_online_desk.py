import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.online.bookings import Booking, Request, State
from matching.online.desk import Desk
from matching.online.terms import DeskTerms
from matching.online.times import DAY, HOUR, LEAD, MINUTE, week_of
from matching.policy import Policy, ProjectRules, Weights
from matching.tables import Pasts, School
from tests.test_matching_online_asking import MONDAY, asking, online_school

KEY = b"a secret of the desk"
TERMS = DeskTerms(thin=0)
ONE, TWO = Request("s", 1), Request("s", 2)


class Clock:
    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> int:
        return self.now


def desk_of(people: int = 8, terms: DeskTerms = TERMS, school: School | None = None) -> tuple[Desk, Clock]:
    clock = Clock()
    return Desk(school or online_school(people), Policy(), terms, clock, KEY), clock


def open_at(desk: Desk, *people: int, hours: int = 5) -> list[int]:
    """One slot each, so many hours after Monday begins."""
    return [desk.open(person, MONDAY + hours * HOUR, MONDAY + hours * HOUR + 30 * MINUTE)[0] for person in people]


def evaluator(booking: Booking) -> int:
    assert booking.place is not None
    return booking.place.evaluator


def test_a_request_leases_a_slot_which_is_booked_once_confirmed() -> None:
    desk, clock = desk_of()
    open_at(desk, 1)
    leased = desk.ask(asking(), 1)
    assert (leased.state, leased.until, evaluator(leased)) == (State.LEASED, MONDAY + 120, 1)
    assert desk.load(1, week_of(MONDAY)) == 1.0
    booked = desk.confirm(ONE)
    clock.now += HOUR
    assert desk.advance() == ()
    assert desk.ask(asking(), 1) == booked
    assert (booked.state, booked.place) == (State.BOOKED, leased.place)


def test_two_requests_never_get_one_slot() -> None:
    desk, _ = desk_of()
    open_at(desk, 4)
    assert desk.ask(asking("s", 0), 1).state is State.LEASED
    assert desk.ask(asking("t", 1), 1).state is State.WAITING


def test_a_lease_that_runs_out_is_told_and_its_slot_goes_to_the_next() -> None:
    desk, clock = desk_of()
    open_at(desk, 4)
    desk.ask(asking("s", 0), 1)
    clock.now += 119
    assert desk.advance() == ()
    clock.now += 1
    assert [(each.request, each.state) for each in desk.advance()] == [(ONE, State.CANCELLED)]
    assert evaluator(desk.ask(asking("t", 1), 1)) == 4
    with pytest.raises(UsageError, match="is cancelled, so there is nothing to confirm; ask again"):
        desk.confirm(ONE)


def test_asking_again_or_cancelling_first_brings_the_same_evaluator() -> None:
    desk, clock = desk_of()
    open_at(desk, 1, 2, 3)
    first = desk.ask(asking(), 1)
    assert desk.ask(asking(), 1) == first
    for _ in range(5):
        desk.cancel(ONE)
        clock.now += HOUR // 2
        open_at(desk, 4 + _ % 4, hours=6 + _)
        assert evaluator(desk.ask(asking(), 1)) == evaluator(first)


def test_who_was_given_up_is_kept_even_when_somebody_better_has_come() -> None:
    school = online_school(4, levels=[3.0, 5.0, 3.0, 3.0])
    desk, _ = desk_of(school=school)
    open_at(desk, 1)
    assert evaluator(desk.ask(asking(), 1)) == 1
    desk.cancel(ONE)
    open_at(desk, 2, 3)
    assert evaluator(desk.ask(asking(), 1)) == 1


def test_the_draw_hangs_on_the_key() -> None:
    drawn = set()
    for number in range(12):
        desk = Desk(online_school(8), Policy(), TERMS, Clock(), bytes([number]) * 16)
        open_at(desk, 2, 4, 6)
        drawn.add(evaluator(desk.ask(asking(), 1)))
    assert drawn == {2, 4, 6}


def test_every_turn_of_a_submission_has_somebody_else_even_where_pairs_may_repeat() -> None:
    policy = Policy(rules=ProjectRules(repeat_weeks=0))
    desk = Desk(online_school(8), policy, TERMS, Clock(), KEY)
    open_at(desk, 3)
    open_at(desk, 3, hours=7)
    assert desk.ask(asking(), 1).state is State.LEASED
    assert desk.ask(asking(), 2).state is State.WAITING
    assert evaluator(desk.ask(asking("other", 0), 1)) == 3


def test_repeats_returns_teams_and_strangers_are_kept_apart() -> None:
    past = Pasts(evaluator=np.array([1, 0]), author=np.array([0, 2]), weeks=np.array([3.0, 1.0]))
    desk, _ = desk_of(6, school=online_school(6, past=past))
    open_at(desk, 1, 2, 3)
    assert desk.ask(asking("s", 0, 3), 1).state is State.WAITING
    open_at(desk, 4)
    assert evaluator(desk.ask(asking("t", 0, 3), 1)) == 4


def test_a_team_that_has_an_evaluation_then_neither_evaluates_nor_is_evaluated() -> None:
    desk, _ = desk_of()
    open_at(desk, 1, 2)
    desk.ask(asking("s", 0), 1)
    assert desk.ask(asking("s", 0), 2).state is State.WAITING
    with pytest.raises(UsageError, match="p0 has an evaluation at 2025-08-04 05:00 UTC or soon after"):
        open_at(desk, 0)


def test_an_evaluator_who_withdraws_is_replaced_by_the_next_best_and_never_asked_again() -> None:
    desk, _ = desk_of(terms=DeskTerms(thin=0, loss=0), school=online_school(5, levels=[3.0, 3.0, 4.0, 5.0, 5.9]))
    slots = dict(zip((1, 2, 3), open_at(desk, 1, 2, 3), strict=True))
    order = [evaluator(desk.ask(asking(), 1))]
    for _ in range(2):
        repaired = desk.withdraw(slots[order[-1]])
        assert repaired is not None
        assert repaired.state is State.BOOKED
        order.append(evaluator(repaired))
    assert order == [1, 2, 3]
    open_at(desk, 1, 2, hours=8)
    waiting = desk.withdraw(slots[3])
    assert waiting is not None
    assert waiting.state is State.WAITING
    assert not desk.no_shows
    with pytest.raises(UsageError, match="is over or withdrawn"):
        desk.withdraw(slots[3])


def test_a_free_slot_is_withdrawn_without_a_word_and_may_be_opened_anew() -> None:
    desk, _ = desk_of()
    (slot,) = open_at(desk, 1)
    assert desk.withdraw(slot) is None
    assert desk.ask(asking(), 1).state is State.WAITING
    open_at(desk, 1)


def test_a_no_show_is_marked_costs_the_credit_and_is_repaired() -> None:
    desk, clock = desk_of(school=online_school(3, levels=[3.0, 3.0, 5.0]))
    open_at(desk, 1)
    open_at(desk, 2, hours=9)
    desk.ask(asking(), 1)
    desk.confirm(ONE)
    with pytest.raises(UsageError, match="begins at 2025-08-04 05:00 UTC: nobody can have missed it yet"):
        desk.no_show(ONE)
    clock.now = MONDAY + 5 * HOUR
    repaired = desk.no_show(ONE)
    assert (repaired.state, evaluator(repaired)) == (State.BOOKED, 2)
    assert dict(desk.no_shows) == {1: 1}
    assert (desk.load(1, week_of(MONDAY)), desk.load(2, week_of(MONDAY))) == (0.0, 1.0)


def test_after_the_notice_the_team_keeps_whom_it_knows_and_who_withdraws_is_marked() -> None:
    desk, clock = desk_of(terms=DeskTerms(thin=0, notice_minutes=15, projects_notice={"shell": 60}))
    (slot,) = open_at(desk, 1)
    desk.ask(asking(), 1)
    desk.confirm(ONE)
    clock.now = MONDAY + 4 * HOUR - 1
    assert desk.visible_to(0, ONE).evaluator is None
    clock.now += 1
    assert desk.visible_to(0, ONE).evaluator == 1
    with pytest.raises(UsageError, match="known since 2025-08-04 04:00 UTC"):
        desk.cancel(ONE)
    desk.withdraw(slot)
    assert dict(desk.no_shows) == {1: 1}


def test_where_slots_are_few_requests_are_collected_and_as_many_as_can_be_are_served() -> None:
    past = Pasts(evaluator=np.array([3]), author=np.array([1]), weeks=np.array([1.0]))
    desk, clock = desk_of(terms=DeskTerms(thin=5, collect_seconds=20), school=online_school(8, past=past))
    open_at(desk, 3, 5)
    assert desk.ask(asking("s", 0), 1).state is State.WAITING
    assert desk.ask(asking("t", 1), 1).state is State.WAITING
    clock.now += 19
    assert desk.advance() == ()
    clock.now += 1
    served = {each.request.submission: evaluator(each) for each in desk.advance()}
    assert served == {"s": 3, "t": 5}
    assert desk.ask(asking("t", 1), 1).state is State.BOOKED


def test_one_evaluator_is_not_given_twice_to_a_team_that_is_collected_twice() -> None:
    desk, clock = desk_of(terms=DeskTerms(thin=5))
    open_at(desk, 3)
    open_at(desk, 3, hours=7)
    desk.ask(asking(), 1)
    desk.ask(asking(), 2)
    clock.now += 30
    assert len(desk.advance()) == 1
    open_at(desk, 4, hours=9)
    clock.now += 30
    (second,) = desk.advance()
    assert evaluator(second) == 4


def test_who_has_waited_longest_gets_the_only_slot() -> None:
    desk, clock = desk_of(terms=DeskTerms(thin=5, loss=0.0))
    desk.ask(asking("s", 2), 1)
    clock.now += DAY
    desk.ask(asking("t", 4), 1)
    open_at(desk, 6, hours=48)
    clock.now += 60
    assert [each.request.submission for each in desk.advance()] == ["s"]


def test_slots_too_soon_are_not_given_and_those_in_hours_when_the_team_cannot_neither() -> None:
    desk, clock = desk_of()
    open_at(desk, 1, hours=1)
    open_at(desk, 2, hours=2)
    assert desk.ask(asking("s", 0, week=1 << 3), 1).state is State.WAITING
    clock.now = MONDAY + HOUR - LEAD + 1
    assert evaluator(desk.ask(asking("t", 0), 1)) == 2


@settings(max_examples=30)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=6), st.binary(min_size=16, max_size=16))
def test_among_equals_nobody_is_asked_who_has_done_more(hours: list[int], key: bytes) -> None:
    """Of those who still have a slot."""
    weights = Weights(level=0, other_campus=0, skills=0, waiting=0)
    policy = Policy(rules=ProjectRules(repeat_weeks=0, return_weeks=0), weights=weights)
    desk = Desk(online_school(9), policy, TERMS, Clock(), key)
    left = dict(enumerate((2 * each for each in hours), start=1))
    for person, count in left.items():
        begin = MONDAY + 5 * person * HOUR
        desk.open(person, begin, begin + count * HOUR // 2)
    done = dict.fromkeys(left, 0)
    for number in range(sum(left.values())):
        person = evaluator(desk.ask(asking(f"s{number}", 0), 1))
        assert done[person] == min(done[each] for each in left if left[each])
        done[person], left[person] = done[person] + 1, left[person] - 1
    assert desk.ask(asking("last", 0), 1).state is State.WAITING


def test_a_clock_that_goes_back_brings_no_lease_back() -> None:
    desk, clock = desk_of()
    open_at(desk, 4)
    desk.ask(asking("s", 0), 1)
    clock.now += 500
    desk.advance()
    clock.now -= 490
    assert desk.ask(asking("t", 1), 1).until == MONDAY + 500 + 120


def test_what_makes_no_sense_is_told() -> None:
    desk, _ = desk_of()
    with pytest.raises(UsageError, match=r"person 8 is none of 0\.\.7"):
        open_at(desk, 8)
    with pytest.raises(UsageError, match="submission 's' has evaluations 1 to 3, not 4"):
        desk.ask(asking(), 4)
    with pytest.raises(UsageError, match="evaluation 2 of 's' was never asked for"):
        desk.confirm(TWO)
    with pytest.raises(UsageError, match="there is no slot 0"):
        desk.withdraw(0)
    with pytest.raises(UsageError, match="no project is called 'nope'"):
        desk_of(terms=DeskTerms(projects_notice={"nope": 5}))
    open_at(desk, 1)
    with pytest.raises(UsageError, match="person 1 has a slot at"):
        open_at(desk, 1)


def test_who_takes_no_part_opens_nothing() -> None:
    school = online_school(3)
    school.people.hi[1] = 0
    desk, _ = desk_of(school=school)
    with pytest.raises(UsageError, match="p1 may evaluate no project now"):
        open_at(desk, 1)
