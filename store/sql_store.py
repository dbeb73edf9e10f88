"""The school's record in SQL: one connection a transaction, and the queries in the `sql_*` files beside this one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from core.errors import GraderFault
from store.sql_engine import open_engine
from store.sql_jobs import SqlJobs, SqlOutbox
from store.sql_people import SqlPeople
from store.sql_repositories import SqlRepositories
from store.sql_rounds import SqlEvents, SqlRounds
from store.sql_submissions import SqlSubmissions


class SqlTransaction:
    def __init__(self, connection: Connection) -> None:
        self.people = SqlPeople(connection)
        self.repositories = SqlRepositories(connection)
        self.submissions = SqlSubmissions(connection, self.people)
        self.jobs = SqlJobs(connection)
        self.outbox = SqlOutbox(connection)
        self.events = SqlEvents(connection)
        self.rounds = SqlRounds(connection)


class SqlStore:
    """Safe to share between threads; not between processes that fork after its first transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def transaction(self) -> Iterator[SqlTransaction]:
        with reachable(), self.engine.begin() as connection:
            yield SqlTransaction(connection)

    @contextmanager
    def reading(self) -> Iterator[SqlTransaction]:
        with reachable(), self.engine.connect().execution_options(peermill_reading=True) as connection:
            yield SqlTransaction(connection)

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def reachable() -> Iterator[None]:
    """Makes a database that is locked, full, read-only or gone a fault of ours. Raises GraderFault."""
    try:
        yield
    except OperationalError as error:
        raise GraderFault(f"the database can't be used: {error.orig}") from error


def open_store(url: str) -> SqlStore:
    """A store on a database that `migrate` has brought up to date. Raises UsageError for a bad URL."""
    return SqlStore(open_engine(url))
