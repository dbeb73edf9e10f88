"""Whatever people do in whatever order: no slot twice, nobody in two places, limits, loads and secrets are kept."""

import itertools

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.errors import UsageError
from matching.online.asking import Submission
from matching.online.bookings import Booking, Place, Request, State
from matching.online.desk import Desk
from matching.online.terms import DeskTerms
from matching.online.times import GRANULE, LEAD, MINUTE, WEEK, week_of
from matching.policy import Policy, ProjectRules
from tests.test_matching_online_asking import MONDAY, asking, online_school

PEOPLE, TURNS = 6, 2
LEVELS = [3.0, 3.5, 2.5, 4.0, 5.5, 6.5]  # the last is too far from every submission
FARTHEST = 3.0
RULES = ProjectRules(levels_apart=FARTHEST, repeat_weeks=0.2, return_weeks=0.1)
POLICY = Policy(evaluators_each=TURNS, rules=RULES)
people, turns = st.integers(0, PEOPLE - 1), st.integers(1, TURNS)
names = st.sampled_from(["one", "two", "three", "four"])
AUTHORS = {"one": (0,), "two": (1, 2), "three": (3,), "four": (0, 4)}


def submission(name: str) -> Submission:
    return asking(name, *AUTHORS[name])


class Days(RuleBasedStateMachine):
    @initialize(thin=st.sampled_from([0, 3]))
    def begin(self, thin: int) -> None:
        self.now = MONDAY
        self.terms = DeskTerms(thin=thin)
        self.desk = Desk(online_school(PEOPLE, levels=LEVELS), POLICY, self.terms, lambda: self.now, b"s" * 16)
        self.bookings: dict[Request, Booking] = {}
        self.slots: dict[int, Place] = {}
        self.withdrawn: set[int] = set()

    def note(self, booking: Booking) -> None:
        before = self.bookings.get(booking.request)
        self.bookings[booking.request] = booking
        if booking.place is not None and (before is None or before.place != booking.place):
            self.check_limits(booking, booking.place)

    def check_limits(self, booking: Booking, place: Place) -> None:
        """Decided just now: every other meeting of one of these pairs must be long over, and of its reverse."""
        for other, there in self.meetings():
            if other.request == booking.request:
                continue
            if there.evaluator == place.evaluator and set(other.authors) & set(booking.authors):
                assert self.now - there.begin >= RULES.repeat_weeks * WEEK
            if there.evaluator in booking.authors and place.evaluator in other.authors:
                assert self.now - there.begin >= RULES.return_weeks * WEEK

    def catch_up(self) -> None:
        for booking in self.desk.advance():
            self.note(booking)

    @rule(person=people, granule=st.integers(2, 20), length=st.integers(2, 5))
    def open(self, person: int, granule: int, length: int) -> None:
        begin = (self.now // GRANULE + granule + 1) * GRANULE
        try:
            slots = self.desk.open(person, begin, begin + length * GRANULE)
        except UsageError:
            return
        for slot, start in zip(slots, itertools.count(begin, 2 * GRANULE), strict=False):
            self.slots[slot] = Place(slot, person, start, start + 2 * GRANULE)

    @rule(name=names, turn=turns)
    def ask(self, name: str, turn: int) -> None:
        self.catch_up()
        before = self.bookings.get(Request(name, turn))
        booking = self.desk.ask(submission(name), turn)
        if before is not None and before.state is not State.CANCELLED:
            assert booking == before
        elif booking.place is not None:
            assert booking.place.begin >= self.now + LEAD
        self.note(booking)

    @rule(name=names, turn=turns)
    def confirm(self, name: str, turn: int) -> None:
        self.catch_up()
        before = self.bookings.get(Request(name, turn))
        if before is None or before.state not in (State.LEASED, State.BOOKED):
            with pytest.raises(UsageError):
                self.desk.confirm(Request(name, turn))
        else:
            self.note(self.desk.confirm(before.request))
            assert self.bookings[before.request].place == before.place

    @rule(name=names, turn=turns, again=st.booleans())
    def cancel(self, name: str, turn: int, again: bool) -> None:
        """Whoever cancels and asks at once has gained nothing."""
        self.catch_up()
        before = self.bookings.get(Request(name, turn))
        try:
            self.note(self.desk.cancel(Request(name, turn)))
        except UsageError:
            assert before is None or (before.notice is not None and self.now >= before.notice)
            return
        if again and before is not None and before.place is not None and before.place.begin >= self.now + LEAD:
            after = self.desk.ask(submission(name), turn)
            assert after.place is not None
            assert after.place.evaluator == before.place.evaluator
            self.note(after)

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        self.catch_up()
        if not self.slots:
            return
        slot = data.draw(st.sampled_from(sorted(self.slots)))
        try:
            repaired = self.desk.withdraw(slot)
        except UsageError:
            return
        self.withdrawn.add(slot)
        if repaired is not None:
            assert repaired.place is None or repaired.place.evaluator != self.slots[slot].evaluator
            self.note(repaired)

    @rule(name=names, turn=turns)
    def no_show(self, name: str, turn: int) -> None:
        self.catch_up()
        before = self.bookings.get(Request(name, turn))
        try:
            repaired = self.desk.no_show(Request(name, turn))
        except UsageError:
            return
        assert before is not None
        assert before.place is not None
        assert self.now >= before.place.begin
        self.withdrawn.add(before.place.slot)
        self.note(repaired)

    @rule(seconds=st.sampled_from([5, 40, 130, 30 * MINUTE, 4 * 60 * MINUTE, 2 * WEEK // 7]))
    def wait(self, seconds: int) -> None:
        self.now += seconds
        self.catch_up()

    def meetings(self) -> list[tuple[Booking, Place]]:
        return [(each, each.place) for each in self.bookings.values() if each.place is not None]

    @invariant()
    def no_slot_twice_and_nobody_in_two_places(self) -> None:
        self.catch_up()
        meetings = self.meetings()
        slots = [place.slot for _, place in meetings]
        assert len(set(slots)) == len(slots)
        assert not self.withdrawn & set(slots)
        for (one, first), (other, second) in itertools.combinations(meetings, 2):
            if first.begin < second.end and second.begin < first.end:
                assert not {first.evaluator, *one.authors} & {second.evaluator, *other.authors}

    @invariant()
    def every_hard_rule_is_kept(self) -> None:
        for booking, place in self.meetings():
            assert place.evaluator not in booking.authors
            assert abs(LEVELS[place.evaluator] - 3.0) <= FARTHEST
            assert booking.state in (State.LEASED, State.BOOKED)

    @invariant()
    def leases_end_in_time(self) -> None:
        for booking in self.bookings.values():
            assert (booking.until is not None) == (booking.state is State.LEASED)
            assert booking.until is None or self.now < booking.until <= self.now + self.terms.lease_seconds

    @invariant()
    def loads_are_what_is_booked(self) -> None:
        week = week_of(self.now)
        for person in range(PEOPLE):
            since = [week - week_of(place.begin) for _, place in self.meetings() if place.evaluator == person]
            assert self.desk.load(person, week) == sum(0.5**weeks for weeks in since if 0 <= weeks < 4)

    @invariant()
    def nobody_knows_who_before_the_notice(self) -> None:
        for booking, place in self.meetings():
            known = self.now >= place.begin - self.terms.notice_minutes * MINUTE
            assert (self.desk.visible_to(booking.authors[0], booking.request).evaluator is not None) == known
            assert (self.desk.visible_to(place.evaluator, booking.request).authors is not None) == known


TestDays = Days.TestCase
TestDays.settings = settings(max_examples=60, stateful_step_count=50)
