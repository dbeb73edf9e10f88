"""The record of teams' repositories in SQL (the git side of them is `git_repositories`)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.errors import UsageError
from core.school import Repository
from store.sql_schema import current_submissions, members, repositories

REPOSITORY: Select[Any] = select(repositories, current_submissions.c.submission_id).join_from(
    repositories, current_submissions, isouter=True
)


def repository_of(row: Row[Any]) -> Repository:
    return Repository(
        id=row.id,
        team_id=row.team_id,
        exercise=row.exercise,
        folder=row.folder,
        closes_at=row.closes_at,
        admitted_at=row.admitted_at,
        current_submission=row.submission_id,
    )


class SqlRepositories:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(self, *, team_id: int, exercise: str, folder: str, closes_at: datetime | None) -> Repository:
        values = {"team_id": team_id, "exercise": exercise, "folder": folder, "closes_at": closes_at}
        try:
            with self.connection.begin_nested():
                self.connection.execute(insert(repositories).values(values))
        except IntegrityError:
            raise UsageError(f"team {team_id} is registered for {exercise} already") from None
        return repository_of(self.connection.execute(REPOSITORY.where(repositories.c.folder == folder)).one())

    def get(self, repository_id: int) -> Repository:
        return repository_of(self.connection.execute(REPOSITORY.where(repositories.c.id == repository_id)).one())

    def by_folder(self, folder: str) -> Repository | None:
        row = self.connection.execute(REPOSITORY.where(repositories.c.folder == folder)).one_or_none()
        return None if row is None else repository_of(row)

    def registered(self, person_id: int, exercise: str) -> bool:
        theirs = members.c.person_id == person_id, repositories.c.exercise == exercise
        query = select(repositories.c.id).join(members, members.c.team_id == repositories.c.team_id).where(*theirs)
        return self.connection.scalar(query.limit(1)) is not None

    def admitted(self) -> list[Repository]:
        query = REPOSITORY.where(repositories.c.admitted_at.is_not(None)).order_by(repositories.c.id)
        return [repository_of(row) for row in self.connection.execute(query)]

    def locked(self, repository_id: int) -> Repository:
        query = REPOSITORY.where(repositories.c.id == repository_id)
        return repository_of(self.connection.execute(query.with_for_update(of=repositories)).one())

    def admit(self, repository_id: int, at: datetime | None) -> None:
        self.connection.execute(update(repositories).where(repositories.c.id == repository_id).values(admitted_at=at))

    def point_to(self, repository_id: int, submission_id: int) -> None:
        where = current_submissions.c.repository_id == repository_id
        changed = self.connection.execute(update(current_submissions).where(where).values(submission_id=submission_id))
        if changed.rowcount == 0:
            values = {"repository_id": repository_id, "submission_id": submission_id}
            self.connection.execute(insert(current_submissions).values(values))
