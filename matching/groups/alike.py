"""Aspect: groups of a wished mix, or of people who are alike. See Traits for what a group is worth.

With S the sum of a group's rows and m its members, m|u|^2 = |S|^2/m, and the sum of |x - u|^2 is sum |x|^2 - |S|^2/m.
Every gain needs only products of rows, which are kept, so that trying all N changes of one person costs O(N).
"""

import numpy as np

from matching.groups.aspect import BENCH, Seats
from matching.groups.problem import Traits
from matching.tables import Floats


class Alike:
    def __init__(self, traits: Traits, seats: Seats) -> None:
        self.seats = seats
        self.alike = traits.alike
        self.products: Floats = traits.columns @ traits.columns.T  # N x N
        self.own: Floats = self.products.diagonal().copy()  # N
        self.toward: Floats = np.zeros((len(self.own), len(seats.size)))  # N x G: row times the group's sum
        self.square: Floats = np.zeros(len(seats.size))  # G: |S|^2
        self.inner: Floats = np.zeros(len(seats.size))  # G: sum |x|^2

    def joining(self, group: int) -> Floats:
        square = self.square[group] + 2 * self.toward[:, group] + self.own
        size = self.seats.size[group]
        return self._gain(square / (size + 1) - self.square[group] / max(size, 1), self.own)

    def leaving(self) -> Floats:
        group = self.seats.group
        size = self.seats.size[group]
        square = self.square[group] - 2 * self.toward[np.arange(len(group)), group] + self.own
        after = np.where(size > 1, square / np.maximum(size - 1, 1), 0.0)
        return self._gain(after - self.square[group] / np.maximum(size, 1), -self.own)

    def giving(self, person: int) -> Floats:
        here = self.seats.group[person]
        toward = self.toward[:, here] - self.toward[person, here]
        square = (2 * toward + self._apart(person)) / self.seats.size[here]
        return self._gain(square, self.own - self.own[person])

    def taking(self, person: int) -> Floats:
        groups = self.seats.group
        toward = self.toward[person][groups] - self.toward[np.arange(len(groups)), groups]
        square = (2 * toward + self._apart(person)) / np.maximum(self.seats.size[groups], 1)
        return self._gain(square, self.own[person] - self.own)

    def _apart(self, person: int) -> Floats:
        """N: the square of the distance between this row and each."""
        apart: Floats = self.own + self.own[person] - 2 * self.products[person]
        return apart

    def _gain(self, square: Floats, inner: Floats) -> Floats:
        """Of changes of |S|^2/m and of sum |x|^2."""
        return square - inner if self.alike else -square

    def moved(self, person: int, before: int, after: int) -> None:  # noqa: ARG002 - groups are summed anew
        for group in (before, after):
            if group != BENCH:
                # Summed anew rather than added to, so that no rounding errors pile up.
                members = self.seats.members(group)
                self.toward[:, group] = self.products[:, members].sum(axis=1)
                self.square[group] = self.toward[members, group].sum()
                self.inner[group] = self.own[members].sum()

    def worth(self) -> float:
        square = self.square / np.maximum(self.seats.size, 1)
        return float((square - self.inner).sum() if self.alike else -square.sum())

    def refusal(self, person: int, group: int) -> str | None:  # noqa: ARG002 - nobody is refused for what they are
        return None
