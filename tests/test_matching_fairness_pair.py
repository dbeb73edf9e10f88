from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.fairness_pair import at_least, floor_of_pairs
from matching.market import Arcs, Quotas
from matching.solution import Infeasible
from matching.solver import solve


def quotas_of(submissions: int, evaluators: int, *, hi: int, each: int = 2) -> Quotas:
    zeros = np.zeros(evaluators, dtype=np.int64)
    return Quotas(
        submissions=submissions,
        each=each,
        lo=zeros,
        hi=zeros + hi,
        owes=zeros + 1,
        bonus=0.2,
        campus=zeros,
        most_of_a_campus=None,
    )


def full(values: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> Arcs:
    submission, evaluator = np.nonzero(np.ones_like(values))
    return Arcs(submission, evaluator, values.ravel())


def test_loads_from_below_and_campuses_hold_for_the_floor() -> None:
    values = np.array([[1.0, 0.9, 0.2], [1.0, 0.8, 0.1]])
    arcs, quotas = full(values), quotas_of(2, 3, hi=2, each=1)
    assert floor_of_pairs(arcs, quotas) == 1.0
    assert floor_of_pairs(arcs, replace(quotas, lo=np.array([0, 0, 1]))) == 0.2
    of_two = replace(quotas, each=2, campus=np.array([0, 0, 1]), most_of_a_campus=1)
    assert floor_of_pairs(arcs, of_two) == 0.1


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_the_floor_is_that_of_the_best_of_all_pairings(seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 6, (3, 4)) / 5
    arcs, quotas = full(values), quotas_of(3, 4, hi=2)
    best = max(
        min(values[submission, list(chosen)].min() for submission, chosen in enumerate(pairing))
        for pairing in product(combinations(range(4), 2), repeat=3)
        if np.bincount(np.concatenate(pairing)).max() <= 2
    )
    floor = floor_of_pairs(arcs, quotas)
    assert floor == best
    solution = solve(at_least(arcs, floor), quotas)
    assert solution
    assert solution.chosen.value.min() >= best


def test_a_cap_on_chances_lowers_the_floor() -> None:
    values = np.array([[1.0, 0.9, 0.4, 0.3]])
    arcs, quotas = full(values), quotas_of(1, 4, hi=1)
    assert floor_of_pairs(arcs, quotas) == 0.9
    assert floor_of_pairs(arcs, quotas.times(2), capacity=1) == 0.3
    assert floor_of_pairs(arcs, quotas.times(4), capacity=3) == 0.4


def test_what_cannot_be_paired_is_infeasible() -> None:
    with pytest.raises(Infeasible, match="meets the quotas"):
        floor_of_pairs(full(np.ones((3, 2))), quotas_of(3, 2, hi=1))
    with pytest.raises(Infeasible, match="meets the quotas"):
        floor_of_pairs(full(np.ones((1, 2))), replace(quotas_of(1, 2, hi=1), lo=np.array([2, 0])))
    with pytest.raises(Infeasible, match="meets the quotas"):
        floor_of_pairs(full(np.ones((0, 2))), quotas_of(1, 2, hi=1))
