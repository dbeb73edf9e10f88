import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.online.collect import Wishes, best_together

wishes = st.dictionaries(st.integers(10, 14), st.integers(-20, 20), max_size=4)


def wish(worth: dict[int, int]) -> Wishes:
    slots = np.array(sorted(worth), dtype=np.int64)
    return Wishes(slots, np.array([worth[slot] for slot in sorted(worth)], dtype=np.float64) / 10)


def best_by_hand(worths: list[dict[int, int]]) -> tuple[int, int]:
    """The most that can be served, and their highest total."""
    best = (0, 0)
    for slots in itertools.product(*([None, *worth] for worth in worths)):
        got = [slot for slot in slots if slot is not None]
        if len(set(got)) == len(got):
            total = sum(worth[slot] for worth, slot in zip(worths, slots, strict=True) if slot is not None)
            best = max(best, (len(got), total))
    return best


@settings(max_examples=80)
@given(st.lists(wishes, min_size=1, max_size=5))
def test_as_many_as_can_be_are_served_and_then_the_best(worths: list[dict[int, int]]) -> None:
    found = best_together([wish(worth) for worth in worths])
    got = [(worth, slot) for worth, slot in zip(worths, found, strict=True) if slot is not None]
    assert len({slot for _, slot in got}) == len(got)
    assert all(slot in worth for worth, slot in got)
    assert (len(got), sum(worth[slot] for worth, slot in got)) == best_by_hand(worths)
