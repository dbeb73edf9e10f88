"""From testcases and checks to points and a mark: the only place that says what a result is worth.

testcases' points --a group's rule--> its points --the exercise's rule--> mandatory and bonus points
mark = 100 x mandatory points / their maximum  + marks of the bonus, if all else is perfect  - deductions of checks

docs/scoring.md has every rule with an example worked out.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.reports import CheckReport, GroupReport, Rules, TestcaseReport
from core.verdicts import Verdict, overall
from exercises.groups import Group, most_points
from exercises.manifest import Manifest
from grader.breakdown import words_of_groups, words_of_loss, words_of_mark

NO_MARK = ("no mark yet: our machinery failed, and that costs nothing",)
DIGITS = 6  # of a point: what is left of a sum of decimal fractions beyond that is the machine's rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the report says of its worth, by the report's own names."""

    verdict: Verdict
    score: float
    max_score: float
    mark: int | None
    groups: tuple[GroupReport, ...]
    breakdown: tuple[str, ...]


def groups_of(manifest: Manifest, tests: Iterable[TestcaseReport]) -> tuple[GroupReport, ...]:
    """The groups that the tests are in, in their order, worth nothing yet."""
    tests = list(tests)
    most = most_points(manifest.groups, ((test.group, test.max_points) for test in tests))
    return tuple(
        group_of(name, manifest.groups.get(name), max_points=points, tests=sum(test.group == name for test in tests))
        for name, points in most.items()
    )


def group_of(name: str, section: Group | None, *, max_points: float, tests: int) -> GroupReport:
    if section is None:
        return GroupReport(name=name, max_points=max_points, tests=tests)
    return GroupReport(
        name=name,
        bonus=section.bonus,
        rule=section.rule,
        visibility=section.visibility,
        max_points=max_points,
        tests=tests,
    )


def score(
    rules: Rules,
    groups: Sequence[GroupReport],
    checks: Sequence[CheckReport],
    tests: Sequence[TestcaseReport],
    *,
    compiled: bool,
) -> Score:
    """`groups` as of `groups_of`; the tests of those that tell nothing are not among `tests`, and count nowhere."""
    fatal = [check.name for check in checks if check.fatal]
    lost = "it could not be built" if not compiled else f"check {fatal[0]} failed" if fatal else ""
    earned = [with_points(group, [test for test in tests if test.group == group.name]) for group in groups]
    counted = tuple(settled(earned, rules, clean=not lost))
    told = [group for group in counted if group.told != "nothing"]
    bonus = {group.name for group in counted if group.bonus}
    deciding = [test.verdict for test in tests if test.group not in bonus or test.verdict is Verdict.JE]
    verdict = overall(deciding, compiled=compiled, checks_passed=not fatal)
    mark, sums = (None, NO_MARK) if verdict is Verdict.JE else mark_of(rules, told, checks, lost)
    return Score(
        verdict=verdict,
        score=points_of(told),
        max_score=round(sum(group.max_points for group in told), DIGITS),
        mark=mark,
        groups=counted,
        breakdown=(*words_of_groups(counted, tests, rules), *words_of_loss(lost), *sums),
    )


def with_points(group: GroupReport, tests: Sequence[TestcaseReport]) -> GroupReport:
    passed = bool(tests) and all(test.verdict is Verdict.AC for test in tests)
    points = round(group.max_points * share(group, tests, passed=passed), DIGITS)
    return group.model_copy(update={"passed": passed, "points": points})


def share(group: GroupReport, tests: Sequence[TestcaseReport], *, passed: bool) -> float:
    """How much of the group's points its testcases earn, 0 to 1."""
    if group.rule == "all":
        return float(passed)
    if group.rule == "min":
        return min((share_of(test) for test in tests), default=0)
    most = sum(test.max_points for test in tests)
    return sum(test.points for test in tests) / most if most else float(passed)


def share_of(test: TestcaseReport) -> float:
    return test.points / test.max_points if test.max_points else float(test.verdict is Verdict.AC)


def settled(groups: Sequence[GroupReport], rules: Rules, *, clean: bool) -> Iterable[GroupReport]:
    """The groups with the points that count: none where all are lost, none of a bonus that isn't due."""
    bonus_due = clean and perfect(groups)
    for group in groups:
        part = [other for other in groups if other.bonus == group.bonus and other.told != "nothing"]
        lost = rules.scoring == "all_or_nothing" and not all(other.passed for other in part)
        counts = clean and not lost and (bonus_due or not group.bonus) and group.told != "nothing"
        yield group if counts else group.model_copy(update={"points": 0})


def perfect(groups: Iterable[GroupReport]) -> bool:
    """Whether every mandatory group that tells its points passed and has them all."""
    mandatory = [group for group in groups if not group.bonus and group.told != "nothing"]
    return bool(mandatory) and all(group.passed and group.points >= group.max_points for group in mandatory)


def points_of(groups: Iterable[GroupReport]) -> float:
    return round(sum(group.points for group in groups), DIGITS)


def mark_of(
    rules: Rules, groups: Sequence[GroupReport], checks: Sequence[CheckReport], lost: str
) -> tuple[int | None, tuple[str, ...]]:
    """A whole mark, 0 to 125, rounded down, with the sums that make it; None where no group that decides it is told.

    `lost`: why it is 0 whatever the points are, "" if nothing is.
    """
    mandatory = [group for group in groups if not group.bonus]
    bonus = [group for group in groups if group.bonus]
    most, most_bonus = (sum(group.max_points for group in part) for part in (mandatory, bonus))
    if lost:
        return 0, ("mark 0",)
    if not most:
        return None, ("no mark: all that it comes from is kept",)
    extra = rules.bonus_marks * points_of(bonus) / most_bonus if most_bonus else 0
    taken = sum(check.points for check in checks if not check.passed)
    exact = round(max(0, 100 * points_of(mandatory) / most + extra + taken), DIGITS)
    return math.floor(exact), words_of_mark(rules, mandatory, bonus, checks, exact)
