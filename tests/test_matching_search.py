"""Looking at few pairs at a time finds what looking at all of them does; the reference instances' optima."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import search as searching
from matching.matrix_market import MatrixMarket
from matching.reading.matrices import read_matrix
from matching.search import search
from matching.watch import Watch
from tests.matching_brute import best_worth
from tests.matching_listed import ListedMarket, listed_markets, quotas_of

DATA = Path(__file__).parents[2] / "shared" / "data" / "matching"
OPTIMA = [
    ("midl_scores.npy", 0, 4, 201.88488),
    ("midl_scores.npy", 1, 4, 186.45993),
    ("midl_scores.npy", 2, 4, 150.04313),
    ("preflib1.in", 0, 6, 124.25),
    ("preflib2.in", 0, 7, 141.5),
    ("preflib3.in", 0, 6, 454.25),
]


def silent(_: str) -> None: ...


@given(listed_markets())
@settings(max_examples=100)
def test_a_search_finds_the_best_of_all_pairings(market: ListedMarket) -> None:
    if (market.quotas.lo > market.quotas.hi).any():
        return
    found = search(market, None, market.quotas, 1, Watch(), silent)
    expected = best_worth(market)
    assert (found.lacking == 0) == (expected is not None)
    if expected is not None:
        assert found.solution.worth == pytest.approx(expected, abs=1e-6)
        assert found.bound == pytest.approx(expected, abs=1e-5)


@given(listed_markets())
@settings(max_examples=50)
def test_a_search_with_capped_chances_is_bounded_too(market: ListedMarket) -> None:
    if (market.quotas.lo > market.quotas.hi).any():
        return
    found = search(market, None, market.quotas.times(2), 1, Watch(), silent)
    expected = best_worth(market)
    if not found.lacking:
        assert found.bound >= found.solution.worth - 1e-5
        assert expected is None or found.solution.worth / 2 <= expected + 1e-6


@given(listed_markets(), st.lists(st.floats(-20, 20), min_size=4, max_size=4))
@settings(max_examples=60)
def test_nothing_rests_on_the_first_prices(market: ListedMarket, drawn: list[float]) -> None:
    """Whatever the auction says, even nonsense: the same optimum, and a bound that proves it."""
    quotas = market.quotas
    nothing = market.arcs(None).where(np.zeros(0, dtype=np.int64))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "first_prices", lambda *_: (np.array(drawn[: quotas.evaluators]), nothing))
        patch.setattr(searching, "SPARE", 0)
        found = search(market, None, quotas, 1, Watch(), silent)
    expected = best_worth(market)
    assert (found.lacking == 0) == (expected is not None)
    if expected is not None:
        assert found.solution.worth == pytest.approx(expected, abs=1e-6)
        assert found.bound == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_mixed_panels_with_capped_chances_are_worth_no_more_than_their_bound(seed: int) -> None:
    """Three quarters a pair and one of each campus: a panel's units are on more arcs than each / capacity."""
    scores = np.random.default_rng(seed).random((6, 9))
    quotas = quotas_of(6, 3, [0] * 9, [4] * 9, campus=[0, 1, 2] * 3, most=1).times(4)
    market = ListedMarket(quotas, [[row] for row in range(6)], {}, scores)
    found = search(market, None, quotas, 3, Watch(), silent)
    assert found.lacking == 0
    assert found.bound == pytest.approx(found.solution.worth, abs=1e-5)


def test_a_dense_matrix_is_solved_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far more pairs than are looked at first, so that prices must bring others up."""
    monkeypatch.setattr(searching, "SPARE", 0)
    scores = np.random.default_rng(3).random((60, 80))
    market = MatrixMarket(scores, np.ones_like(scores, dtype=np.bool_), 3, 2, 5)
    found = search(market, None, market.quotas, 1, Watch(), silent)
    assert found.lacking == 0
    assert found.bound == pytest.approx(found.solution.worth, abs=1e-5)


@pytest.mark.parametrize(("name", "lo", "hi", "optimum"), OPTIMA)
def test_the_reference_instances_have_their_optima(name: str, lo: int, hi: int, optimum: float) -> None:
    if not DATA.is_dir():
        pytest.skip(f"no reference instances at {DATA.name}: they are not part of the project")
    matrix = read_matrix(DATA / name)
    market = MatrixMarket(matrix.scores, matrix.allowed, 3, lo, hi)
    found = search(market, None, market.quotas, 1, Watch(), silent)
    assert found.solution.worth == pytest.approx(optimum, abs=1e-5)
    assert found.bound == pytest.approx(found.solution.worth, abs=1e-6)
