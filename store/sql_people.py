"""Campuses, people, their tokens and teams in SQL."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from core.errors import UsageError
from core.school import Campus, Lane, Person, Team
from store.sql_schema import campuses, lines, members, people, teams, tokens

BATCH = 500  # ids in one query: databases limit its parameters
PERSON: Select[Any] = select(people.c.id, people.c.login, people.c.level, people.c.staff, campuses.c.name).join_from(
    people, campuses
)


def person_of(row: Row[Any]) -> Person:
    return Person(id=row.id, login=row.login, campus=row.name, level=row.level, staff=row.staff)


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add_campus(self, name: str) -> Campus:
        try:
            with self.connection.begin_nested():
                row = self.connection.execute(insert(campuses).values(name=name).returning(campuses.c.id)).one()
        except IntegrityError:
            raise UsageError(f"there is a campus {name!r} already") from None
        empty = {"campus_id": row.id, "started": 0, "turns": 0, "tag": 0}
        self.connection.execute(insert(lines), [empty | {"lane": lane} for lane in Lane])
        return Campus(id=row.id, name=name)

    def add_person(self, *, login: str, campus: str, level: float, staff: bool) -> Person:
        campus_id = self.connection.scalar(select(campuses.c.id).where(campuses.c.name == campus))
        if campus_id is None:
            raise UsageError(f"no campus {campus!r}: add it first")
        values = {"campus_id": campus_id, "login": login, "level": level, "staff": staff}
        try:
            with self.connection.begin_nested():
                row = self.connection.execute(insert(people).values(values).returning(people.c.id)).one()
        except IntegrityError:
            raise UsageError(f"the login {login!r} is taken") from None
        return Person(id=row.id, login=login, campus=campus, level=level, staff=staff)

    def by_login(self, login: str) -> Person | None:
        row = self.connection.execute(PERSON.where(people.c.login == login)).one_or_none()
        return None if row is None else person_of(row)

    def all(self) -> list[Person]:
        return [person_of(row) for row in self.connection.execute(PERSON.order_by(people.c.id))]

    def add_token(self, person_id: int, digest: str, at: datetime) -> None:
        self.connection.execute(insert(tokens).values(person_id=person_id, digest=digest, issued_at=at))

    def by_token(self, digest: str) -> Person | None:
        query = PERSON.join(tokens, tokens.c.person_id == people.c.id).where(tokens.c.digest == digest)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else person_of(row)

    def add_team(self, name: str, member_ids: Sequence[int]) -> Team:
        try:
            with self.connection.begin_nested():
                team_id = self.connection.execute(insert(teams).values(name=name).returning(teams.c.id)).one().id
        except IntegrityError:
            raise UsageError(f"there is a team {name!r} already") from None
        rows = [{"team_id": team_id, "person_id": person_id} for person_id in member_ids]
        self.connection.execute(insert(members), rows)
        return self.team(team_id)

    def team(self, team_id: int) -> Team:
        found = self.teams({team_id}).get(team_id)
        if found is None:
            raise UsageError(f"there is no team {team_id}")
        return found

    def teams(self, team_ids: Collection[int]) -> dict[int, Team]:
        """Those that there are, by id."""
        found: dict[int, Team] = {}
        for some in batched(sorted(team_ids)):
            named = self.connection.execute(select(teams).where(teams.c.id.in_(some)))
            staffed = self.members_of(some)
            found |= {row.id: Team(id=row.id, name=row.name, members=tuple(staffed[row.id])) for row in named}
        return found

    def members_of(self, team_ids: Sequence[int]) -> dict[int, list[Person]]:
        query = PERSON.add_columns(members.c.team_id).join(members, members.c.person_id == people.c.id)
        rows = self.connection.execute(query.where(members.c.team_id.in_(team_ids)).order_by(people.c.id))
        found: dict[int, list[Person]] = {team_id: [] for team_id in team_ids}
        for row in rows:
            found[row.team_id].append(person_of(row))
        return found


def batched(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
