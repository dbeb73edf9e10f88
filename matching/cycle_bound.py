"""What the best choice without short cycles can be worth at most: the rows without wholeness, and cuts.

    rows --linear programme--> shares of arcs --cycles with more than they may hold--> cuts --+
                  ^---------------------------------------------------------------------------+

The prices that the programme ends with prove the bound by themselves, however far it was solved: whatever is paid for a
row counts in full, and every column is taken where it still gains. So a programme that stops early, or rounds, makes
the bound looser but not wrong.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from matching.cycle_problem import Cycle, Problem
from matching.cycle_rows import Rows, cut_rows
from matching.tables import Bools, Floats

PASSES = 40
SOME = 1e-6  # a smaller share is none, and a cut that is broken by less isn't


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """`gain`: of each arc, its value less what it has to pay for; a choice with an arc of gain below 0 is worth at most
    `worth + gain`. `liking`: of each arc, its value less what the cuts cost it. `cycles`: those that were cut."""

    worth: float
    gain: Floats
    liking: Floats
    cycles: list[Cycle]

    def hopeful(self, reached: float) -> Bools:
        """The arcs that a choice worth `reached` or more can hold."""
        return self.worth + self.gain >= reached - 1e-9 * (1 + abs(reached))


def bound_of(problem: Problem, rows: Rows) -> Bound | None:
    """None where the programme isn't solved, mostly because nothing meets the rows and cuts; that's no proof."""
    cycles: list[Cycle] = []
    tightest: Bound | None = None
    for _ in range(PASSES):
        solved = _solved(rows, cycles, len(problem.arcs))
        if solved is None:
            return None
        tightest, shares = solved
        found = problem.cycles_in(shares > SOME)
        broken = [cycle for cycle in found if shares[list(cycle)].sum() > len(cycle) - 1 + SOME]
        if not broken:
            break
        cycles = cycles + broken
    return tightest


def _solved(rows: Rows, cycles: list[Cycle], arcs: int) -> tuple[Bound, Floats] | None:
    """The bound with these cuts, and the arcs' shares."""
    exact = rows.low == rows.high
    above, below = ~exact & np.isfinite(rows.high), ~exact & np.isfinite(rows.low)
    cuts = cut_rows(cycles, len(rows.value))
    limits = csr_array(vstack([rows.matrix[above], -rows.matrix[below], cuts]))
    limit = np.concatenate((rows.high[above], -rows.low[below], [len(cycle) - 1.0 for cycle in cycles]))
    equal, total = rows.matrix[exact], rows.high[exact]
    box = np.stack((np.zeros_like(rows.most), rows.most), axis=1)
    result = linprog(-rows.value, limits, limit, equal, total, box)  # type: ignore[call-overload] # of sparse arrays
    if result.status != 0:
        return None
    price, exact_price = np.maximum(0.0, -result.ineqlin.marginals), -result.eqlin.marginals
    gain = rows.value - limits.T @ price - equal.T @ exact_price
    worth = float(price @ limit + exact_price @ total + rows.most @ np.maximum(gain, 0.0))
    liking = (rows.value - cuts.T @ price[len(price) - len(cycles) :])[:arcs]
    return Bound(worth=worth, gain=gain[:arcs], liking=liking, cycles=cycles), result.x[:arcs]
