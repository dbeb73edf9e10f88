"""The sections of `exercise.toml` that say how testcases make a mark, and what of it a student gets to see.

[scoring]        how the testcases count together, and what the bonus adds
[groups.NAME]    testcases that go together: how they count, who sees them, what must be passed before
[feedback]       how often the points of hidden groups are told
"""

from typing import Annotated, Literal

from pydantic import Field

from exercises.section import Names, Points, Section


class Scoring(Section):
    """`independent`: each testcase by itself. `sequential`: up to the first that fails. `all_or_nothing`: likewise,
    and a failure takes all points. `bonus_marks` come on top of 100 once everything else is perfect."""

    rule: Literal["independent", "sequential", "all_or_nothing"] = "independent"
    bonus_marks: int = Field(25, ge=0, le=25)


class Group(Section):
    """`testcases` are shell patterns on names. `points` none: those of its testcases together.

    `sum`: each testcase gives its own. `all`: the group's points once all pass. `min`: as much of them as the worst
    testcase got of its own. `requires`: groups that must have passed, else this one is skipped.
    """

    testcases: Names = Field(min_length=1)
    points: Points | None = None
    rule: Literal["sum", "all", "min"] = "sum"
    bonus: bool = False
    requires: Names = ()
    visibility: Literal["shown", "after_pass", "after_deadline", "hidden"] = "shown"


class Feedback(Section):
    """The points of groups that are kept from students are told for `pushes` submissions of a repository in any
    `hours`; the next ones show none of them. No `pushes`: always told."""

    pushes: Annotated[int, Field(ge=1, le=1000)] | None = None
    hours: int = Field(24, ge=1, le=24 * 365)
