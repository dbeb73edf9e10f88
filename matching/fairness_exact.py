"""Integer programmes for sums by submission: the highest floor, and the best total above a floor (HiGHS, by scipy).

Columns: each arc (0 or 1), each evaluator's evaluations that earn the bonus, and the floor. Rows: the quotas, the
bonus's limit, and one a submission that keeps its sum of values above the floor.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csc_array, hstack, vstack

from matching.market import Arcs, Quotas
from matching.solver import seats_of
from matching.tables import Floats, Ints

MOST_NODES = 2_000  # of branch and bound: a limit in seconds would make the result hang on the machine
NEAR_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """`units` None where no pairing keeps the floor, or none was found; `bound` on what was maximised holds always."""

    units: Ints | None
    bound: float


@dataclass(frozen=True, slots=True)
class Programme:
    arcs: Arcs
    quotas: Quotas
    rows: LinearConstraint

    def highest_floor(self) -> Found:
        wanted = np.zeros(len(self.arcs) + self.quotas.evaluators + 1)
        wanted[-1] = 1.0
        return self._best(wanted, -np.inf)

    def best_total(self, floor: float) -> Found:
        bonus = np.full(self.quotas.evaluators, self.quotas.bonus)
        return self._best(np.concatenate((self.arcs.value, bonus, [0.0])), floor)

    def _best(self, wanted: Floats, floor: float) -> Found:
        count, evaluators = len(self.arcs), self.quotas.evaluators
        least = np.concatenate((np.zeros(count + evaluators), [floor]))
        most = np.concatenate((np.ones(count), self.quotas.owes, [np.inf if np.isinf(floor) else floor]))
        result = milp(
            -wanted,
            integrality=np.repeat([1, 0], [count, evaluators + 1]),
            bounds=Bounds(least, most),
            constraints=self.rows,
            options={"mip_rel_gap": NEAR_ENOUGH, "node_limit": MOST_NODES},
        )
        bound = np.inf if result.mip_dual_bound is None else -float(result.mip_dual_bound)
        if result.x is None:
            return Found(None, bound)
        units: Ints = np.rint(result.x[:count]).astype(np.int64)
        return Found(units, bound)


def programme_of(arcs: Arcs, quotas: Quotas) -> Programme:
    evaluators, submissions, owners = quotas.evaluators, quotas.submissions, np.arange(quotas.evaluators)
    ones = np.ones(len(arcs))
    filled = _wide(_rows(arcs.submission, ones, submissions), evaluators)
    load = _rows(arcs.evaluator, ones, evaluators)
    earned = hstack((-load, coo_array((np.ones(evaluators), (owners, owners))), coo_array((evaluators, 1))))
    above = hstack(
        (
            _rows(arcs.submission, arcs.value, submissions),
            coo_array((submissions, evaluators)),
            coo_array(np.full((submissions, 1), -1.0)),
        )
    )
    pieces = (
        (filled, quotas.each, quotas.each),
        (_wide(load, evaluators), quotas.lo, quotas.hi),
        (earned, -np.inf, 0.0),
        (_wide(_seated(arcs, quotas), evaluators), 0.0, quotas.most_of_a_campus or 0),
        (above, 0.0, np.inf),
    )
    least = np.concatenate([np.broadcast_to(np.asarray(low, dtype=float), rows.shape[0]) for rows, low, _ in pieces])
    most = np.concatenate([np.broadcast_to(np.asarray(high, dtype=float), rows.shape[0]) for rows, _, high in pieces])
    return Programme(arcs, quotas, LinearConstraint(csc_array(vstack([rows for rows, _, _ in pieces])), least, most))


def _seated(arcs: Arcs, quotas: Quotas) -> coo_array:
    """A row for each (submission, campus) where the campus's cap can bind."""
    seats = seats_of(arcs, quotas, 1)
    arc = np.flatnonzero(seats.of_arc >= 0)
    return coo_array((np.ones(len(arc)), (seats.of_arc[arc], arc)), shape=(len(seats.submission), len(arcs)))


def _rows(row: Ints, weight: Floats, rows: int) -> coo_array:
    return coo_array((weight, (row, np.arange(len(row)))), shape=(rows, len(row)))


def _wide(of_arcs: coo_array, evaluators: int) -> coo_array:
    """With the columns that are no arcs."""
    return coo_array(hstack((of_arcs, coo_array((of_arcs.shape[0], evaluators + 1)))))
