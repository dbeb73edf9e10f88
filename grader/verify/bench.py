"""The accepted solution in a sandbox, changed there mutant by mutant, and built and judged again each time.

take a sandbox -> build the original -> a mutant's file over the original's -> build -> testcases, up to one that fails
                                              ^                                                |
                                              +------------------------------------------------+
Unlike a submission, many mutants use one sandbox: they're the school's own program, but for one change.
"""

import contextlib
import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.errors import GraderFault, SandboxDied
from core.reports import TestcaseReport
from core.runs import Command, Limits, Sandbox, SandboxPool, Who
from core.trees import Tree
from core.verdicts import Verdict
from exercises.model import Exercise, Testcase
from grader.build import build, finish, make_product
from grader.judge import judge
from grader.referee import Referee
from grader.verify.equivalent import equivalent
from grader.verify.mutants import Mutant

WRITE_LIMITS = Limits(cpu_ms=5_000, wall_ms=30_000, memory_mib=64, processes=4, stdout_bytes=4096)
# An endless mutant must cost little, and a slow machine must kill none: ten times what the original took, or this.
LEAST_CPU_MS, LEAST_WALL_MS, TIMES = 100, 2_000, 10
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What became of a mutant. `killed_by` is the testcase that failed first; None where none did."""

    mutant: Mutant
    compiled: bool
    killed_by: str | None = None
    equivalent: bool = False


class MutantBench(contextlib.AbstractContextManager["MutantBench"]):
    """Raises GraderFault. One thread at a time."""

    def __init__(self, exercise: Exercise, tree: Tree, pool: SandboxPool) -> None:
        self.exercise, self._tree, self._pool = exercise, tree, pool
        self._stack = contextlib.ExitStack()
        self._referee = Referee(exercise, pool)
        self._sandbox: Sandbox | None = None
        self._changed: Mutant | None = None

    def __exit__(self, *_: object) -> None:
        self._referee.dismiss()
        self._stack.close()

    def judge_original(self) -> list[TestcaseReport]:
        return [judge(self._ready(), self.exercise, testcase, self._referee) for testcase in self.exercise.testcases]

    def try_mutant(self, mutant: Mutant, testcases: Sequence[Testcase]) -> Trial:
        """A fault is tried again in another sandbox: one busy moment must not cost all that was tried before."""
        for _ in range(TRIES - 1):
            try:
                return self._try(mutant, testcases)
            except GraderFault:
                self._sandbox = None
        return self._try(mutant, testcases)

    def _try(self, mutant: Mutant, testcases: Sequence[Testcase]) -> Trial:
        sandbox = self._ready()
        try:
            self._put(sandbox, mutant)
            if not self._built(sandbox):
                return Trial(mutant=mutant, compiled=False)
            killer = self._first_that_fails(sandbox, testcases)
        except SandboxDied as death:
            if not death.out_of_memory:
                raise
            self._sandbox = None
            return Trial(mutant=mutant, compiled=True, killed_by="memory")
        if killer is not None:
            return Trial(mutant=mutant, compiled=True, killed_by=killer)
        same = equivalent(self.exercise.manifest.language, sandbox, mutant)
        return Trial(mutant=mutant, compiled=True, equivalent=same)

    def _ready(self) -> Sandbox:
        if self._sandbox is None:
            self._stack.close()
            sandbox = self._stack.enter_context(self._pool.take(self.exercise.manifest.language, self.exercise.setup))
            steps = make_product(sandbox, self.exercise, self._tree)
            if not all(step.ok for step in steps):
                raise GraderFault(f"{steps[-1].command}: the accepted solution was built before, and isn't now")
            self._sandbox, self._changed = sandbox, None
        return self._sandbox

    def _put(self, sandbox: Sandbox, mutant: Mutant) -> None:
        if self._changed is not None and self._changed.path != mutant.path:
            write(sandbox, self._changed.path, self._changed.original)
        self._changed = mutant
        write(sandbox, mutant.path, mutant.source)

    def _built(self, sandbox: Sandbox) -> bool:
        steps = build(sandbox, self.exercise)
        return all(step.ok for step in steps) and all(step.ok for step in finish(sandbox, self.exercise))

    def _first_that_fails(self, sandbox: Sandbox, testcases: Iterable[Testcase]) -> str | None:
        reports = (judge(sandbox, self.exercise, testcase, self._referee) for testcase in testcases)
        return next((report.name for report in reports if not perfect(report)), None)


def write(sandbox: Sandbox, path: str, data: bytes) -> None:
    """Over the file that is there, in place: the product's folder may be full of links to it."""
    argv = ("sh", "-c", 'cat > "$0"', f"./{path}")
    result = sandbox.run(Command(who=Who.BUILD, argv=argv, limits=WRITE_LIMITS, stdin=data))
    if result.exit_code != 0:
        raise GraderFault(f"{path}: the mutant's file can't be written: {result.stderr.decode(errors='replace')}")


def hurried(exercise: Exercise, reports: Iterable[TestcaseReport]) -> tuple[Exercise, list[Testcase]]:
    """The exercise with a short wall limit, and those of its testcases that the original passes, with short limits."""
    needed = {report.name: report.cpu_ms for report in reports if perfect(report)}
    testcases = [
        dataclasses.replace(testcase, cpu_ms=shorter(needed[testcase.name], testcase.cpu_ms))
        for testcase in exercise.testcases
        if testcase.name in needed
    ]
    run = exercise.manifest.run
    longest = max((testcase.cpu_ms for testcase in testcases), default=LEAST_CPU_MS)
    wall_ms = min(run.wall_ms, max(LEAST_WALL_MS, 4 * longest))
    changed = run.model_copy(update={"wall_ms": wall_ms, "cpu_ms": max(run.cpu_ms, longest)})
    manifest = exercise.manifest.model_copy(update={"run": changed})
    return dataclasses.replace(exercise, manifest=manifest), testcases


def perfect(report: TestcaseReport) -> bool:
    """A checker may accept an answer and give it a part of the points only."""
    return report.verdict is Verdict.AC and report.points == report.max_points


def shorter(needed_ms: float, limit_ms: int) -> int:
    return min(limit_ms, max(LEAST_CPU_MS, round(TIMES * needed_ms)))
