from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.fairness_sum import FairSum, ceiling_of, fair_by_sums, lowest_sum, with_premiums
from matching.market import Arcs, Quotas
from matching.solution import Infeasible
from matching.solver import solve, worth_of

MIDL = Path(__file__).parents[2] / "shared" / "data" / "matching" / "midl_scores.npy"


def instance(seed: int, *, most: int | None = None) -> tuple[Arcs, Quotas]:
    """3 submissions, 5 evaluators of 2 campuses, every pair allowed; few values, so that sums tie and collide."""
    generator = np.random.default_rng(seed)
    submission, evaluator = np.nonzero(np.ones((3, 5)))
    quotas = Quotas(
        submissions=3,
        each=2,
        lo=generator.integers(0, 2, 5),
        hi=generator.integers(1, 3, 5),
        owes=generator.integers(0, 3, 5),
        bonus=0.3,
        campus=np.array([0, 0, 1, 1, 1]),
        most_of_a_campus=most,
    )
    return Arcs(submission, evaluator, generator.integers(0, 8, 15) / 7), quotas


def all_pairings(arcs: Arcs, quotas: Quotas) -> list[tuple[float, float]]:
    """(lowest sum, worth) of each."""
    found = []
    for pairing in product(combinations(range(5), 2), repeat=3):
        units = np.zeros(15, dtype=np.int64)
        units[[5 * row + evaluator for row, chosen in enumerate(pairing) for evaluator in chosen]] = 1
        loads = np.bincount(arcs.evaluator, weights=units)
        of_campus = np.bincount(arcs.submission * 2 + quotas.campus[arcs.evaluator], weights=units)
        if (
            (loads >= quotas.lo).all()
            and (loads <= quotas.hi).all()
            and of_campus.max() <= (quotas.most_of_a_campus or 9)
        ):
            sums = np.bincount(arcs.submission, weights=arcs.value * units)
            found.append((float(sums.min()), worth_of(arcs, units, quotas)))
    return found


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from([None, 1]))
def test_few_arcs_give_the_best_floor_and_then_the_best_total(seed: int, most: int | None) -> None:
    arcs, quotas = instance(seed, most=most)
    pairings = all_pairings(arcs, quotas)
    if not pairings:
        with pytest.raises(Infeasible):
            fair_by_sums(arcs, quotas)
        return
    floor = max(lowest for lowest, _ in pairings)
    fair = fair_by_sums(arcs, quotas)
    assert fair.floor == pytest.approx(floor)
    assert fair.floor_bound == pytest.approx(floor)
    total = max(worth for lowest, worth in pairings if lowest >= floor - 1e-9)
    assert fair.solution.worth == pytest.approx(total)
    assert fair.total_bound == pytest.approx(total)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from([None, 1]))
def test_premiums_give_bounds_that_hold(seed: int, most: int | None) -> None:
    arcs, quotas = instance(seed, most=most)
    pairings = all_pairings(arcs, quotas)
    start = solve(arcs, quotas)
    if start is None:
        return
    fair = with_premiums(arcs, quotas, start, ceiling_of(arcs, quotas))
    assert any(np.allclose(pairing, (fair.floor, fair.solution.worth)) for pairing in pairings)
    assert fair.floor >= lowest_sum(start)
    assert fair.floor_bound >= max(lowest for lowest, _ in pairings) - 1e-9
    assert fair.total_bound >= max(worth for lowest, worth in pairings if lowest >= fair.floor - 1e-9) - 1e-9


def test_premiums_reach_a_floor_that_the_total_misses() -> None:
    """The second submission is bad with everybody, least with evaluator 0, whom the first doesn't need."""
    arcs = Arcs(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.0, 0.8, 0.3, 0.2]))
    zeros = np.zeros(2, dtype=np.int64)
    quotas = Quotas(
        submissions=2, each=1, lo=zeros, hi=zeros + 1, owes=zeros, bonus=0, campus=zeros, most_of_a_campus=None
    )
    start = solve(arcs, quotas)
    assert start
    assert lowest_sum(start) == pytest.approx(0.2)
    fair = with_premiums(arcs, quotas, start, ceiling_of(arcs, quotas))
    assert fair.floor == pytest.approx(0.3)
    assert fair.solution.worth == pytest.approx(1.1)
    assert fair.total_bound < 1.2


def test_two_who_want_the_same_one_get_the_floor_that_there_is() -> None:
    arcs = Arcs(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.0, 0.5, 1.0, 0.4]))
    zeros = np.zeros(2, dtype=np.int64)
    quotas = Quotas(
        submissions=2, each=1, lo=zeros, hi=zeros + 1, owes=zeros, bonus=0, campus=zeros, most_of_a_campus=None
    )
    assert ceiling_of(arcs, quotas) == 1.0
    fair = fair_by_sums(arcs, quotas)
    assert fair.floor == pytest.approx(0.5)
    assert fair.solution.worth == pytest.approx(1.5)
    start = solve(arcs, quotas)
    assert start
    bounded = with_premiums(arcs, quotas, start, 1.0)
    assert bounded.floor == pytest.approx(0.5)
    assert bounded.floor_bound < 1.0


def test_a_cap_on_chances_is_refused() -> None:
    with pytest.raises(UsageError, match="can't be combined"):
        fair_by_sums(*instance(0), max_probability=0.5)


@pytest.fixture(scope="module")
def midl() -> FairSum:
    if not MIDL.exists():
        pytest.skip(f"{MIDL.name} is not there")
    scores = np.load(MIDL)
    evaluators, submissions = scores.shape
    submission, evaluator = np.nonzero(scores.T >= 0)
    zeros = np.zeros(evaluators, dtype=np.int64)
    quotas = Quotas(
        submissions=submissions,
        each=3,
        lo=zeros,
        hi=zeros + 4,
        owes=zeros,
        bonus=0,
        campus=zeros,
        most_of_a_campus=None,
    )
    return fair_by_sums(Arcs(submission, evaluator, scores[evaluator, submission].astype(float)), quotas)


def test_midl_is_served_as_well_as_it_can_be(midl: FairSum) -> None:
    assert midl.floor >= 0.9448
    assert midl.floor_bound == pytest.approx(midl.floor)
    assert midl.solution.worth >= 201.76
    assert midl.total_bound == pytest.approx(midl.solution.worth, abs=1e-6)
