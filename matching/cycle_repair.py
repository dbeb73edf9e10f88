"""From a choice with short cycles to one without, and from that to a better one, by the flow.

choice --some arc of each cycle is forbidden, the flow chooses again, until there's no cycle--> cycle-free
cycle-free --every arc that alone makes no cycle with it is open again, the same once more--> better, until it isn't
"""

import numpy as np
from scipy.sparse import csr_array

from matching.cycle_problem import Cycle, Problem
from matching.cycles import edges_of
from matching.market import Arcs
from matching.solution import Solution
from matching.solver import solve
from matching.tables import Bools, Floats, Ints


def repaired(problem: Problem, units: Ints, allowed: Bools, liking: Floats, gain: Floats) -> Solution | None:
    """A choice without short cycles, or None where this way leads to none (another may).

    `units`: of each arc, to start from. `allowed`: the arcs to choose from. `liking`: of each arc, what the flow goes
    by. `gain`: of each arc, the lower the sooner it's forbidden.
    """
    left = allowed.copy()
    while cycles := problem.cycles_in(units > 0):
        left[_forbidden(cycles, gain)] = False
        again = chosen_of(problem, left, liking)
        if again is None:
            return None
        units = again
    return problem.solution(units)


def improved(problem: Problem, solution: Solution, gain: Floats) -> Solution:
    """The same or a better choice without short cycles. What is chosen stays open: only other arcs are forbidden."""
    while True:
        steady = np.where(solution.units > 0, np.inf, gain)
        allowed, value = _open(problem, solution), problem.arcs.value
        units = chosen_of(problem, allowed, value)
        better = None if units is None else repaired(problem, units, allowed, value, steady)
        if better is None or better.worth <= solution.worth + 1e-9 * abs(solution.worth):
            return solution
        solution = better


def chosen_of(problem: Problem, allowed: Bools, liking: Floats) -> Ints | None:
    """The units of the flow's choice of these arcs, cycles or not."""
    among = np.flatnonzero(allowed)
    some = Arcs(problem.arcs.submission[among], problem.arcs.evaluator[among], liking[among])
    solution = solve(some, problem.quotas)
    if solution is None:
        return None
    units = np.zeros(len(problem.arcs), dtype=np.int64)
    units[among] = solution.units
    return units


def _forbidden(cycles: list[Cycle], gain: Floats) -> list[int]:
    """An arc of each cycle; none of one that an earlier one's arc already breaks."""
    gone: set[int] = set()
    for cycle in cycles:
        if gone.isdisjoint(cycle):
            gone.add(min(cycle, key=lambda arc: (float(gain[arc]), arc)))
    return sorted(gone)


def _open(problem: Problem, solution: Solution) -> Bools:
    """The arcs that close no short cycle with the chosen ones: those from nobody whom an author reaches in fewer than z
    steps."""
    people = 1 + max(int(problem.authors.rows.max(initial=0)), problem.quotas.evaluators)
    tail, head, _ = edges_of(solution.chosen, problem.authors)
    step = csr_array((np.ones(len(tail)), (tail, head)), shape=(people, people))
    reach = walks = step
    for _ in range(problem.z - 2):
        walks = walks @ step
        reach = reach + walks
    reaching, reached = reach.nonzero()
    evaluator, author, arc = edges_of(problem.arcs, problem.authors)
    open_ = np.ones(len(problem.arcs), dtype=np.bool_)
    open_[arc[np.isin(author * people + evaluator, reaching.astype(np.int64) * people + reached)]] = False
    return open_
