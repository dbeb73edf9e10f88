"""The school's program that decides about a submission's testcases: its custom checker, or its interactor.

first testcase that needs it -> a sandbox of the pool -> put, build, seal -> every testcase's run -> destroyed

It has the testcase's input and answer, which never come near the submission, and what the submission printed, which is
hostile. So it runs as a test does: nothing of one testcase's run is left for the next one's.
"""

import contextlib

from core.errors import GraderFault, SandboxDied, SandboxRefused
from core.runs import TEST_FOLDER, Command, Sandbox, SandboxPool, Who
from core.trees import EntryKind, TreeEntry
from exercises.checkers import Validator
from exercises.manifest import Build
from exercises.model import Exercise, Testcase
from grader.build import run_steps
from grader.limits import limits_of

DATA = "testcase"
FEEDBACK = f"{DATA}/feedback"
TO_STUDENT, TO_STAFF = f"{FEEDBACK}/teammessage.txt", f"{FEEDBACK}/judgemessage.txt"
SCORE, MULTIPLIER = f"{FEEDBACK}/score.txt", f"{FEEDBACK}/score_multiplier.txt"


class Unfit(Exception):
    """The school's program could not decide; the message is for staff. Never the student's fault: JE."""


class Referee(contextlib.AbstractContextManager["Referee"]):
    """One for a whole grading. Only its own sandbox and those of its pool are behind it, never the submission's."""

    def __init__(self, exercise: Exercise, pool: SandboxPool) -> None:
        self._exercise, self._pool = exercise, pool
        self._stack = contextlib.ExitStack()
        self._sandbox: Sandbox | None = None
        self._unfit = ""

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    @property
    def program(self) -> Validator:
        program = self._exercise.manifest.validator
        assert program is not None, "only an exercise with a checker or an interactor asks its referee"
        return program

    def sandbox(self) -> Sandbox:
        """Built and ready. Raises Unfit where it can't be built, GraderFault."""
        if self._unfit:
            raise Unfit(self._unfit)
        if self._sandbox is None:
            self._sandbox = self._stack.enter_context(
                self._pool.take(self.program.language or self._exercise.manifest.language)
            )
            self._build(self._sandbox)
        return self._sandbox

    def dismiss(self) -> None:
        """Give the sandbox up: the next testcase takes a fresh one."""
        self._stack.close()
        self._sandbox = None

    def command(self, testcase: Testcase, stdin: bytes = b"") -> Command:
        """Its command for a testcase, by the protocol: input, answer, folder for feedback, flags."""
        given = f"{DATA}/{testcase.name}"
        return Command(
            who=Who.TEST,
            argv=(
                *self.program.command,
                f"{TEST_FOLDER}/{given}.in",
                f"{TEST_FOLDER}/{given}.ans",
                f"{TEST_FOLDER}/{FEEDBACK}/",
                *self.program.flags,
                *testcase.flags,
            ),
            limits=limits_of(self.program),
            stdin=stdin,
            files=(
                TreeEntry(path=f"{given}.in", kind=EntryKind.FILE, data=testcase.stdin),
                TreeEntry(path=f"{given}.ans", kind=EntryKind.FILE, data=testcase.expected),
            ),
            collect=(TO_STUDENT, TO_STAFF, SCORE, MULTIPLIER),
        )

    def _build(self, sandbox: Sandbox) -> None:
        try:
            sandbox.put(self._exercise.validator)
            failed = [step for step in run_steps(sandbox, self.program.commands, Build()) if not step.ok]
            sandbox.seal()
        except SandboxRefused as refusal:
            raise GraderFault(f"the checker or interactor can't be built: {refusal}") from None
        except SandboxDied as death:
            raise GraderFault(f"the checker's or interactor's own sandbox: {death}") from None
        if failed:
            self._unfit = f"it can't be built: $ {failed[0].command}\n{failed[0].detail}\n{failed[0].output}"
            raise Unfit(self._unfit)
