from dataclasses import replace

import numpy as np

from matching.online.meetings import Meetings, meetings_of
from matching.online.times import GRANULE, WEEK
from matching.policy import ProjectRules
from matching.tables import Pasts
from tests.test_matching_online_asking import MONDAY, online_school

RULES = ProjectRules(repeat_weeks=4, return_weeks=2)
HALF = 2 * GRANULE


def test_a_pair_meets_again_when_the_weeks_have_passed_and_its_reverse_sooner() -> None:
    meetings = Meetings()
    meetings.add(1, 0, MONDAY)
    assert meetings.barred((0,), RULES, MONDAY + 4 * WEEK - 1) == {0, 1}
    assert meetings.barred((0,), RULES, MONDAY + 4 * WEEK) == {0}
    assert meetings.barred((1,), RULES, MONDAY + 2 * WEEK - 1) == {0, 1}
    assert meetings.barred((1,), RULES, MONDAY + 2 * WEEK) == {1}


def test_a_meeting_to_come_bars_and_one_that_was_taken_back_does_not() -> None:
    meetings = Meetings()
    meetings.add(1, 0, MONDAY - 8 * WEEK)
    meetings.add(1, 0, MONDAY + WEEK)
    assert 1 in meetings.barred((0,), RULES, MONDAY)
    meetings.remove(1, 0, MONDAY + WEEK)
    assert 1 not in meetings.barred((0,), RULES, MONDAY)


def test_without_weeks_only_the_team_is_barred_from_what_was() -> None:
    meetings = Meetings()
    meetings.add(1, 0, MONDAY - 1)
    meetings.add(3, 0, MONDAY + WEEK)
    assert meetings.barred((0, 2), ProjectRules(repeat_weeks=0, return_weeks=0), MONDAY) == {0, 2}


def test_a_schools_past_and_exclusions_are_known() -> None:
    past = Pasts(evaluator=np.array([3]), author=np.array([0]), weeks=np.array([3.9]))
    school = replace(online_school(5, past=past), excluded=(np.array([4]), np.array([0])))
    meetings = meetings_of(school, MONDAY)
    assert meetings.barred((0,), RULES, MONDAY) == {0, 3, 4}
    assert meetings.barred((4,), RULES, MONDAY) == {0, 4}
    assert meetings.barred((0,), RULES, MONDAY + WEEK // 5) == {0, 4}


def test_nobody_is_in_two_places_at_once() -> None:
    meetings = Meetings()
    meetings.block((0, 1), MONDAY, MONDAY + HALF)
    assert not meetings.free((1, 2), MONDAY + GRANULE, MONDAY + HALF + GRANULE)
    assert meetings.free((2,), MONDAY, MONDAY + HALF)
    assert meetings.free((1,), MONDAY + HALF, MONDAY + 2 * HALF)
    meetings.unblock((0, 1), MONDAY, MONDAY + HALF)
    assert meetings.free((0, 1), MONDAY, MONDAY + HALF)
