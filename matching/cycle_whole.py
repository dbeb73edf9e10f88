"""The search's problem in whole numbers, for CP-SAT: one worker, and a limit in its own steps, so always the same way.

Values become whole numbers of a quantum. What that rounding can hide is added to every bound.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from matching.cycle_problem import Cycle
from matching.cycle_rows import Rows
from matching.tables import Bools, Floats, Ints

STEPS = 1 << 24  # of the largest value
CLOSE = 5e-7  # a share of the objective: nearer to its bound it needn't get


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`units` of each arc, None where none were found. `worth`: no choice is worth more; -inf where there's none at
    all. `best`: the units are. `seconds`: spent."""

    units: Ints | None
    worth: float
    best: bool
    seconds: float


class Whole:
    """The rows over the arcs `allowed`, of which every choice takes `chosen`. Cycles are added as they are found."""

    def __init__(self, rows: Rows, allowed: Bools, chosen: int) -> None:
        self._rows = rows
        self._arcs = len(allowed)
        self._chosen = chosen
        self._model = cp_model.CpModel()
        self._columns = np.concatenate((np.flatnonzero(allowed), np.arange(len(allowed), len(rows.value))))
        self._variables = {
            int(column): self._model.new_int_var(0, int(rows.most[column]), "") for column in self._columns
        }
        self._quantum = float(np.abs(rows.value).max(initial=0.0)) / STEPS or 1.0
        self._whole = np.rint(rows.value / self._quantum).astype(np.int64)
        self._keep_rows()
        weights = self._whole[self._columns].tolist()
        self._model.maximize(cp_model.LinearExpr.weighted_sum(list(self._variables.values()), weights))

    def forbid(self, cycles: list[Cycle]) -> None:
        for cycle in cycles:
            steps = [self._variables[arc] for arc in cycle if arc in self._variables]
            if len(steps) == len(cycle):
                self._model.add(cp_model.LinearExpr.sum(steps) <= len(cycle) - 1)

    def best(self, hint: Ints, seconds: float) -> Answer:
        """`hint`: units of each arc to start from, whether they keep everything or not. `seconds`: CP-SAT's own."""
        self._hint(hint)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = seconds
        solver.parameters.relative_gap_limit = CLOSE
        solver.parameters.linearization_level = 2
        status = solver.solve(self._model)
        spent = solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return Answer(units=None, worth=-np.inf, best=False, seconds=spent)
        if status == cp_model.UNKNOWN:
            return Answer(units=None, worth=np.inf, best=False, seconds=spent)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise AssertionError(f"CP-SAT refuses the model: {self._model.validate()}")
        worth = solver.best_objective_bound * self._quantum + self._hidden()
        return Answer(units=self._units(solver), worth=worth, best=status == cp_model.OPTIMAL, seconds=spent)

    def _keep_rows(self) -> None:
        matrix = self._rows.matrix[:, self._columns].tocsr()
        variables = list(self._variables.values())
        start, column, factor = matrix.indptr.tolist(), matrix.indices.tolist(), matrix.data.astype(np.int64).tolist()
        low = _whole(self._rows.low, cp_model.INT32_MIN)
        high = _whole(self._rows.high, cp_model.INT32_MAX)
        for row, (first, last) in enumerate(pairwise(start)):
            terms = [variables[position] for position in column[first:last]]
            total = cp_model.LinearExpr.weighted_sum(terms, factor[first:last])
            self._model.add_linear_constraint(total, low[row], high[row])

    def _hint(self, units: Ints) -> None:
        loads = self._rows.matrix[:, : self._arcs] @ units
        owed = np.minimum(loads[len(loads) - len(self._rows.debtors) :], self._rows.most[self._arcs :])
        values = np.concatenate((units, owed)).astype(np.int64).tolist()
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for column, variable in self._variables.items():
            self._model.add_hint(variable, values[column])

    def _units(self, solver: cp_model.CpSolver) -> Ints:
        units = np.zeros(self._arcs, dtype=np.int64)
        for column, variable in self._variables.items():
            if column < self._arcs:
                units[column] = solver.value(variable)
        return units

    def _hidden(self) -> float:
        """What rounding the values down can have taken from any choice: of arcs there are as many in each."""
        lost = np.maximum(0.0, self._rows.value - self._whole * self._quantum)
        return float(
            self._chosen * lost[: self._arcs].max(initial=0.0) + lost[self._arcs :] @ self._rows.most[self._arcs :]
        )


def _whole(limits: Floats, instead: int) -> list[int]:
    """As whole numbers, with a stand-in for infinity."""
    return [int(limit) if np.isfinite(limit) else instead for limit in limits.tolist()]
