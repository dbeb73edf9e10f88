"""The queue in SQL. A job changes hands in one conditional UPDATE, so two workers can never both hold it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from core.school import Doorbell, Job, JobState
from store.sql_schema import jobs, outbox, submissions


def job_of(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        submission_id=row.submission_id,
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

    def add(self, submission_id: int, at: datetime) -> Job:
        values = {"submission_id": submission_id, "state": JobState.QUEUED, "attempt": 0, "queued_at": at}
        return job_of(self.connection.execute(insert(jobs).values(values).returning(jobs)).one())

    def get(self, job_id: int) -> Job | None:
        row = self.connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
        return None if row is None else job_of(row)

    def of(self, submission_id: int) -> Job:
        return job_of(self.connection.execute(select(jobs).where(jobs.c.submission_id == submission_id)).one())

    def claim(self, job_id: int, *, token: str, lease_until: datetime) -> Job | None:
        query = (
            update(jobs)
            .where(jobs.c.id == job_id, jobs.c.state == JobState.QUEUED)
            .values(state=JobState.RUNNING, attempt=jobs.c.attempt + 1, token=token, lease_until=lease_until)
            .returning(jobs)
        )
        row = self.connection.execute(query).one_or_none()
        return None if row is None else job_of(row)

    def extend(self, job_id: int, *, token: str, lease_until: datetime) -> bool:
        query = update(jobs).where(held(job_id, token)).values(lease_until=lease_until)
        return self.connection.execute(query).rowcount == 1

    def leave(self, job_id: int, *, token: str, state: JobState) -> bool:
        query = update(jobs).where(held(job_id, token)).values(state=state, token=None, lease_until=None)
        return self.connection.execute(query).rowcount == 1

    def expired(self, now: datetime) -> list[Job]:
        query = select(jobs).where(jobs.c.state == JobState.RUNNING, jobs.c.lease_until < now).order_by(jobs.c.id)
        return [job_of(row) for row in self.connection.execute(query)]

    def supersede(self, repository_id: int, *, by: int) -> list[int]:
        older = select(submissions.c.id).where(submissions.c.repository_id == repository_id, submissions.c.id < by)
        query = (
            update(jobs)
            .where(jobs.c.state == JobState.QUEUED, jobs.c.submission_id.in_(older))
            .values(state=JobState.SUPERSEDED, superseded_by=by)
            .returning(jobs.c.submission_id)
        )
        return sorted(self.connection.scalars(query))

    def queue_again(self, submission_id: int, at: datetime) -> Job | None:
        query = (
            update(jobs)
            .where(jobs.c.submission_id == submission_id, jobs.c.state == JobState.SUPERSEDED)
            .values(state=JobState.QUEUED, queued_at=at)
            .returning(jobs)
        )
        row = self.connection.execute(query).one_or_none()
        return None if row is None else job_of(row)


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
                jobs.c.state == JobState.QUEUED,
                or_(outbox.c.rung_at.is_(None), outbox.c.rung_at < rung_before),
            )
            .order_by(outbox.c.id)
            .limit(limit)
        )
        return [Doorbell(id=row.id, job_id=row.job_id) for row in self.connection.execute(query)]

    def rung(self, doorbell_id: int, at: datetime) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == doorbell_id).values(rung_at=at))
