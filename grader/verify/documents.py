"""What verifying an exercise found: printed as a table, or as JSON."""

from core.reports import Document
from core.verdicts import Verdict


class SolutionResult(Document):
    """`expected` are the verdicts that it may get, `got` those it got, one a run; `points` those of the last run."""

    name: str
    expected: tuple[Verdict, ...]
    got: tuple[Verdict, ...]
    points: float
    max_points: float
    problems: tuple[str, ...]


class TimeResult(Document):
    """The testcase that leaves the slowest accepted solution the least room. CPU times."""

    testcase: str
    solution: str
    slowest_ms: float
    limit_ms: int


class MutantsResult(Document):
    """`possible` changes were found in the solution's sources, `made` of them tried.

    Of these `compiled` could be built. Not counted among them are `equivalent` ones, which the compiler turns into the
    same program, and those that the manifest calls equivalent (`excused`: why, by id). `share` is that of the rest
    that a testcase killed; None where there's none. `survivors` are unified diffs, the id after the `@@`.
    """

    solution: str
    possible: int
    made: int
    compiled: int
    equivalent: int
    excused: dict[str, str]
    killed: int
    share: float | None
    least: float | None
    survivors: tuple[str, ...]


class Verification(Document):
    """`ok`: no problem was found. `notes` are worth knowing and no problem. `fault`: our machinery failed before."""

    exercise: str
    ok: bool
    runs: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str | None = None
    solutions: tuple[SolutionResult, ...] = ()
    time: TimeResult | None = None
    mutants: MutantsResult | None = None
    seconds: float = 0
