"""One command in a sandbox, and what came of it. Times are CPU or wall milliseconds, sizes bytes or KiB as named."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.trees import TreeEntry


class Who(StrEnum):
    """The user a command runs as: builders write the product, tests only read it."""

    BUILD = "build"
    TEST = "run"


class Stopped(StrEnum):
    """Why the supervisor stopped a command before it ended by itself."""

    CPU = "cpu"
    WALL = "wall"
    OUTPUT = "output"
    PARTNER = "partner"  # the command that it talked with was stopped at a limit of its own


TEST_FOLDER = "/box/run/test"
"""Where every command of the test user starts, in a folder made for it that shows the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one command may use. `memory_mib` counts every page of the command: heap, stack, files in memory."""

    cpu_ms: int
    wall_ms: int
    memory_mib: int
    processes: int
    stdout_bytes: int
    stderr_bytes: int = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`files` (the test user's only) stand in TEST_FOLDER when it starts. `collect` are the paths there of files that
    it may write, whose folders stand as well; what there is of them comes back, up to MOST_COLLECTED bytes of each."""

    who: Who
    argv: tuple[str, ...]
    limits: Limits
    stdin: bytes = b""
    files: tuple[TreeEntry, ...] = ()
    collect: tuple[str, ...] = ()


MOST_COLLECTED = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a command did. Exactly one of `exit_code`, `signal` is set, unless it couldn't be executed at all."""

    exit_code: int | None
    signal: int | None
    stopped: Stopped | None
    exec_error: str | None
    cpu_ms: float
    wall_ms: float
    memory_kib: int
    out_of_memory: bool
    forks_refused: bool
    starved: bool
    stdout: bytes = field(repr=False)
    stderr: bytes = field(repr=False)
    stdout_over: bool
    stderr_over: bool
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one of two that talk wrote in one go."""

    by_partner: bool
    text: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Two commands that talked with each other. Their results have no stdout: what passed is in `said`, in the order in
    which it passed, up to MOST_KEPT bytes from the beginning and as many from the end; `left_out` passed in between."""

    own: RunResult
    partners: RunResult
    partner_first: bool
    said: tuple[Said, ...]
    left_out: int


MOST_KEPT = 4 << 10


class Sandbox(Protocol):
    """One container, for one submission. Every method raises SandboxDied or GraderFault when it can't be done."""

    @property
    def image_id(self) -> str: ...

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        """Write the entries as the build user below the product's folder. A `folder` named is emptied first."""

    def run(self, command: Command) -> RunResult:
        """Run a command to its end or a limit; when this returns, no process of it lives and no trace is left."""

    def converse(self, command: Command, partner: "Sandbox", partners: Command) -> Conversation:
        """Run two commands in two sandboxes, each reading on stdin what the other prints, to the end of both.

        When one has ended, the other reads the end of its input and goes on; what it still prints counts, and goes
        nowhere. When one is stopped at a limit, so is the other. Neither ever gets SIGPIPE. The death of this sandbox
        is SandboxDied, that of the partner's GraderFault; after either, both are of no use.
        """

    def seal(self) -> None:
        """Make the built product read-only to tests, whatever the build did to its permissions."""

    def get(self, path: str, max_bytes: int) -> bytes | None:
        """A regular file of the product, or None if there is none, or it's larger."""


class SandboxPool(Protocol):
    def take(self, language: str, setup: bytes = b"") -> AbstractContextManager[Sandbox]:
        """A fresh sandbox for that language, destroyed at the end of the block. Raises GraderFault.

        With `setup`, a script of the school's, one in whose image that was run as root, once, with the network.
        """
