"""From testcases and checks to points and a mark: the only place that says what a result is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.reports import CheckReport, TestcaseReport
from core.verdicts import Verdict, overall
from exercises.model import Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    verdict: Verdict
    points: float
    max_points: float


def score(
    exercise: Exercise, checks: Sequence[CheckReport], tests: Sequence[TestcaseReport], *, compiled: bool
) -> Score:
    """A check that failed and took no marks instead makes the whole CF."""
    passed = not any(check.fatal for check in checks)
    return Score(
        verdict=overall((test.verdict for test in tests), compiled=compiled, checks_passed=passed),
        points=sum(test.points for test in tests) if passed else 0,
        max_points=exercise.max_score,
    )
