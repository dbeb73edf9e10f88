"""Who has done much lately: a week's evaluations, and half as much of each week before.

An evaluation counts in the week in which it takes place, 1, and in the next ones, 1/2, 1/4, 1/8. What counts against
somebody is the excess over the mean of all who opened a slot in that week.
"""

import numpy as np

from matching.tables import Floats, Ints

AFTER = 4  # weeks in which an evaluation counts
KEPT = 8  # weeks kept: this one, the two that slots reach into, and those in which they still count


class Loads:
    """Rows are weeks modulo KEPT, flat: what a week and person have is at `place(week, person)`."""

    def __init__(self, people: int, week: int) -> None:
        self._people = people
        self._week = week
        self._load = np.zeros(KEPT * people)
        self._opened = np.zeros(KEPT * people, dtype=np.bool_)
        self._present = [0] * KEPT
        self._total = [0.0] * KEPT
        self._mean = np.zeros(KEPT)

    def place(self, week: int, person: int) -> int:
        return week % KEPT * self._people + person

    def advance(self, week: int) -> None:
        """Forget the weeks before this one."""
        for past in range(self._week, min(week, self._week + KEPT)):
            row = past % KEPT
            stretch = slice(row * self._people, (row + 1) * self._people)
            self._load[stretch], self._opened[stretch] = 0.0, False
            self._present[row], self._total[row], self._mean[row] = 0, 0.0, 0.0
        self._week = max(week, self._week)

    def opened(self, person: int, week: int) -> None:
        """They have a slot in that week, so they are one of those who are compared."""
        place, row = self.place(week, person), week % KEPT
        if not self._opened[place]:
            self._opened[place] = True
            self._present[row] += 1
            self._change(row, float(self._load[place]))

    def add(self, person: int, week: int, amount: float) -> None:
        """An evaluation in that week, or -1 for one that is taken back."""
        for counted in range(max(week, self._week), week + AFTER):
            place, part = self.place(counted, person), amount * 0.5 ** (counted - week)
            self._load[place] += part
            if self._opened[place]:
                self._change(counted % KEPT, part)

    def _change(self, row: int, amount: float) -> None:
        self._total[row] += amount
        self._mean[row] = self._total[row] / self._present[row]

    def excess(self, places: Ints) -> Floats:
        """Of each place, over the mean of its week."""
        over: Floats = self._load[places] - self._mean[places // self._people]
        return over

    def of(self, person: int, week: int) -> float:
        """0 for weeks that are over."""
        return float(self._load[self.place(week, person)]) if self._week <= week < self._week + KEPT else 0.0
