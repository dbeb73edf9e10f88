"""The report of a check that runs testcases: all of it follows from what it found in each, so that the report which a
student sees can be made anew from the findings in testcases that are shown."""

from collections.abc import Iterable

from core.reports import CheckReport, Finding

NAMED_AT_MOST = 5


def from_findings(name: str, findings: Iterable[Finding], *, points: float) -> CheckReport:
    """Failed in each testcase that has a finding. `points`: the marks that a failure takes, below zero, or 0."""
    found = tuple(findings)
    if not found:
        return CheckReport(name=name, passed=True, findings=())
    names = [finding.testcase for finding in found]
    more = f" and {len(names) - NAMED_AT_MOST} more" if len(names) > NAMED_AT_MOST else ""
    return CheckReport(
        name=name,
        passed=False,
        points=points,
        detail=f"failed in {', '.join(names[:NAMED_AT_MOST])}{more}",
        evidence=found[0].evidence,
        findings=found,
    )
