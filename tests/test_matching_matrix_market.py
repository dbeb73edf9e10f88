import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.circle import draw_circle
from matching.market import Market
from matching.matrix_market import MatrixMarket
from matching.solver import solve
from matching.tables import Floats


def market_of(scores: Floats, each: int = 1, lo: int = 0, hi: int = 3) -> MatrixMarket:
    return MatrixMarket(scores, scores >= 0, each, lo, hi)


@st.composite
def matrices(draw: st.DrawFn) -> Floats:
    """Few different scores, so that there are ties; a negative one is no pair."""
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    numbers = draw(st.lists(st.integers(-1, 3), min_size=rows * columns, max_size=rows * columns))
    return np.array(numbers, dtype=np.float64).reshape(rows, columns)


def test_it_is_a_market() -> None:
    market: Market = market_of(np.array([[1.0, -1.0], [0.5, 0.0]]))
    arcs = market.arcs(None)
    assert arcs.submission.tolist() == [0, 0, 1]
    assert arcs.evaluator.tolist() == [0, 1, 1]
    assert arcs.value.tolist() == [1.0, 0.5, 0.0]
    assert market.eligible(None).tolist() == [2, 1]
    assert market.broken(1, 0, None) == ("the matrix has no such pair",)
    assert market.broken(1, 1, None) == ()
    assert market.reason(0, 1) == "score 0.5; 1 of 2 possible evaluators have a higher one"


@settings(max_examples=150)
@given(matrices(), st.integers(1, 8), st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=7, max_size=7))
def test_the_best_are_those_that_a_full_sort_puts_first(scores: Floats, depth: int, some: list[float]) -> None:
    prices = np.array(some[: len(scores)])
    found = market_of(scores).best(None, prices, depth)
    expected = []
    for submission, column in enumerate(scores.T):
        possible = [row for row in range(len(column)) if column[row] >= 0]
        first = sorted(possible, key=lambda row: (-(column[row] - prices[row]), row))[:depth]
        expected += [(submission, row, column[row]) for row in sorted(first)]
    assert list(zip(found.submission, found.evaluator, found.value, strict=True)) == expected


def test_the_best_of_some_submissions_and_of_one_campus() -> None:
    market = market_of(np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 3.0]]))
    found = market.best(None, np.zeros(2), 2, most_of_a_campus=1, among=np.array([0, 2]))
    assert found.submission.tolist() == [0, 2]
    assert found.evaluator.tolist() == [1, 0]


def test_loads_of_each_evaluator_reach_the_solver() -> None:
    market = MatrixMarket(np.ones((2, 3)), np.ones((2, 3), dtype=np.bool_), 1, np.array([0, 2]), np.array([1, 3]))
    solution = solve(market.arcs(None), market.quotas)
    assert solution is not None
    assert np.bincount(solution.chosen.evaluator, minlength=2)[1] >= 2


@pytest.mark.parametrize("score", [np.nan, np.inf])
def test_a_score_that_is_no_number_is_named(score: float) -> None:
    scores = np.zeros((3, 2))
    scores[2, 1] = score
    with pytest.raises(UsageError, match="evaluator 2 and submission 1"):
        MatrixMarket(scores, np.ones((3, 2), dtype=np.bool_), 1, 0, 1)


def test_loads_that_make_no_sense_name_the_evaluator() -> None:
    every = np.ones((2, 2), dtype=np.bool_)
    with pytest.raises(UsageError, match="evaluator 1: loads of 2 to 1"):
        MatrixMarket(np.ones((2, 2)), every, 1, np.array([0, 2]), 1)
    with pytest.raises(UsageError, match="hi: 3 numbers for 2 evaluators"):
        MatrixMarket(np.ones((2, 2)), every, 1, 0, np.ones(3, dtype=np.int64))


def test_a_circle_is_refused() -> None:
    market = market_of(np.ones((2, 2)))
    circle = draw_circle(market.authors, market.communities, 2, 3, np.random.default_rng(1))
    with pytest.raises(UsageError, match="names no authors"):
        market.arcs(circle)


@pytest.mark.parametrize("name", ["2", "-1", "one", "", "٣", "9" * 5000])
def test_an_unknown_row_is_refused(name: str) -> None:
    market = market_of(np.ones((2, 2)))
    assert market.submission_at("1") == 1
    with pytest.raises(UsageError, match="numbered 0 to 1"):
        market.evaluator_at(name)
