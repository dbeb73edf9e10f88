"""What a solver gives back for a list of arcs."""

from dataclasses import dataclass

import numpy as np

from core.errors import UsageError
from matching.market import Arcs, Quotas
from matching.tables import Ints


@dataclass(frozen=True, slots=True)
class Solution:
    """`units` of each arc (0 or 1, or up to the capacity asked for) and the worth of all: values and bonus."""

    arcs: Arcs
    units: Ints
    worth: float

    @property
    def chosen(self) -> Arcs:
        return self.arcs.where(self.units > 0)


class Infeasible(UsageError):
    """No pairing keeps every rule and quota. The message names what stands in the way and what would do."""


def bonus_of(loads: Ints, quotas: Quotas) -> float:
    """What the evaluations that evaluators owed, and make, are worth."""
    return quotas.bonus * float(np.minimum(loads, quotas.owes).sum())
