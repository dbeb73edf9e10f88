"""What the use cases need from outside, as they see it: the record, the git repositories, a clock, secrets.

Each port has an adapter in `store/` and a fake in `tests/fakes/`; both pass the same contract tests.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from core.reports import Report
from core.school import (
    Campus,
    Doorbell,
    Event,
    EventKind,
    Facts,
    Job,
    JobState,
    Lane,
    Line,
    Pairing,
    Person,
    Progress,
    Push,
    Repository,
    Round,
    Submission,
    Team,
    Turn,
)
from core.trees import Tree

Clock = Callable[[], datetime]
"""Now, aware, in UTC."""

Secrets = Callable[[], str]
"""A new secret of 256 random bits, as text that is safe in a URL."""

Trees = Callable[[str, str], Tree]
"""(folder name, commit) -> its tree. Raises TreeRefused for what no sandbox may be given, GraderFault."""

Subjects = Callable[[str, str], str]
"""(folder name, commit) -> the first line of its message, printable. Raises GraderFault."""

Bell = Callable[[int], None]
"""Tells the workers of a job, by its id. Raises OSError when they can't be reached now."""


class PeopleRecords(Protocol):
    def add_campus(self, name: str) -> Campus:
        """Raises UsageError when there is one of that name."""

    def add_person(self, *, login: str, campus: str, level: float, staff: bool) -> Person:
        """Raises UsageError when the login is taken, or there is no such campus."""

    def by_login(self, login: str) -> Person | None: ...

    def all(self) -> list[Person]: ...

    def add_token(self, person_id: int, digest: str, at: datetime) -> None: ...

    def by_token(self, digest: str) -> Person | None: ...

    def add_team(self, name: str, member_ids: Sequence[int]) -> Team:
        """Raises UsageError when there is a team of that name."""

    def team(self, team_id: int) -> Team:
        """Raises UsageError when there is none."""


class RepositoryRecords(Protocol):
    def add(self, *, team_id: int, exercise: str, folder: str, closes_at: datetime | None) -> Repository:
        """Raises UsageError when that team is registered for that exercise."""

    def get(self, repository_id: int) -> Repository: ...

    def by_folder(self, folder: str) -> Repository | None: ...

    def registered(self, person_id: int, exercise: str) -> bool:
        """Whether a team of that person has a repository for that exercise."""

    def admitted(self) -> list[Repository]:
        """Those with a push that was let in and not settled since: under way, or lost in a crash."""

    def locked(self, repository_id: int) -> Repository:
        """The repository, which no other transaction writes to until this one ends."""

    def admit(self, repository_id: int, at: datetime | None) -> None:
        """Note when the push that is let in had arrived; None once what it brought is on record."""

    def point_to(self, repository_id: int, submission_id: int) -> None:
        """Make that submission the repository's current one."""


class SubmissionRecords(Protocol):
    def add(self, *, repository_id: int, exercise: str, commit: str, pushed_at: datetime) -> Submission: ...

    def find(self, *, repository_id: int, exercise: str, commit: str) -> Submission | None: ...

    def get(self, submission_id: int) -> Submission | None: ...

    def add_report(self, submission_id: int, *, job_id: int, attempt: int, report: Report, at: datetime) -> int:
        """Store the report and make it the valid one. Returns its id."""

    def report(self, report_id: int) -> Report: ...

    def reports_since(self, moment: datetime) -> int:
        """How many were stored then or later."""

    def pushes(self, repository_id: int) -> list[Push]:
        """All submissions of the repository, in the order in which they were put on record."""

    def progress(self, submission_id: int) -> Progress | None: ...

    def current(self) -> list[Progress]:
        """The current submission of every repository that has one, oldest first."""


class JobRecords(Protocol):
    def add(self, submission_id: int, at: datetime, turn: Turn) -> Job: ...

    def get(self, job_id: int) -> Job | None: ...

    def of(self, submission_id: int) -> Job: ...

    def claim(self, job_id: int, *, token: str, lease_until: datetime) -> Job | None:
        """The job, RUNNING under a new attempt; None when it isn't QUEUED: of two claims, one wins."""

    def extend(self, job_id: int, *, token: str, lease_until: datetime) -> bool:
        """False when the attempt of that token no longer holds the job."""

    def leave(self, job_id: int, *, token: str, state: JobState) -> bool:
        """End the attempt of that token in `state`; False when it no longer holds the job."""

    def expired(self, now: datetime) -> list[Job]: ...

    def supersede(self, repository_id: int, *, by: int) -> list[Job]:
        """Make the repository's QUEUED jobs SUPERSEDED by the submission `by`, but for its own. Returns them, in order
        of their submissions."""

    def queue_again(self, submission_id: int, at: datetime, turn: Turn) -> Job | None:
        """A SUPERSEDED job, now QUEUED; None when the submission's job is in any other state."""

    def lines(self) -> list[Line]:
        """Those of every lane and campus, empty ones too."""

    def take_turn(self, line: Line, *, turns: int, tag: int) -> None:
        """The line has started one more job."""

    def last_tag(self, team_id: int, lane: Lane) -> int | None:
        """The highest of the team's jobs in the lane, but for those SUPERSEDED; None where it has none."""

    def waiting(self, lane: Lane, *, tag: int) -> tuple[int, dict[str, int]]:
        """How many QUEUED jobs of the lane have a lower tag, and how many by campus have this one."""

    def ahead(self, job: Job) -> int:
        """How many QUEUED jobs of its lane, campus and tag are older."""

    def queued(self) -> dict[Lane, int]:
        """How many jobs wait in each lane; those with none left out."""

    def oldest(self, lane: Lane) -> datetime | None:
        """When the job that has waited longest in the lane was queued; None where none waits."""

    def running(self) -> list[Job]:
        """Oldest first."""


class OutboxRecords(Protocol):
    def add(self, job_id: int, at: datetime) -> None: ...

    def due(self, *, rung_before: datetime, limit: int) -> list[Doorbell]:
        """Rows that were never rung, and those of QUEUED jobs last rung before that moment; oldest first.

        A row whose job has been taken rings too: whoever took it came for another job, which still waits.
        """

    def rung(self, doorbell_id: int, at: datetime) -> None: ...


class EventRecords(Protocol):
    """Append-only."""

    def append(self, kind: EventKind, at: datetime, facts: Facts) -> None: ...

    def all(self) -> list[Event]: ...


class RoundRecords(Protocol):
    def add(self, *, opened_at: datetime, seed: int, pairings: Sequence[Pairing]) -> Round: ...

    def all(self) -> list[Round]: ...


class Transaction(Protocol):
    """All of it is kept, or none. Records are only good inside the block that opened them."""

    @property
    def people(self) -> PeopleRecords: ...
    @property
    def repositories(self) -> RepositoryRecords: ...
    @property
    def submissions(self) -> SubmissionRecords: ...
    @property
    def jobs(self) -> JobRecords: ...
    @property
    def outbox(self) -> OutboxRecords: ...
    @property
    def events(self) -> EventRecords: ...
    @property
    def rounds(self) -> RoundRecords: ...


class Store(Protocol):
    def transaction(self) -> AbstractContextManager[Transaction]:
        """Commits at the end of the block; an exception undoes all of it. Writers wait for each other."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """One consistent view, which holds up no writer. Nothing may be written."""


class Repositories(Protocol):
    """Bare git repositories, by folder name. Raises GraderFault when git can't do it."""

    def create(self, name: str) -> Path: ...

    def default_tip(self, name: str) -> str | None:
        """The full hash of the default branch's commit, or None before its first."""

    def keep(self, name: str, commit: str) -> None:
        """Hold the commit under a hidden ref, so that no clean-up loses it. Doing so again is no error."""

    def size_bytes(self, name: str) -> int: ...
