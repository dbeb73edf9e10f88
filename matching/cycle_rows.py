"""The search's problem in rows: what a choice of arcs must keep, and the short cycles that it must not hold whole.

Columns are the arcs (0 or 1 each), then for each evaluator who owes some the evaluations made of those owed. There are
too many cycles to write them all down, so they come in as somebody finds them in a choice.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matching.cycle_problem import Cycle
from matching.market import Arcs, Quotas
from matching.solver import seats_of
from matching.tables import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """`low <= matrix @ columns <= high` and `0 <= columns <= most`, whole; the more `value @ columns` the better.

    `debtors`: the evaluators of the columns after the arcs.
    """

    matrix: csr_array
    low: Floats
    high: Floats
    most: Floats
    value: Floats
    debtors: Ints


def rows_of(arcs: Arcs, quotas: Quotas) -> Rows:
    """Exactly `each` a submission, `lo`..`hi` an evaluator, no more of a campus than may be, nothing paid twice."""
    debtors = np.flatnonzero((quotas.owes > 0) & (quotas.bonus > 0))
    demand = _sums(arcs.submission, quotas.submissions)
    load = _sums(arcs.evaluator, quotas.evaluators)
    campus = _campuses(arcs, quotas)
    most_of_it = np.full(campus.shape[0], float(quotas.most_of_a_campus or 0))
    each = np.full(quotas.submissions, float(quotas.each))
    unpaid = np.full(len(debtors), np.inf)
    left = vstack([demand, load, campus, load[debtors]])
    right = vstack([_nothing(left.shape[0] - len(debtors), len(debtors)), -eye_array(len(debtors))])
    return Rows(
        matrix=csr_array(hstack([left, right])),
        low=np.concatenate(
            (each, quotas.lo.astype(np.float64), np.full_like(most_of_it, -np.inf), np.zeros(len(debtors)))
        ),
        high=np.concatenate((each, quotas.hi.astype(np.float64), most_of_it, unpaid)),
        most=np.concatenate((np.ones(len(arcs)), quotas.owes[debtors].astype(np.float64))),
        value=np.concatenate((arcs.value, np.full(len(debtors), quotas.bonus))),
        debtors=debtors,
    )


def cut_rows(cycles: list[Cycle], columns: int) -> csr_array:
    """A row for each cycle, 1 at its arcs: it may hold one less than the cycle's length."""
    row = np.repeat(np.arange(len(cycles)), [len(cycle) for cycle in cycles])
    column = np.array([arc for cycle in cycles for arc in cycle], dtype=np.int64)
    return csr_array((np.ones(len(column)), (row, column)), shape=(len(cycles), columns))


def _sums(of: Ints, groups: int) -> csr_array:
    return csr_array((np.ones(len(of)), (of, np.arange(len(of)))), shape=(groups, len(of)))


def _campuses(arcs: Arcs, quotas: Quotas) -> csr_array:
    """A row for each submission and campus where the cap can bind."""
    seats = seats_of(arcs, quotas, 1)
    seated = np.flatnonzero(seats.of_arc >= 0)
    entries = (np.ones(len(seated)), (seats.of_arc[seated], seated))
    return csr_array(entries, shape=(len(seats.submission), len(arcs)))


def _nothing(rows: int, columns: int) -> csr_array:
    return csr_array((rows, columns), dtype=np.float64)
