"""Puts a tree in a sandbox and builds the product that the testcases run."""

from collections.abc import Callable, Sequence

from core.errors import SandboxDied, SandboxRefused
from core.reports import StepReport
from core.runs import Command, Limits, Sandbox, Who
from core.trees import Tree
from exercises.manifest import Build
from exercises.model import Exercise
from exercises.section import CommandLines
from grader.classify import classify
from grader.limits import limits_of
from grader.turn_in import HARNESS_FOLDER
from grader.words import command_line, excerpt, visible

OUTPUT_BYTES = 8192


def build(sandbox: Sandbox, exercise: Exercise) -> list[StepReport]:
    """The student's own build: every step up to the first that fails. Raises SandboxDied, GraderFault."""
    return run_steps(sandbox, exercise.manifest.build.commands, exercise.manifest.build)


def finish(sandbox: Sandbox, exercise: Exercise, more: CommandLines = ()) -> list[StepReport]:
    """The school's files, which come after the student's build and so can't be read or changed by it; then the seal.

    `more` are commands after the harness's own.
    """
    commands = exercise.harness_commands + more
    steps = add_harness(sandbox, exercise, commands) if exercise.harness or commands else []
    if all(step.ok for step in steps):
        steps += after_build("seal", sandbox.seal)
    return steps


def make_product(sandbox: Sandbox, exercise: Exercise, tree: Tree) -> tuple[StepReport, ...]:
    """Everything up to the seal, in a sandbox that holds nothing yet. Raises SandboxDied, GraderFault."""
    sandbox.put(tree.entries)
    steps = build(sandbox, exercise)
    return tuple(steps + finish(sandbox, exercise) if all(step.ok for step in steps) else steps)


def make_bonus(sandbox: Sandbox, exercise: Exercise, tree: Tree) -> tuple[StepReport, ...]:
    """As `make_product`, with the commands that build the bonus after those of the student and of the harness."""
    sandbox.put(tree.entries)
    limits, harness = exercise.manifest.build, exercise.manifest.harness
    steps = run_steps(sandbox, limits.commands + limits.bonus, limits)
    if all(step.ok for step in steps):
        steps += finish(sandbox, exercise, harness.bonus if harness else ())
    return tuple(step.model_copy(update={"bonus": True}) for step in steps)


def add_harness(sandbox: Sandbox, exercise: Exercise, commands: CommandLines) -> list[StepReport]:
    refused = after_build("put", lambda: sandbox.put(exercise.harness, folder=HARNESS_FOLDER))
    return refused or run_steps(sandbox, commands, exercise.manifest.build)


def after_build(what: str, act: Callable[[], None]) -> list[StepReport]:
    """Do what needs the product to leave room, memory and names; the failed step where its build left none."""
    try:
        act()
    except SandboxRefused as refusal:
        return [failed_step((what,), f"what the build left is in the way: {visible(str(refusal))}")]
    except SandboxDied as death:
        if not death.out_of_memory:
            raise
        return [failed_step((what,), "what the build left takes up all memory")]
    return []


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
