"""Where slots are few, requests are decided together: one small flow gives the most of them the best.

requests and their wishes -> arcs -> min-cost flow, where no choice is as dear as a request unserved -> slots, or none
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import GraderFault
from matching.market import Arcs, Quotas
from matching.solver import solve
from matching.tables import Floats, Ints


@dataclass(frozen=True, slots=True)
class Wishes:
    """Of one request: slots, none twice, and what each is worth to it."""

    slots: Ints
    worth: Floats


def best_together(wishes: Sequence[Wishes]) -> list[int | None]:
    """A slot for each, none twice: as many requests as can be, then the highest total worth."""
    slots, at = np.unique(np.concatenate([each.slots for each in wishes]), return_inverse=True)
    if not len(slots):
        return [None] * len(wishes)
    owner = np.repeat(np.arange(len(wishes)), [len(each.slots) for each in wishes])
    worth = np.concatenate([each.worth for each in wishes])
    order = np.lexsort((at, owner))
    arcs = Arcs(owner[order], at[order], worth[order] - worth.min())
    # One more request served must outweigh whatever the others lose by it.
    lack = (float(arcs.value.max()) + 1.0) * (len(wishes) + 1)
    solution = solve(arcs, _one_each(len(wishes), len(slots)), lack=lack)
    if solution is None:
        raise GraderFault("the flow of collected requests has no solution, though none of them has to be served")
    found: list[int | None] = [None] * len(wishes)
    for request, slot in zip(solution.chosen.submission.tolist(), solution.chosen.evaluator.tolist(), strict=True):
        found[request] = int(slots[slot])
    return found


def _one_each(requests: int, slots: int) -> Quotas:
    none = np.zeros(slots, dtype=np.int64)
    return Quotas(
        submissions=requests,
        each=1,
        lo=none,
        hi=np.ones(slots, dtype=np.int64),
        owes=none,
        bonus=0.0,
        campus=none,
        most_of_a_campus=None,
    )
