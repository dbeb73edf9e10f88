"""Did a solution do what was stated of it? One run's report against the statement, as lines to read."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from core.reports import Report
from core.verdicts import Verdict
from exercises.solutions import Rule, Solution, Statement

UNDECIDED = (Verdict.AC, Verdict.SK)


def problems(solution: Solution, report: Report) -> list[str]:
    """Nothing where the report is as stated."""
    if report.verdict not in solution.verdicts:
        return [f"got {report.verdict}, expected {' or '.join(solution.verdicts)}{where(report)}"]
    trouble = list(differences(solution.statement, report)) if solution.statement else []
    if solution.partial and not 0 < report.score < report.max_score:
        trouble.append(f"got {report.score:g} of {report.max_score:g} points, its folder says some of them")
    return trouble


def where(report: Report) -> str:
    """What stands first against a report: a step, a check or a testcase."""
    reason = next(iter(reasons(report)), "")
    return f" ({reason})" if reason else ""


def reasons(report: Report) -> list[str]:
    steps = [f"{step.command}: {step.detail} {step.output}" for step in report.steps if not step.ok]
    checks = [f"{check.name}: {check.detail} {check.evidence}" for check in report.checks if not check.passed]
    tests = [f"{test.name}: {test.detail}" for test in report.tests if test.verdict not in UNDECIDED]
    return [reason.strip() for reason in steps + checks + tests]


def differences(statement: Statement, report: Report) -> Iterator[str]:
    if statement.fails is not None:
        yield from other_failures(statement.fails, report)
    if statement.check is not None:
        failed = [check.name for check in report.checks if not check.passed]
        if failed != [statement.check]:
            yield f"failed the checks {', '.join(failed) or 'none'}; stated: {statement.check}"
    if statement.says is not None and not any(statement.says in reason for reason in reasons(report)):
        yield f"nothing that failed says {statement.says!r}{where(report)}"
    if statement.least is not None and report.score < statement.least:
        yield f"got {report.score:g} points, stated: at least {statement.least:g}"
    if statement.most is not None and report.score > statement.most:
        yield f"got {report.score:g} points, stated: at most {statement.most:g}"
    for rule in statement.rules:
        yield from broken(rule, report)


def broken(rule: Rule, report: Report) -> Iterator[str]:
    """What isn't as a rule on some testcases has it, those apart that were skipped."""
    names = ", ".join(rule.testcases)
    tests = [
        test
        for test in report.tests
        if test.verdict is not Verdict.SK and any(fnmatchcase(test.name, pattern) for pattern in rule.testcases)
    ]
    for test in tests:
        if rule.permitted is not None and test.verdict not in rule.permitted:
            yield f"{test.name} gets {test.verdict}, stated: {' or '.join(rule.permitted)}"
    if rule.required is not None and not any(test.verdict in rule.required for test in tests):
        yield f"none of {names} gets {' or '.join(rule.required)}, as is stated"
    if rule.notes is not None and not any(rule.notes in test.for_staff for test in tests):
        yield f"of none of {names} the checker notes {rule.notes!r}, as is stated"


def other_failures(patterns: tuple[str, ...], report: Report) -> Iterator[str]:
    """Testcases that fail and aren't stated to, and those stated to that don't. What is skipped is neither."""
    for test in report.tests:
        stated = any(fnmatchcase(test.name, pattern) for pattern in patterns)
        failed = test.verdict not in UNDECIDED
        if failed and not stated:
            yield f"{test.name} fails, which isn't stated ({test.verdict}: {test.detail})"
        elif stated and not failed:
            yield f"{test.name} is stated to fail and gets {test.verdict}"
