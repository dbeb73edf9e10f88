import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.groups.problem import even_sizes


@given(people=st.integers(1, 300), size=st.integers(2, 40))
def test_everybody_has_a_seat_in_groups_as_even_as_can_be(people: int, size: int) -> None:
    sizes = even_sizes(people, size)
    assert sizes.sum() == people
    assert np.ptp(sizes) <= 1
    worst = np.abs(sizes - size).max()
    for groups in range(1, people + 1):
        share, more = divmod(people, groups)
        assert worst <= max(abs(share - size), abs(share + (more > 0) - size))


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [(10, 3, [4, 3, 3]), (3, 2, [3]), (22, 15, [11, 11]), (5, 4, [5]), (7, 4, [4, 3]), (2, 15, [2]), (0, 3, [])],
)
def test_sizes_by_example(people: int, size: int, sizes: list[int]) -> None:
    assert even_sizes(people, size).tolist() == sizes


def test_no_more_groups_than_wanted() -> None:
    assert even_sizes(100, 15, most=3).tolist() == [15, 15, 15]
    assert even_sizes(20, 15, most=3).tolist() == [20]
