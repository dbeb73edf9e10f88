"""The school's record in memory: a transaction works on a copy, which becomes the record when the block ends well."""

import copy
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.errors import UsageError
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


@dataclass
class Record:
    campuses: list[Campus] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    tokens: dict[str, int] = field(default_factory=dict)
    teams: list[Team] = field(default_factory=list)
    repositories: dict[int, Repository] = field(default_factory=dict)
    submissions: dict[int, Submission] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    lines: dict[tuple[Lane, str], Line] = field(default_factory=dict)
    superseded: dict[int, int] = field(default_factory=dict)
    outbox: dict[int, tuple[int, datetime | None]] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    stored_at: list[datetime] = field(default_factory=list)
    queued_at: dict[int, datetime] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


class MemoryPeople:
    def __init__(self, record: Record) -> None:
        self.record = record

    def add_campus(self, name: str) -> Campus:
        if any(campus.name == name for campus in self.record.campuses):
            raise UsageError(f"there is a campus {name!r} already")
        campus = Campus(id=len(self.record.campuses) + 1, name=name)
        self.record.campuses.append(campus)
        for lane in Lane:
            line = Line(lane=lane, campus=name, started=0, turns=0, tag=0, next_job=None, next_tag=None)
            self.record.lines[lane, name] = line
        return campus

    def add_person(self, *, login: str, campus: str, level: float, staff: bool) -> Person:
        if all(known.name != campus for known in self.record.campuses):
            raise UsageError(f"no campus {campus!r}: add it first")
        if self.by_login(login):
            raise UsageError(f"the login {login!r} is taken")
        person = Person(id=len(self.record.people) + 1, login=login, campus=campus, level=level, staff=staff)
        self.record.people.append(person)
        return person

    def by_login(self, login: str) -> Person | None:
        return next((person for person in self.record.people if person.login == login), None)

    def all(self) -> list[Person]:
        return list(self.record.people)

    def add_token(self, person_id: int, digest: str, at: datetime) -> None:  # noqa: ARG002
        self.record.tokens[digest] = person_id

    def by_token(self, digest: str) -> Person | None:
        person_id = self.record.tokens.get(digest)
        return None if person_id is None else self.record.people[person_id - 1]

    def add_team(self, name: str, member_ids: Sequence[int]) -> Team:
        if any(team.name == name for team in self.record.teams):
            raise UsageError(f"there is a team {name!r} already")
        members = tuple(self.record.people[person_id - 1] for person_id in sorted(member_ids))
        team = Team(id=len(self.record.teams) + 1, name=name, members=members)
        self.record.teams.append(team)
        return team

    def team(self, team_id: int) -> Team:
        if not 0 < team_id <= len(self.record.teams):
            raise UsageError(f"there is no team {team_id}")
        return self.record.teams[team_id - 1]


class MemoryRepositories:
    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, *, team_id: int, exercise: str, folder: str, closes_at: datetime | None) -> Repository:
        if any((known.team_id, known.exercise) == (team_id, exercise) for known in self.record.repositories.values()):
            raise UsageError(f"team {team_id} is registered for {exercise} already")
        repository = Repository(
            id=len(self.record.repositories) + 1,
            team_id=team_id,
            exercise=exercise,
            folder=folder,
            closes_at=closes_at,
            admitted_at=None,
            current_submission=None,
        )
        self.record.repositories[repository.id] = repository
        return repository

    def get(self, repository_id: int) -> Repository:
        return self.record.repositories[repository_id]

    def by_folder(self, folder: str) -> Repository | None:
        return next((known for known in self.record.repositories.values() if known.folder == folder), None)

    def registered(self, person_id: int, exercise: str) -> bool:
        teams = [team.id for team in self.record.teams if person_id in {member.id for member in team.members}]
        return any(known.team_id in teams and known.exercise == exercise for known in self.record.repositories.values())

    def admitted(self) -> list[Repository]:
        return [known for known in self.record.repositories.values() if known.admitted_at]

    def locked(self, repository_id: int) -> Repository:
        return self.record.repositories[repository_id]

    def admit(self, repository_id: int, at: datetime | None) -> None:
        self.record.repositories[repository_id] = replace(self.locked(repository_id), admitted_at=at)

    def point_to(self, repository_id: int, submission_id: int) -> None:
        repository = replace(self.locked(repository_id), current_submission=submission_id)
        self.record.repositories[repository_id] = repository


class MemorySubmissions:
    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, *, repository_id: int, exercise: str, commit: str, pushed_at: datetime) -> Submission:
        submission = Submission(
            id=len(self.record.submissions) + 1,
            repository_id=repository_id,
            exercise=exercise,
            commit=commit,
            pushed_at=pushed_at,
            report_id=None,
        )
        self.record.submissions[submission.id] = submission
        return submission

    def find(self, *, repository_id: int, exercise: str, commit: str) -> Submission | None:
        wanted = (repository_id, exercise, commit)
        found = (s for s in self.record.submissions.values() if (s.repository_id, s.exercise, s.commit) == wanted)
        return next(found, None)

    def get(self, submission_id: int) -> Submission | None:
        return self.record.submissions.get(submission_id)

    def add_report(self, submission_id: int, *, job_id: int, attempt: int, report: Report, at: datetime) -> int:  # noqa: ARG002
        self.record.reports.append(report)
        self.record.stored_at.append(at)
        report_id = len(self.record.reports)
        submission = replace(self.record.submissions[submission_id], report_id=report_id)
        self.record.submissions[submission_id] = submission
        return report_id

    def report(self, report_id: int) -> Report:
        if not 0 < report_id <= len(self.record.reports):
            raise UsageError(f"there is no report {report_id}")
        return self.record.reports[report_id - 1]

    def reports_since(self, moment: datetime) -> int:
        return sum(at >= moment for at in self.record.stored_at)

    def pushes(self, repository_id: int) -> list[Push]:
        return [
            Push(
                submission_id=found.id,
                pushed_at=found.pushed_at,
                verdict=None if found.report_id is None else self.report(found.report_id).verdict,
                superseded=found.id in self.record.superseded,
            )
            for found in self.record.submissions.values()
            if found.repository_id == repository_id
        ]

    def progress(self, submission_id: int) -> Progress | None:
        submission = self.get(submission_id)
        if submission is None:
            return None
        jobs = self.record.jobs.values()
        job = next(job for job in jobs if job.submission_id == submission_id)
        team_id = self.record.repositories[submission.repository_id].team_id
        return Progress(
            submission=submission,
            team=self.record.teams[team_id - 1],
            state=job.state,
            attempt=job.attempt,
            superseded_by=self.record.superseded[submission_id] if job.state is JobState.SUPERSEDED else None,
            verdict=None if submission.report_id is None else self.report(submission.report_id).verdict,
        )

    def current(self) -> list[Progress]:
        ids = (repository.current_submission for repository in self.record.repositories.values())
        found = (self.progress(submission_id) for submission_id in sorted(filter(None, ids)))
        return [progress for progress in found if progress]


class MemoryJobs:
    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, submission_id: int, at: datetime, turn: Turn) -> Job:
        job = Job(
            id=len(self.record.jobs) + 1,
            submission_id=submission_id,
            turn=turn,
            state=JobState.QUEUED,
            attempt=0,
            token=None,
            lease_until=None,
        )
        self.record.jobs[job.id] = job
        self.record.queued_at[job.id] = at
        return job

    def get(self, job_id: int) -> Job | None:
        return self.record.jobs.get(job_id)

    def of(self, submission_id: int) -> Job:
        return next(job for job in self.record.jobs.values() if job.submission_id == submission_id)

    def claim(self, job_id: int, *, token: str, lease_until: datetime) -> Job | None:
        job = self.get(job_id)
        if job is None or job.state is not JobState.QUEUED:
            return None
        claimed = replace(job, state=JobState.RUNNING, attempt=job.attempt + 1, token=token, lease_until=lease_until)
        self.record.jobs[job_id] = claimed
        return claimed

    def extend(self, job_id: int, *, token: str, lease_until: datetime) -> bool:
        if not self.held(job_id, token):
            return False
        self.record.jobs[job_id] = replace(self.record.jobs[job_id], lease_until=lease_until)
        return True

    def leave(self, job_id: int, *, token: str, state: JobState) -> bool:
        if not self.held(job_id, token):
            return False
        self.record.jobs[job_id] = replace(self.record.jobs[job_id], state=state, token=None, lease_until=None)
        return True

    def held(self, job_id: int, token: str) -> bool:
        job = self.get(job_id)
        return job is not None and job.state is JobState.RUNNING and job.token == token

    def expired(self, now: datetime) -> list[Job]:
        running = (job for job in self.record.jobs.values() if job.state is JobState.RUNNING)
        return [job for job in running if job.lease_until is not None and job.lease_until < now]

    def supersede(self, repository_id: int, *, by: int) -> list[Job]:
        others = [
            job
            for job in self.record.jobs.values()
            if job.state is JobState.QUEUED
            and job.submission_id != by
            and self.record.submissions[job.submission_id].repository_id == repository_id
        ]
        for job in others:
            self.record.jobs[job.id] = replace(job, state=JobState.SUPERSEDED)
            self.record.superseded[job.submission_id] = by
        return [self.record.jobs[job.id] for job in others]

    def queue_again(self, submission_id: int, at: datetime, turn: Turn) -> Job | None:
        job = self.of(submission_id)
        if job.state is not JobState.SUPERSEDED:
            return None
        self.record.jobs[job.id] = replace(job, state=JobState.QUEUED, turn=turn)
        self.record.queued_at[job.id] = at
        return self.record.jobs[job.id]

    def in_lane(self, lane: Lane) -> list[Job]:
        return [job for job in self.record.jobs.values() if job.state is JobState.QUEUED and job.turn.lane is lane]

    def lines(self) -> list[Line]:
        return [self.with_next(line) for _, line in sorted(self.record.lines.items())]

    def with_next(self, line: Line) -> Line:
        here = (job for job in self.in_lane(line.lane) if job.turn.campus == line.campus)
        head = min(here, key=lambda job: (job.turn.tag, job.id), default=None)
        return replace(line, next_job=head.id, next_tag=head.turn.tag) if head else line

    def take_turn(self, line: Line, *, turns: int, tag: int) -> None:
        kept = self.record.lines[line.lane, line.campus]
        self.record.lines[line.lane, line.campus] = replace(kept, started=kept.started + 1, turns=turns, tag=tag)

    def last_tag(self, team_id: int, lane: Lane) -> int | None:
        submissions, repositories = self.record.submissions, self.record.repositories
        tags = (
            job.turn.tag
            for job in self.record.jobs.values()
            if job.turn.lane is lane
            and job.state is not JobState.SUPERSEDED
            and repositories[submissions[job.submission_id].repository_id].team_id == team_id
        )
        return max(tags, default=None)

    def waiting(self, lane: Lane, *, tag: int) -> tuple[int, dict[str, int]]:
        turns = [job.turn for job in self.in_lane(lane)]
        return sum(turn.tag < tag for turn in turns), dict(Counter(turn.campus for turn in turns if turn.tag == tag))

    def ahead(self, job: Job) -> int:
        return sum(other.turn == job.turn and other.id < job.id for other in self.in_lane(job.turn.lane))

    def queued(self) -> dict[Lane, int]:
        return {lane: count for lane in Lane if (count := len(self.in_lane(lane)))}

    def oldest(self, lane: Lane) -> datetime | None:
        return min((self.record.queued_at[job.id] for job in self.in_lane(lane)), default=None)

    def running(self) -> list[Job]:
        return [job for job in self.record.jobs.values() if job.state is JobState.RUNNING]


class MemoryOutbox:
    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, job_id: int, at: datetime) -> None:  # noqa: ARG002
        self.record.outbox[len(self.record.outbox) + 1] = (job_id, None)

    def due(self, *, rung_before: datetime, limit: int) -> list[Doorbell]:
        queued = {job.id for job in self.record.jobs.values() if job.state is JobState.QUEUED}
        rows = [
            Doorbell(id=doorbell_id, job_id=job_id)
            for doorbell_id, (job_id, rung_at) in self.record.outbox.items()
            if rung_at is None or (job_id in queued and rung_at < rung_before)
        ]
        return rows[:limit]

    def rung(self, doorbell_id: int, at: datetime) -> None:
        self.record.outbox[doorbell_id] = (self.record.outbox[doorbell_id][0], at)


class MemoryEvents:
    def __init__(self, record: Record) -> None:
        self.record = record

    def append(self, kind: EventKind, at: datetime, facts: Facts) -> None:
        self.record.events.append(Event(id=len(self.record.events) + 1, at=at, kind=kind, facts=dict(facts)))

    def all(self) -> list[Event]:
        return list(self.record.events)


class MemoryRounds:
    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, *, opened_at: datetime, seed: int, pairings: Sequence[Pairing]) -> Round:
        ordered = sorted(pairings, key=lambda pairing: (pairing.submission_id, pairing.evaluator_id))
        made = Round(id=len(self.record.rounds) + 1, opened_at=opened_at, seed=seed, pairings=tuple(ordered))
        self.record.rounds.append(made)
        return made

    def all(self) -> list[Round]:
        return list(self.record.rounds)


class MemoryTransaction:
    def __init__(self, record: Record) -> None:
        self.people = MemoryPeople(record)
        self.repositories = MemoryRepositories(record)
        self.submissions = MemorySubmissions(record)
        self.jobs = MemoryJobs(record)
        self.outbox = MemoryOutbox(record)
        self.events = MemoryEvents(record)
        self.rounds = MemoryRounds(record)


class MemoryStore:
    def __init__(self) -> None:
        self.record = Record()
        self.lock = threading.Lock()

    @contextmanager
    def transaction(self) -> Iterator[MemoryTransaction]:
        with self.lock:
            draft = copy.deepcopy(self.record)
            yield MemoryTransaction(draft)
            self.record = draft

    @contextmanager
    def reading(self) -> Iterator[MemoryTransaction]:
        yield MemoryTransaction(copy.deepcopy(self.record))
