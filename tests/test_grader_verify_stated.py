"""A statement against a report: what is as stated, and what each difference is called."""

import pytest

from core import reports
from core.reports import CheckReport, Report, StepReport
from core.verdicts import Verdict
from exercises.solutions import Solution, Statement
from grader.reporting import report as report_of
from grader.verify.stated import problems
from tests.builders import a_testcase, exercise

ONE, TWO = a_testcase("01-one"), a_testcase("02-two")


def ended(name: str, verdict: Verdict, detail: str = "") -> reports.TestcaseReport:
    points = 1 if verdict is Verdict.AC else 0
    return reports.TestcaseReport(name=name, verdict=verdict, points=points, max_points=1, detail=detail)


def report(*tests: reports.TestcaseReport, check: CheckReport | None = None, step: StepReport | None = None) -> Report:
    checks = (check,) if check else ()
    steps = (step,) if step else ()
    return report_of(exercise(ONE, TWO), None, None, 0, checks, steps, tests)


def stated(*verdicts: Verdict, **keys: object) -> Solution:
    statement = Statement.model_validate(keys) if keys else None
    folder = exercise().folder
    return Solution(name="wrong_answer/one", folder=folder, verdicts=verdicts, statement=statement)


HALF = report(ended("01-one", Verdict.WA, "the output differs"), ended("02-two", Verdict.AC))
SKIPPED = report(ended("01-one", Verdict.WA), ended("02-two", Verdict.SK, "not run"))
CHECKED = report(check=CheckReport(name="norm", passed=False, detail="3 lines", evidence="main.c:3 TOO_LONG"))
BROKEN = report(
    step=StepReport(command="make", ok=False, cpu_ms=1, wall_ms=1, memory_kib=1, detail="ended with 2", output="no ;")
)


@pytest.mark.parametrize(
    ("solution", "found"),
    [
        (stated(Verdict.WA), HALF),
        (stated(Verdict.RTE, Verdict.WA), HALF),
        (stated(Verdict.WA, fails=["01-*"]), HALF),
        (stated(Verdict.WA, fails=["01-*"]), SKIPPED),
        (stated(Verdict.WA, says="differs"), HALF),
        (stated(Verdict.WA, least=1, most=1), HALF),
        (stated(Verdict.CF, check="norm", says="TOO_LONG"), CHECKED),
        (stated(Verdict.CE, says="no ;"), BROKEN),
    ],
)
def test_a_report_that_is_as_stated_is_no_problem(solution: Solution, found: Report) -> None:
    assert problems(solution, found) == []


@pytest.mark.parametrize(
    ("solution", "found", "line"),
    [
        (stated(Verdict.RTE), HALF, "got WA, expected RTE (01-one: the output differs)"),
        (stated(Verdict.AC), BROKEN, "got CE, expected AC (make: ended with 2 no ;)"),
        (stated(Verdict.WA, fails=["0*"]), HALF, "02-two is stated to fail and gets AC"),
        (stated(Verdict.WA, fails=["02-*"]), HALF, "01-one fails, which isn't stated (WA: the output differs)"),
        (stated(Verdict.WA, fails=["0*"]), SKIPPED, "02-two is stated to fail and gets SK"),
        (stated(Verdict.CF, check="lint"), CHECKED, "failed the checks norm; stated: lint"),
        (stated(Verdict.WA, check="lint"), HALF, "failed the checks none; stated: lint"),
        (stated(Verdict.WA, says="leak"), HALF, "nothing that failed says 'leak' (01-one: the output differs)"),
        (stated(Verdict.WA, least=2), HALF, "got 1 points, stated: at least 2"),
        (stated(Verdict.WA, most=0), HALF, "got 1 points, stated: at most 0"),
    ],
)
def test_a_difference_is_a_line(solution: Solution, found: Report, line: str) -> None:
    assert line in problems(solution, found)


def test_what_is_skipped_is_said_of_nothing() -> None:
    assert "not run" not in " ".join(problems(stated(Verdict.AC), SKIPPED))
