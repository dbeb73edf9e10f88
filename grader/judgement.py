"""What a checker or an interactor said, by the exit codes and files of the Kattis package format's output validators.

exit 42  accepted   score.txt: points, or score_multiplier.txt: their share; neither: all of them
exit 43  wrong
anything else, a crash, a limit, a score that is none: it failed, and nobody's mark with it

Source: https://www.kattis.com/problem-package-format/spec/2025-09.html, "Reporting a judgement", "Scoring test cases".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.runs import Limits, RunResult
from core.verdicts import Verdict
from grader.classify import classify
from grader.decision import Decision
from grader.referee import MULTIPLIER, SCORE, TO_STAFF, TO_STUDENT, Unfit
from grader.words import excerpt

ACCEPTED, WRONG = 42, 43
NUMBER = re.compile(rb"\d{1,15}(\.\d{0,30})?([eE][+-]?\d{1,3})?|\.\d{1,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`share`: of the points, 0 to 1. Both messages are text that is safe to print."""

    accepted: bool
    share: float
    to_student: str
    to_staff: str


def read_judgement(result: RunResult, limits: Limits, points: float) -> Judgement:
    """Raises Unfit with what staff need to know."""
    accepted = result.exit_code == ACCEPTED
    verdict, words = classify(result, limits, WRONG if result.exit_code == WRONG else ACCEPTED)
    if verdict is not None:
        raise Unfit(evidence(result, words))
    try:
        share = share_of(result.files, points, accepted=accepted)
    except ValueError as error:
        raise Unfit(evidence(result, str(error))) from None
    return Judgement(
        accepted=accepted,
        share=share,
        to_student=message(result, TO_STUDENT).strip(),
        to_staff=message(result, TO_STAFF),
    )


def share_of(files: Mapping[str, bytes], points: float, *, accepted: bool) -> float:
    """Raises ValueError for a score where there should be none, and for one that is no number in its range.

    A testcase worth nothing, as the samples of a scoring problem are, may have any: it is ignored, as the format says.
    """
    scores = {path: files[path] for path in (SCORE, MULTIPLIER) if path in files}
    if not scores or not points:
        return 1
    if len(scores) == 2 or not accepted:
        raise ValueError(f"it wrote {' and '.join(scores)}" + ("" if accepted else ", but didn't accept"))
    ((path, text),) = scores.items()
    most = points if path == SCORE else 1
    number = float(text) if NUMBER.fullmatch(text.strip()) else -1
    if not 0 <= number <= most:
        raise ValueError(f"{path} has {excerpt(text, 40)!r}, which is no number from 0 to {most:g}")
    return number / most


def message(result: RunResult, path: str) -> str:
    return excerpt(result.files.get(path, b""))


def evidence(result: RunResult, words: str) -> str:
    """What staff need to mend it, in printable text."""
    parts = [words, said("judgemessage.txt", message(result, TO_STAFF)), said("stderr", excerpt(result.stderr))]
    return "\n".join(part for part in parts if part)


def said(where: str, text: str) -> str:
    return f"{where}:\n{text}" if text else ""


def by_judgement(judgement: Judgement, role: str, *, got: str | None = None, transcript: str | None = None) -> Decision:
    """AC or WA, as the `role` (checker or interactor) judged; a student sees `got` or `transcript` where it's wrong."""
    if not judgement.accepted:
        return Decision(
            verdict=Verdict.WA,
            detail=judgement.to_student or f"the {role} doesn't accept it",
            got=got,
            transcript=transcript,
            for_staff=judgement.to_staff,
        )
    partial = f"the {role} gives {judgement.share:.0%} of the points" if judgement.share < 1 else ""
    return Decision(
        verdict=Verdict.AC,
        detail=": ".join(part for part in (partial, judgement.to_student) if part),
        share=judgement.share,
        for_staff=judgement.to_staff,
    )


def unfit(role: str, failure: Unfit, *, got: str | None = None, transcript: str | None = None) -> Decision:
    return Decision(
        verdict=Verdict.JE,
        detail=f"the exercise's own {role} failed on this testcase: that is not your program's fault",
        got=got,
        transcript=transcript,
        for_staff=f"the {role}: {failure}",
    )
