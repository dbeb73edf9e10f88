"""A whole grading.

check turn-in --failed--> CF, tests skipped
    |
take a sandbox -> put the tree -> static checks -> build --failed--> CE, tests skipped
    |
checks of the build -> harness -> seal
    |
each testcase that is due (course.py) -> judge; if the kernel ends the sandbox for memory: MLE, and the rest in a
    |                                    fresh one, MOST_DEATHS times: each costs a container and a build
    |
the bonus is due and has a build of its own: a fresh sandbox, so that it can spoil nothing of the rest
"""

import contextlib
import time

from core.errors import SandboxDied
from core.reports import CheckReport, Finding, Report, StepReport, TestcaseReport
from core.runs import Sandbox, SandboxPool
from core.trees import Tree
from core.verdicts import Verdict
from exercises.model import Exercise, Testcase
from grader.build import build, finish, make_bonus, make_product
from grader.checks.memory import brought_down, check_memory, memory_report
from grader.checks.plan import build_checks, static_checks
from grader.course import run_in_order, skipped
from grader.framework import judge_cases
from grader.judge import died, judge
from grader.program import as_submitted, check_files
from grader.referee import Referee
from grader.reporting import built, of_tree, report

MOST_DEATHS = 3


def grade(exercise: Exercise, tree: Tree, pool: SandboxPool) -> Report:
    """Raises GraderFault when our machinery fails; whatever the submission does is in the report."""
    return grade_times(exercise, tree, pool, 1)[0]


def grade_times(exercise: Exercise, tree: Tree, pool: SandboxPool, times: int) -> tuple[Report, ...]:
    """A report for each time that the testcases are run on what was built and checked once. Raises GraderFault."""
    start = time.monotonic()
    check = check_files(exercise, tree)
    if check.fatal:
        return (of_tree(report(exercise, tree.commit, None, start, checks=(check,)), tree),) * times
    exercise, tree = as_submitted(exercise, tree)
    with Workbench(exercise, tree, pool) as workbench:
        return tuple(judged(exercise, tree, workbench, check, start) for _ in range(times))


def judged(exercise: Exercise, tree: Tree, workbench: "Workbench", check: CheckReport, start: float) -> Report:
    """`check` is the one that came before the workbench was needed."""
    tests = tuple(workbench.judge_all())
    checks = (check, *workbench.checks, *workbench.test_checks())
    steps = workbench.steps + workbench.bonus_steps
    return of_tree(report(exercise, tree.commit, workbench.image_id, start, checks, steps, tests), tree)


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
    """A submission built in a sandbox; built again in a fresh one when the kernel ended the first for memory, and for
    the bonus.

    `steps` are those of the first build, which alone decides about CE. Where a later one fails, the testcases that
    were to run on it are skipped: what a testcase did must not show in anything but its own report.
    """

    def __init__(self, exercise: Exercise, tree: Tree, pool: SandboxPool) -> None:
        self._exercise, self._tree, self._pool = exercise, tree, pool
        self._stack = contextlib.ExitStack()
        self._referee = Referee(exercise, pool)
        self._sandbox: Sandbox | None = None
        self._deaths = 0
        self._at_bonus = False
        self._broken = ""
        self._cases: dict[str, TestcaseReport] = {}
        self._findings: list[Finding] = []
        self.image_id: str
        self.checks: tuple[CheckReport, ...]
        self.steps: tuple[StepReport, ...]
        self.bonus_steps: tuple[StepReport, ...] = ()

    def __enter__(self) -> "Workbench":
        self._first_set_up(self._take())
        return self

    def __exit__(self, *_: object) -> None:
        self._referee.dismiss()
        self._stack.close()

    def judge_all(self) -> list[TestcaseReport]:
        """Every testcase's report. A second time starts like the first: on the product without the bonus."""
        if self._at_bonus or self._broken:
            self._at_bonus, self._broken, self._sandbox = False, "", None
        self._deaths, self._cases, self._findings, self.bonus_steps = 0, {}, [], ()
        if not built(self.steps):
            return [skipped(testcase) for testcase in self._exercise.testcases]
        clean = not any(check.fatal for check in self.checks)
        return list(run_in_order(self._exercise, self._judge, clean=clean))

    def _judge(self, testcase: Testcase) -> TestcaseReport:
        if self._deaths == MOST_DEATHS:
            return skipped(testcase, f"not run: {MOST_DEATHS} tests before it each brought down a whole sandbox")
        if not self._at_bonus and has_bonus_build(self._exercise) and is_bonus(self._exercise, testcase):
            self._at_bonus, self._sandbox, self._cases = True, None, {}
        if testcase.name in self._cases:
            return self._cases[testcase.name]
        sandbox = self._sandbox or self._set_up_again()
        if self._broken:
            return skipped(testcase, f"not run: {self._broken}")
        try:
            return self._judge_in(sandbox, testcase)
        except SandboxDied as death:
            self._sandbox = None
            self._deaths += 1
            return died(self._exercise, testcase, death)

    def _judge_in(self, sandbox: Sandbox, testcase: Testcase) -> TestcaseReport:
        """A framework's cases all come of one run, and share its end."""
        framework = self._exercise.manifest.framework
        if framework is None:
            report = judge(sandbox, self._exercise, testcase, self._referee)
            return self._watched(sandbox, testcase, report)
        try:
            self._cases = judge_cases(sandbox, self._exercise, framework)
        except SandboxDied as death:
            self._sandbox = None
            self._cases = {each.name: died(self._exercise, each, death) for each in self._exercise.testcases}
        return self._cases[testcase.name]

    def test_checks(self) -> tuple[CheckReport, ...]:
        """The checks of how testcases ran, where any did."""
        rule = self._exercise.manifest.checks.memory
        return (memory_report(rule, self._findings),) if rule and built(self.steps) else ()

    def _watched(self, sandbox: Sandbox, testcase: Testcase, report: TestcaseReport) -> TestcaseReport:
        """The report itself, after a look at the memory; what is found in the bonus costs no more than the bonus."""
        rule = self._exercise.manifest.checks.memory
        if rule is None:
            return report
        try:
            finding = check_memory(sandbox, self._exercise, rule, testcase, report)
        except SandboxDied as death:
            finding = brought_down(testcase, death)
            self._sandbox = None
            self._deaths += 1
        if finding and is_bonus(self._exercise, testcase):
            return failed_check(report, finding)
        self._findings += [finding] if finding else []
        return report

    def _take(self) -> Sandbox:
        self._stack.close()
        language, setup = self._exercise.manifest.language, self._exercise.setup
        self._sandbox = sandbox = self._stack.enter_context(self._pool.take(language, setup))
        self.image_id = sandbox.image_id
        return sandbox

    def _first_set_up(self, sandbox: Sandbox) -> None:
        sandbox.put(self._tree.entries)
        self.checks = static_checks(sandbox, self._exercise, self._tree)
        self.steps = tuple(build(sandbox, self._exercise))
        if built(self.steps):
            self.checks += build_checks(sandbox, self._exercise, self._tree, self.checks)
            self.steps += tuple(finish(sandbox, self._exercise))

    def _set_up_again(self) -> Sandbox:
        sandbox = self._take()
        make = make_bonus if self._at_bonus else make_product
        steps = make(sandbox, self._exercise, self._tree)
        if self._at_bonus:
            self.bonus_steps = steps
        if not all(step.ok for step in steps):
            self._broken = "the bonus could not be built" if self._at_bonus else "it could not be built a second time"
        return sandbox


def failed_check(report: TestcaseReport, finding: Finding) -> TestcaseReport:
    """The testcase as failed by what a check found in it."""
    return report.model_copy(update={"verdict": Verdict.RTE, "points": 0, "detail": finding.evidence})


def has_bonus_build(exercise: Exercise) -> bool:
    harness = exercise.manifest.harness
    return bool(exercise.manifest.build.bonus or (harness and harness.bonus))


def is_bonus(exercise: Exercise, testcase: Testcase) -> bool:
    group = exercise.manifest.groups.get(testcase.group)
    return group is not None and group.bonus
