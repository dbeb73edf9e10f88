"""Opens the database: SQLite in WAL mode by default, anything else that SQLAlchemy speaks by its URL."""

import contextlib
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from core.errors import UsageError

BUSY_MS = 20_000


def open_engine(url: str) -> Engine:
    """Raises UsageError for a URL that makes no sense. A new SQLite file is its owner's alone to read."""
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, ImportError) as error:
        raise UsageError(f"database_url: {error}") from None
    if engine.dialect.name == "sqlite":
        if engine.url.database not in (None, "", ":memory:"):
            with contextlib.suppress(OSError):  # told when it is opened
                Path(str(engine.url.database)).touch(mode=0o600)
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # The driver's own transactions begin late and deferred: two writers that both read first would then fail.
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("peermill_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
