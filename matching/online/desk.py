"""The desk: a student asks now, slots open and close all day.

open ---> ledger <--slots that fit-- ask --among the best, by the keyed draw--> leased --confirm--> booked
            ^                         '--few slots--> waiting --advance: decided together--> booked
            '----- cancel, a lease run out: offered again ----- withdraw, no_show: gone, and the next best is booked

It decides one call after another, so two requests never get one slot; whoever serves several threads puts a lock around
it. With the same key, clock and calls, it decides the same.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from core.errors import UsageError
from matching.online.asking import Submission, check_submission
from matching.online.book import Book
from matching.online.bookings import Booking, Request, State, View, refuse_known, taken
from matching.online.draw import Draw
from matching.online.ledger import Ledger
from matching.online.terms import DeskTerms
from matching.online.times import in_words
from matching.policy import Policy
from matching.tables import School


class Desk:
    """`clock` tells the seconds since 1970; `key` is the secret of the draw, 16 bytes or more. People and projects are
    rows of the school's; its submissions aren't read, as new ones come all the time. `no_shows`: how often each person
    didn't come, or withdrew after the notice."""

    def __init__(self, school: School, policy: Policy, terms: DeskTerms, clock: Callable[[], int], key: bytes) -> None:
        unknown = sorted(set(terms.projects_notice) - set(school.projects))
        if unknown:
            raise UsageError(f"projects_notice: no project is called {unknown[0]!r}")
        self._clock, self._latest = clock, clock()
        self._ledger = Ledger(school, policy, terms, self._latest)
        self._book = Book(self._ledger, Draw(key))
        self._changed: list[Booking] = []
        self.no_shows: Counter[int] = Counter()

    def open(self, person: int, begin: int, end: int) -> tuple[int, ...]:
        """That person's time, cut into slots of one evaluation each. Raises UsageError, with nothing opened."""
        now = self._settle()
        return self._ledger.open(person, begin, end, now)

    def ask(self, submission: Submission, turn: int) -> Booking:
        """Leased, or waiting where slots are few. `turn`: which of the evaluations that the submission needs, from 1.
        Who has asked already gets the same answer. Raises UsageError."""
        now = self._settle()
        check_submission(submission, self._ledger.school)
        most = self._ledger.policy.evaluators_each
        if not 1 <= turn <= most:
            raise UsageError(f"submission {submission.name!r} has evaluations 1 to {most}, not {turn}")
        return self._book.ask(submission, turn, now)

    def confirm(self, request: Request) -> Booking:
        """Raises UsageError where there is no lease, or it has run out."""
        self._settle()
        asked = self._book.at(request)
        if asked.booking.state not in (State.LEASED, State.BOOKED):
            raise UsageError(f"{request} is {asked.booking.state}, so there is nothing to confirm; ask again")
        asked.booking = replace(asked.booking, state=State.BOOKED, until=None)
        return asked.booking

    def cancel(self, request: Request) -> Booking:
        """By the team, before the notice; asking again brings the same evaluator, if they have time. Raises
        UsageError."""
        now = self._settle()
        asked = self._book.at(request)
        if asked.booking.state is State.CANCELLED:
            return asked.booking
        refuse_known(asked.booking, now)
        return self._book.give_up(asked, now)

    def withdraw(self, slot: int) -> Booking | None:
        """By its owner: the slot is gone for good. If it was taken, gives the booking as repaired. Raises UsageError
        once it has begun."""
        now = self._settle()
        place = self._ledger.slots.at(slot)
        if self._ledger.is_free(slot):
            self._ledger.drop(slot)
            return None
        asked = self._book.holder(slot)
        if asked is None or now >= place.begin:
            raise UsageError(f"slot {slot} ({in_words(place.begin)}) is over or withdrawn")
        notice = asked.booking.notice
        if notice is not None and now >= notice:
            self.no_shows[place.evaluator] += 1
        return self._book.repair(asked, now)

    def no_show(self, request: Request) -> Booking:
        """The evaluator didn't come: marked, and the next best takes over. Raises UsageError before it begins."""
        now = self._settle()
        asked = self._book.at(request)
        place = taken(asked.booking)
        if now < place.begin or asked.booking.state is not State.BOOKED:
            raise UsageError(f"{request} begins at {in_words(place.begin)}: nobody can have missed it yet")
        self.no_shows[place.evaluator] += 1
        return self._book.repair(asked, now)

    def advance(self) -> tuple[Booking, ...]:
        """To be called every second or so: decides what was collected, and tells what changed since it was last called
        without anybody's asking for it (leases that ran out, slots found for who waited)."""
        now = self._settle()
        changed = (*self._changed, *self._book.decide_together(now))
        self._changed = []
        return changed

    def visible_to(self, person: int, request: Request) -> View:
        """Raises UsageError for whom it doesn't concern."""
        now = self._settle()
        return self._book.at(request).booking.visible_to(person, now)

    def load(self, person: int, week: int) -> float:
        """Evaluations in that week, and half of each week's before; 0 for a week that is over."""
        return self._ledger.loads.of(person, week)

    def _settle(self) -> int:
        """Up to now; where the clock goes back, time stands still."""
        now = self._latest = max(self._latest, self._clock())
        self._changed += self._book.run_out(now)
        self._ledger.advance(now)
        return now
