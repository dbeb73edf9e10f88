from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.groups.bounds import least_off, least_spread, most_hours, most_seated
from matching.groups.problem import even_sizes

few = settings(max_examples=25)


@few
@given(levels=st.lists(st.integers(0, 20), min_size=2, max_size=7), size=st.integers(2, 4))
def test_the_least_spread_is_that_of_the_best_of_all_orders(levels: list[int], size: int) -> None:
    sizes = even_sizes(len(levels), size)
    cuts = np.cumsum(sizes)[:-1]
    best = min(
        sum(float(((part - part.mean()) ** 2).sum()) for part in np.split(np.array(order, dtype=float), cuts))
        for order in set(permutations(levels))
    )
    assert least_spread(np.array(levels, dtype=float), sizes) == pytest.approx(best, abs=1e-9)


@few
@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    share=st.floats(0, 1),
    have=st.integers(0, 12),
    others=st.integers(0, 12),
)
def test_the_least_imbalance_is_that_of_the_best_counts(sizes: list[int], share: float, have: int, others: int) -> None:
    others += max(0, sum(sizes) - have - others)
    column = np.array([1 - share] * have + [-share] * others)
    best = min(
        sum((count - share * size) ** 2 / size for count, size in zip(counts, sizes, strict=True))
        for counts in product(*(range(size + 1) for size in sizes))
        if sum(counts) <= have and sum(sizes) - sum(counts) <= others
    )
    assert least_off(column, np.array(sizes)) == pytest.approx(best, abs=1e-9)


def test_campuses_bound_how_many_can_be_seated() -> None:
    campus = np.array([0] * 10 + [1] * 2 + [2] * 2)
    assert most_seated(campus, 4, 3) == (8, 2)
    assert most_seated(campus, 3, 3) == (6, 2)
    assert most_seated(campus, 4, 4) == (0, 0)
    assert most_seated(np.array([], dtype=np.int64), 4, 2) == (0, 0)


def test_a_group_shares_no_more_than_its_least_member() -> None:
    assert most_hours(np.array([9, 1, 8, 7, 2]), np.array([2, 2])) == 8 + 2
