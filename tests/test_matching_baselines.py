"""Every baseline keeps the quotas, takes what it is named for, and none is better than the flow."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.baselines import Taken, greedy, least_loaded_random, min_loads_first, uniform_random
from matching.market import Arcs, Quotas
from matching.solver import solve, worth_of

Baseline = Callable[[Arcs, Quotas, np.random.Generator], Taken]


def two_stages(arcs: Arcs, quotas: Quotas, _generator: np.random.Generator) -> Taken:
    return min_loads_first(arcs, quotas, np.minimum(1, quotas.hi))


BASELINES: dict[str, Baseline] = {
    "uniform": uniform_random,
    "least loaded": least_loaded_random,
    "greedy": greedy,
    "two stages": two_stages,
}


def quotas_of(submissions: int, evaluators: int, *, each: int = 2, hi: int = 3, most: int | None = None) -> Quotas:
    return Quotas(
        submissions=submissions,
        each=each,
        lo=np.zeros(evaluators, dtype=np.int64),
        hi=np.full(evaluators, hi, dtype=np.int64),
        owes=np.zeros(evaluators, dtype=np.int64),
        bonus=0.0,
        campus=np.arange(evaluators) % 3,
        most_of_a_campus=most,
    )


def arcs_of(worth: np.ndarray) -> Arcs:
    """S x E; NaN where there is no arc."""
    submission, evaluator = np.nonzero(~np.isnan(worth))
    return Arcs(submission, evaluator, worth[submission, evaluator])


def drawn(seed: int, submissions: int, evaluators: int, share: float) -> Arcs:
    generator = np.random.default_rng(seed)
    worth = generator.random((submissions, evaluators))
    worth[generator.random(worth.shape) > share] = np.nan
    return arcs_of(worth)


@pytest.mark.parametrize("name", BASELINES)
@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**32),
    submissions=st.integers(1, 12),
    evaluators=st.integers(1, 12),
    share=st.floats(0.1, 1.0),
    most=st.sampled_from((None, 1)),
)
def test_quotas_are_kept_and_what_is_missing_is_counted(
    name: str, seed: int, submissions: int, evaluators: int, share: float, most: int | None
) -> None:
    arcs, quotas = drawn(seed, submissions, evaluators, share), quotas_of(submissions, evaluators, most=most)
    taken = BASELINES[name](arcs, quotas, np.random.default_rng(seed))
    pairs = list(zip(taken.pairs.submission.tolist(), taken.pairs.evaluator.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) <= set(zip(arcs.submission.tolist(), arcs.evaluator.tolist(), strict=True))
    served = np.bincount(taken.pairs.submission, minlength=submissions)
    assert served.max(initial=0) <= quotas.each
    assert (np.bincount(taken.pairs.evaluator, minlength=evaluators) <= quotas.hi).all()
    assert taken.unfilled == (quotas.each - served).sum()
    if most is not None:
        seats = taken.pairs.submission * 3 + quotas.campus[taken.pairs.evaluator]
        assert np.bincount(seats).max(initial=0) <= most


@pytest.mark.parametrize("name", ["uniform", "least loaded", "greedy"])
def test_nothing_that_could_still_be_taken_is_left(name: str) -> None:
    arcs, quotas = drawn(4, 30, 20, 0.3), quotas_of(30, 20, each=3, hi=4)
    taken = BASELINES[name](arcs, quotas, np.random.default_rng(1))
    pairs = set(zip(taken.pairs.submission.tolist(), taken.pairs.evaluator.tolist(), strict=True))
    served = np.bincount(taken.pairs.submission, minlength=30)
    load = np.bincount(taken.pairs.evaluator, minlength=20)
    for submission, evaluator in zip(arcs.submission.tolist(), arcs.evaluator.tolist(), strict=True):
        if (submission, evaluator) not in pairs:
            assert served[submission] == 3 or load[evaluator] == 4


@pytest.mark.parametrize("name", BASELINES)
def test_no_baseline_that_fills_every_place_is_worth_more_than_the_flow(name: str) -> None:
    arcs, quotas = drawn(9, 60, 60, 0.5), quotas_of(60, 60)
    best = solve(arcs, quotas)
    taken = BASELINES[name](arcs, quotas, np.random.default_rng(2))
    assert best is not None
    assert taken.unfilled == 0
    assert worth_of(taken.pairs, np.ones(len(taken.pairs), dtype=np.int64), quotas) <= best.worth + 1e-6


def test_greedy_takes_the_best_first_and_pays_for_it() -> None:
    arcs = arcs_of(np.array([[10.0, 9.0], [8.0, 1.0]]))
    taken = greedy(arcs, quotas_of(2, 2, each=1, hi=1), np.random.default_rng(0))
    assert taken.pairs.value.tolist() == [10.0, 1.0]


def test_the_least_loaded_gets_the_next_one() -> None:
    arcs = arcs_of(np.zeros((6, 3)))
    taken = least_loaded_random(arcs, quotas_of(6, 3, each=1, hi=6), np.random.default_rng(3))
    assert np.bincount(taken.pairs.evaluator).tolist() == [2, 2, 2]


def test_uniform_draws_everybody_equally_often() -> None:
    arcs, quotas = arcs_of(np.zeros((1, 4))), quotas_of(1, 4, each=1)
    generator = np.random.default_rng(6)
    times = np.bincount(
        [int(uniform_random(arcs, quotas, generator).pairs.evaluator[0]) for _ in range(2000)], minlength=4
    )
    assert times.min() > 400


def test_minimum_loads_are_frozen_even_where_that_costs() -> None:
    """Evaluator 1 must get a pair first, the best one for them, though it is better for all that 0 takes both."""
    arcs = arcs_of(np.array([[5.0, 4.0], [5.0, 1.0]]))
    quotas = quotas_of(2, 2, each=1, hi=2)
    free = solve(arcs, quotas)
    taken = min_loads_first(arcs, quotas, np.array([1, 1]))
    assert free is not None
    assert free.worth == pytest.approx(10.0)
    assert taken.pairs.value.tolist() == [4.0, 5.0]


@pytest.mark.parametrize("name", BASELINES)
def test_the_same_seed_takes_the_same(name: str) -> None:
    arcs, quotas = drawn(1, 40, 30, 0.4), quotas_of(40, 30)
    first, second = (BASELINES[name](arcs, quotas, np.random.default_rng(8)) for _ in range(2))
    assert first.pairs.submission.tolist() == second.pairs.submission.tolist()
    assert first.pairs.evaluator.tolist() == second.pairs.evaluator.tolist()
