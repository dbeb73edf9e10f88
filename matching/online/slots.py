"""Every slot that was opened: columns for the scan, and which are free.

open -> free -> taken -> free again, or gone
"""

import heapq
from enum import IntEnum

import numpy as np

from core.errors import UsageError
from matching.online.bookings import Place
from matching.online.meetings import granules
from matching.online.times import GRANULE, HORIZON, HOUR, LEAD, MINUTE, SHORTEST, hour_of, in_words
from matching.tables import Ints

FIRST_ROOM = 1024


class Standing(IntEnum):
    FREE = 0
    TAKEN = 1
    GONE = 2


class Slots:
    """Columns by slot: `person`, `begin`, the `first_hour` of the week that it touches, the one after the last (on
    beyond 168 where a week ends in between), and `load_place` (see loads.py)."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self._standing: list[Standing] = []
        self._soonest: list[tuple[int, int]] = []
        self._owned: set[tuple[int, int]] = set()
        self.person, self.begin, self.first_hour, self.after_hour, self.load_place = (
            np.zeros(FIRST_ROOM, dtype=np.int64) for _ in range(5)
        )

    def at(self, slot: int) -> Place:
        """Raises UsageError for a slot that was never opened."""
        if not 0 <= slot < len(self.places):
            raise UsageError(f"there is no slot {slot}")
        return self.places[slot]

    def standing(self, slot: int) -> Standing:
        return self._standing[slot]

    def refuse_overlap(self, person: int, begin: int, end: int) -> None:
        """Raises UsageError where that person has a slot in that stretch already."""
        for granule in granules(begin, end):
            if (person, granule) in self._owned:
                raise UsageError(f"person {person} has a slot at {in_words(granule * GRANULE)} already")

    def add(self, person: int, begin: int, end: int, load_place: int) -> int:
        slot = len(self.places)
        if slot == len(self.person):
            self._grow()
        self.places.append(Place(slot, person, begin, end))
        self._standing.append(Standing.FREE)
        self._owned.update((person, granule) for granule in granules(begin, end))
        self.person[slot], self.begin[slot], self.load_place[slot] = person, begin, load_place
        self.first_hour[slot] = hour_of(begin)
        self.after_hour[slot] = hour_of(begin) + (end - 1) // HOUR - begin // HOUR + 1
        heapq.heappush(self._soonest, (begin, slot))
        return slot

    def _grow(self) -> None:
        for name in ("person", "begin", "first_hour", "after_hour", "load_place"):
            column: Ints = getattr(self, name)
            setattr(self, name, np.concatenate((column, np.zeros_like(column))))

    def take(self, slot: int) -> None:
        self._standing[slot] = Standing.TAKEN

    def free(self, slot: int) -> None:
        self._standing[slot] = Standing.FREE
        heapq.heappush(self._soonest, (self.places[slot].begin, slot))

    def drop(self, slot: int) -> None:
        """For good."""
        place = self.places[slot]
        self._standing[slot] = Standing.GONE
        self._owned.difference_update((place.evaluator, granule) for granule in granules(place.begin, place.end))

    def too_late(self, now: int) -> list[int]:
        """The free ones that begin too soon to be given away, which are no longer looked after here."""
        found = set()
        while self._soonest and self._soonest[0][0] < now + LEAD:
            _, slot = heapq.heappop(self._soonest)
            if self._standing[slot] is Standing.FREE:
                found.add(slot)
        return sorted(found)


def check_stretch(begin: int, end: int, now: int, seconds: int) -> None:
    """Raises UsageError for times that no slot can have. `seconds`: what an evaluation takes."""
    problem = None
    if begin % GRANULE or end % GRANULE:
        problem = "slots begin and end at a quarter of an hour"
    elif end - begin < max(SHORTEST, seconds):
        problem = f"{(end - begin) // MINUTE} minutes are too short; open at least {max(SHORTEST, seconds) // MINUTE}"
    elif begin < now + LEAD:
        problem = f"it begins too soon; open slots at least {LEAD // MINUTE} minutes ahead"
    elif end > now + HORIZON:
        problem = "it ends too far ahead; open slots at most two weeks ahead"
    if problem:
        raise UsageError(f"slot {in_words(begin)} to {in_words(end)}: {problem}")


def cut(begin: int, end: int, seconds: int) -> list[tuple[int, int]]:
    """Slots of one evaluation each; the last is longer by what is left over."""
    count = (end - begin) // seconds
    begins = [begin + seconds * number for number in range(count)]
    return list(zip(begins, [*begins[1:], end], strict=True))
