"""Aspect: people who were together lately aren't put together again."""

import numpy as np

from matching.groups.aspect import BENCH, NEVER, Seats
from matching.tables import Bools, Floats, Ints


class Apart:
    def __init__(self, apart: Bools, seats: Seats) -> None:
        self.apart = apart
        self.seats = seats
        # N x G: with how many of a group each person mustn't be.
        self.clashes: Ints = np.zeros((len(apart), len(seats.size)), dtype=np.int64)

    def joining(self, group: int) -> Floats:
        return np.where(self.clashes[:, group] > 0, NEVER, 0.0)

    def leaving(self) -> Floats:
        return np.zeros(len(self.apart))

    def giving(self, person: int) -> Floats:
        rest = self.clashes[:, self.seats.group[person]] - self.apart[person]
        return np.where(rest > 0, NEVER, 0.0)

    def taking(self, person: int) -> Floats:
        rest = self.clashes[person][self.seats.group] - self.apart[person]
        return np.where(rest > 0, NEVER, 0.0)

    def moved(self, person: int, before: int, after: int) -> None:
        if before != BENCH:
            self.clashes[:, before] -= self.apart[:, person]
        if after != BENCH:
            self.clashes[:, after] += self.apart[:, person]

    def worth(self) -> float:
        return 0.0

    def refusal(self, person: int, group: int) -> str | None:
        return "a member was with them lately" if self.clashes[person, group] else None
