"""A report as a student reads it, in a terminal or on a page: plain text, every hostile byte already made visible."""

import difflib

from core.reports import Report, StepReport, TestcaseReport
from core.verdicts import Verdict
from exercises.manifest import Manifest

RULE = "-" * 72
NOT_RUN = (Verdict.SK, Verdict.JE)


def trace(report: Report, manifest: Manifest) -> str:
    """The whole report: what was graded, each command as run, each test, the points and the verdict."""
    parts = [
        f"{report.exercise}: {manifest.title}",
        f"commit    {report.commit or 'none: the files differ from the last commit'}",
        f"toolchain {report.image_id or 'nothing was run'}",
        f"exercise  {report.exercise_digest}",
        RULE,
    ]
    parts += [
        f"check {check.name}: {'passed' if check.passed else 'FAILED'}  {check.detail}" for check in report.checks
    ]
    parts += [line for step in report.steps for line in step_lines(step)]
    parts += [RULE]
    parts += [line for test in report.tests if test.verdict not in NOT_RUN for line in test_lines(test, manifest)]
    parts += [line for verdict in NOT_RUN for line in not_run_lines(report, verdict)]
    parts += [
        RULE,
        f"verdict {report.verdict} ({report.verdict.meaning})   points {report.score:g} of {report.max_score:g}",
    ]
    return "\n".join(parts)


def step_lines(step: StepReport) -> list[str]:
    lines = [f"$ {step.command}"]
    if step.output:
        lines += indented(step.output)
    if not step.ok:
        lines += [f"  FAILED: {step.detail}"]
    return lines


def test_lines(test: TestcaseReport, manifest: Manifest) -> list[str]:
    lines = [
        f"{test.verdict:3} {test.name}   {test.points:g} of {test.max_points:g}   "
        f"{test.cpu_ms:.0f} ms CPU (limit {cpu_limit(test, manifest)})   {memory(test.memory_kib)}"
    ]
    if test.verdict is Verdict.AC:
        return lines
    lines += [f"    $ {test.command}"] if test.command else []
    lines += [f"    {test.detail}"]
    if test.expected is not None and test.got is not None:
        lines += difference(test.expected, test.got)
    elif test.got:
        lines += ["    it had printed:", *indented(test.got, 6)]
    if test.stderr:
        lines += ["    on stderr:", *indented(test.stderr, 6)]
    return lines


def cpu_limit(test: TestcaseReport, manifest: Manifest) -> int:
    own = manifest.testcases.named.get(test.name)
    return own.cpu_ms if own and own.cpu_ms else manifest.run.cpu_ms


def memory(kib: int) -> str:
    """The kernel charges memory in batches of some 100 KiB: below 1 MiB a figure would say more than is known."""
    return f"{kib / 1024:.1f} MiB" if kib >= 1024 else "under 1 MiB"


def not_run_lines(report: Report, verdict: Verdict) -> list[str]:
    """The testcases of that verdict in one line, and each reason once."""
    tests = [test for test in report.tests if test.verdict is verdict]
    points = sum(test.max_points for test in tests)
    reasons = sorted({test.detail for test in tests} - {""})
    return (
        [f"{verdict}  tests not run: {len(tests)}   0 of {points:g}", *(f"    {why}" for why in reasons)]
        if tests
        else []
    )


def difference(expected: str, got: str) -> list[str]:
    """`-` is expected and absent, `+` is there and not expected."""
    wanted, found = expected.split("\n"), got.split("\n")
    lines = difflib.unified_diff(wanted, found, "expected", "got", lineterm="", n=2)
    return [f"      {line}" for line in lines if not line.startswith("@@")]


def indented(text: str, by: int = 2) -> list[str]:
    return [" " * by + line for line in text.rstrip("\n").split("\n")]
