"""Tests that run inside the student's process: one run in the sandbox, and a report for each case of the manifest.

run --stdout--> hostile_results --cases by name--> the manifest's cases: AC, WA, or the run's own verdict for those of
                                                   which nothing came back
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.reports import TestcaseReport
from core.runs import Command, Limits, RunResult, Sandbox, Who
from core.verdicts import Verdict
from exercises.model import Exercise, Testcase
from exercises.units import Framework
from grader.classify import classify, signal_name
from grader.fairness import run_fairly
from grader.hostile_results import (
    Autograding,
    CaseResult,
    ResultsUnreadable,
    parse_gradescope,
    parse_junit,
    parse_unity,
)
from grader.limits import limits_of
from grader.words import command_line, excerpt, visible

LINE_CHARACTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What one case comes to. `share` of its points."""

    verdict: Verdict
    share: float
    detail: str
    got: str | None = None


def judge_cases(sandbox: Sandbox, exercise: Exercise, framework: Framework) -> dict[str, TestcaseReport]:
    """Case -> report. Raises SandboxDied when the sandbox is gone, GraderFault when this machine is too busy."""
    limits = limits_of(exercise.manifest.run)
    result = run_fairly(sandbox, Command(who=Who.TEST, argv=exercise.command, limits=limits))
    rulings = rulings_of(framework, exercise.testcases, result, limits)
    return {
        testcase.name: report_of(exercise, testcase, result, limits, ruling)
        for testcase, ruling in zip(exercise.testcases, rulings, strict=True)
    }


def rulings_of(framework: Framework, testcases: Sequence[Testcase], result: RunResult, limits: Limits) -> list[Ruling]:
    """One a testcase. A framework's exit code counts its failures, so no code is wrong by itself."""
    verdict, detail = classify(result, limits, exit_code=result.exit_code or 0)
    stopped = Ruling(verdict=verdict, share=0, detail=detail) if verdict else None
    try:
        found = parsed(framework, result.stdout)
    except ResultsUnreadable as problem:
        words = f"{visible(str(problem))[:LINE_CHARACTERS]}{how_it_ended(result)}"
        return [stopped or Ruling(verdict=Verdict.RTE, share=0, detail=words)] * len(testcases)
    if isinstance(found, Autograding) and not framework.cases:
        return [stopped or whole(found, framework.points or 0)]
    cases = found.cases if isinstance(found, Autograding) else found
    missing = stopped or Ruling(verdict=Verdict.WA, share=0, detail=f"the results don't have it{how_it_ended(result)}")
    return [of_case(testcase.name, cases) or missing for testcase in testcases]


def parsed(framework: Framework, stdout: bytes) -> list[CaseResult] | Autograding:
    match framework.kind:
        case "gradescope":
            return parse_gradescope(stdout)
        case "unity":
            return parse_unity(stdout)
        case _:
            return parse_junit(stdout)


def of_case(name: str, cases: Iterable[CaseResult]) -> Ruling | None:
    """The worst of all results of that name: a second one can't mend the first. None where there is none.

    A name may have as much of the class or file before it as tells it from others: `TestOrder.test_keeps_the_order`.
    """
    same = [case for case in cases if f".{case.group}.{case.name}".endswith(f".{name}")]
    if not same:
        return None
    worst = min(same, key=lambda case: case.share)
    if worst.share >= 1:
        return Ruling(verdict=Verdict.AC, share=1, detail="")
    if not worst.visible:
        return Ruling(verdict=Verdict.WA, share=worst.share, detail="failed; the exercise keeps the details")
    message = worst.message.strip()
    line = visible(message.partition("\n")[0])[:LINE_CHARACTERS]
    return Ruling(
        verdict=Verdict.WA, share=worst.share, detail=line or "failed", got=excerpt(message.encode(errors="replace"))
    )


def whole(found: Autograding, points: float) -> Ruling:
    """A Gradescope score is in points of the assignment, which can't be more than it has, nor less than none."""
    score = min(points, max(0.0, found.score))
    told = [case for case in found.cases if case.visible]
    lines = [f"{'passed' if case.share >= 1 else 'FAILED'} {case.name}\n{case.message}".strip() for case in told]
    kept = len(found.cases) - len(told)
    detail = f"{score:g} of {points:g} points by the autograder"
    return Ruling(
        verdict=Verdict.AC if score >= points else Verdict.WA,
        share=score / points,
        detail=f"{detail}; {kept} tests are kept" if kept else detail,
        got=excerpt("\n".join([found.output, *lines]).strip().encode(errors="replace")),
    )


def report_of(
    exercise: Exercise, testcase: Testcase, result: RunResult, limits: Limits, ruling: Ruling
) -> TestcaseReport:
    """Times and memory are those of the one run, the same for every case.

    What a Gradescope autograder prints is for staff: it may say anything of hidden tests.
    """
    framework = exercise.manifest.framework
    for_staff = framework is not None and framework.kind == "gradescope"
    printed = excerpt(result.stderr)
    return TestcaseReport(
        name=testcase.name,
        group=testcase.group,
        verdict=ruling.verdict,
        points=round(testcase.points * ruling.share, 6),
        max_points=testcase.points,
        cpu_ms=round(result.cpu_ms, 3),
        wall_ms=round(result.wall_ms, 3),
        memory_kib=result.memory_kib,
        detail=ruling.detail,
        command=command_line(exercise.command),
        exit_code=result.exit_code,
        signal=signal_name(result.signal) if result.signal else None,
        got=ruling.got,
        stderr="" if ruling.verdict is Verdict.AC or ruling.got or for_staff else printed,
        for_staff=printed if for_staff else "",
        cpu_limit_ms=limits.cpu_ms,
        memory_limit_kib=limits.memory_mib * 1024,
    )


def how_it_ended(result: RunResult) -> str:
    return f" (exit code {result.exit_code})" if result.exit_code else ""
