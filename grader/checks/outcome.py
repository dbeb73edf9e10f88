"""From what a check found to its report: the price that the exercise sets, one line, and the evidence."""

from collections.abc import Iterable, Sequence

from core.reports import CheckReport
from exercises.checks import Check
from grader.words import excerpt, visible

NAMED_AT_MOST = 5
EVIDENCE_BYTES = 8192


def outcome(name: str, rule: Check, problems: Sequence[str], passed: str = "", evidence: str = "") -> CheckReport:
    """Passed where there are no problems. `passed`: what is said then. `evidence` none: the problems, one a line."""
    if not problems:
        return CheckReport(name=name, passed=True, detail=passed)
    return CheckReport(
        name=name,
        passed=False,
        points=-rule.deduct if rule.deduct else 0,
        detail=few(problems, "; "),
        evidence=excerpt(
            (evidence or "\n".join(map(one_line, problems))).encode(errors="backslashreplace"), EVIDENCE_BYTES
        ),
    )


def few(items: Iterable[str], between: str = ", ") -> str:
    """The first of them in one line, and how many more there are."""
    named = [one_line(item) for item in items]
    more = len(named) - NAMED_AT_MOST
    return between.join(named[:NAMED_AT_MOST]) + (f"{between}and {more} more" if more > 0 else "")


def one_line(text: str) -> str:
    return visible(text).replace("\n", "\\n")
