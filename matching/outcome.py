"""What a round is asked for, and what comes of it."""

from dataclasses import dataclass

from matching.circle import Circle
from matching.market import Arcs
from matching.policy import Cycles, Fairness
from matching.tables import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`cycles`: none of so many people or fewer (0: allowed). `max_probability`: of any one pair, given the circle."""

    cycles: Cycles
    max_probability: float = 1.0
    fairness: Fairness = Fairness.TOTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`objective` is of the drawn `pairs` (S x each of them, in order), `expected_objective` of the chances that they
    were drawn from: `chances` holds every arc with a chance above 0, its `value` being the arc's, and `chance` that.

    `upper_bound` is over every arc that rules and circle allow, `upper_bound_free` over every arc that the rules allow.
    For `maxmin-*` the bounds are of the total that can go with the floor reached.
    `seconds`: candidates, solve, total.
    """

    pairs: Arcs
    chances: Arcs
    chance: Floats
    objective: float
    expected_objective: float
    upper_bound: float
    upper_bound_free: float
    circle: Circle | None
    notes: tuple[str, ...]
    seconds: dict[str, float]
    seed: int

    @property
    def gap(self) -> float:
        """A share of the bound; 0 where the bound is 0."""
        return (self.upper_bound - self.objective) / abs(self.upper_bound) if self.upper_bound else 0.0
