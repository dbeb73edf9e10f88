"""Brings a database up to the newest schema; each step is a file in `store/migrations/versions/`."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from core.errors import GraderFault
from store.sql_engine import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Apply what is missing, all or nothing; a second call, or one at the same time, finds nothing to do.

    Raises UsageError for a bad URL, GraderFault for a database that can't be used.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: str | tuple[str, ...], _context: MigrationContext) -> list[RevisionStep]:
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]

    engine = open_engine(url)
    try:
        with engine.begin() as connection, EnvironmentContext(config, scripts, fn=steps) as environment:
            environment.configure(connection=connection, transactional_ddl=True)
            environment.run_migrations()
    except OperationalError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise GraderFault(f"{shown}: the database can't be used: {error.orig}") from None
    finally:
        engine.dispose()
