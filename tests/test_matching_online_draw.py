from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from matching.online.bookings import Request
from matching.online.draw import Draw

KEY = bytes(range(16))


def test_a_short_key_is_refused() -> None:
    with pytest.raises(UsageError, match="has 15 bytes"):
        Draw(KEY[:15])


@given(st.text(), st.integers(1, 10), st.integers(0, 1 << 40))
def test_a_number_is_a_share_and_always_the_same(name: str, turn: int, person: int) -> None:
    number = Draw(KEY).number(Request(name, turn), person)
    assert 0 <= number < 1
    assert number == Draw(KEY).number(Request(name, turn), person)


@given(st.lists(st.integers(0, 99), min_size=2, max_size=6, unique=True), st.data())
def test_who_did_not_win_changes_nothing_by_leaving(people: list[int], data: st.DataObject) -> None:
    draw, request = Draw(KEY), Request("s", 1)
    winner = people[draw.among(request, people)]
    leaver = data.draw(st.sampled_from([person for person in people if person != winner]))
    rest = [person for person in people if person != leaver]
    assert rest[draw.among(request, rest)] == winner


def test_everybody_near_the_best_is_as_likely() -> None:
    draw = Draw(KEY)
    wins = Counter(draw.among(Request(f"s{number}", 1), [7, 8, 9]) for number in range(3000))
    assert all(900 < wins[at] < 1100 for at in range(3))


def test_request_turn_and_key_each_change_the_draw() -> None:
    drawn = {
        draw.number(Request(name, turn), 5)
        for draw in (Draw(KEY), Draw(KEY[::-1]))
        for name in ("s", "t")
        for turn in (1, 2)
    }
    assert len(drawn) == 8
