"""Every request and what became of it: found a slot, given up, repaired, or decided together with others.

find --slots that fit--> drawn among the best --> taken         give_up: the slot is offered again, who it was is kept
  '--few--> waiting --> decide_together --> taken               repair: the slot is gone, the next best is found
"""

from collections import deque
from dataclasses import dataclass, field, replace

import numpy as np

from core.errors import UsageError
from matching.online.asking import Submission
from matching.online.bookings import Booking, Request, State, taken
from matching.online.collect import Wishes, best_together
from matching.online.draw import Draw
from matching.online.ledger import Ledger
from matching.online.options import Options, near_best
from matching.online.times import DAY


@dataclass(slots=True)
class Asked:
    """`promised`: who it had when the team gave it up; `refused`: those who let it down."""

    submission: Submission
    booking: Booking
    since: int
    promised: int | None = None
    refused: set[int] = field(default_factory=set)


class Book:
    def __init__(self, ledger: Ledger, draw: Draw) -> None:
        self._ledger, self._draw, self._terms = ledger, draw, ledger.terms
        self._asked: dict[Request, Asked] = {}
        self._holders: dict[int, Request] = {}
        self._leases: deque[tuple[int, Request]] = deque()
        self._waiting: dict[Request, None] = {}
        self._due: int | None = None

    def at(self, request: Request) -> Asked:
        """Raises UsageError."""
        if request not in self._asked:
            raise UsageError(f"{request} was never asked for")
        return self._asked[request]

    def holder(self, slot: int) -> Asked | None:
        """Whose slot it is now."""
        request = self._holders.get(slot)
        return None if request is None else self._asked[request]

    def ask(self, submission: Submission, turn: int, now: int) -> Booking:
        request = Request(submission.name, turn)
        asked = self._asked.get(request)
        if asked is not None and asked.booking.state is not State.CANCELLED:
            return asked.booking
        waiting = Booking(request=request, authors=submission.authors, state=State.WAITING)
        if asked is None:
            asked = self._asked[request] = Asked(submission, waiting, now)
        asked.submission, asked.booking = submission, waiting
        return self._find(asked, now, State.LEASED)

    def give_up(self, asked: Asked, now: int) -> Booking:
        """By the team: the slot is free again, and whom it had is theirs if they ask again."""
        place = asked.booking.place
        if place is not None:
            asked.promised = place.evaluator
        self._let_go(asked, now, again=True)
        asked.booking = _without(asked.booking, State.CANCELLED)
        return asked.booking

    def repair(self, asked: Asked, now: int) -> Booking:
        """The evaluator isn't there: somebody else, booked at once."""
        asked.refused.add(taken(asked.booking).evaluator)
        asked.promised = None
        self._let_go(asked, now, again=False)
        asked.booking = _without(asked.booking, State.WAITING)
        return self._find(asked, now, State.BOOKED)

    def run_out(self, now: int) -> list[Booking]:
        """The leases that nobody confirmed in time. They all last the same, so the oldest is first."""
        found = []
        while self._leases and self._leases[0][0] <= now:
            until, request = self._leases.popleft()
            asked = self._asked[request]
            if asked.booking.until == until:
                found.append(self.give_up(asked, now))
        return found

    def decide_together(self, now: int) -> list[Booking]:
        """Once the time of collecting is over: those who got a slot. The others wait for the next time."""
        if self._due is None or now < self._due:
            return []
        found: list[Booking] = []
        while self._waiting:
            pending = [self._asked[request] for request in self._waiting]
            chosen = best_together([self._wishes(asked, now, len(pending)) for asked in pending])
            pairs = zip(pending, chosen, strict=True)
            got = [asked for asked, slot in pairs if slot is not None and self._get(asked, slot, now)]
            if not got:
                break
            found += [asked.booking for asked in got]
        self._due = now + self._terms.collect_seconds if self._waiting else None
        return found

    def _find(self, asked: Asked, now: int, state: State) -> Booking:
        options = self._options(asked, now)
        if asked.promised is not None or len(options) >= self._terms.thin:
            near = near_best(options, self._terms, lambda slot: self._ledger.can_meet(asked.submission, slot))
            if near:
                people = [int(options.person[at]) for at in near]
                drawn = near[self._draw.among(asked.booking.request, people)]
                return self._take(asked, options, drawn, now, state)
        self._waiting[asked.booking.request] = None
        if self._due is None:
            self._due = now + self._terms.collect_seconds
        return asked.booking

    def _options(self, asked: Asked, now: int) -> Options:
        """Those of whom the request was promised alone, as long as they have any."""
        options = self._ledger.options(asked.submission, self._barred(asked, now), now)
        if asked.promised is not None:
            theirs = options.where(options.person == asked.promised)
            if any(self._ledger.can_meet(asked.submission, slot) for slot in theirs.slots.tolist()):
                return theirs
            asked.promised = None
        return options

    def _barred(self, asked: Asked, now: int) -> set[int]:
        """With those who evaluate the submission already, however often the rules let a pair meet."""
        found = self._ledger.barred(asked.submission, now) | asked.refused
        for turn in range(1, self._ledger.policy.evaluators_each + 1):
            other = self._asked.get(Request(asked.submission.name, turn))
            if other is not None and other.booking.place is not None:
                found.add(other.booking.place.evaluator)
        return found

    def _wishes(self, asked: Asked, now: int, most: int) -> Wishes:
        """The best `most` slots: with so many requests, nobody needs another. Who has waited long is worth more, and
        as much as `loss` is drawn."""
        options = self._options(asked, now)
        free = [self._ledger.can_meet(asked.submission, slot) for slot in options.slots.tolist()]
        options = options.where(np.array(free, dtype=np.bool_))
        weights, request = self._ledger.policy.weights, asked.booking.request
        days = asked.submission.days_waiting + (now - asked.since) / DAY
        drawn = np.array([self._draw.number(request, person) for person in options.person.tolist()])
        worth = options.score + weights.waiting * min(1.0, days / weights.waiting_days) + self._terms.loss * drawn
        best = np.lexsort((options.slots, -worth))[:most]
        return Wishes(options.slots[best], worth[best])

    def _get(self, asked: Asked, slot: int, now: int) -> bool:
        """Unless somebody else who was served just before now stands in the way."""
        options = self._options(asked, now)
        at = np.flatnonzero(options.slots == slot)
        if not len(at) or not self._ledger.can_meet(asked.submission, slot):
            return False
        self._take(asked, options, int(at[0]), now, State.BOOKED)
        return True

    def _take(self, asked: Asked, options: Options, at: int, now: int, state: State) -> Booking:
        request, slot = asked.booking.request, int(options.slots[at])
        place = self._ledger.take(asked.submission.authors, slot)
        project = self._ledger.school.projects[asked.submission.project]
        until = now + self._terms.lease_seconds if state is State.LEASED else None
        notice = place.begin - self._terms.notice_of(project)
        self._waiting.pop(request, None)
        self._holders[slot] = request
        if until is not None:
            self._leases.append((until, request))
        asked.booking = replace(
            asked.booking, state=state, place=place, until=until, notice=notice, value=float(options.value[at])
        )
        return asked.booking

    def _let_go(self, asked: Asked, now: int, *, again: bool) -> None:
        self._waiting.pop(asked.booking.request, None)
        place = asked.booking.place
        if place is not None:
            del self._holders[place.slot]
            self._ledger.release(asked.booking.authors, place, now, again=again)


def _without(booking: Booking, state: State) -> Booking:
    """What is left of it without a slot."""
    return Booking(request=booking.request, authors=booking.authors, state=state)
