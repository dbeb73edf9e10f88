"""Submissions, their reports, and how far each is, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from core.errors import UsageError
from core.reports import Report
from core.school import JobState, Progress, Push, Submission, Team
from core.verdicts import Verdict
from store.sql_people import SqlPeople
from store.sql_schema import current_submissions, jobs, reports, repositories, submissions, valid_reports

SUBMISSION: Select[Any] = select(submissions, valid_reports.c.report_id).join_from(
    submissions, valid_reports, isouter=True
)

PROGRESS: Select[Any] = (
    select(
        submissions,
        valid_reports.c.report_id,
        repositories.c.team_id,
        jobs.c.state,
        jobs.c.attempt,
        jobs.c.superseded_by,
        reports.c.verdict,
    )
    .join_from(submissions, repositories)
    .join(jobs, jobs.c.submission_id == submissions.c.id)
    .join(valid_reports, valid_reports.c.submission_id == submissions.c.id, isouter=True)
    .join(reports, reports.c.id == valid_reports.c.report_id, isouter=True)
)


def submission_of(row: Row[Any]) -> Submission:
    return Submission(
        id=row.id,
        repository_id=row.repository_id,
        exercise=row.exercise,
        commit=row.commit,
        pushed_at=row.pushed_at,
        report_id=row.report_id,
    )


class SqlSubmissions:
    def __init__(self, connection: Connection, people: SqlPeople) -> None:
        self.connection = connection
        self.people = people

    def add(self, *, repository_id: int, exercise: str, commit: str, pushed_at: datetime) -> Submission:
        values = {"repository_id": repository_id, "exercise": exercise, "commit": commit, "pushed_at": pushed_at}
        row = self.connection.execute(insert(submissions).values(values).returning(submissions.c.id)).one()
        return Submission(id=row.id, report_id=None, **values)  # type: ignore[arg-type]

    def find(self, *, repository_id: int, exercise: str, commit: str) -> Submission | None:
        query = SUBMISSION.where(
            submissions.c.repository_id == repository_id,
            submissions.c.exercise == exercise,
            submissions.c.commit == commit,
        )
        row = self.connection.execute(query).one_or_none()
        return None if row is None else submission_of(row)

    def get(self, submission_id: int) -> Submission | None:
        row = self.connection.execute(SUBMISSION.where(submissions.c.id == submission_id)).one_or_none()
        return None if row is None else submission_of(row)

    def add_report(self, submission_id: int, *, job_id: int, attempt: int, report: Report, at: datetime) -> int:
        values = {"job_id": job_id, "attempt": attempt, "verdict": report.verdict.value, "stored_at": at}
        document = report.model_dump_json()
        query = insert(reports).values(**values, document=document).returning(reports.c.id)
        report_id: int = self.connection.execute(query).one().id
        where = valid_reports.c.submission_id == submission_id
        changed = self.connection.execute(update(valid_reports).where(where).values(report_id=report_id))
        if changed.rowcount == 0:
            self.connection.execute(insert(valid_reports).values(submission_id=submission_id, report_id=report_id))
        return report_id

    def report(self, report_id: int) -> Report:
        document = self.connection.scalar(select(reports.c.document).where(reports.c.id == report_id))
        if document is None:
            raise UsageError(f"there is no report {report_id}")
        return Report.model_validate_json(document)

    def reports_since(self, moment: datetime) -> int:
        return (
            self.connection.scalar(select(func.count()).select_from(reports).where(reports.c.stored_at >= moment)) or 0
        )

    def pushes(self, repository_id: int) -> list[Push]:
        query: Select[Any] = (
            select(submissions.c.id, submissions.c.pushed_at, reports.c.verdict, jobs.c.superseded_by)
            .join_from(submissions, jobs, jobs.c.submission_id == submissions.c.id)
            .join(valid_reports, valid_reports.c.submission_id == submissions.c.id, isouter=True)
            .join(reports, reports.c.id == valid_reports.c.report_id, isouter=True)
            .where(submissions.c.repository_id == repository_id)
            .order_by(submissions.c.id)
        )
        return [push_of(row) for row in self.connection.execute(query)]

    def progress(self, submission_id: int) -> Progress | None:
        rows = self.connection.execute(PROGRESS.where(submissions.c.id == submission_id)).all()
        return next(iter(self.with_teams(rows)), None)

    def current(self) -> list[Progress]:
        query = PROGRESS.join(current_submissions, current_submissions.c.submission_id == submissions.c.id)
        return self.with_teams(self.connection.execute(query.order_by(submissions.c.id)).all())

    def with_teams(self, rows: Sequence[Row[Any]]) -> list[Progress]:
        teams = self.people.teams({row.team_id for row in rows})
        return [progress_of(row, teams[row.team_id]) for row in rows]


def push_of(row: Row[Any]) -> Push:
    verdict = None if row.verdict is None else Verdict(row.verdict)
    return Push(
        submission_id=row.id, pushed_at=row.pushed_at, verdict=verdict, superseded=row.superseded_by is not None
    )


def progress_of(row: Row[Any], team: Team) -> Progress:
    state = JobState(row.state)
    return Progress(
        submission=submission_of(row),
        team=team,
        state=state,
        attempt=row.attempt,
        superseded_by=row.superseded_by if state is JobState.SUPERSEDED else None,
        verdict=None if row.verdict is None else Verdict(row.verdict),
    )
