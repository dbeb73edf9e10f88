"""What was decided about one testcase: what a judge of any kind says, and what its report then shows."""

from dataclasses import dataclass

from core.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`share` of the testcase's points, 0 to 1, where it's AC. `expected` and `got` are excerpts for the student,
    `transcript` of a conversation; `for_staff` is what a student must never read."""

    verdict: Verdict
    detail: str = ""
    share: float = 1
    expected: str | None = None
    got: str | None = None
    transcript: str | None = None
    for_staff: str = ""
