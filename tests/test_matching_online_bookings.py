from dataclasses import replace

import pytest

from core.errors import UsageError
from matching.online.bookings import Booking, Place, Request, State, View, refuse_known, taken
from matching.online.times import HOUR
from tests.test_matching_online_asking import MONDAY

NOTICE = MONDAY + HOUR
BOOKED = Booking(
    request=Request("s", 1),
    authors=(0, 1),
    state=State.BOOKED,
    place=Place(3, 7, MONDAY + 2 * HOUR, MONDAY + 3 * HOUR),
    notice=NOTICE,
)
WAITING = Booking(request=Request("s", 1), authors=(0, 1), state=State.WAITING)


def test_before_the_notice_each_side_sees_when_but_not_who() -> None:
    assert BOOKED.visible_to(1, NOTICE - 1) == View(State.BOOKED, MONDAY + 2 * HOUR, None, (0, 1))
    assert BOOKED.visible_to(7, NOTICE - 1) == View(State.BOOKED, MONDAY + 2 * HOUR, 7, None)


def test_from_the_notice_on_both_see_who() -> None:
    for person in (0, 1, 7):
        assert BOOKED.visible_to(person, NOTICE) == View(State.BOOKED, MONDAY + 2 * HOUR, 7, (0, 1))


def test_nobody_else_sees_anything() -> None:
    with pytest.raises(UsageError, match="evaluation 1 of 's' is nothing that person 5 takes part in"):
        BOOKED.visible_to(5, NOTICE)
    with pytest.raises(UsageError, match="person 7"):
        WAITING.visible_to(7, NOTICE)


def test_who_waits_sees_that() -> None:
    assert WAITING.visible_to(0, NOTICE) == View(State.WAITING, None, None, (0, 1))
    with pytest.raises(UsageError, match="is waiting: it has no slot"):
        taken(WAITING)


def test_only_who_does_not_know_may_cancel() -> None:
    refuse_known(BOOKED, NOTICE - 1)
    refuse_known(WAITING, NOTICE)
    with pytest.raises(UsageError, match="known since 2025-08-04 01:00 UTC"):
        refuse_known(BOOKED, NOTICE)
    refuse_known(replace(BOOKED, notice=NOTICE + HOUR), NOTICE)
