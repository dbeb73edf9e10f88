"""The queue in SQL. A job changes hands in one conditional UPDATE, so two workers can never both hold it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, Select, and_, func, insert, or_, select, update

from core.school import Doorbell, Job, JobState, Lane, Line, Turn
from store.sql_schema import campuses, jobs, lines, outbox, repositories, submissions

JOB: Select[Any] = select(jobs, campuses.c.name.label("campus")).join_from(jobs, campuses)


def job_of(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        submission_id=row.submission_id,
        turn=Turn(lane=Lane(row.lane), campus=row.campus, tag=row.tag),
        state=JobState(row.state),
        attempt=row.attempt,
        token=row.token,
        lease_until=row.lease_until,
    )


def held(job_id: int, token: str) -> ColumnElement[bool]:
    return and_(jobs.c.id == job_id, jobs.c.state == JobState.RUNNING, jobs.c.token == token)


class SqlJobs:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(self, submission_id: int, at: datetime, turn: Turn) -> Job:
        values = {"submission_id": submission_id, "state": JobState.QUEUED, "attempt": 0, "queued_at": at}
        self.connection.execute(insert(jobs).values(**values, **columns_of(turn)))
        return self.of(submission_id)

    def get(self, job_id: int) -> Job | None:
        row = self.connection.execute(JOB.where(jobs.c.id == job_id)).one_or_none()
        return None if row is None else job_of(row)

    def of(self, submission_id: int) -> Job:
        return job_of(self.connection.execute(JOB.where(jobs.c.submission_id == submission_id)).one())

    def claim(self, job_id: int, *, token: str, lease_until: datetime) -> Job | None:
        query = (
            update(jobs)
            .where(jobs.c.id == job_id, jobs.c.state == JobState.QUEUED)
            .values(state=JobState.RUNNING, attempt=jobs.c.attempt + 1, token=token, lease_until=lease_until)
        )
        return self.get(job_id) if self.connection.execute(query).rowcount else None

    def extend(self, job_id: int, *, token: str, lease_until: datetime) -> bool:
        query = update(jobs).where(held(job_id, token)).values(lease_until=lease_until)
        return self.connection.execute(query).rowcount == 1

    def leave(self, job_id: int, *, token: str, state: JobState) -> bool:
        query = update(jobs).where(held(job_id, token)).values(state=state, token=None, lease_until=None)
        return self.connection.execute(query).rowcount == 1

    def expired(self, now: datetime) -> list[Job]:
        query = JOB.where(jobs.c.state == JobState.RUNNING, jobs.c.lease_until < now).order_by(jobs.c.id)
        return [job_of(row) for row in self.connection.execute(query)]

    def supersede(self, repository_id: int, *, by: int) -> list[Job]:
        # The jobs are read first: one UPDATE that looks for them goes through all that wait, and so does one of none.
        others = (
            select(jobs.c.id)
            .join_from(submissions, jobs, jobs.c.submission_id == submissions.c.id)
            .where(
                submissions.c.repository_id == repository_id, submissions.c.id != by, jobs.c.state == JobState.QUEUED
            )
        )
        ids = self.connection.scalars(others).all()
        if not ids:
            return []
        query = (
            update(jobs)
            .where(jobs.c.id.in_(ids), jobs.c.state == JobState.QUEUED)
            .values(state=JobState.SUPERSEDED, superseded_by=by)
            .returning(jobs.c.submission_id)
        )
        return [self.of(submission_id) for submission_id in sorted(self.connection.scalars(query))]

    def queue_again(self, submission_id: int, at: datetime, turn: Turn) -> Job | None:
        query = (
            update(jobs)
            .where(jobs.c.submission_id == submission_id, jobs.c.state == JobState.SUPERSEDED)
            .values(state=JobState.QUEUED, queued_at=at, **columns_of(turn))
        )
        return self.of(submission_id) if self.connection.execute(query).rowcount else None

    def lines(self) -> list[Line]:
        head = (
            select(jobs.c.id)
            .where(jobs.c.state == JobState.QUEUED, jobs.c.lane == lines.c.lane, jobs.c.campus_id == lines.c.campus_id)
            .order_by(jobs.c.tag, jobs.c.id)
            .limit(1)
            .correlate(lines)
            .scalar_subquery()
        )
        waiting = select(lines.c.lane, lines.c.campus_id, head.label("next_job")).subquery()
        here = and_(waiting.c.lane == lines.c.lane, waiting.c.campus_id == lines.c.campus_id)
        query = (
            select(lines, campuses.c.name, waiting.c.next_job, jobs.c.tag.label("next_tag"))
            .join_from(lines, campuses)
            .join(waiting, here)
            .join(jobs, jobs.c.id == waiting.c.next_job, isouter=True)
            .order_by(lines.c.lane, campuses.c.name)
        )
        return [line_of(row) for row in self.connection.execute(query)]

    def take_turn(self, line: Line, *, turns: int, tag: int) -> None:
        query = (
            update(lines)
            .where(lines.c.lane == line.lane, lines.c.campus_id == campus_id(line.campus))
            .values(started=lines.c.started + 1, turns=turns, tag=tag)
        )
        self.connection.execute(query)

    def last_tag(self, team_id: int, lane: Lane) -> int | None:
        query = (
            select(func.max(jobs.c.tag))
            .join_from(jobs, submissions, jobs.c.submission_id == submissions.c.id)
            .join(repositories)
            .where(repositories.c.team_id == team_id, jobs.c.lane == lane, jobs.c.state != JobState.SUPERSEDED)
        )
        tag: int | None = self.connection.scalar(query)
        return tag

    def waiting(self, lane: Lane, *, tag: int) -> tuple[int, dict[str, int]]:
        queued = and_(jobs.c.state == JobState.QUEUED, jobs.c.lane == lane)
        lower = self.connection.scalar(select(func.count()).select_from(jobs).where(queued, jobs.c.tag < tag))
        query = (
            select(campuses.c.name, func.count().label("jobs"))
            .join_from(jobs, campuses)
            .where(queued, jobs.c.tag == tag)
            .group_by(campuses.c.name)
        )
        return lower or 0, {row.name: row.jobs for row in self.connection.execute(query)}

    def ahead(self, job: Job) -> int:
        turn = job.turn
        query = (
            select(func.count())
            .select_from(jobs)
            .where(
                jobs.c.state == JobState.QUEUED,
                jobs.c.lane == turn.lane,
                jobs.c.campus_id == campus_id(turn.campus),
                jobs.c.tag == turn.tag,
                jobs.c.id < job.id,
            )
        )
        return self.connection.scalar(query) or 0

    def queued(self) -> dict[Lane, int]:
        query = select(jobs.c.lane, func.count()).where(jobs.c.state == JobState.QUEUED).group_by(jobs.c.lane)
        return {Lane(lane): count for lane, count in self.connection.execute(query)}

    def oldest(self, lane: Lane) -> datetime | None:
        query = select(func.min(jobs.c.queued_at)).where(jobs.c.state == JobState.QUEUED, jobs.c.lane == lane)
        moment: datetime | None = self.connection.scalar(query)
        return moment

    def running(self) -> list[Job]:
        query = JOB.where(jobs.c.state == JobState.RUNNING).order_by(jobs.c.id)
        return [job_of(row) for row in self.connection.execute(query)]


def columns_of(turn: Turn) -> dict[str, Any]:
    return {"lane": turn.lane, "tag": turn.tag, "campus_id": campus_id(turn.campus)}


def campus_id(name: str) -> ScalarSelect[int]:
    return select(campuses.c.id).where(campuses.c.name == name).scalar_subquery()


def line_of(row: Row[Any]) -> Line:
    return Line(
        lane=Lane(row.lane),
        campus=row.name,
        started=row.started,
        turns=row.turns,
        tag=row.tag,
        next_job=row.next_job,
        next_tag=row.next_tag,
    )


class SqlOutbox:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(self, job_id: int, at: datetime) -> None:
        self.connection.execute(insert(outbox).values(job_id=job_id, added_at=at))

    def due(self, *, rung_before: datetime, limit: int) -> list[Doorbell]:
        query = (
            select(outbox.c.id, outbox.c.job_id)
            .join_from(outbox, jobs)
            .where(
                or_(
                    outbox.c.rung_at.is_(None),
                    and_(jobs.c.state == JobState.QUEUED, outbox.c.rung_at < rung_before),
                )
            )
            .order_by(outbox.c.id)
            .limit(limit)
        )
        return [Doorbell(id=row.id, job_id=row.job_id) for row in self.connection.execute(query)]

    def rung(self, doorbell_id: int, at: datetime) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == doorbell_id).values(rung_at=at))
