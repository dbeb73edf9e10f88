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


@given(listed_markets(), st.lists(st.floats(-3, 3), min_size=4, max_size=4), st.sampled_from([(2, 1), (4, 3), (8, 5)]))
@settings(max_examples=150)
def test_any_prices_bound_a_lottery_of_capped_chances(
    market: ListedMarket, drawn: list[float], chances: tuple[int, int]
) -> None:
    """A campus whose share is no multiple of a pair's needs an arc more, so the wishes go deeper there."""
    denominator, capacity = chances
    quotas = market.quotas.times(denominator)
    solution = solve(market.arcs(None), quotas, capacity=capacity)
    if solution is None:
        return
    prices = np.array(drawn[: quotas.evaluators])
    depth, most = depth_of(quotas, capacity)
    wishes = market.best(None, prices, depth, most_of_a_campus=most)
    assert bound_of(wishes, prices, quotas, capacity=capacity) >= solution.worth - 1e-6


def test_the_wishes_of_a_mixed_panel_with_capped_chances_reach_deep_enough() -> None:
    """Three campuses of two, one of each in a panel, 3/4 a pair at most: 3 + 1 quarters of each campus, six arcs."""
    quotas = quotas_of(1, 3, [0] * 6, [1] * 6, campus=[0, 0, 1, 1, 2, 2], most=1)
    market = ListedMarket(quotas, [[]], {}, np.array([[6.0, 5.0, 4.0, 3.0, 2.0, 1.0]]))
    wide = quotas.times(4)
    solution = solve(market.arcs(None), wide, capacity=3)
    assert solution is not None
    assert solution.worth == pytest.approx(3 * 6 + 5 + 3 * 4 + 3 + 3 * 2 + 1)
    depth, most = depth_of(wide, 3)
    assert (depth, most) == (6, 2)
    wishes = market.best(None, np.zeros(6), depth, most_of_a_campus=most)
    assert bound_of(wishes, np.zeros(6), wide, capacity=3) == pytest.approx(solution.worth)


@pytest.mark.parametrize(
    ("each", "most", "capacity", "expected"),
    [(3, None, 1, (3, None)), (6, None, 4, (2, None)), (4, 2, 1, (4, 2)), (4, 2, 2, (2, 1)), (8, 4, 3, (4, 2))],
)
def test_how_deep_a_submission_looks(each: int, most: int | None, capacity: int, expected: tuple[int, int]) -> None:
    assert depth_of(quotas_of(1, each, [0], [9], most=most), capacity) == expected


def test_a_value_that_is_no_number_is_refused() -> None:
    arcs = Arcs(np.array([0]), np.array([0]), np.array([np.nan]))
    with pytest.raises(UsageError, match="no finite number"):
        solve(arcs, quotas_of(1, 1, [0], [1]))
