"""A report as a student reads it, in a terminal or on a page: plain text, every hostile byte already made visible.

what was graded -> checks -> build -> each group's testcases -> how points and mark came about -> the verdict
"""

from collections.abc import Iterable, Sequence

from core.reports import CheckReport, GroupReport, Report, StepReport, TestcaseReport
from core.verdicts import Verdict
from grader.difference import difference, legend
from grader.lines import Line, Style, as_text, indented, quoted

RULE = "-" * 72
NOT_RUN = (Verdict.SK, Verdict.JE)
MOST_QUOTED = 24
MOST_INPUT = 8
MOST_OF_A_FLOOD = 8
ABOUT_COMMANDS = "$ runs in the folder of your files, with the exercise's tests/ beside them"


def trace(report: Report) -> str:
    return as_text(trace_lines(report))


def trace_lines(report: Report) -> list[Line]:
    return [
        *head(report),
        *(line for check in report.checks for line in check_lines(check)),
        *build_lines(report.steps),
        *tests_lines(report),
        Line(text="Points and mark", style=Style.HEADING),
        *(Line(text=line, indent=2) for line in report.breakdown),
        Line(text=RULE),
        Line(text=conclusion(report), style=style_of(report.verdict)),
    ]


def head(report: Report) -> list[Line]:
    image = report.image_id or "nothing was run"
    named = {
        "commit": [report.commit or "none: the files differ from the last commit"],
        "history": report.history,
        "toolchain": [f"{report.language}, {image}" if report.language and report.image_id else image],
        "exercise": [report.exercise_digest or "not read"],
        "files": report.files,
    }
    title = f"{report.exercise}: {report.title}" if report.title else report.exercise
    lines = [Line(text=title, style=Style.TITLE)]
    for name, values in named.items():
        told = [", ".join(values)] if name == "files" and values else values
        lines += [Line(text=f"{name if number == 0 else '':10}{value}") for number, value in enumerate(told)]
    return [*lines, Line(text=RULE)]


def check_lines(check: CheckReport) -> list[Line]:
    price = f", {check.points:g} marks" if not check.passed and check.points else ""
    state = "passed" if check.passed else f"FAILED{price}"
    detail = check.detail.replace("\n", "\\n")  # of a name with a newline in it, say: one line is one line
    line = Line(text=f"check {check.name}: {state}  {detail}", style=Style.GOOD if check.passed else Style.BAD)
    return [line, *(quoted(check.evidence, 4, MOST_QUOTED) if check.evidence else [])]


def build_lines(steps: Sequence[StepReport]) -> list[Line]:
    lines = [line for step in steps if not step.bonus for line in step_lines(step)]
    bonus = [line for step in steps if step.bonus for line in step_lines(step)]
    heading = [Line(text="The bonus, built in a sandbox of its own", style=Style.HEADING)] if bonus else []
    return [*lines, *heading, *bonus]


def step_lines(step: StepReport) -> list[Line]:
    lines = [Line(text=f"$ {step.command}", style=Style.COMMAND)]
    lines += quoted(step.output, 2, MOST_QUOTED) if step.output else []
    return lines if step.ok else [*lines, Line(text=f"FAILED: {step.detail}", style=Style.BAD, indent=2)]


def tests_lines(report: Report) -> list[Line]:
    lines = [Line(text=RULE)]
    if report.visible_to_process:
        lines.append(
            Line(text="These tests ran in your own program's process, which could see them.", style=Style.WAITING)
        )
    groups = report.groups or (GroupReport(name="tests", max_points=report.max_score, tests=len(report.tests)),)
    found = []
    for group in groups:
        tests = [test for test in report.tests if test.group == group.name] if report.groups else report.tests
        found += [*heading(group, groups), *group_lines(tests, report)]
    commands = any(line.style is Style.COMMAND for line in found)
    return [*lines, *found, *([Line(text=ABOUT_COMMANDS)] if commands else []), *legend(found)]


def heading(group: GroupReport, groups: Sequence[GroupReport]) -> list[Line]:
    """Nothing for the one group of an exercise that has no others."""
    if len(groups) == 1 and group.told == "all":
        return []
    if group.told == "nothing":
        return [Line(text=f"{group.name}: {group.tests} tests, {group.why}", style=Style.HEADING)]
    worth = f"{group.points:g} of {group.max_points:g} points"
    why = f"; {group.why}" if group.why else ""
    return [Line(text=f"{group.name}{' (bonus)' if group.bonus else ''}: {worth}{why}", style=Style.HEADING)]


def group_lines(tests: Sequence[TestcaseReport], report: Report) -> list[Line]:
    width = max((len(test.name) for test in tests), default=0)
    lines = [line for test in tests if test.verdict not in NOT_RUN for line in test_lines(test, width, report)]
    return [*lines, *(line for verdict in NOT_RUN for line in not_run_lines(tests, verdict))]


def test_lines(test: TestcaseReport, width: int, report: Report) -> list[Line]:
    measures = f"{test.cpu_ms:.0f} ms CPU{limit(test.cpu_limit_ms)}   {memory(test)}"
    worth = f"{test.points:g} of {test.max_points:g}"
    line = Line(text=f"{test.verdict:3} {test.name:{width}}   {worth}   {measures}", style=style_of(test.verdict))
    picture = picture_lines(test)
    return (
        [line, *picture] if test.verdict is Verdict.AC else [line, *indented(failure_lines(test, report), 4), *picture]
    )


def failure_lines(test: TestcaseReport, report: Report) -> Iterable[Line]:
    if test.command:
        yield Line(text=f"$ {test.command}", style=Style.COMMAND)
    yield from quoted(test.detail, 0, MOST_QUOTED) if test.detail else []
    if test.stdin:
        yield Line(text="its input:")
        yield from quoted(test.stdin, 2, MOST_INPUT)
    if test.expected is not None and test.got is not None:
        yield Line(text="expected (-), printed instead (+):")
        yield from indented(difference(test.expected, test.got, report.rules.checker), 2)
    elif test.got:
        yield Line(text="it had printed:")
        yield from quoted(test.got, 2, MOST_OF_A_FLOOD if test.verdict is Verdict.OLE else MOST_QUOTED)
    if test.stderr:
        yield Line(text="on stderr:")
        yield from quoted(test.stderr, 2, MOST_QUOTED)
    if test.transcript:
        yield Line(text="it wrote (>) and was told (<):")
        yield from quoted(test.transcript, 2, MOST_QUOTED)
    yield from staff_lines(test)


def staff_lines(test: TestcaseReport) -> Iterable[Line]:
    """Nothing in the report that a student gets."""
    if test.for_staff:
        yield Line(text="for staff:")
        yield from quoted(test.for_staff, 2, MOST_QUOTED)


def picture_lines(test: TestcaseReport) -> list[Line]:
    if test.screenshot is None:
        return []
    size = len(test.screenshot) * 3 // 4 / 1024
    return [Line(text=f"screenshot: {size:.0f} KiB, on the submission's page", indent=4, picture=test.screenshot)]


def limit(ms: int) -> str:
    return f" (limit {ms})" if ms else ""


def memory(test: TestcaseReport) -> str:
    """The kernel charges memory in batches of some 100 KiB: below 1 MiB a figure would say more than is known."""
    kib = test.memory_kib
    used = f"{kib / 1024:.1f} MiB" if kib >= 1024 else "under 1 MiB"
    return f"{used} (limit {test.memory_limit_kib >> 10})" if test.memory_limit_kib else used


def not_run_lines(tests: Sequence[TestcaseReport], verdict: Verdict) -> list[Line]:
    """The testcases of that verdict in one line, and each reason once."""
    left = [test for test in tests if test.verdict is verdict]
    if not left:
        return []
    points = sum(test.max_points for test in left)
    reasons = sorted({test.detail for test in left} - {""})
    what = "not judged" if verdict is Verdict.JE else "not run"
    line = Line(text=f"{verdict}  tests {what}: {len(left)}   0 of {points:g}", style=Style.WAITING)
    noted = next((test for test in left if test.for_staff), left[0])
    return [line, *(Line(text=why, indent=4) for why in reasons), *indented(staff_lines(noted), 4)]


def conclusion(report: Report) -> str:
    so_far = " so far" if report.so_far else ""
    mark = "" if report.mark is None else f"   mark {report.mark}{so_far}"
    points = f"points {report.score:g} of {report.max_score:g}"
    return f"verdict {report.verdict} ({report.verdict.meaning}){so_far}   {points}{mark}"


def style_of(verdict: Verdict) -> Style:
    if verdict is Verdict.AC:
        return Style.GOOD
    return Style.WAITING if verdict in NOT_RUN else Style.BAD
