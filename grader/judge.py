"""One testcase: run it, classify what it did, decide about what it printed.

run --> classify --ended well--> compare, or the calls of [unit], or the custom checker --> report
converse with the interactor --> interaction.py -------------------------------------------^
"""

from core.errors import SandboxDied
from core.reports import TestcaseReport
from core.runs import Command, Limits, RunResult, Sandbox, Who
from core.verdicts import Verdict
from exercises.model import Exercise, Testcase
from grader import interaction
from grader.checker import decide_by_checker
from grader.classify import classify, signal_name
from grader.compare import accepted
from grader.decision import Decision
from grader.fairness import run_fairly
from grader.judgement import unfit
from grader.limits import limits_of_testcase
from grader.page import run_page, unseen
from grader.referee import Referee, Unfit
from grader.unit import decide_calls
from grader.words import command_line, differing_excerpts, excerpt


def judge(sandbox: Sandbox, exercise: Exercise, testcase: Testcase, referee: Referee) -> TestcaseReport:
    """Raises SandboxDied when the sandbox is gone, GraderFault when this machine is too busy to be fair."""
    limits = limits_of_testcase(exercise.manifest.run, testcase)
    argv = (*exercise.command, *testcase.arguments)
    screenshot = None
    if exercise.manifest.interactor:
        command = Command(who=Who.TEST, argv=argv, limits=limits, files=testcase.files)
        try:
            result, decision = interaction.interact(sandbox, referee, command, testcase)
        except Unfit as failure:
            return decided(exercise, testcase, unfit(interaction.ROLE, failure))
    else:
        command = Command(who=Who.TEST, argv=argv, limits=limits, stdin=testcase.stdin, files=testcase.files)
        if exercise.manifest.page:
            result, screenshot = run_page(sandbox, command)
        else:
            result = run_fairly(sandbox, command)
        decision = decide(exercise, testcase, limits, result, referee)
    failed = decision.verdict is not Verdict.AC
    return decided(exercise, testcase, decision).model_copy(
        update={
            "cpu_ms": round(result.cpu_ms, 3),
            "wall_ms": round(result.wall_ms, 3),
            "memory_kib": result.memory_kib,
            "exit_code": result.exit_code,
            "signal": signal_name(result.signal) if result.signal else None,
            "stderr": excerpt(result.stderr) if failed else "",
            "screenshot": screenshot,
        }
    )


def decided(exercise: Exercise, testcase: Testcase, decision: Decision) -> TestcaseReport:
    """The report of what was decided, without what running it showed. An interactor's input is not the submission's."""
    accepted = decision.verdict is Verdict.AC
    reads = not exercise.manifest.interactor
    limits = limits_of_testcase(exercise.manifest.run, testcase)
    return TestcaseReport(
        name=testcase.name,
        group=testcase.group,
        verdict=decision.verdict,
        points=round(decision.share * testcase.points, 6) if accepted else 0,
        max_points=testcase.points,
        detail=decision.detail,
        command=pasted(exercise, testcase),
        expected=decision.expected,
        got=decision.got,
        stdin=excerpt(testcase.stdin) if reads and not accepted else "",
        cpu_limit_ms=limits.cpu_ms,
        memory_limit_kib=limits.memory_mib * 1024,
        transcript=decision.transcript,
        for_staff=decision.for_staff,
    )


def pasted(exercise: Exercise, testcase: Testcase) -> str:
    """The testcase's command for a shell, in a folder with the product and the exercise's tests."""
    reads = f"tests/{testcase.name}.in" if testcase.stdin and not exercise.manifest.interactor else None
    return command_line((*exercise.command, *testcase.arguments), reads)


def decide(exercise: Exercise, testcase: Testcase, limits: Limits, result: RunResult, referee: Referee) -> Decision:
    verdict, detail = classify(result, limits, testcase.exit_code)
    if exercise.manifest.unit:
        return decide_calls(exercise.manifest.unit, testcase.calls, result, verdict, detail)
    if verdict is not None:
        return Decision(verdict=verdict, detail=detail, got=excerpt(result.stdout))
    if exercise.manifest.checker.program:
        return decide_by_checker(referee, testcase, result.stdout)
    if accepted(exercise.manifest.checker, testcase.expected, result.stdout):
        return Decision(verdict=Verdict.AC)
    expected, got = differing_excerpts(testcase.expected, result.stdout)
    page = exercise.manifest.page
    detail = unseen(testcase.expected, result.stdout) if page else "the output differs from what was expected"
    return Decision(verdict=Verdict.WA, detail=detail, expected=expected, got=got)


def died(exercise: Exercise, testcase: Testcase, death: SandboxDied) -> TestcaseReport:
    """The report of a testcase whose sandbox the kernel ended for memory. Raises the death if that isn't why."""
    if not death.out_of_memory:
        raise death
    limit_mib = exercise.manifest.run.memory_mib
    decision = Decision(verdict=Verdict.MLE, detail=f"needed more than {limit_mib} MiB of memory")
    return decided(exercise, testcase, decision).model_copy(update={"memory_kib": limit_mib * 1024})
