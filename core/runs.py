"""One command in a sandbox, and what came of it. Times are CPU or wall milliseconds, sizes bytes or KiB as named."""

from collections.abc import Sequence
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
    who: Who
    argv: tuple[str, ...]
    limits: Limits
    stdin: bytes = b""


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


class Sandbox(Protocol):
    """One container, for one submission. Every method raises SandboxDied or GraderFault when it can't be done."""

    @property
    def image_id(self) -> str: ...

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        """Write the entries as the build user below the product's folder. A `folder` named is emptied first."""

    def run(self, command: Command) -> RunResult:
        """Run a command to its end or a limit; when this returns, no process of it lives and no trace is left."""

    def seal(self) -> None:
        """Make the built product read-only to tests, whatever the build did to its permissions."""

    def get(self, path: str, max_bytes: int) -> bytes | None:
        """A regular file of the product, or None if there is none, or it's larger."""


class SandboxPool(Protocol):
    def take(self, language: str) -> AbstractContextManager[Sandbox]:
        """A fresh sandbox for that language, destroyed at the end of the block. Raises GraderFault."""
