"""What the search is asked: a choice of arcs under the quotas that holds no short cycle whole.

A short cycle is a set of 2 to z arcs, one for each step from a person to the next: not all of them may be chosen.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from matching.cycles import edges_of, short_cycles
from matching.market import Arcs, Quotas
from matching.solution import Solution
from matching.solver import worth_of
from matching.tables import Bools, Ints, Lists

Cycle = tuple[int, ...]  # positions of arcs, rising
MOST = 100_000  # rings looked at in one go: what is left over is found the next time


@dataclass(frozen=True, slots=True)
class Problem:
    arcs: Arcs
    quotas: Quotas
    authors: Lists
    z: int

    def cycles_in(self, chosen: Bools) -> list[Cycle]:
        """The short cycles of these arcs, of at most MOST rings of people. Where somebody evaluates several submissions
        of the next one, each of them makes a cycle of its own."""
        among = np.flatnonzero(chosen)
        some = self.arcs.where(among)
        steps: dict[tuple[int, int], list[int]] = {}
        for evaluator, author, pair in zip(*(column.tolist() for column in edges_of(some, self.authors)), strict=True):
            steps.setdefault((evaluator, author), []).append(int(among[pair]))
        found: dict[Cycle, None] = {}
        for people in short_cycles(some, self.authors, self.z, MOST):
            ring = zip(people, people[1:] + people[:1], strict=True)
            found.update((tuple(sorted(arcs)), None) for arcs in product(*(steps[step] for step in ring)))
        return list(found)

    def solution(self, units: Ints) -> Solution:
        return Solution(self.arcs, units, worth_of(self.arcs, units, self.quotas))
