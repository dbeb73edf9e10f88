"""What a judge can say of a submission, or of one of its tests."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    AC = "AC"  # accepted
    WA = "WA"  # wrong answer
    TLE = "TLE"  # time limit exceeded
    MLE = "MLE"  # memory limit exceeded
    OLE = "OLE"  # output limit exceeded
    RTE = "RTE"  # run-time error: a signal, or an exit code that wasn't asked for
    CE = "CE"  # compile error
    CF = "CF"  # a check failed
    SK = "SK"  # skipped
    JE = "JE"  # judge error: our fault, never the student's

    @property
    def meaning(self) -> str:
        return MEANINGS[self]


MEANINGS = {
    Verdict.AC: "accepted",
    Verdict.WA: "wrong answer",
    Verdict.TLE: "time limit exceeded",
    Verdict.MLE: "memory limit exceeded",
    Verdict.OLE: "output limit exceeded",
    Verdict.RTE: "run-time error",
    Verdict.CE: "compile error",
    Verdict.CF: "check failed",
    Verdict.SK: "skipped",
    Verdict.JE: "judge error",
}


def overall(verdicts: Iterable[Verdict], *, compiled: bool, checks_passed: bool) -> Verdict:
    """The verdict of a whole report: JE if any, else CE, else CF, else the first test's that isn't AC, else AC."""
    seen = list(verdicts)
    if Verdict.JE in seen:
        return Verdict.JE
    if not compiled:
        return Verdict.CE
    if not checks_passed:
        return Verdict.CF
    return next((verdict for verdict in seen if verdict is not Verdict.AC), Verdict.AC)
