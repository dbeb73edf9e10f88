"""Brings campuses, people and teams onto the record.

register_team --> team + repository on record --> bare git repository, all or nothing
"""

import math
import re
from collections.abc import Sequence
from datetime import datetime

from core.errors import UsageError
from core.ports import Clock, Repositories, Store
from core.school import Campus, EventKind, Facts, Person, Repository, Team

LOGIN = re.compile(r"[a-z][a-z0-9_-]{0,31}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG = 80
MAX_NAME = 80


def open_campus(store: Store, name: str) -> Campus:
    """Raises UsageError when there is one of that name."""
    with store.transaction() as transaction:
        return transaction.people.add_campus(checked_name(name))


def enrol_person(store: Store, *, login: str, campus: str, level: float = 0.0, staff: bool = False) -> Person:
    """Raises UsageError for a login taken or malformed, a level that is no number, a campus that isn't there."""
    if not LOGIN.fullmatch(login):
        raise UsageError(f"{login!r}: a login is up to 32 small letters, digits, - and _, the first a letter")
    if not 0 <= level < math.inf:
        raise UsageError(f"level {level}: a level is a number from 0 up")
    with store.transaction() as transaction:
        return transaction.people.add_person(login=login, campus=campus, level=level, staff=staff)


def register_team(
    store: Store,
    repositories: Repositories,
    clock: Clock,
    *,
    name: str,
    logins: Sequence[str],
    exercise: str,
    closes_at: datetime | None = None,
) -> tuple[Team, Repository]:
    """Form a team for an exercise and make its repository. Raises UsageError, GraderFault."""
    if not SLUG.fullmatch(exercise) or len(exercise) > MAX_SLUG:
        raise UsageError(f"{exercise!r} is no exercise's slug")
    if not logins or len(set(logins)) != len(logins):
        raise UsageError(f"team {name!r}: name each member once, and at least one")
    with store.transaction() as transaction:
        members = [(login, transaction.people.by_login(login)) for login in logins]
        if unknown := [login for login, person in members if person is None]:
            raise UsageError(f"team {name!r}: no person has the login {unknown[0]!r}; enrol them first")
        team = transaction.people.add_team(checked_name(name), [person.id for _, person in members if person])
        repository = transaction.repositories.add(
            team_id=team.id, exercise=exercise, folder=f"team-{team.id}-{exercise}", closes_at=closes_at
        )
        repositories.create(repository.folder)
        facts: Facts = {"team": team.id, "repository": repository.id, "exercise": exercise}
        transaction.events.append(EventKind.TEAM_REGISTERED, clock(), facts)
    return team, repository


def checked_name(name: str) -> str:
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise UsageError(f"{name!r}: a name is 1 to {MAX_NAME} printable characters")
    return name
