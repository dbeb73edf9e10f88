"""Which adapter serves which port, for the processes that share a school: web, workers and the command line.

Settings --compose--> Services: SqlStore, GitRepositories, trees and subjects read from them, clock, secrets
"""

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from core.errors import GraderFault
from core.ports import Clock, Repositories, Secrets, Store, Subjects, Trees
from core.trees import Tree, TreeCaps
from store.git_leftovers import clear_leftovers
from store.git_repositories import GitRepositories
from store.git_subjects import read_subject
from store.sql_migrate import migrate
from store.sql_store import open_store
from wiring.git_service import GitService
from wiring.settings import Settings

MIB = 1 << 20
SECRET_BYTES = 32
LEFTOVER_SECONDS = 7200.0  # far longer than any push may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the use cases ask for, by the names of their parameters."""

    settings: Settings
    store: Store
    repositories: Repositories
    trees: Trees
    subjects: Subjects
    git: GitService
    clear_leftovers: Callable[[], object]
    clock: Clock
    secrets: Secrets


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


@contextlib.contextmanager
def compose(settings: Settings, clock: Clock = utc_now) -> Iterator[Services]:
    """The services of a school whose database is brought up to date first. Raises UsageError, GraderFault."""
    try:
        settings.repositories.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraderFault(f"{settings.repositories}: this folder can't be made: {error.strerror}") from None
    migrate(settings.database)
    store = open_store(settings.database)
    repositories = GitRepositories(settings.repositories)
    try:
        yield Services(
            settings=settings,
            store=store,
            repositories=repositories,
            trees=partial(tree_of, repositories),
            subjects=partial(subject_of, repositories),
            clear_leftovers=lambda: clear_leftovers(settings.repositories, time.time() - LEFTOVER_SECONDS),
            git=GitService(repositories=repositories, quota_bytes=settings.quota_mib * MIB),
            clock=clock,
            secrets=new_secret,
        )
    finally:
        store.close()


def tree_of(repositories: GitRepositories, name: str, commit: str) -> Tree:
    return repositories.read_tree(name, commit, TreeCaps())


def subject_of(repositories: GitRepositories, name: str, commit: str) -> str:
    return read_subject(repositories.folder(name), commit)
