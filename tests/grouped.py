"""Exercises with groups, and reports on them in which each testcase comes out as a test says."""

from collections.abc import Mapping, Sequence

from core.reports import CheckReport, Report, TestcaseReport
from core.verdicts import Verdict
from exercises.groups import in_running_order
from exercises.model import Exercise, Testcase
from grader.course import run_in_order
from grader.reporting import report
from tests.builders import COMMIT, a_testcase, exercise

SECRET = "what only a kept testcase could tell"


def grouped(
    groups: Mapping[str, Mapping[str, object]],
    tests: int = 2,
    scoring: Mapping[str, object] | None = None,
    feedback: Mapping[str, object] | None = None,
) -> Exercise:
    """Each group has so many testcases of a point: GROUP-1, GROUP-2. The group `tests` is there without a section."""
    named = {name: {"testcases": [f"{name}-*"], **section} for name, section in groups.items()}
    plain = exercise(groups=named)
    order = ["tests", *in_running_order(plain.manifest.groups)]
    testcases = [a_testcase(f"{name}-{number + 1}", group=name) for name in order for number in range(tests)]
    return exercise(*testcases, groups=named, scoring=scoring or {}, feedback=feedback or {})


def outcome(testcase: Testcase, verdict: Verdict, share: float = 1) -> TestcaseReport:
    """A report that says more than it should wherever its group is kept."""
    return TestcaseReport(
        name=testcase.name,
        group=testcase.group,
        verdict=verdict,
        points=testcase.points * share if verdict is Verdict.AC else 0,
        max_points=testcase.points,
        cpu_ms=10,
        wall_ms=20,
        detail=f"{SECRET} {testcase.name}",
        command=f"./main {SECRET}",
        got=SECRET,
        stderr=SECRET,
        stdin=SECRET,
    )


def came_out(
    of: Exercise,
    verdicts: Mapping[str, Verdict | float] | None = None,
    checks: Sequence[CheckReport] = (),
) -> Report:
    """`verdicts` by testcase, or the share of its points that an accepted one got; all that isn't named is accepted."""
    given = verdicts or {}

    def judge(testcase: Testcase) -> TestcaseReport:
        said = given.get(testcase.name, Verdict.AC)
        return outcome(testcase, said) if isinstance(said, Verdict) else outcome(testcase, Verdict.AC, said)

    clean = not any(check.fatal for check in checks)
    tests = tuple(run_in_order(of, judge, clean=clean))
    made = report(of, COMMIT, "sha256:fake", 0, checks=tuple(checks), tests=tests)
    return made.model_copy(update={"wall_ms": 1000 + 20.0 * len(tests)})


def points(report: Report) -> dict[str, float]:
    return {group.name: group.points for group in report.groups}


def skipped_in(report: Report) -> list[str]:
    return [test.name for test in report.tests if test.verdict is Verdict.SK]
