"""The sections of `exercise.toml` that say how testcases make a mark, and what of it a student gets to see.

[scoring]        how the testcases count together, and what the bonus adds
[groups.NAME]    testcases that go together: how they count, who sees them, what must be passed before
[feedback]       how often the points of hidden groups are told
"""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from core.reports import DEFAULT_GROUP, GroupRule, ScoringRule, Visibility
from exercises.locate import near
from exercises.section import Names, Points, Section


class Scoring(Section):
    """`independent`: each testcase by itself. `sequential`: up to the first that fails. `all_or_nothing`: likewise,
    and a failure takes all points. `bonus_marks` come on top of 100 once everything else is perfect."""

    rule: ScoringRule = "independent"
    bonus_marks: int = Field(25, ge=0, le=25)


class Group(Section):
    """`testcases` are shell patterns on names. `points` none: those of its testcases together.

    `sum`: each testcase gives its own. `all`: the group's points once all pass. `min`: as much of them as the worst
    testcase got of its own. `requires`: groups that must have passed, else this one is skipped.
    """

    testcases: Names = Field(min_length=1)
    points: Points | None = None
    rule: GroupRule = "sum"
    bonus: bool = False
    requires: Names = ()
    visibility: Visibility = "shown"


class Feedback(Section):
    """The points of groups that are kept from students are told for `pushes` submissions of a repository in any
    `hours`; the next ones show none of them. No `pushes`: always told."""

    pushes: Annotated[int, Field(ge=1, le=1000)] | None = None
    hours: int = Field(24, ge=1, le=24 * 365)


SECRECY: dict[Visibility, int] = {"shown": 0, "after_pass": 1, "hidden": 1, "after_deadline": 2}
"""Of two groups the one with less runs first, and can't depend on the other: nothing told of it tells of that one."""


def in_running_order(groups: Mapping[str, Group]) -> list[str]:
    """The names, the bonus last and the more secret later; else as the manifest has them."""
    return sorted(groups, key=lambda name: (groups[name].bonus, SECRECY[groups[name].visibility]))


def first_problem_of(groups: Mapping[str, Group]) -> str | None:
    """What can't be meant, if anything: the groups that one requires are there, run before it, and tell no more."""
    if DEFAULT_GROUP in groups:
        return f"groups.{DEFAULT_GROUP}: that is the name of the testcases that are in no group; take another"
    order = in_running_order(groups)
    for name, group in groups.items():
        for other in group.requires:
            problem = problem_with(groups, order, name, other)
            if problem:
                return f"groups.{name}.requires: {problem}"
    return None


def problem_with(groups: Mapping[str, Group], order: list[str], name: str, other: str) -> str | None:
    if other == DEFAULT_GROUP:
        return f"{other} are the testcases in no group, and can't be required; put them in one"
    if other not in groups:
        return f"there is no group {other!r}{near(other, groups)}"
    if SECRECY[groups[other].visibility] > SECRECY[groups[name].visibility]:
        return f"{other} is kept from students, and whether {name} ran would tell of it"
    if order.index(other) >= order.index(name):
        return f"{other} comes after {name}; put the one that is required first"
    return None


def most_points(groups: Mapping[str, Group], testcases: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Group -> the points that it counts for: its own, or those of its testcases, each given as (group, points)."""
    together: dict[str, float] = {}
    for group, points in testcases:
        together[group] = together.get(group, 0) + points
    own = {name: group.points for name, group in groups.items() if group.points is not None}
    return {name: round(own.get(name, points), 6) for name, points in together.items()}
