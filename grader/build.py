"""Puts a tree in a sandbox and builds the product that the testcases run."""

from collections.abc import Sequence

from core.errors import SandboxDied, SandboxRefused
from core.reports import StepReport
from core.runs import Command, Limits, Sandbox, Who
from core.trees import Tree
from exercises.manifest import Build
from exercises.model import Exercise
from grader.classify import classify
from grader.turn_in import HARNESS_FOLDER
from grader.words import command_line, excerpt

OUTPUT_BYTES = 8192


def build(sandbox: Sandbox, exercise: Exercise, tree: Tree) -> tuple[StepReport, ...]:
    """Every step up to the first that fails, the last of them not `ok` if one did. Raises SandboxDied, GraderFault.

    The school's files come after the student's own build, which so can neither read nor change them.
    """
    manifest = exercise.manifest
    sandbox.put(tree.entries)
    steps = run_steps(sandbox, manifest.build.commands, manifest.build)
    if manifest.harness is not None and all(step.ok for step in steps):
        try:
            sandbox.put(exercise.harness, folder=HARNESS_FOLDER)
        except SandboxRefused as refusal:
            steps.append(failed_step(("put", f"{HARNESS_FOLDER}/"), f"the build leaves no room for it: {refusal}"))
        else:
            steps += run_steps(sandbox, manifest.harness.commands, manifest.build)
    if all(step.ok for step in steps):
        sandbox.seal()
    return tuple(steps)


def run_steps(sandbox: Sandbox, commands: Sequence[tuple[str, ...]], limits: Build) -> list[StepReport]:
    steps: list[StepReport] = []
    for argv in commands:
        steps.append(run_step(sandbox, argv, limits_of(limits)))
        if not steps[-1].ok:
            break
    return steps


def run_step(sandbox: Sandbox, argv: tuple[str, ...], limits: Limits) -> StepReport:
    try:
        result = sandbox.run(Command(who=Who.BUILD, argv=argv, limits=limits))
    except SandboxDied as death:
        if not death.out_of_memory:
            raise
        return failed_step(argv, f"needed more than {limits.memory_mib} MiB of memory")
    verdict, detail = classify(result, limits, exit_code=0)
    return StepReport(
        command=command_line(argv),
        ok=verdict is None,
        cpu_ms=round(result.cpu_ms, 3),
        wall_ms=round(result.wall_ms, 3),
        memory_kib=result.memory_kib,
        detail=detail,
        output=excerpt(result.stdout + result.stderr, OUTPUT_BYTES),
    )


def failed_step(argv: tuple[str, ...], detail: str) -> StepReport:
    return StepReport(command=command_line(argv), ok=False, cpu_ms=0, wall_ms=0, memory_kib=0, detail=detail, output="")


def limits_of(build: Build) -> Limits:
    return Limits(
        cpu_ms=build.cpu_ms,
        wall_ms=build.wall_ms,
        memory_mib=build.memory_mib,
        processes=build.processes,
        stdout_bytes=build.output_kib << 10,
    )
