"""The feedback budget: whatever is pushed, and whenever, no window of so many hours tells more often than it allows."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.reports import Rules
from core.school import Push
from core.verdicts import Verdict
from school.feedback import Budget, budget, pushes_that_tell
from tests.fakes.school_builders import NOON

FREE = (Verdict.JE, Verdict.CE)
HOUR = timedelta(hours=1)


def rules(pushes: int | None = 2, hours: int = 24) -> Rules:
    return Rules(told_pushes=pushes, told_hours=hours)


def made(*pushes: tuple[float, Verdict | None]) -> list[Push]:
    """(hours after noon, verdict) of each, numbered from 1."""
    return [
        Push(submission_id=number, pushed_at=NOON + at * HOUR, verdict=verdict, superseded=False)
        for number, (at, verdict) in enumerate(pushes, 1)
    ]


PUSHES = st.lists(st.tuples(st.integers(0, 100), st.sampled_from([None, *Verdict])), max_size=30)


def test_the_first_pushes_tell_and_a_spent_one_comes_back_when_its_hours_are_over() -> None:
    pushes = made((0, Verdict.WA), (1, Verdict.WA), (2, Verdict.WA), (23.9, Verdict.WA), (24, Verdict.AC), (25, None))
    assert pushes_that_tell(pushes, rules()) == {1, 2, 5, 6}


def test_a_superseded_push_spends_nothing_and_tells_nothing_graded_or_not() -> None:
    first, second, third = made((0, None), (0, Verdict.WA), (0, Verdict.WA))
    for verdict in (None, Verdict.WA):
        older = replace(first, superseded=True, verdict=verdict)
        assert pushes_that_tell([older, second, third], rules()) == {2, 3}
        assert pushes_that_tell([older, second], rules(None)) == {1, 2}


def test_without_a_budget_all_tell_but_judge_errors() -> None:
    pushes = made(*((0, verdict) for verdict in (*Verdict, None)))
    told = pushes_that_tell(pushes, rules(None))
    assert {push.verdict for push in pushes if push.submission_id not in told} == {Verdict.JE}
    assert budget(pushes, rules(None), NOON) is None


def test_a_judge_error_spends_nothing_and_a_compile_error_neither() -> None:
    pushes = made((0, Verdict.JE), (0, Verdict.CE), (0, Verdict.WA), (0, Verdict.TLE), (0, Verdict.AC))
    assert pushes_that_tell(pushes, rules()) == {2, 3, 4}


def test_what_is_left_and_when_more_comes_back() -> None:
    pushes = made((0, Verdict.WA), (3, Verdict.WA))

    def at(hours: float) -> Budget | None:
        return budget(pushes, rules(), NOON + hours * HOUR)

    assert budget([], rules(), NOON) == Budget(pushes=2, hours=24, left=2, next_at=None)
    assert at(4) == Budget(pushes=2, hours=24, left=0, next_at=NOON + 24 * HOUR)
    assert at(24) == Budget(pushes=2, hours=24, left=1, next_at=NOON + 27 * HOUR)
    assert at(27) == Budget(pushes=2, hours=24, left=2, next_at=None)


@given(PUSHES, st.integers(1, 4), st.integers(1, 30))
def test_no_window_tells_more_than_the_budget(
    given_: list[tuple[float, Verdict | None]], most: int, hours: int
) -> None:
    pushes = made(*given_)
    told = pushes_that_tell(pushes, rules(most, hours))
    latest: list[datetime] = []
    for push in pushes:  # the moments that count: a late entry counts as of the latest before it
        latest.append(max([*latest[-1:], push.pushed_at]))
    spent = [at for push, at in zip(pushes, latest, strict=True)
             if push.submission_id in told and push.verdict not in FREE]  # fmt: skip
    for start in spent:
        assert sum(start <= at < start + hours * HOUR for at in spent) <= most
    for push, at in zip(pushes, latest, strict=True):
        if push.submission_id not in told and push.verdict not in FREE:
            assert sum(at - hours * HOUR < other <= at for other in spent) == most  # and none is withheld for nothing


@given(PUSHES, PUSHES)
def test_a_push_changes_nothing_of_what_was_told_before_it(
    first: list[tuple[float, Verdict | None]], more: list[tuple[float, Verdict | None]]
) -> None:
    before = pushes_that_tell(made(*first), rules())
    after = pushes_that_tell(made(*first, *more), rules())
    assert {number for number in after if number <= len(first)} == before


@given(PUSHES, st.integers(0, 130))
def test_the_budget_says_what_the_next_push_will_meet(given_: list[tuple[float, Verdict | None]], now: int) -> None:
    pushes = made(*(push for push in sorted(given_, key=lambda push: push[0]) if push[0] <= now))
    left = budget(pushes, rules(), NOON + now * HOUR)
    assert left is not None
    push = Push(submission_id=99, pushed_at=NOON + now * HOUR, verdict=Verdict.WA, superseded=False)
    following = [*pushes, push]
    assert (99 in pushes_that_tell(following, rules())) == (left.left > 0)
