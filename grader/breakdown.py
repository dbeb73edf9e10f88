"""How the points and the mark came about, in words that a student reads and staff can defend. A line a step."""

import math
from collections.abc import Sequence

from core.reports import CheckReport, GroupReport, Rules, TestcaseReport
from core.verdicts import Verdict


def words_of_groups(groups: Sequence[GroupReport], tests: Sequence[TestcaseReport], rules: Rules) -> tuple[str, ...]:
    lines = [words_of_group(group, [test for test in tests if test.group == group.name]) for group in groups]
    for bonus in (False, True):
        part = [group for group in groups if group.bonus == bonus and group.told != "nothing"]
        if rules.scoring == "all_or_nothing" and part and not all(group.passed for group in part):
            what = "the bonus" if bonus else "the exercise"
            lines.append(f"{what} is all or nothing, and not every testcase passed: no points")
    return tuple(lines)


def words_of_loss(why: str) -> tuple[str, ...]:
    """Why nothing counts, whatever passed; "" where it does."""
    return (f"no point counts, whatever passed: {why}",) if why else ()


def words_of_group(group: GroupReport, tests: Sequence[TestcaseReport]) -> str:
    points = f"{group.name}: {group.points:g} of {group.max_points:g} points"
    if group.told == "nothing":
        return f"{group.name}: {group.max_points:g} points, {group.why}"
    if group.told == "points":
        return f"{points}; {group.why}"
    passed = sum(test.verdict is Verdict.AC for test in tests)
    return f"{points}{' of the bonus' if group.bonus else ''}; {passed} of {len(tests)} testcases passed{rule(group)}"


def rule(group: GroupReport) -> str:
    match group.rule:
        case "all":
            return ", and it takes all of them"
        case "min":
            return ", and the worst of them decides"
        case "sum":
            return ""


def words_of_mark(
    rules: Rules,
    mandatory: Sequence[GroupReport],
    bonus: Sequence[GroupReport],
    checks: Sequence[CheckReport],
    exact: float,
) -> tuple[str, ...]:
    """`exact`: the mark before it is rounded down."""
    lines = [*sum_of(mandatory, 100, ""), *sum_of(bonus, rules.bonus_marks, "bonus: ")]
    lines += [f"check {check.name} failed: {check.points:g} marks" for check in checks if not check.passed]
    mark = math.floor(exact)
    lines.append(f"mark {mark}" if exact == mark else f"mark {mark}: {exact:g}, rounded down")
    return tuple(lines)


def sum_of(groups: Sequence[GroupReport], marks: int, of: str) -> tuple[str, ...]:
    """The one sum that makes marks of points: `marks x points / most`."""
    points, most = sum(group.points for group in groups), sum(group.max_points for group in groups)
    return (f"{of}{marks} x {points:g} / {most:g} = {marks * points / most:g} marks",) if most else ()
