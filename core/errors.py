"""The exceptions that cross rooms. What a student's code did is never one of them: that is a Verdict.

PeermillError
├── UsageError      what was asked for makes no sense: exit code 2
│   └── BrokenExercise   a manifest or a test file that can't be used
├── TreeRefused     a tree that no sandbox may be given (a value in the report: CF)
└── GraderFault     our machinery failed: retried, then JE, exit code 3
    ├── SandboxDied      the container ended in the middle of a request
    ├── SandboxRefused   the supervisor would not do what it was asked
    └── EngineMissing    no Docker engine answers
"""


class PeermillError(Exception):
    """Anything that we raise on purpose; its text is one clear line."""


class UsageError(PeermillError):
    """Bad input from whoever called: the message names the thing and the fix."""


class BrokenExercise(UsageError):
    """An exercise's folder is not usable: the message names file, line, key and what was expected."""


class TreeRefused(PeermillError):
    """What was pushed can't be graded: the message is for the student, and names the path."""


class GraderFault(PeermillError):
    """Our machinery failed. Never the student's fault, never lowers a mark."""


class SandboxDied(GraderFault):
    """The sandbox ended in the middle of a request. `out_of_memory`: the kernel had killed for memory in it."""

    def __init__(self, message: str, *, out_of_memory: bool) -> None:
        super().__init__(message)
        self.out_of_memory = out_of_memory


class SandboxRefused(GraderFault):
    """The supervisor would not do what it was asked: no room left, or something stands where a file should go."""


class EngineMissing(GraderFault):
    """No Docker engine answers, and none could be started."""
