"""A whole grading.

check turn-in --failed--> CF, tests skipped
    |
take a sandbox -> put the tree -> static checks -> build --failed--> CE, tests skipped
    |
checks of the build -> harness -> seal
    |
each testcase -> judge; if the kernel ends the sandbox for memory: MLE, and the rest in a fresh one,
                 MOST_DEATHS times: each costs a container and a build
"""

import contextlib
import time

from core.errors import SandboxDied
from core.reports import CheckReport, Report, StepReport, TestcaseReport
from core.runs import Sandbox, SandboxPool
from core.trees import Tree
from core.verdicts import Verdict
from exercises.model import Exercise, Testcase
from grader.build import build, finish, make_product
from grader.checks.plan import build_checks, static_checks
from grader.judge import died, judge, skipped
from grader.scoring import score
from grader.turn_in import check_turn_in

MOST_DEATHS = 3


def grade(exercise: Exercise, tree: Tree, pool: SandboxPool) -> Report:
    """Raises GraderFault when our machinery fails; whatever the submission does is in the report."""
    start = time.monotonic()
    check = check_turn_in(tree, exercise.manifest.turn_in)
    if not check.passed:
        return report(exercise, tree.commit, None, start, checks=(check,))
    workbench = Workbench(exercise, tree, pool)
    with workbench:
        tests = tuple(workbench.judge_all())
        checks = (check, *workbench.checks)
        return report(exercise, tree.commit, workbench.image_id, start, checks, workbench.steps, tests)


def refused(exercise: Exercise, commit: str | None, reason: str) -> Report:
    """The report on a tree that no sandbox may be given: CF, with the reason."""
    check = CheckReport(name="files", passed=False, detail=reason)
    return report(exercise, commit, None, time.monotonic(), checks=(check,))


def faulted(exercise: Exercise, commit: str | None, reason: str) -> Report:
    """The report on a grading that our machinery failed: JE, no point given and none lost."""
    tests = tuple(
        skipped(testcase).model_copy(update={"verdict": Verdict.JE, "detail": reason})
        for testcase in exercise.testcases
    )
    return report(exercise, commit, None, time.monotonic(), tests=tests)


class Workbench(contextlib.AbstractContextManager["Workbench"]):
    """A submission built in a sandbox; built again in a fresh one when the kernel ended the first for memory.

    Where the build then fails, `steps` are those of that build and the testcases left are skipped.
    """

    def __init__(self, exercise: Exercise, tree: Tree, pool: SandboxPool) -> None:
        self._exercise, self._tree, self._pool = exercise, tree, pool
        self._stack = contextlib.ExitStack()
        self._sandbox: Sandbox | None = None
        self._deaths = 0
        self.image_id: str
        self.checks: tuple[CheckReport, ...]
        self.steps: tuple[StepReport, ...]

    def __enter__(self) -> "Workbench":
        self._first_set_up(self._take())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def judge_all(self) -> list[TestcaseReport]:
        return [self._judge(testcase) for testcase in self._exercise.testcases]

    def _judge(self, testcase: Testcase) -> TestcaseReport:
        if self._deaths == MOST_DEATHS:
            return skipped(testcase, f"not run: {MOST_DEATHS} tests before it each brought down a whole sandbox")
        sandbox = self._sandbox or self._set_up_again()
        if not built(self.steps):
            return skipped(testcase)
        try:
            return judge(sandbox, self._exercise, testcase)
        except SandboxDied as death:
            self._sandbox = None
            self._deaths += 1
            return died(self._exercise, testcase, death)

    def _take(self) -> Sandbox:
        self._stack.close()
        self._sandbox = sandbox = self._stack.enter_context(self._pool.take(self._exercise.manifest.language))
        self.image_id = sandbox.image_id
        return sandbox

    def _first_set_up(self, sandbox: Sandbox) -> None:
        sandbox.put(self._tree.entries)
        self.checks = static_checks(sandbox, self._exercise, self._tree)
        self.steps = tuple(build(sandbox, self._exercise))
        if built(self.steps):
            self.checks += build_checks(sandbox, self._exercise, self._tree)
            self.steps += tuple(finish(sandbox, self._exercise))

    def _set_up_again(self) -> Sandbox:
        sandbox = self._take()
        self.steps = make_product(sandbox, self._exercise, self._tree)
        return sandbox


def built(steps: tuple[StepReport, ...]) -> bool:
    return all(step.ok for step in steps)


def report(
    exercise: Exercise,
    commit: str | None,
    image_id: str | None,
    start: float,
    checks: tuple[CheckReport, ...] = (),
    steps: tuple[StepReport, ...] = (),
    tests: tuple[TestcaseReport, ...] | None = None,
) -> Report:
    tests = tuple(skipped(testcase) for testcase in exercise.testcases) if tests is None else tests
    worth = score(exercise, checks, tests, compiled=built(steps))
    return Report(
        exercise=exercise.slug,
        exercise_digest=exercise.digest,
        commit=commit,
        image_id=image_id,
        verdict=worth.verdict,
        score=worth.points,
        max_score=worth.max_points,
        checks=checks,
        steps=steps,
        tests=tests,
        wall_ms=round((time.monotonic() - start) * 1000, 3),
    )
