"""What norm, allowed functions and relinking add to the grading of the C library project, in CPU time.

CPU time is our own process's and that of every command in the sandbox, orphans included, as the container's cgroup
counts it. The container's start (some 0.4 s) is left out of both sides: with it the ratio would look better.
"""

import contextlib
import dataclasses
import time
from collections.abc import Iterator, Sequence

from benchmarks.bare import with_checks
from benchmarks.table import ROUNDS, Row, ratio_row
from core.runs import Command, Conversation, RunResult, Sandbox
from core.trees import Tree, TreeEntry
from core.verdicts import Verdict
from exercises.checks import Checks
from exercises.files import read_entries
from exercises.loader import find_exercise
from exercises.model import Exercise
from grader.grade import grade
from sandboxes.pool import WarmPool

SLUG, SOLUTION = "c-libft", "accepted/one_function_a_file"
MOST = 1.8
ADDED = Checks.model_validate(
    {
        "norm": {"ignored": ["INVALID_HEADER"]},
        "functions": {"allowed": ["malloc", "free", "write"]},
        "makefile": {"name": "libft.a", "rules": []},
    }
)


@dataclasses.dataclass
class CountedSandbox:
    """A sandbox, and the CPU time of all that ran in it."""

    sandbox: Sandbox
    cpu_ms: float = 0

    @property
    def image_id(self) -> str:
        return self.sandbox.image_id

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        self.sandbox.put(entries, folder=folder)

    def run(self, command: Command) -> RunResult:
        result = self.sandbox.run(command)
        self.cpu_ms += result.cpu_ms
        return result

    def converse(self, command: Command, partner: Sandbox, partners: Command) -> Conversation:
        return self.sandbox.converse(command, partner, partners)

    def seal(self) -> None:
        self.sandbox.seal()

    def get(self, path: str, max_bytes: int) -> bytes | None:
        return self.sandbox.get(path, max_bytes)


@dataclasses.dataclass
class CountingPool:
    pool: WarmPool
    cpu_ms: float = 0

    @contextlib.contextmanager
    def take(self, language: str, setup: bytes = b"") -> Iterator[Sandbox]:
        with self.pool.take(language, setup) as sandbox:
            counted = CountedSandbox(sandbox)
            yield counted
            self.cpu_ms += counted.cpu_ms


def measure(pool: WarmPool) -> Row:
    plain, checked = (with_checks(find_exercise(SLUG), checks) for checks in (Checks(), ADDED))
    tree = Tree(entries=read_entries(plain.folder / "solutions" / SOLUTION), commit=None)
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(cpu_ms(plain, tree, pool))
        ours.append(cpu_ms(checked, tree, pool))
    what = "C library project with norm, functions, relink / without"
    return ratio_row(what, ours, bare, "ms CPU", most=MOST)


def cpu_ms(exercise: Exercise, tree: Tree, pool: WarmPool) -> float:
    pool.warm(exercise.manifest.language)
    counting, start = CountingPool(pool), time.process_time()
    report = grade(exercise, tree, counting)
    assert report.verdict is Verdict.AC, report
    return counting.cpu_ms + (time.process_time() - start) * 1000
