"""Column generation: an exact flow over a few arcs, prices from it, the arcs that those prices bring up, and again.

first prices -> best arcs --> solve --> prices --> best arcs of all that rules and circle allow --> bound
                   ^                                     |
                   '------ those not looked at yet ------'     ends where there are none, or the gap will do
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.auction import INCREMENT, SAMPLE, first_prices
from matching.certificate import bound_of, depth_of
from matching.circle import Circle
from matching.market import Arcs, Market, Quotas, among, joined
from matching.prices import priced
from matching.shards import solve_in_shards
from matching.solution import Solution
from matching.solver import loads_of
from matching.tables import Floats
from matching.watch import Watch

SPARE = 5  # arcs a submission at the start, more than its units need
LOSS = 4.0  # times the largest value: what a missing evaluator costs while arcs are being looked for
SMALL = 10_000  # submissions up to which a round is solved to the end
GAP = 0.0025  # of the bound: enough for a round of more
LARGE = 100_000  # submissions up to which a round is one flow
LARGE_GAP = 0.009


@dataclass(frozen=True, slots=True)
class Found:
    """The best over all arcs, within `bound` (of the same units: D times the round's, where chances are sought).
    `lacking`: see lacking_of. `prices`: E, for a bound over other arcs."""

    solution: Solution
    prices: Floats
    bound: float
    lacking: int
    notes: tuple[str, ...] = ()


def search(
    market: Market, circle: Circle | None, quotas: Quotas, capacity: int, watch: Watch, say: Callable[[str], None]
) -> Found:
    """`quotas` are the market's own, or a multiple of them with as much `capacity` an arc.

    Raises Infeasible where an evaluator's lo is above their hi.
    """
    depth, most = depth_of(quotas, capacity)
    prices, bought = first_prices(market, circle, say)
    wishes = market.best(circle, prices, depth + 1, most_of_a_campus=most)
    bound = bound_of(wishes, prices, quotas, capacity=capacity)
    spread = INCREMENT * float(np.abs(wishes.value).max(initial=1.0))
    near = market.best(circle, prices, depth + SPARE, most_of_a_campus=most and most + 1, spread=spread, sample=SAMPLE)
    arcs = joined(joined(wishes, near), bought)
    sharded = capacity == 1 and quotas.submissions > LARGE
    step = _sharded(market, bought) if sharded else _whole(quotas, capacity)
    gap = 0.0 if quotas.submissions <= SMALL else GAP if quotas.submissions <= LARGE else LARGE_GAP
    while True:
        with watch.solving():
            solution, prices = step(arcs)
        lacking = lacking_of(solution, quotas)
        wishes = market.best(circle, prices, depth + 1, most_of_a_campus=most)
        bound = min(bound, bound_of(wishes, prices, quotas, capacity=capacity))
        say(f"{len(arcs)} pairs looked at, {lacking} lacking, worth {solution.worth:.6g} of at most {bound:.6g}")
        if not lacking and bound - solution.worth <= gap * abs(bound):
            return Found(solution, prices, bound, lacking)
        more = joined(arcs, wishes)
        if len(more) == len(arcs):
            if not (lacking and sharded):
                return Found(solution, prices, bound, lacking)
            # What shards can't fill, one flow over all of them may.
            sharded, step = False, _whole(quotas, capacity)
        arcs = more


def _whole(quotas: Quotas, capacity: int) -> Callable[[Arcs], tuple[Solution, Floats]]:
    return lambda arcs: priced(arcs, quotas, capacity=capacity, lack=lack_of(arcs, quotas))


def _sharded(market: Market, start: Arcs) -> Callable[[Arcs], tuple[Solution, Floats]]:
    """Each step begins with the pairing of the one before, and cuts elsewhere."""
    neighbours = np.argsort(market.communities, kind="stable")
    before, number = start, 0

    def step(arcs: Arcs) -> tuple[Solution, Floats]:
        nonlocal before, number
        held = among(arcs, before).astype(np.int64)
        found = solve_in_shards(arcs, market.quotas, held, neighbours, number, lack_of(arcs, market.quotas))
        before, number = found[0].chosen, number + 1
        return found

    return step


def lacking_of(solution: Solution, quotas: Quotas) -> int:
    """Units that submissions lack, and evaluators who must do more."""
    loads = loads_of(solution.arcs, solution.units, quotas.evaluators)
    unfilled = quotas.submissions * quotas.each - int(solution.units.sum())
    return unfilled + int(np.maximum(quotas.lo - loads, 0).sum())


def lack_of(arcs: Arcs, quotas: Quotas) -> float:
    return LOSS * (float(np.abs(arcs.value).max(initial=1.0)) + quotas.bonus)
