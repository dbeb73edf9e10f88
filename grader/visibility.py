"""The report that a student may read: everything that a kept group decided is left out, then the rest counted anew.

report --telling: all, points or nothing of each group-->  testcases of the rest
       --score, as if nothing else were there-->  verdict, points, mark, breakdown "so far"

Groups run from the least secret to the most, and the bonus last (exercises/groups.py), so a kept group decided about no
testcase that is told before it. What else it may have touched (times, the build of the bonus, checks of running
testcases) is cut here.
"""

from collections.abc import Mapping, Sequence

from core.reports import CheckReport, GroupReport, Report, TestcaseReport
from core.verdicts import Verdict
from grader.checks.findings import from_findings
from grader.scoring import score

KEPT_TESTCASES = {
    "hidden": "its testcases are never shown",
    "after_pass": "its testcases are shown once all of them pass",
    "shown": "",
    "after_deadline": "",
}
FAILED_IN_KEPT = "failed in testcases that are kept"


def as_student(report: Report, *, closed: bool, told: bool) -> Report:
    """`closed`: nothing more can be pushed. `told`: the feedback budget lets this submission tell of kept groups."""
    if not report.groups:
        return report  # made before there were groups, and before there was anything for staff alone
    groups = tellings(report, closed=closed, told=told)
    telling = {group.name: group.told for group in groups}
    counted = [plain(test, telling) for test in report.tests if telling[test.group] != "nothing"]
    checks = tuple(check_told(check, report, telling) for check in report.checks)
    worth = score(report.rules, groups, checks, counted, compiled=report.compiled)
    shown = tuple(unnoted(test) for test in report.tests if telling[test.group] == "all")
    steps = tuple(step for step in report.steps if not step.bonus or bonus_told(groups))
    all_told = all(group.told == "all" for group in groups)
    wall_ms = report.wall_ms if all_told else sum(step.wall_ms for step in steps) + sum(test.wall_ms for test in shown)
    return report.model_copy(
        update={
            "verdict": worth.verdict if mandatory_told(groups) or worth.verdict is not Verdict.AC else Verdict.SK,
            "score": worth.score,
            "max_score": worth.max_score,
            "mark": worth.mark,
            "breakdown": worth.breakdown,
            "groups": tuple(by_points(group) for group in worth.groups),
            "checks": checks,
            "steps": steps,
            "tests": shown,
            "wall_ms": round(wall_ms, 3),
            "so_far": any(group.told == "nothing" for group in groups),
        }
    )


def tellings(report: Report, *, closed: bool, told: bool) -> tuple[GroupReport, ...]:
    """The groups with what each tells. The bonus depends on all the others, so it tells nothing before they do."""
    mandatory = [telling(group, report, closed=closed, told=told) for group in report.groups if not group.bonus]
    complete = all(group.told != "nothing" for group in mandatory)
    bonus = [
        telling(group, report, closed=closed, told=told) if complete else keep(group, "told with all that comes first")
        for group in report.groups
        if group.bonus
    ]
    return (*mandatory, *bonus)


def telling(group: GroupReport, report: Report, *, closed: bool, told: bool) -> GroupReport:
    if group.told == "nothing" or group.visibility == "shown":
        return group
    if group.visibility == "after_deadline":
        return group if closed else keep(group, "kept until the repository closes")
    if not (closed or told):
        return keep(group, kept_by_budget(report))
    if group.visibility == "after_pass" and group.passed:
        return group
    return group.model_copy(update={"told": "points", "why": KEPT_TESTCASES[group.visibility]})


def keep(group: GroupReport, why: str) -> GroupReport:
    return group.model_copy(update={"told": "nothing", "why": why, "points": 0, "passed": False})


def kept_by_budget(report: Report) -> str:
    """The same words after a judge error, which would else tell of a kept testcase."""
    rules = report.rules
    if rules.told_pushes is None:
        return "not told of this push"
    pushes = "push" if rules.told_pushes == 1 else "pushes"
    return f"not told of this push (told of {rules.told_pushes} {pushes} in any {rules.told_hours} hours)"


def plain(test: TestcaseReport, telling: Mapping[str, str]) -> TestcaseReport:
    """The testcase itself; of one whose group tells its points alone, no more than whether it passed, or whether it is
    the school's own program that failed."""
    if telling[test.group] == "all" or test.verdict in (Verdict.AC, Verdict.JE):
        return test
    return test.model_copy(update={"verdict": Verdict.WA})


def unnoted(test: TestcaseReport) -> TestcaseReport:
    """Without what the school's own program noted, which may name what was expected."""
    return test.model_copy(update={"for_staff": ""})


def by_points(group: GroupReport) -> GroupReport:
    """A group that tells its points alone has passed if it has them all: a testcase worth nothing would tell more."""
    if group.told != "points":
        return group
    return group.model_copy(update={"passed": group.points >= group.max_points})


def check_told(check: CheckReport, report: Report, telling: Mapping[str, str]) -> CheckReport:
    """A check that runs testcases, as if those that tell nothing had not been run; of those that tell their group's
    points alone, that it failed in some."""
    if check.findings is None:
        return check
    groups = {test.name: telling[test.group] for test in report.tests}
    told = [finding for finding in check.findings if groups.get(finding.testcase, "nothing") == "all"]
    points_only = any(groups.get(finding.testcase) == "points" for finding in check.findings)
    if points_only and not told:
        return check.model_copy(update={"detail": FAILED_IN_KEPT, "evidence": "", "findings": ()})
    return from_findings(check.name, told, points=check.points)


def mandatory_told(groups: Sequence[GroupReport]) -> bool:
    return any(group.told != "nothing" for group in groups if not group.bonus)


def bonus_told(groups: Sequence[GroupReport]) -> bool:
    return any(group.told != "nothing" for group in groups if group.bonus)
