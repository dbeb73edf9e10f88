from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from core.errors import GraderFault
from store.sql_engine import open_engine
from store.sql_migrate import migrate
from store.sql_schema import metadata


def test_the_migrations_end_at_the_schema(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/school.db"
    migrate(url)
    engine = open_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_second_migration_finds_nothing_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/with%percent.db"
    migrate(url)
    before = (tmp_path / "with%percent.db").read_bytes()
    migrate(url)
    assert (tmp_path / "with%percent.db").read_bytes() == before


def test_many_processes_may_start_on_a_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/school.db"
    with ThreadPoolExecutor(6) as pool:
        for started in [pool.submit(migrate, url) for _ in range(6)]:
            started.result()


def test_a_database_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GraderFault, match=r"nowhere/school.db: the database can't be used: unable to open"):
        migrate(f"sqlite:///{tmp_path}/nowhere/school.db")


def test_a_new_database_is_its_owners_alone_to_read(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/school.db")
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
