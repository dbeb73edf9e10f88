"""Who sits where, and what each aspect of a grouping (traits, meeting, history) must answer about a change of seats."""

from typing import Protocol

import numpy as np

from matching.tables import Floats, Ints

NEVER = -np.inf
BENCH = -1


class Seats:
    """`group` of each of N people (BENCH for who has none), `size` and `room` of each of G groups."""

    def __init__(self, people: int, room: Ints) -> None:
        self.group: Ints = np.full(people, BENCH, dtype=np.int64)
        self.size: Ints = np.zeros(len(room), dtype=np.int64)
        self.room = room

    def members(self, group: int) -> Ints:
        return np.flatnonzero(self.group == group)

    @property
    def seated(self) -> int:
        return int(self.size.sum())

    def move(self, person: int, group: int) -> int:
        """Returns the group that the person was in."""
        before = int(self.group[person])
        if before != BENCH:
            self.size[before] -= 1
        if group != BENCH:
            self.size[group] += 1
        self.group[person] = group
        return before


class Aspect(Protocol):
    """Gains are in worth, and NEVER where a rule forbids the change. All answers are about the seats as they are."""

    def joining(self, group: int) -> Floats:
        """N: the gain when each person, seated nowhere, joins this group."""

    def leaving(self) -> Floats:
        """N: the gain when each person leaves their group; anything for who has none."""

    def giving(self, person: int) -> Floats:
        """N: the gain when each person, seated nowhere, takes the seat of this seated one, who leaves."""

    def taking(self, person: int) -> Floats:
        """N: the gain when this person, seated nowhere, takes the seat of each; anything for who has none."""

    def moved(self, person: int, before: int, after: int) -> None:
        """Take note of a move that was made in the seats."""

    def worth(self) -> float:
        """Of all groups."""

    def refusal(self, person: int, group: int) -> str | None:
        """Why this person, seated nowhere, can't join, in words for people; None where they can."""
