"""The fairness options, over every arc that rules and circle allow."""

from core.errors import UsageError
from matching.circle import Circle
from matching.fairness_pair import at_least, floor_of_pairs
from matching.fairness_sum import fair_by_sums
from matching.market import Arcs, Market
from matching.outcome import Terms
from matching.policy import Fairness
from matching.prices import priced, prices_of
from matching.search import Found, lack_of, lacking_of
from matching.solution import Infeasible
from matching.solver import solve

MOST = 20_000_000  # arcs


def fairest(market: Market, circle: Circle | None, terms: Terms, denominator: int, capacity: int) -> Found:
    """Raises UsageError for a round with more arcs than can be listed."""
    count = int(market.eligible(circle).sum())
    if count > MOST:
        raise UsageError(
            f"{terms.fairness}: {count} possible pairs are too many for it (at most {MOST}); use --fairness total"
        )
    arcs = market.arcs(circle)
    try:
        if terms.fairness is Fairness.MAXMIN_PAIR:
            return _by_pairs(market, arcs, denominator, capacity)
        return _by_sums(market, arcs, terms)
    except Infeasible:
        quotas = market.quotas.times(denominator)
        solution, prices = priced(arcs, quotas, capacity=capacity, lack=lack_of(arcs, quotas))
        return Found(solution, prices, solution.worth, lacking_of(solution, quotas))


def _by_pairs(market: Market, arcs: Arcs, denominator: int, capacity: int) -> Found:
    quotas = market.quotas.times(denominator)
    floor = floor_of_pairs(arcs, quotas, capacity=capacity)
    solution = solve(at_least(arcs, floor), quotas, capacity=capacity)
    if solution is None:
        raise Infeasible("no pairing at this floor")
    prices = prices_of(solution, quotas, capacity=capacity)
    note = f"the lowest pair is worth {floor:.6g}, and no pairing has a higher lowest pair"
    return Found(solution, prices, solution.worth, 0, notes=(note,))


def _by_sums(market: Market, arcs: Arcs, terms: Terms) -> Found:
    fair = fair_by_sums(arcs, market.quotas, max_probability=terms.max_probability)
    _, prices = priced(arcs, market.quotas, lack=lack_of(arcs, market.quotas))
    note = (
        f"the worst-served submission has {fair.floor:.6g} in all, and no pairing gives it more than "
        f"{fair.floor_bound:.6g}; with that floor no pairing is worth more than {fair.total_bound:.6g}"
    )
    return Found(fair.solution, prices, fair.total_bound, 0, notes=(note,))
