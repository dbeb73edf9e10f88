"""The worst-served submission first, by the sum of its evaluators' values; then the total. With bounds on both.

    floor that nobody could pass --> integer programme (few arcs) -----------> exact
                                \\--> flows that pay the poor more (many arcs) --> bounded loss

Where there are many arcs, a submission below the floor gets a premium: its values count (1 + premium) times. For any
premiums p and any pairing whose sums are all at least t, its worth is at most (worth of the best flow with premiums)
- t * sum(p): that is the bound on the total (Lagrange's; Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 16).
In the same way t is at most the best flow of premiums alone / sum(p), which bounds the floor.
"""

from dataclasses import dataclass, replace

import numpy as np

from core.errors import UsageError
from matching.fairness_exact import programme_of
from matching.market import Arcs, Quotas
from matching.solution import Infeasible, Solution
from matching.solver import LARGE, LARGE_STEPS, STEPS, groups_of, solve, worth_of
from matching.tables import Floats, Ints

FEW = 40_000
ROUNDS = 10
SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class FairSum:
    """`floor` is the lowest sum of a submission's values in `solution`, `floor_bound` what none of these arcs' pairings
    can pass, `total_bound` what no pairing with at least this floor is worth more than."""

    solution: Solution
    floor: float
    floor_bound: float
    total_bound: float


def fair_by_sums(arcs: Arcs, quotas: Quotas, *, max_probability: float = 1.0) -> FairSum:
    """Raises Infeasible where these arcs don't meet the quotas, UsageError for a cap on probabilities: a sum is of one
    draw, and a floor under the expected sum would promise nothing for it."""
    if max_probability < 1:
        raise UsageError(
            f"maxmin-sum with a probability of at most {max_probability:g}: the two can't be combined; "
            "leave the cap at 1, or take maxmin-pair"
        )
    start = solve(arcs, quotas)
    if start is None:
        raise Infeasible("maxmin-sum: no pairing of these arcs meets the quotas; look at the total first")
    ceiling = ceiling_of(arcs, quotas)
    if lowest_sum(start) >= ceiling - SLACK:
        bound = start.worth + _rounding(arcs, quotas)
        return FairSum(solution=start, floor=lowest_sum(start), floor_bound=lowest_sum(start), total_bound=bound)
    exact = _exactly(arcs, quotas, ceiling) if len(arcs) <= FEW else None
    return exact or with_premiums(arcs, quotas, start, ceiling)


def sums_of(solution: Solution) -> Floats:
    """What each submission's evaluators are worth to it; S as far as there are arcs."""
    arcs = solution.arcs
    return np.asarray(np.bincount(arcs.submission, weights=arcs.value * solution.units), dtype=np.float64)


def lowest_sum(solution: Solution) -> float:
    return float(sums_of(solution).min())


def ceiling_of(arcs: Arcs, quotas: Quotas) -> float:
    """The lowest, over submissions, of the sum that each could have if it were alone."""
    order = np.lexsort((-arcs.value, arcs.submission))
    if quotas.most_of_a_campus is not None:
        campus = quotas.campus[arcs.evaluator]
        order = np.lexsort((-arcs.value, campus, arcs.submission))
        key = arcs.submission[order] * (int(quotas.campus.max()) + 1) + campus[order]
        order = order[_rank(key) < quotas.most_of_a_campus]
        order = order[np.lexsort((-arcs.value[order], arcs.submission[order]))]
    best = order[_rank(arcs.submission[order]) < quotas.each]
    return float(np.bincount(arcs.submission[best], weights=arcs.value[best]).min())


def _rank(sorted_keys: Ints) -> Ints:
    """Each entry's number within its group of equal keys."""
    group, size = groups_of(sorted_keys)
    rank: Ints = np.arange(len(sorted_keys)) - (np.cumsum(size) - size)[group]
    return rank


def _exactly(arcs: Arcs, quotas: Quotas, ceiling: float) -> FairSum | None:
    """None where branch and bound gives up before it has found a pairing."""
    programme = programme_of(arcs, quotas)
    floor_bound, found = ceiling, programme.best_total(ceiling - SLACK)
    if found.units is None:
        highest = programme.highest_floor()
        if highest.units is None:
            return None
        floor_bound = min(ceiling, highest.bound)
        floor = lowest_sum(Solution(arcs, highest.units, 0.0))
        found = programme.best_total(floor - SLACK)
    if found.units is None:
        return None
    solution = Solution(arcs, found.units, worth_of(arcs, found.units, quotas))
    floor = lowest_sum(solution)
    return FairSum(
        solution=solution,
        floor=floor,
        floor_bound=max(floor_bound, floor),
        total_bound=max(found.bound, solution.worth),
    )


def with_premiums(arcs: Arcs, quotas: Quotas, start: Solution, ceiling: float) -> FairSum:
    """`start` is the best total without a floor. Where the ceiling is out of reach, what the premiums have shown to be
    the highest possible floor is tried once more."""
    tries = [_raised(arcs, quotas, start, ceiling)]
    floor_bound = ceiling
    if lowest_sum(tries[0].best) < ceiling - SLACK:
        floor_bound = min(ceiling, _floor_bound(arcs, quotas, tries[0].premium))
        tries.append(_raised(arcs, quotas, start, floor_bound))
    best = max((found.best for found in tries), key=lambda solution: (lowest_sum(solution), solution.worth))
    floor = lowest_sum(best)
    return FairSum(
        solution=best,
        floor=floor,
        floor_bound=max(floor_bound, floor),
        total_bound=min(worth - floor * premiums for found in tries for worth, premiums in found.bounds),
    )


@dataclass(frozen=True, slots=True)
class Raised:
    """`bounds`: for each flow, what its worth can be at most with premiums, and their sum. `premium`: S, the last."""

    best: Solution
    bounds: list[tuple[float, float]]
    premium: Floats


def _raised(arcs: Arcs, quotas: Quotas, start: Solution, target: float) -> Raised:
    """Raise the premiums of the submissions below the target until there is none, or for some rounds."""
    best, sums = start, sums_of(start)
    premium = np.zeros(quotas.submissions)
    bounds = [(start.worth + _rounding(arcs, quotas), 0.0)]
    for _ in range(ROUNDS):
        premium = np.where(sums < target - SLACK, 2 * premium + 0.25, premium)
        flow = _solved(arcs, quotas, 1 + premium)
        bounds.append((flow.worth + _rounding(flow.arcs, quotas), float(premium.sum())))
        solution = Solution(arcs, flow.units, worth_of(arcs, flow.units, quotas))
        sums = sums_of(solution)
        best = max(best, solution, key=lambda found: (lowest_sum(found), found.worth))
        if sums.min() >= target - SLACK:
            break
    return Raised(best, bounds, premium)


def _solved(arcs: Arcs, quotas: Quotas, weight: Floats) -> Solution:
    solution = solve(replace(arcs, value=arcs.value * weight[arcs.submission]), quotas)
    if solution is None:
        raise Infeasible("maxmin-sum: no pairing of these arcs meets the quotas; look at the total first")
    return solution


def _floor_bound(arcs: Arcs, quotas: Quotas, premium: Floats) -> float:
    flow = _solved(arcs, replace(quotas, bonus=0.0), premium)
    return (flow.worth + _rounding(flow.arcs, quotas)) / float(premium.sum())


def _rounding(arcs: Arcs, quotas: Quotas) -> float:
    """The most that a flow's worth can lose as the solver counts in whole steps: of each unit, and of its bonus."""
    largest = max(float(np.abs(arcs.value).max(initial=0.0)), quotas.bonus)
    steps = STEPS if len(arcs) <= LARGE else LARGE_STEPS
    return 2 * quotas.submissions * quotas.each * largest / steps
