"""Leaks and invalid accesses while a testcase runs.

valgrind     each testcase that passed runs once more under it, with limits to match its slowness; the verdict stays
             that of the plain run. Its report comes as XML on a descriptor of its own.
sanitizers   the exercise builds with them: what they say stands on the standard error of a testcase that failed.

valgrind shares its process with the program, which can write on that descriptor as well. What it adds can't take away
what valgrind says: a document with anything but one whole report in it is a failure, wherever an error stands in it.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.errors import SandboxDied
from core.reports import CheckReport, Finding, TestcaseReport
from core.runs import Command, Limits, RunResult, Sandbox, Who
from core.verdicts import Verdict
from exercises.checks import MemoryCheck
from exercises.model import Exercise, Testcase
from grader.checks.findings import from_findings
from grader.checks.outcome import one_line
from grader.checks.sources import PRODUCT, as_turned_in
from grader.classify import classify
from grader.compare import accepted
from grader.fairness import run_fairly
from grader.limits import limits_of_testcase
from grader.words import excerpt

SLOWER = 40  # memcheck runs programs 10 to 50 times slower: valgrind's manual, 4.1
START_MS = 3000
MORE_MEMORY = 4  # a bit of state for each bit, and blocks that are freed late
START_MIB = 128
REPORT_BYTES = 4 << 20
FRAMES = 12
EVIDENCE_BYTES = 4096
# Its report goes where the program's standard error would; that is of no interest a second time.
VALGRIND = """exec valgrind --command-line-only=yes --vgdb=no --child-silent-after-fork=yes --xml=yes --xml-fd=3 \
--show-leak-kinds=definite --errors-for-leak-kinds=definite "$@" 3>&2 2>/dev/null"""
SANITIZER = re.compile(r"^(==\d+==ERROR: \w+Sanitizer: .*|.{0,400}: runtime error: .*)$", re.MULTILINE)
FRAME = re.compile(r"^\s+#\d+ ")
NOT_WHOLE = "valgrind's report is not whole: the program ended it, or wrote into it"


def check_memory(
    sandbox: Sandbox, exercise: Exercise, rule: MemoryCheck, testcase: Testcase, report: TestcaseReport
) -> Finding | None:
    """What is found in one testcase, of which `report` is the plain run. Raises SandboxDied, GraderFault."""
    if rule.tool == "sanitizers":
        words = "" if report.verdict is Verdict.AC else sanitizer_words(report.stderr)
    else:
        words = valgrind_words(sandbox, exercise, rule, testcase) if report.verdict is Verdict.AC else ""
    return Finding(testcase=testcase.name, evidence=words) if words else None


def memory_report(rule: MemoryCheck, findings: Iterable[Finding]) -> CheckReport:
    return from_findings("memory", findings, points=-rule.deduct if rule.deduct else 0)


def valgrind_words(sandbox: Sandbox, exercise: Exercise, rule: MemoryCheck, testcase: Testcase) -> str:
    """The first error with its stacks, or why there is no report; empty where all is well."""
    limits = slower(limits_of_testcase(exercise.manifest.run, testcase))
    argv = ("sh", "-c", VALGRIND, "valgrind", "--", *exercise.command, *testcase.arguments)
    command = Command(who=Who.TEST, argv=argv, limits=limits, stdin=testcase.stdin, files=testcase.files)
    result = run_fairly(sandbox, command)
    return trouble(exercise, testcase, limits, result) or errors_of(result.stderr, leaks=rule.leaks)


def brought_down(testcase: Testcase, death: SandboxDied) -> Finding:
    """The finding where the sandbox ended under the check. Raises the death if that wasn't for memory."""
    if not death.out_of_memory:
        raise death
    return Finding(testcase=testcase.name, evidence="under valgrind it took up all the memory that there is")


def slower(plain: Limits) -> Limits:
    return Limits(
        cpu_ms=plain.cpu_ms * SLOWER + START_MS,
        wall_ms=plain.wall_ms * SLOWER + START_MS,
        memory_mib=plain.memory_mib * MORE_MEMORY + START_MIB,
        processes=plain.processes,
        stdout_bytes=plain.stdout_bytes,
        stderr_bytes=REPORT_BYTES,
    )


def trouble(exercise: Exercise, testcase: Testcase, limits: Limits, result: RunResult) -> str:
    """What the program did otherwise than in the plain run, where it was right: it may know that it is watched."""
    _, detail = classify(result, limits, testcase.exit_code)
    if detail:
        return f"under valgrind it {detail}"
    compared = exercise.manifest.checker.kind != "custom" and exercise.manifest.unit is None
    if compared and not accepted(exercise.manifest.checker, testcase.expected, result.stdout):
        return "under valgrind it prints something else"
    return ""


def errors_of(document: bytes, *, leaks: bool) -> str:
    """The first error in a report of valgrind's, and how many more there are.

    Source: docs/internals/xml-output-protocol4.txt in valgrind's tree. With XML it always looks for leaks.
    """
    hides = document.count(b"<?") != 1 or b"<!" in document  # in a comment, a section or an instruction
    try:
        root = None if hides else fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        root = None
    if root is None or "FINISHED" not in [state.text for state in root.findall("status/state")]:
        return NOT_WHOLE
    errors = [error for error in root.iter("error") if leaks or not (error.findtext("kind") or "").startswith("Leak_")]
    if not errors:
        return ""
    more = [f"({len(errors) - 1} more)"] if len(errors) > 1 else []
    return excerpt("\n".join([*error_lines(errors[0]), *more]).encode(), EVIDENCE_BYTES)


def error_lines(error: Element) -> Iterator[str]:
    """In the order in which valgrind tells it: what, where, and where the block came from."""
    for part in error:
        if part.tag in ("what", "auxwhat"):
            yield one_line(part.text or "")
        elif part.tag == "xwhat":
            yield one_line(part.findtext("text") or "")
        elif part.tag == "stack":
            yield from (f"    {place(frame)}" for frame in part.findall("frame")[:FRAMES])


def place(frame: Element) -> str:
    """`main (main.c:5)`, or the file that holds the code where nothing better is known."""
    function = frame.findtext("fn") or "?"
    file = frame.findtext("file")
    where = f"{file}:{frame.findtext('line')}" if file else as_turned_in(frame.findtext("obj") or "?")
    return one_line(f"{function} ({where})")


def sanitizer_words(stderr: str) -> str:
    """The first report of a sanitizer with its first stack; empty where none stands there."""
    match = SANITIZER.search(stderr)
    if match is None:
        return ""
    stack = []
    for row in stderr[match.end() + 1 :].split("\n"):
        if FRAME.match(row):
            stack.append(row)
        elif stack:
            break
    return "\n".join([match[1], *stack[:FRAMES]]).replace(PRODUCT, "")
