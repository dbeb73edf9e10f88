import math

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.online.buckets import Buckets

slot = st.tuples(st.sets(st.integers(0, 3), min_size=1), st.floats(0, 9))


@settings(max_examples=60)
@given(st.lists(slot, max_size=40), st.data())
def test_what_is_near_is_what_was_added_and_not_removed(
    slots: list[tuple[set[int], float]], data: st.DataObject
) -> None:
    buckets = Buckets()
    for number, (projects, level) in enumerate(slots):
        buckets.add(number, sorted(projects), level)
    gone = data.draw(st.sets(st.sampled_from(range(len(slots))))) if slots else set()
    for number in gone:
        buckets.remove(number, sorted(slots[number][0]), slots[number][1])
    project, level = data.draw(st.integers(0, 3)), data.draw(st.floats(0, 9))
    reach = data.draw(st.none() | st.floats(0.5, 4))
    expected = [
        number
        for number, (projects, own) in enumerate(slots)
        if number not in gone
        and project in projects
        and (reach is None or math.floor(level - reach) <= math.floor(own) <= math.floor(level + reach))
    ]
    assert sorted(buckets.near(project, level, reach).tolist()) == expected
