"""Is the time limit fair? At least twice what the slowest accepted solution needs, testcase by testcase."""

from collections.abc import Mapping, Sequence

from core.reports import Report
from core.verdicts import Verdict
from exercises.model import Exercise
from grader.verify.documents import TimeResult

LEAST_TIMES = 2.0


def tightest(exercise: Exercise, accepted: Mapping[str, Sequence[Report]]) -> TimeResult | None:
    """Of all testcases in all runs of the accepted solutions, the one nearest its limit."""
    limits = {testcase.name: testcase.cpu_ms for testcase in exercise.testcases}
    found = [
        TimeResult(testcase=test.name, solution=name, slowest_ms=test.cpu_ms, limit_ms=limits[test.name])
        for name, reports in accepted.items()
        for report in reports
        for test in report.tests
        if test.verdict is Verdict.AC and test.name in limits
    ]
    return max(found, key=lambda time: time.slowest_ms / time.limit_ms, default=None)


def too_tight(time: TimeResult | None) -> list[str]:
    if time is None or time.slowest_ms * LEAST_TIMES <= time.limit_ms:
        return []
    return [
        f"{time.testcase}: the time limit of {time.limit_ms} ms is less than {LEAST_TIMES:g} times what "
        f"{time.solution} needed, {time.slowest_ms:.0f} ms"
    ]
