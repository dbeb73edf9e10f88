"""The school's record: who learns where, what was pushed, and how far its grading is. Moments are aware, in UTC.

Campus <- Person <- Team <- Repository (one a team and exercise) <- Submission (one a commit)
                                                                        ├── Job (queued .. done)
                                                                        ├── Report (the valid one)
                                                                        └── Pairing (in a Round)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.verdicts import Verdict

Facts = Mapping[str, str | int | None]
"""What an event says besides its kind and moment: ids, mostly."""


class JobState(StrEnum):
    """A job is RUNNING while an attempt holds its lease, and FAULTED once our machinery has failed too often. A later
    push to its repository leaves a QUEUED one SUPERSEDED."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    SUPERSEDED = "superseded"
    FAULTED = "faulted"


class Lane(StrEnum):
    """Where a job waits: a team's FIRST push to a repository, or one AGAIN."""

    FIRST = "first"
    AGAIN = "again"


class EventKind(StrEnum):
    TEAM_REGISTERED = "team registered"
    TOKEN_ISSUED = "token issued"
    PUSH_ADMITTED = "push admitted"
    SUBMISSION_RECEIVED = "submission received"
    SUBMISSION_CURRENT_AGAIN = "submission current again"
    SUBMISSION_SUPERSEDED = "submission superseded"
    ATTEMPT_STARTED = "attempt started"
    ATTEMPT_FAULTED = "attempt faulted"
    REPORT_STORED = "report stored"
    ROUND_OPENED = "round opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campus:
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`level` grows with what was validated; `staff` may read every team's work."""

    id: int
    login: str
    campus: str
    level: float
    staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    id: int
    name: str
    members: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """`closes_at` None: open for ever. `admitted_at`: when the push now let in had arrived."""

    id: int
    team_id: int
    exercise: str
    folder: str
    closes_at: datetime | None
    admitted_at: datetime | None
    current_submission: int | None

    def closed(self, moment: datetime) -> bool:
        return self.closes_at is not None and moment >= self.closes_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """`id` is the number that people see. `pushed_at` is when the push request arrived."""

    id: int
    repository_id: int
    exercise: str
    commit: str
    pushed_at: datetime
    report_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A submission as the feedback budget counts it. `verdict` None: not graded yet. `superseded`: a newer push took
    its place in the queue, even if it was queued again since."""

    submission_id: int
    pushed_at: datetime
    verdict: Verdict | None
    superseded: bool


class Change(StrEnum):
    """What a look at the default branch's tip changed on record."""

    NEW = "new"
    CURRENT_AGAIN = "current again"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The submission of the commit at the tip; `job_id` is that of a NEW one, or of one that is queued again.
    `superseded` are the submissions that it took the place of in the queue."""

    submission: Submission
    change: Change
    job_id: int | None
    superseded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a job stands in the queue: of its lane's jobs those of the lowest `tag` come first (school/turns.py)."""

    lane: Lane
    campus: str
    tag: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The jobs of a lane and campus. `started` so far, `turns` of its campus among the others, the highest `tag` that
    started, and the job that is next with its tag; None and None where none waits."""

    lane: Lane
    campus: str
    started: int
    turns: int
    tag: int
    next_job: int | None
    next_tag: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`attempt` counts from 1 once claimed; `token` is the secret of the attempt that holds the lease."""

    id: int
    submission_id: int
    turn: Turn
    state: JobState
    attempt: int
    token: str | None = field(repr=False)
    lease_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a worker needs to grade: the tree is at `commit` in the repository's `folder`."""

    job_id: int
    attempt: int
    token: str = field(repr=False)
    submission_id: int
    folder: str
    commit: str
    exercise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A submission as a page or a table shows it. `superseded_by` is the submission that took its place, while it is
    SUPERSEDED."""

    submission: Submission
    team: Team
    state: JobState
    attempt: int
    superseded_by: int | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: int
    at: datetime
    kind: EventKind
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorbell:
    """An outbox row: the workers are to hear of a job."""

    id: int
    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    submission_id: int
    evaluator_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    id: int
    opened_at: datetime
    seed: int
    pairings: tuple[Pairing, ...]
