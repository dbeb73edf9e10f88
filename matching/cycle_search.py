"""The best pairing without short cycles, where no circle serves: exact, or with a proven gap.

    arcs --flow--> no cycles: it's the best
            |--repair----------> a pairing to beat
            |--cuts, prices----> a bound; arcs that no better pairing can hold go
            '--CP-SAT, with the cycles found so far --> cycles left: add them, again
                           ^                        '-> none left: the best of these arcs
                           '-------------------------------'

CP-SAT counts in whole numbers, so when it says that nothing meets the rows and cycles, that's a proof. Nothing here
goes by the clock: the same input gives the same answer on any machine.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.cycle_bound import Bound, bound_of
from matching.cycle_problem import Problem
from matching.cycle_repair import chosen_of, improved, repaired
from matching.cycle_rows import Rows, rows_of
from matching.cycle_whole import Whole
from matching.market import Arcs, Quotas
from matching.solution import Solution
from matching.solver import solve
from matching.tables import Ints, Lists

CLOSE = 1e-6  # a gap that counts as none
SHARES = 6  # CP-SAT has so much of its time at a go, to hear of the cycles in what it chose


class Finding(StrEnum):
    FOUND = "found"
    IMPOSSIBLE = "impossible"
    """Proved: no choice of these arcs meets the quotas without a short cycle."""
    NOT_FOUND = "not found"
    """None turned up in the time given, though there may be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """`solution` where one was FOUND. `upper_bound`: no pairing of these arcs is worth more; -inf where it's proved
    that there is none."""

    finding: Finding
    solution: Solution | None
    upper_bound: float


@dataclass(slots=True)
class _Best:
    """The best pairing so far, and what none can be worth more than."""

    worth_at_most: float
    solution: Solution | None = None

    def offer(self, solution: Solution | None) -> None:
        if solution and (self.solution is None or solution.worth > self.solution.worth):
            self.solution = solution

    def limit(self, worth: float) -> None:
        """Nothing else is worth more than this."""
        reached = self.solution.worth if self.solution else -np.inf
        self.worth_at_most = max(reached, min(self.worth_at_most, worth))

    @property
    def done(self) -> bool:
        reached = self.solution.worth if self.solution else -np.inf
        return self.worth_at_most - reached <= CLOSE * abs(self.worth_at_most)

    def searched(self) -> Searched:
        if self.solution is None:
            return Searched(finding=Finding.NOT_FOUND, solution=None, upper_bound=self.worth_at_most)
        worth_at_most = max(self.worth_at_most, self.solution.worth)
        return Searched(finding=Finding.FOUND, solution=self.solution, upper_bound=worth_at_most)


IMPOSSIBLE = Searched(finding=Finding.IMPOSSIBLE, solution=None, upper_bound=-np.inf)


def search(
    arcs: Arcs, quotas: Quotas, authors: Lists, z: int, *, start: Solution | None = None, seconds: float = 60.0
) -> Searched:
    """The best choice of `arcs` under `quotas` without a cycle of 2 to z people, to a gap of 1e-6 unless time runs out.

    `start`: a choice of these same arcs to repair too, such as a drawn one. `seconds`: CP-SAT's own, which are steps of
    work that take it one to three real ones; what comes before takes some more.
    """
    problem = Problem(arcs, quotas, authors, z)
    free = solve(arcs, quotas)
    if free is None:
        return IMPOSSIBLE
    best = _Best(free.worth)
    if not problem.cycles_in(free.units > 0):
        best.offer(free)
        return best.searched()
    rows = rows_of(arcs, quotas)
    bound = bound_of(problem, rows)
    near = None
    if bound is not None:
        best.limit(bound.worth)
        near = chosen_of(problem, np.ones(len(arcs), dtype=np.bool_), bound.liking)
    for units in (free.units, None if start is None else start.units, near):
        if units is not None:
            _repair(problem, bound, best, units)
    return best.searched() if best.done else _exactly(problem, rows, bound, best, free.units, seconds)


def _repair(problem: Problem, bound: Bound | None, best: _Best, units: Ints) -> None:
    """Offer what comes of this choice when its cycles are broken."""
    value = problem.arcs.value
    liking, gain = (value, value) if bound is None else (bound.liking, bound.gain)
    everything = np.ones(len(problem.arcs), dtype=np.bool_)
    solution = repaired(problem, units, everything, liking, gain)
    best.offer(solution and improved(problem, solution, gain))


def _exactly(problem: Problem, rows: Rows, bound: Bound | None, best: _Best, units: Ints, seconds: float) -> Searched:
    """Let CP-SAT choose until its choice has no short cycle."""
    allowed = np.ones(len(problem.arcs), dtype=np.bool_)
    cycles = problem.cycles_in(units > 0)
    if bound is not None:
        cycles = cycles + bound.cycles
        if best.solution is not None:
            allowed = bound.hopeful(best.solution.worth)
    whole = Whole(rows, allowed, problem.quotas.submissions * problem.quotas.each)
    whole.forbid(cycles)
    share = seconds / SHARES
    while not best.done and seconds > 0:
        answer = whole.best(best.solution.units if best.solution else units, share)
        best.limit(answer.worth)
        if answer.worth == -np.inf:
            return best.searched() if best.solution else IMPOSSIBLE
        cycles = [] if answer.units is None else problem.cycles_in(answer.units > 0)
        if answer.units is not None:
            _repair(problem, bound, best, answer.units)
        if not cycles and (answer.best or share >= seconds):
            break
        whole.forbid(cycles)
        seconds -= answer.seconds
        share = min(share, seconds) if cycles else seconds
    return best.searched()
