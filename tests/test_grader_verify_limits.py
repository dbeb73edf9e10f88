"""The time limit against the slowest accepted solution: of all runs, testcase by testcase."""

from core import reports
from core.reports import Report
from core.verdicts import Verdict
from grader.reporting import report as report_of
from grader.verify.limits import tightest, too_tight
from tests.builders import a_testcase, exercise

QUICK, SLOW = a_testcase("quick", cpu_ms=100), a_testcase("slow", cpu_ms=1000)
EXERCISE = exercise(QUICK, SLOW)


def ran(quick: float, slow: float, verdict: Verdict = Verdict.AC) -> Report:
    tests = (
        reports.TestcaseReport(name="quick", verdict=verdict, points=1, max_points=1, cpu_ms=quick),
        reports.TestcaseReport(name="slow", verdict=verdict, points=1, max_points=1, cpu_ms=slow),
    )
    return report_of(EXERCISE, None, None, 0, tests=tests)


def test_the_testcase_nearest_its_own_limit_decides() -> None:
    time = tightest(EXERCISE, {"accepted/one": [ran(1, 300), ran(2, 400)], "accepted/two": [ran(45, 30)]})
    assert time is not None
    assert (time.testcase, time.solution, time.slowest_ms, time.limit_ms) == ("quick", "accepted/two", 45, 100)
    assert too_tight(time) == []


def test_half_the_limit_is_just_enough() -> None:
    assert too_tight(tightest(EXERCISE, {"accepted/one": [ran(50, 500)]})) == []


def test_more_than_half_the_limit_in_one_run_of_many_is_too_tight() -> None:
    (line,) = too_tight(tightest(EXERCISE, {"accepted/one": [ran(1, 1), ran(1, 501), ran(1, 1)]}))
    assert line == "slow: the time limit of 1000 ms is less than 2 times what accepted/one needed, 501 ms"


def test_what_was_not_accepted_says_nothing_of_the_limit() -> None:
    assert tightest(EXERCISE, {"accepted/one": [ran(90, 900, Verdict.WA)]}) is None
    assert too_tight(None) == []
