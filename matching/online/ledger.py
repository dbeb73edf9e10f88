"""What the desk knows: slots, who is free, loads and meetings. Every change to them goes through here.

open --> free, in its buckets --take--> out of them, load and meetings noted --release--> back, all of it taken back
"""

from collections.abc import Iterable

import numpy as np

from core.errors import UsageError
from matching.online.asking import Submission
from matching.online.bookings import Place
from matching.online.buckets import Buckets
from matching.online.loads import Loads
from matching.online.meetings import meetings_of
from matching.online.options import Finder, Options
from matching.online.slots import Slots, Standing, check_stretch, cut
from matching.online.terms import DeskTerms
from matching.online.times import LEAD, in_words, week_of
from matching.policy import Policy
from matching.pools import pool_of
from matching.tables import School, lists_of


class Ledger:
    def __init__(self, school: School, policy: Policy, terms: DeskTerms, now: int) -> None:
        self.school, self.policy, self.terms = school, policy, terms
        people = len(school.people.names)
        pool = pool_of(school, policy)
        project = np.repeat(np.arange(len(school.projects)), np.diff(pool.start))
        of_person = lists_of(pool.person, project, people)
        self._projects = [tuple(of_person.of(person).tolist()) for person in range(people)]
        self.slots, self._buckets = Slots(), Buckets()
        self.meetings = meetings_of(school, now)
        self.loads = _loads_of(school, now)
        self._finder = Finder(school, policy, terms, self.slots, self._buckets, self.loads)

    def open(self, person: int, begin: int, end: int, now: int) -> tuple[int, ...]:
        """Slots of one evaluation each. Raises UsageError, with nothing opened."""
        if not 0 <= person < len(self._projects):
            raise UsageError(f"person {person} is none of 0..{len(self._projects) - 1}")
        if not self._projects[person]:
            raise UsageError(
                f"{self.school.people.names[person]} may evaluate no project now, so they can't open slots"
            )
        check_stretch(begin, end, now, self.terms.seconds)
        self.slots.refuse_overlap(person, begin, end)
        if not self.meetings.free((person,), begin, end):
            raise UsageError(f"{self.school.people.names[person]} has an evaluation at {in_words(begin)} or soon after")
        return tuple(self._open_one(person, *stretch) for stretch in cut(begin, end, self.terms.seconds))

    def _open_one(self, person: int, begin: int, end: int) -> int:
        week = week_of(begin)
        slot = self.slots.add(person, begin, end, self.loads.place(week, person))
        self.loads.opened(person, week)
        self._offer(slot)
        return slot

    def _offer(self, slot: int) -> None:
        person = self.slots.at(slot).evaluator
        self._buckets.add(slot, self._projects[person], self.school.people.level[person])

    def _hide(self, slot: int) -> None:
        person = self.slots.at(slot).evaluator
        self._buckets.remove(slot, self._projects[person], self.school.people.level[person])

    def drop(self, slot: int) -> None:
        """A free one, for good."""
        self._hide(slot)
        self.slots.drop(slot)

    def barred(self, submission: Submission, now: int) -> set[int]:
        rules = self.policy.rules_of(self.school.projects[submission.project])
        return self.meetings.barred(submission.authors, rules, now)

    def options(self, submission: Submission, barred: Iterable[int], now: int) -> Options:
        """Free slots that keep every rule; those at which somebody meets somebody else are still among them."""
        return self._finder.options(submission, barred, now)

    def can_meet(self, submission: Submission, slot: int) -> bool:
        """Nobody of them has another evaluation then."""
        place = self.slots.at(slot)
        return self.meetings.free((place.evaluator, *submission.authors), place.begin, place.end)

    def take(self, authors: tuple[int, ...], slot: int) -> Place:
        place = self.slots.at(slot)
        self._hide(slot)
        self.slots.take(slot)
        self.loads.add(place.evaluator, week_of(place.begin), 1.0)
        self.meetings.block((place.evaluator, *authors), place.begin, place.end)
        for author in authors:
            self.meetings.add(place.evaluator, author, place.begin)
        return place

    def release(self, authors: tuple[int, ...], place: Place, now: int, *, again: bool) -> None:
        """As if it had never been taken; `again` offers the slot once more if there is time."""
        self.loads.add(place.evaluator, week_of(place.begin), -1.0)
        self.meetings.unblock((place.evaluator, *authors), place.begin, place.end)
        for author in authors:
            self.meetings.remove(place.evaluator, author, place.begin)
        if again and place.begin >= now + LEAD:
            self.slots.free(place.slot)
            self._offer(place.slot)
        else:
            self.slots.drop(place.slot)

    def advance(self, now: int) -> None:
        """Drop what begins too soon, and forget the loads of weeks that are over."""
        self.loads.advance(week_of(now))
        for slot in self.slots.too_late(now):
            self.drop(slot)

    def is_free(self, slot: int) -> bool:
        return self.slots.standing(slot) is Standing.FREE


def _loads_of(school: School, now: int) -> Loads:
    """With what people did in past weeks."""
    loads = Loads(len(school.people.names), week_of(now))
    for person, weeks in zip(school.past.evaluator.tolist(), school.past.weeks.tolist(), strict=True):
        loads.add(person, week_of(now) - int(weeks), 1.0)
    return loads
