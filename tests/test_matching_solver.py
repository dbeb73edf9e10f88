"""The flow is the best pairing there is, and its prices prove it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.certificate import bound_of, depth_of
from matching.market import Arcs
from matching.prices import prices_of
from matching.solver import loads_of, solve
from tests.matching_brute import best_worth
from tests.matching_listed import ListedMarket, listed_markets, quotas_of


@given(listed_markets())
@settings(max_examples=150)
def test_the_flow_is_worth_what_the_best_of_all_pairings_is(market: ListedMarket) -> None:
    solution = solve(market.arcs(None), market.quotas)
    expected = best_worth(market)
    if expected is None:
        assert solution is None
    else:
        assert solution is not None
        assert solution.worth == pytest.approx(expected, abs=1e-6)


@given(listed_markets())
@settings(max_examples=100)
def test_what_is_short_costs_what_was_said(market: ListedMarket) -> None:
    """Each unit that is lacking costs the same, so as few are lacking as can be where that is dear."""
    arcs, quotas = market.arcs(None), market.quotas
    solution = solve(arcs, quotas, lack=100.0)
    if (quotas.lo > quotas.hi).any():
        assert solution is None
        return
    assert solution is not None
    loads = loads_of(arcs, solution.units, quotas.evaluators)
    short = quotas.submissions * quotas.each - int(solution.units.sum()) + int(np.maximum(quotas.lo - loads, 0).sum())
    assert (short == 0) == (best_worth(market) is not None)


@given(listed_markets(), st.integers(1, 2))
@settings(max_examples=100)
def test_its_prices_prove_it(market: ListedMarket, capacity: int) -> None:
    quotas = market.quotas.times(2)
    solution = solve(market.arcs(None), quotas, capacity=capacity)
    if solution is None:
        return
    prices = prices_of(solution, quotas, capacity=capacity)
    depth, most = depth_of(quotas, capacity)
    wishes = market.best(None, prices, depth, most_of_a_campus=most)
    assert bound_of(wishes, prices, quotas, capacity=capacity) == pytest.approx(solution.worth, abs=1e-5)


@given(listed_markets(), st.lists(st.floats(-3, 3), min_size=4, max_size=4))
@settings(max_examples=100)
def test_any_prices_bound_it(market: ListedMarket, drawn: list[float]) -> None:
    expected = best_worth(market)
    if expected is None:
        return
    prices = np.array(drawn[: market.quotas.evaluators])
    depth, most = depth_of(market.quotas, 1)
    wishes = market.best(None, prices, depth, most_of_a_campus=most)
    assert bound_of(wishes, prices, market.quotas) >= expected - 1e-9


def test_a_value_that_is_no_number_is_refused() -> None:
    arcs = Arcs(np.array([0]), np.array([0]), np.array([np.nan]))
    with pytest.raises(UsageError, match="no finite number"):
        solve(arcs, quotas_of(1, 1, [0], [1]))
