"""The tables. What is "current" or "valid" is a pointer in a table of its own.

campuses <- people <- tokens          repositories <- submissions <- jobs <- outbox
    ^- lines
              ^- members -> teams <-------'   ^            ^   ^        ^
                                              |            |   '-- reports (one an attempt)
                                current_submissions ------'|            ^
                                                           |   valid_reports
                                           pairings -> rounds
                                              events
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept as UTC without a zone: SQLite has none to keep."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def to(name: str, target: str, *, primary_key: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=False, primary_key=primary_key)


campuses = Table("campuses", metadata, key(), Column("name", String(80), nullable=False, unique=True))

people = Table(
    "people",
    metadata,
    key(),
    to("campus_id", "campuses.id"),
    Column("login", String(80), nullable=False, unique=True),
    Column("level", Float, nullable=False),
    Column("staff", Boolean, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String(64), primary_key=True),
    to("person_id", "people.id"),
    Column("issued_at", Moment, nullable=False),
)

teams = Table("teams", metadata, key(), Column("name", String(120), nullable=False, unique=True))

members = Table(
    "members", metadata, to("team_id", "teams.id", primary_key=True), to("person_id", "people.id", primary_key=True)
)

repositories = Table(
    "repositories",
    metadata,
    key(),
    to("team_id", "teams.id"),
    Column("exercise", String(120), nullable=False),
    Column("folder", String(160), nullable=False, unique=True),
    Column("closes_at", Moment),
    Column("admitted_at", Moment),
    UniqueConstraint("team_id", "exercise"),
)

submissions = Table(
    "submissions",
    metadata,
    key(),
    to("repository_id", "repositories.id"),
    Column("exercise", String(120), nullable=False),
    Column("commit", String(64), nullable=False),
    Column("pushed_at", Moment, nullable=False),
    UniqueConstraint("repository_id", "commit", "exercise"),
    sqlite_autoincrement=True,
)

current_submissions = Table(
    "current_submissions",
    metadata,
    to("repository_id", "repositories.id", primary_key=True),
    to("submission_id", "submissions.id"),
)

jobs = Table(
    "jobs",
    metadata,
    key(),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("token", String(64)),
    Column("lease_until", Moment),
    Column("queued_at", Moment, nullable=False),
    Column("superseded_by", Integer, ForeignKey("submissions.id")),
    Column("lane", String(16), nullable=False, server_default="again"),
    Column("tag", Integer, nullable=False, server_default="0"),
    Column("campus_id", Integer, ForeignKey("campuses.id")),
    Index(None, "state", "lane", "campus_id", "tag"),
    Index(None, "state", "lane", "queued_at"),
    Index(None, "state", "lease_until"),
)

lines = Table(
    "lines",
    metadata,
    Column("lane", String(16), primary_key=True),
    to("campus_id", "campuses.id", primary_key=True),
    Column("started", Integer, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("tag", Integer, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    key(),
    to("job_id", "jobs.id"),
    Column("added_at", Moment, nullable=False),
    Column("rung_at", Moment),
    Index(None, "job_id"),
)

reports = Table(
    "reports",
    metadata,
    key(),
    to("job_id", "jobs.id"),
    Column("attempt", Integer, nullable=False),
    Column("verdict", String(2), nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("job_id", "attempt"),
    Index(None, "stored_at"),
)

valid_reports = Table(
    "valid_reports",
    metadata,
    to("submission_id", "submissions.id", primary_key=True),
    to("report_id", "reports.id"),
)

events = Table(
    "events",
    metadata,
    key(),
    Column("at", Moment, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("facts", Text, nullable=False),
    sqlite_autoincrement=True,
)

rounds = Table(
    "rounds", metadata, key(), Column("opened_at", Moment, nullable=False), Column("seed", Integer, nullable=False)
)

pairings = Table(
    "pairings",
    metadata,
    to("round_id", "rounds.id", primary_key=True),
    to("submission_id", "submissions.id", primary_key=True),
    to("evaluator_id", "people.id", primary_key=True),
    Column("reason", Text, nullable=False),
)
