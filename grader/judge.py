"""One testcase: run it, classify what it did, compare what it printed."""

from core.errors import GraderFault, SandboxDied
from core.reports import TestcaseReport
from core.runs import Command, Limits, RunResult, Sandbox, Who
from core.verdicts import Verdict
from exercises.manifest import Run
from exercises.model import Exercise, Testcase
from grader.classify import classify, signal_name
from grader.compare import accepted
from grader.page import first_difference, take_apart, with_picture
from grader.unit import Decision, decide_calls
from grader.words import command_line, differing_excerpts, excerpt

STARVED_TRIES = 3


def judge(sandbox: Sandbox, exercise: Exercise, testcase: Testcase) -> TestcaseReport:
    """Raises SandboxDied when the sandbox is gone, GraderFault when this machine is too busy to be fair."""
    limits = limits_of(exercise.manifest.run, testcase)
    if exercise.manifest.page:
        limits = with_picture(limits)
    argv = (*exercise.command, *testcase.arguments)
    command = Command(who=Who.TEST, argv=argv, limits=limits, stdin=testcase.stdin)
    result, screenshot = run_fairly(sandbox, command), None
    if exercise.manifest.page:
        result, screenshot = take_apart(result)
    verdict, detail = classify(result, limits, testcase.exit_code)
    if exercise.manifest.unit:
        decision = decide_calls(exercise.manifest.unit, testcase.calls, result, verdict, detail)
    else:
        decision = decide_output(exercise, testcase, result, verdict, detail)
    verdict, detail, expected, got = decision
    return TestcaseReport(
        name=testcase.name,
        group=testcase.group,
        verdict=verdict,
        points=testcase.points if verdict is Verdict.AC else 0,
        max_points=testcase.points,
        cpu_ms=round(result.cpu_ms, 3),
        wall_ms=round(result.wall_ms, 3),
        memory_kib=result.memory_kib,
        detail=detail,
        command=pasted(exercise, testcase),
        exit_code=result.exit_code,
        signal=signal_name(result.signal) if result.signal else None,
        expected=expected,
        got=got,
        stderr=excerpt(result.stderr) if verdict is not Verdict.AC else "",
        stdin=excerpt(testcase.stdin) if verdict is not Verdict.AC else "",
        cpu_limit_ms=limits.cpu_ms,
        memory_limit_kib=limits.memory_mib * 1024,
        screenshot=screenshot,
    )


def pasted(exercise: Exercise, testcase: Testcase) -> str:
    """The testcase's command for a shell, in a folder with the product and the exercise's tests."""
    reads = f"tests/{testcase.name}.in" if testcase.stdin else None
    return command_line((*exercise.command, *testcase.arguments), reads)


def decide_output(
    exercise: Exercise, testcase: Testcase, result: RunResult, verdict: Verdict | None, detail: str
) -> Decision:
    """`expected` and `got` both where they were compared and differ."""
    if verdict is not None:
        return verdict, detail, None, excerpt(result.stdout)
    if accepted(exercise.manifest.checker, testcase.expected, result.stdout):
        return Verdict.AC, "", None, None
    differs = "the output differs from what was expected"
    if exercise.manifest.page:
        differs = first_difference(testcase.expected, result.stdout)
    return Verdict.WA, differs, *differing_excerpts(testcase.expected, result.stdout)


def run_fairly(sandbox: Sandbox, command: Command) -> RunResult:
    """Run again what the wall limit stopped while it only waited for a CPU: that is our doing, not the student's."""
    for _ in range(STARVED_TRIES):
        result = sandbox.run(command)
        if not result.starved:
            return result
    raise GraderFault(f"no CPU was free for {STARVED_TRIES} tries of a test: this machine has too much to do")


def died(exercise: Exercise, testcase: Testcase, death: SandboxDied) -> TestcaseReport:
    """The report of a testcase whose sandbox the kernel ended for memory. Raises the death if that isn't why."""
    if not death.out_of_memory:
        raise death
    return TestcaseReport(
        name=testcase.name,
        group=testcase.group,
        verdict=Verdict.MLE,
        points=0,
        max_points=testcase.points,
        memory_kib=exercise.manifest.run.memory_mib * 1024,
        detail=f"needed more than {exercise.manifest.run.memory_mib} MiB of memory",
        command=pasted(exercise, testcase),
        stdin=excerpt(testcase.stdin),
        cpu_limit_ms=testcase.cpu_ms,
        memory_limit_kib=exercise.manifest.run.memory_mib * 1024,
    )


def limits_of(run: Run, testcase: Testcase) -> Limits:
    """A testcase's own CPU limit moves its wall limit with it."""
    return Limits(
        cpu_ms=testcase.cpu_ms,
        wall_ms=run.wall_ms + max(0, testcase.cpu_ms - run.cpu_ms),
        memory_mib=run.memory_mib,
        processes=run.processes,
        stdout_bytes=run.output_kib << 10,
    )
