"""Who is there, and what they may see: a person is known by a token, and sees the work of teams they are in.

token --SHA-256--> digest on record --> Person --member of the team, or staff--> repository, submission

A token carries 256 random bits, so a plain digest of it can't be searched for; no slow hash is needed.
"""

import hashlib

from core.errors import UsageError
from core.ports import Clock, Secrets, Store, Transaction
from core.school import EventKind, Person, Repository

PREFIX = "pm_"
MAX_TOKEN = 200


def issue_token(store: Store, clock: Clock, secrets: Secrets, login: str) -> str:
    """A new personal token; it is shown here only and can't be had again. Raises UsageError for an unknown login."""
    token = PREFIX + secrets()
    with store.transaction() as transaction:
        person = transaction.people.by_login(login)
        if person is None:
            raise UsageError(f"no person has the login {login!r}")
        transaction.people.add_token(person.id, digest_of(token), clock())
        transaction.events.append(EventKind.TOKEN_ISSUED, clock(), {"person": person.id})
    return token


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def authenticate(store: Store, token: str) -> Person | None:
    if not token.startswith(PREFIX) or not token.isascii() or len(token) > MAX_TOKEN:
        return None
    with store.reading() as transaction:
        return transaction.people.by_token(digest_of(token))


def repository_for(store: Store, person: Person, folder: str) -> Repository | None:
    """None for a repository that isn't there and for one of another team alike: which it is tells nobody anything."""
    with store.reading() as transaction:
        repository = transaction.repositories.by_folder(folder)
        if repository is None or not sees(transaction, person, repository.team_id):
            return None
        return repository


def sees(transaction: Transaction, person: Person, team_id: int) -> bool:
    return person.staff or person in transaction.people.team(team_id).members


def pushes(store: Store, person: Person, repository: Repository) -> bool:
    """Only members push: staff read."""
    with store.reading() as transaction:
        return person in transaction.people.team(repository.team_id).members
