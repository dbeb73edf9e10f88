"""An exercise, loaded and whole: nothing of it is read from disk again while it is graded."""

from dataclasses import dataclass
from pathlib import Path

from core.trees import TreeEntry
from exercises.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Testcase:
    """One input and what is expected of it. `expected` never leaves the host."""

    name: str
    stdin: bytes
    arguments: tuple[str, ...]
    expected: bytes
    exit_code: int
    cpu_ms: int
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """`slug` is the folder's name; `digest` is a SHA-256 over every file that decides a verdict."""

    slug: str
    folder: Path
    digest: str
    manifest: Manifest
    statement: str
    harness: tuple[TreeEntry, ...]
    testcases: tuple[Testcase, ...]

    @property
    def max_score(self) -> float:
        return sum(testcase.points for testcase in self.testcases)
