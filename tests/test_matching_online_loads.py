import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.online.loads import AFTER, Loads

NOW, PEOPLE = 100, 4
made = st.tuples(st.integers(0, PEOPLE - 1), st.integers(NOW - 6, NOW + 2))


def load_of(events: list[tuple[int, int]], person: int, week: int) -> float:
    """By the definition: half as much for each week since, for AFTER weeks."""
    since = [week - of for who, of in events if who == person]
    return sum(0.5**weeks for weeks in since if 0 <= weeks < AFTER)


@settings(max_examples=80)
@given(st.lists(made, max_size=12), st.sets(made, max_size=6), st.integers(0, 2), st.data())
def test_loads_and_excess_follow_the_definition(
    events: list[tuple[int, int]], opened: set[tuple[int, int]], passed: int, data: st.DataObject
) -> None:
    loads = Loads(PEOPLE, NOW)
    before = data.draw(st.integers(0, len(events)))
    for person, week in events[:before]:
        loads.add(person, week, 1.0)
    shown = {(person, week) for person, week in opened if week >= NOW}
    for person, week in sorted(shown):
        loads.opened(person, week)
    for person, week in events[before:]:
        loads.add(person, week, 1.0)
    loads.advance(NOW + passed)
    for week in range(NOW + passed, NOW + 3):
        who = [person for person in range(PEOPLE) if (person, week) in shown]
        expected = [load_of(events, person, week) for person in range(PEOPLE)]
        assert [loads.of(person, week) for person in range(PEOPLE)] == pytest.approx(expected)
        mean = np.mean([expected[person] for person in who]) if who else 0.0
        places = np.array([loads.place(week, person) for person in who], dtype=np.int64)
        assert loads.excess(places) == pytest.approx([expected[person] - mean for person in who])


@given(st.lists(made, max_size=12))
def test_what_is_taken_back_is_gone(events: list[tuple[int, int]]) -> None:
    loads = Loads(PEOPLE, NOW)
    for amount in (1.0, -1.0):
        for person, week in events:
            loads.add(person, week, amount)
    assert not any(loads.of(person, week) for person in range(PEOPLE) for week in range(NOW, NOW + 3))


def test_weeks_that_are_over_count_nothing_even_after_a_year() -> None:
    loads = Loads(PEOPLE, NOW)
    loads.add(0, NOW + 2, 1.0)
    loads.opened(0, NOW + 2)
    loads.advance(NOW + 52)
    assert [loads.of(0, NOW + 52 + ahead) for ahead in range(3)] == [0.0, 0.0, 0.0]
    assert loads.of(0, NOW) == 0.0
