"""Which testcases are run at all, in their order, as those before them came out.

mandatory groups  --all accepted, with all points-->  bonus groups
    '-- a group is closed while one that it requires has not passed
    '-- sequential, all_or_nothing: the first failure closes all that is left, in the bonus all that is left of it
"""

from collections.abc import Callable, Iterator

from core.reports import TestcaseReport
from core.verdicts import Verdict
from exercises.groups import Group
from exercises.manifest import Manifest
from exercises.model import Exercise, Testcase

Judge = Callable[[Testcase], TestcaseReport]


def run_in_order(exercise: Exercise, judge: Judge, *, clean: bool) -> Iterator[TestcaseReport]:
    """One report for each testcase: the judge's, or that it was skipped and why. `clean`: no check took everything."""
    course = Course(exercise.manifest, clean=clean)
    for testcase in exercise.testcases:
        reason = course.closed(testcase.group)
        report = skipped(testcase, f"not run: {reason}") if reason else judge(testcase)
        course.note(report)
        yield report


def skipped(testcase: Testcase, detail: str = "") -> TestcaseReport:
    return TestcaseReport(
        name=testcase.name,
        group=testcase.group,
        verdict=Verdict.SK,
        points=0,
        max_points=testcase.points,
        detail=detail,
    )


class Course:
    """What came of the testcases so far, as far as it decides about the next."""

    def __init__(self, manifest: Manifest, *, clean: bool) -> None:
        self.groups = manifest.groups
        self.stops = manifest.scoring.rule != "independent"
        self.perfect = clean
        self.failed: set[str] = set()
        self.first_failure: dict[bool, str] = {}

    def closed(self, group: str) -> str | None:
        """Why no testcase of that group is run now; None where it is."""
        section = self.groups.get(group)
        bonus = section is not None and section.bonus
        if bonus and not self.perfect:
            return "the bonus counts once everything else is perfect"
        if self.stops and bonus in self.first_failure:
            return f"{self.first_failure[bonus]} before it failed"
        missing = next((name for name in required(section) if name in self.failed), None)
        return f"group {missing} has to pass first" if missing else None

    def note(self, report: TestcaseReport) -> None:
        section = self.groups.get(report.group)
        bonus = section is not None and section.bonus
        if report.verdict is not Verdict.AC:
            self.failed.add(report.group)
            kept = section is not None and section.visibility != "shown"
            self.first_failure.setdefault(bonus, "a testcase" if kept else report.name)
        if not bonus and (report.verdict is not Verdict.AC or report.points < report.max_points):
            self.perfect = False


def required(section: Group | None) -> tuple[str, ...]:
    return section.requires if section else ()
