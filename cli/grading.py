"""One grading for the command line: names and paths in, a Report out whatever happens on the machine."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from cli.output import words_of
from core.errors import GraderFault, TreeRefused
from core.reports import Report
from core.runs import Sandbox, SandboxPool
from core.trees import TreeCaps
from exercises.model import Exercise
from grader.grade import faulted, grade, refused
from store.git_local import LocalRepository, open_local


class PoolAtNeed(contextlib.AbstractContextManager["PoolAtNeed"]):
    """A pool that is opened when the first sandbox is asked for: a tree that fails a check needs no Docker at all.

    Where it can't be opened every `take` raises why, so that each tree still gets its report.
    """

    def __init__(self, open_pool: Callable[[], contextlib.AbstractContextManager[SandboxPool]]) -> None:
        self._open_pool = open_pool
        self._stack = contextlib.ExitStack()
        self._lock = Lock()
        self._pool: SandboxPool | None = None
        self._fault: GraderFault | None = None

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def take(self, language: str, setup: bytes = b"") -> contextlib.AbstractContextManager[Sandbox]:
        with self._lock:
            if self._fault is not None:
                raise GraderFault(str(self._fault))
            if self._pool is None:
                try:
                    self._pool = self._stack.enter_context(self._open_pool())
                except GraderFault as fault:
                    self._fault = fault
                    raise
                except OSError as error:
                    self._fault = GraderFault(f"no sandbox can be set up: {words_of(error)}")
                    raise self._fault from None
            return self._pool.take(language, setup)


def grade_path(path: Path, exercise: Exercise, revision: str | None, pool: SandboxPool) -> Report:
    """Raises UsageError for a path or revision that makes no sense; a fault of the machine is a JE report."""
    commit = None
    try:
        with open_local(path) as repository:
            commit = commit_named(repository, revision)
            tree = repository.tree(revision, TreeCaps())
        commit = tree.commit
        return grade(exercise, tree, pool)
    except TreeRefused as refusal:
        return refused(exercise, commit, str(refusal))
    except GraderFault as fault:
        return faulted(exercise, commit, str(fault))


def commit_named(repository: LocalRepository, revision: str | None) -> str | None:
    """The full hash of the commit that was asked for; None where it was the working files."""
    if revision is None and not repository.bare:
        return None
    with repository.objects() as objects:
        return repository.commit_at(objects, revision or "HEAD").hash
