from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.market import Arcs, Quotas
from matching.rounding import denominator_of, draw
from matching.solution import Solution, bonus_of
from matching.solver import loads_of, solve
from matching.tables import Ints


class Coins(np.random.Generator):
    """Gives the coins that it was made with, and then notes that it ran out."""

    def __init__(self, coins: tuple[int, ...]) -> None:
        super().__init__(np.random.PCG64(0))
        self.coins = np.array(coins)

    def integers(self, *_: object, size: int) -> Ints:  # type: ignore[override]
        coins, self.coins = self.coins[:size], self.coins[size:]
        return np.pad(coins, (0, size - len(coins)))


def round_of(seed: int, *, cap: float, most: int | None) -> tuple[Solution | None, Quotas, int]:
    generator = np.random.default_rng(seed)
    submissions, evaluators = 6, 8
    submission, evaluator = np.nonzero(generator.random((submissions, evaluators)) < 0.85)
    quotas = Quotas(
        submissions=submissions,
        each=2,
        lo=generator.integers(0, 2, evaluators),
        hi=np.full(evaluators, 3),
        owes=generator.integers(0, 3, evaluators),
        bonus=0.3,
        campus=generator.integers(0, 3, evaluators),
        most_of_a_campus=most,
    )
    denominator, capacity = denominator_of(cap)
    arcs = Arcs(submission, evaluator, generator.random(len(submission)))
    return solve(arcs, quotas.times(denominator), capacity=capacity), quotas, denominator


@pytest.mark.parametrize(
    ("cap", "expected"), [(1, (1, 1)), (0.5, (2, 1)), (0.75, (4, 3)), (0.501, (2, 1)), (1 / 1024, (1024, 1))]
)
def test_denominators(cap: float, expected: tuple[int, int]) -> None:
    assert denominator_of(cap) == expected


@given(st.floats(0.05, 1))
def test_a_cap_is_never_passed_and_nearly_used(cap: float) -> None:
    denominator, capacity = denominator_of(cap)
    assert 0.98 * cap <= capacity / denominator <= cap


@pytest.mark.parametrize("cap", [0.0, 0.0009, 1.01, float("nan")])
def test_a_cap_that_makes_no_sense_is_refused(cap: float) -> None:
    with pytest.raises(UsageError, match="1/1024"):
        denominator_of(cap)


def test_a_denominator_that_cannot_be_halved_is_refused() -> None:
    solution, quotas, _ = round_of(0, cap=1, most=None)
    assert solution
    with pytest.raises(UsageError, match="power of two"):
        draw(solution, quotas, 3, np.random.default_rng(0))


@settings(max_examples=150)
@given(st.integers(0, 10_000), st.sampled_from([0.5, 0.6, 0.8, 1.0]), st.sampled_from([None, 1, 2]))
def test_every_draw_keeps_every_quota(seed: int, cap: float, most: int | None) -> None:
    solution, quotas, denominator = round_of(seed, cap=cap, most=most)
    if solution is None:
        return
    arcs = solution.arcs
    drawn = draw(solution, quotas, denominator, np.random.default_rng(seed))
    assert set(drawn.tolist()) <= {0, 1}
    assert not drawn[solution.units == 0].any()
    assert drawn[solution.units == denominator].all()
    assert (np.bincount(arcs.submission, weights=drawn, minlength=6) == 2).all()
    loads = loads_of(arcs, drawn, 8)
    assert (quotas.lo <= loads).all()
    assert (loads <= quotas.hi).all()
    meant = loads_of(arcs, solution.units, 8) / denominator
    assert (np.abs(loads - meant) < 1).all()
    if most is not None:
        assert np.bincount(arcs.submission * 3 + quotas.campus[arcs.evaluator], weights=drawn).max() <= most


def test_the_same_seed_gives_the_same_draw_and_another_another() -> None:
    solution, quotas, denominator = round_of(3, cap=0.5, most=None)
    assert solution
    draws = [draw(solution, quotas, denominator, np.random.default_rng(seed)).tolist() for seed in (1, 1, 2, 3, 4)]
    assert draws[0] == draws[1]
    assert len({tuple(found) for found in draws}) > 1


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [None, 1])
def test_over_all_coins_each_arc_is_drawn_with_its_chance(seed: int, most: int | None) -> None:
    """A denominator of 2 takes one step, so the coins that count are the first ones: at most one for 3 odd edges."""
    solution, quotas, denominator = round_of(seed, cap=0.5, most=most)
    assert solution
    draws = [draw(solution, quotas, denominator, Coins(coins)) for coins in product((0, 1), repeat=8)]
    assert denominator == 2
    np.testing.assert_allclose(np.mean(draws, axis=0), solution.units / 2)
    worths = [solution.arcs.value @ drawn + bonus_of(loads_of(solution.arcs, drawn, 8), quotas) for drawn in draws]
    assert np.mean(worths) == pytest.approx(solution.worth / 2)


def test_two_steps_keep_the_chances() -> None:
    """One submission, four evaluators, chances of 3/4, 3/4, 1/4, 1/4."""
    zeros = np.zeros(4, dtype=np.int64)
    quotas = Quotas(
        submissions=1, each=2, lo=zeros, hi=zeros + 1, owes=zeros, bonus=0, campus=zeros, most_of_a_campus=None
    )
    solution = Solution(Arcs(zeros, np.arange(4), np.ones(4)), np.array([3, 3, 1, 1]), 8.0)
    draws = [draw(solution, quotas, 4, Coins(coins)) for coins in _padded(solution)]
    np.testing.assert_allclose(np.mean(draws, axis=0), [0.75, 0.75, 0.25, 0.25])


def _padded(solution: Solution) -> list[tuple[int, ...]]:
    """All coins of two steps; the first asks for one an edge: four arcs and four loads."""
    edges = 2 * len(solution.arcs)
    return [
        (*first, *(0,) * (edges - 4), *second, *(0,) * edges)
        for first in product((0, 1), repeat=4)
        for second in product((0, 1), repeat=4)
    ]
