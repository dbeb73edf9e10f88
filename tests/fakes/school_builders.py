"""A small school for tests: a clock that is set by hand, fixed secrets, people and teams."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.ports import Store, Transaction
from core.reports import Report
from core.school import Lane, Repository, Submission, Team, Turn
from core.verdicts import Verdict

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
COMMIT = "c0ffee" + "0" * 34


@dataclass
class SetClock:
    """`step` is how far it jumps each time that it was read."""

    now: datetime = NOON
    step: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        now = self.now
        self.now += self.step
        return now

    def forward(self, **of: float) -> None:
        self.now += timedelta(**of)


@dataclass
class CountedSecrets:
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __call__(self) -> str:
        return f"secret{next(self.numbers)}"


@dataclass
class MemoryGit:
    """Repositories whose default branch is wherever a test says."""

    tips: dict[str, str | None] = field(default_factory=dict)
    kept: set[tuple[str, str]] = field(default_factory=set)
    bytes_held: dict[str, int] = field(default_factory=dict)

    def create(self, name: str) -> Path:
        self.tips.setdefault(name, None)
        return Path(name)

    def default_tip(self, name: str) -> str | None:
        return self.tips[name]

    def keep(self, name: str, commit: str) -> None:
        self.kept.add((name, commit))

    def size_bytes(self, name: str) -> int:
        return self.bytes_held.get(name, 0)


def add_people(transaction: Transaction, *logins: str, campus: str = "Paris", level: float = 1.0) -> None:
    transaction.people.add_campus(campus)
    for login in logins:
        transaction.people.add_person(login=login, campus=campus, level=level, staff=False)


def add_team(transaction: Transaction, name: str, *logins: str) -> Team:
    people = [transaction.people.by_login(login) for login in logins]
    return transaction.people.add_team(name, [person.id for person in people if person])


def small_school(store: Store) -> Repository:
    """Ada and Bob in one team, registered for `sum`; Eve in none."""
    with store.transaction() as transaction:
        add_people(transaction, "ada", "bob", "eve")
        team = add_team(transaction, "team one", "ada", "bob")
        return transaction.repositories.add(team_id=team.id, exercise="sum", folder="team-1-sum", closes_at=None)


FIRST_TURN = Turn(lane=Lane.FIRST, campus="Paris", tag=0)


def add_submission(
    store: Store, repository: Repository, commit: str = COMMIT, at: datetime = NOON, turn: Turn = FIRST_TURN
) -> Submission:
    with store.transaction() as transaction:
        submission = transaction.submissions.add(
            repository_id=repository.id, exercise=repository.exercise, commit=commit, pushed_at=at
        )
        transaction.repositories.point_to(repository.id, submission.id)
        transaction.outbox.add(transaction.jobs.add(submission.id, at, turn).id, at)
    return submission


def make_report(verdict: Verdict = Verdict.AC, commit: str = COMMIT) -> Report:
    return Report(
        exercise="sum",
        exercise_digest="sha256:0",
        commit=commit,
        image_id="sha256:1",
        verdict=verdict,
        score=1.0 if verdict is Verdict.AC else 0.0,
        max_score=1.0,
        checks=(),
        steps=(),
        tests=(),
        wall_ms=12.5,
    )
