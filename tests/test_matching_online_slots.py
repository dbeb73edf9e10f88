import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from matching.online.slots import Slots, Standing, check_stretch, cut
from matching.online.times import GRANULE, HORIZON, HOUR, LEAD
from tests.test_matching_online_asking import MONDAY

HALF = 2 * GRANULE


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        (MONDAY + HOUR + 1, MONDAY + 2 * HOUR, "at a quarter of an hour"),
        (MONDAY + HOUR, MONDAY + HOUR + GRANULE, "15 minutes are too short; open at least 30"),
        (MONDAY + HOUR, MONDAY, "too short"),
        (MONDAY + GRANULE, MONDAY + HOUR, "it begins too soon"),
        (MONDAY + HOUR, MONDAY + HORIZON + GRANULE, "it ends too far ahead"),
    ],
)
def test_times_that_no_slot_can_have_are_told(begin: int, end: int, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_stretch(begin, end, MONDAY, HALF)


def test_the_first_and_the_last_time_that_a_slot_can_have() -> None:
    check_stretch(MONDAY + LEAD, MONDAY + LEAD + HALF, MONDAY, HALF)
    check_stretch(MONDAY + HORIZON - HALF, MONDAY + HORIZON, MONDAY, HALF)


@given(st.integers(2, 60), st.integers(2, 6))
def test_a_stretch_is_cut_without_a_gap_into_slots_that_are_long_enough(granules: int, each: int) -> None:
    end, seconds = MONDAY + (granules + each) * GRANULE, each * GRANULE
    found = cut(MONDAY, end, seconds)
    assert (found[0][0], found[-1][1]) == (MONDAY, end)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))
    assert all(seconds <= stop - begin < 2 * seconds for begin, stop in found)


def test_nobody_has_two_slots_at_once_but_after_one_was_dropped() -> None:
    slots = Slots()
    slot = slots.add(7, MONDAY, MONDAY + HALF, 0)
    with pytest.raises(UsageError, match="has a slot at 2025-08-04 00:15 UTC already"):
        slots.refuse_overlap(7, MONDAY + GRANULE, MONDAY + HOUR)
    slots.refuse_overlap(8, MONDAY, MONDAY + HALF)
    slots.refuse_overlap(7, MONDAY + HALF, MONDAY + HOUR)
    slots.drop(slot)
    slots.refuse_overlap(7, MONDAY, MONDAY + HALF)
    assert slots.standing(slot) is Standing.GONE


def test_free_slots_that_begin_too_soon_are_found_once() -> None:
    slots = Slots()
    early, taken, late = (slots.add(0, MONDAY + number * HOUR, MONDAY + number * HOUR + HALF, 0) for number in range(3))
    slots.take(early)
    slots.free(early)
    slots.take(taken)
    assert slots.too_late(MONDAY + HOUR - LEAD + 1) == [early]
    assert slots.too_late(MONDAY + HOUR - LEAD + 1) == []
    slots.free(taken)
    assert slots.too_late(MONDAY + 2 * HOUR - LEAD) == [taken]
    assert slots.too_late(MONDAY + 3 * HOUR) == [late]


def test_columns_grow_and_keep_what_they_hold() -> None:
    slots = Slots()
    for number in range(3000):
        slots.add(number, MONDAY + number * HALF, MONDAY + (number + 1) * HALF, number)
    assert slots.person[:3000].tolist() == slots.load_place[:3000].tolist() == list(range(3000))
    assert slots.at(2999).begin == slots.begin[2999]
    with pytest.raises(UsageError, match="there is no slot 3000"):
        slots.at(3000)


def test_a_slot_touches_the_hours_that_it_lies_in() -> None:
    slots = Slots()
    across = slots.add(0, MONDAY - GRANULE, MONDAY + GRANULE, 0)
    within = slots.add(1, MONDAY, MONDAY + HOUR, 0)
    assert (slots.first_hour[across], slots.after_hour[across]) == (167, 169)
    assert (slots.first_hour[within], slots.after_hour[within]) == (0, 1)
