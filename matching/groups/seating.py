"""The seats and every aspect of them together: what a change would gain, and changes that are made in all at once."""

import numpy as np

from matching.groups.alike import Alike
from matching.groups.apart import Apart
from matching.groups.aspect import BENCH, NEVER, Aspect, Seats
from matching.groups.meet import Meet
from matching.groups.problem import Problem
from matching.tables import Floats, Ints

LEAST_GAIN = 1e-9  # of the largest row's square: well over rounding errors, well under what anybody would notice


class Seating:
    def __init__(self, problem: Problem, room: Ints) -> None:
        people = len(problem.names)
        self.problem = problem
        self.seats = Seats(people, room)
        self.aspects: list[Aspect] = []
        self.least_gain = LEAST_GAIN
        if problem.apart is not None:
            self.aspects.append(Apart(problem.apart, self.seats))
        if problem.traits is not None:
            self.aspects.append(Alike(problem.traits, self.seats))
            self.least_gain *= float((problem.traits.columns**2).sum(axis=1).max())
        if problem.meeting is not None:
            self.aspects.append(Meet(problem.meeting, self.seats))

    @property
    def bench(self) -> Ints:
        return np.flatnonzero(self.seats.group == BENCH)

    @property
    def open(self) -> Ints:
        """Groups with a seat left."""
        return np.flatnonzero(self.seats.size < self.seats.room)

    def joining(self, group: int) -> Floats:
        """N: gains; NEVER where a rule forbids it. Whether there is a seat left isn't asked."""
        gain: Floats = np.sum([aspect.joining(group) for aspect in self.aspects], axis=0)
        return gain

    def joining_each(self, groups: Ints) -> Floats:
        """N x these groups."""
        return np.stack([self.joining(int(group)) for group in groups], axis=1)

    def leaving(self) -> Floats:
        """N: gains; NEVER for who is on the bench, or whose group would break a rule without them."""
        gain = np.sum([aspect.leaving() for aspect in self.aspects], axis=0)
        return np.where(self.seats.group == BENCH, NEVER, gain)

    def taking(self, person: int) -> Floats:
        """N: gains of this person's taking the seat of each, who leaves; NEVER for who has none."""
        gain = np.sum([aspect.taking(person) for aspect in self.aspects], axis=0)
        return np.where(self.seats.group == BENCH, NEVER, gain)

    def swapping(self, person: int) -> Floats:
        """N: gains of this seated person's changing places with each, of another group or of the bench; NEVER with who
        sits in the same group."""
        group = self.seats.group
        gain: Floats = np.sum([aspect.giving(person) for aspect in self.aspects], axis=0)
        gain += np.where(group == BENCH, 0.0, self.taking(person))
        return np.where(group == group[person], NEVER, gain)

    def move(self, person: int, group: int) -> None:
        before = self.seats.move(person, group)
        for aspect in self.aspects:
            aspect.moved(person, before, group)

    def swap(self, one: int, other: int) -> None:
        here, there = int(self.seats.group[one]), int(self.seats.group[other])
        self.move(one, BENCH)
        self.move(other, here)
        self.move(one, there)

    def worth(self) -> float:
        return sum(aspect.worth() for aspect in self.aspects)

    def refusal(self, person: int, group: int) -> str | None:
        return next((why for aspect in self.aspects if (why := aspect.refusal(person, group)) is not None), None)

    @property
    def merit(self) -> tuple[int, int, float]:
        """Higher is better: people seated, then sizes near the wished one, then worth."""
        sizes = self.seats.size[self.seats.size > 0]
        return self.seats.seated, -int(((sizes - self.problem.size) ** 2).sum()), self.worth()
