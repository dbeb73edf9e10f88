from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from core.errors import GraderFault
from core.school import Lane, Turn
from school.jobs import claim_next
from store.sql_engine import open_engine
from store.sql_migrate import migrate
from store.sql_schema import metadata
from store.sql_store import open_store
from tests.fakes.school_builders import CountedSecrets, SetClock

SCHOOL_OF_0001 = (
    "INSERT INTO campuses VALUES (1, 'Paris'), (2, 'Lyon')",
    "INSERT INTO people VALUES (1, 1, 'ada', 0, 0), (2, 2, 'eve', 0, 0)",
    "INSERT INTO teams VALUES (3, 'team')",
    "INSERT INTO members VALUES (3, 2)",
    "INSERT INTO repositories (id, team_id, exercise, folder) VALUES (4, 3, 'sum', 'team-3-sum')",
    "INSERT INTO submissions VALUES (5, 4, 'sum', 'c0ffee', '2026-03-02 12:00:00')",
    "INSERT INTO jobs (id, submission_id, state, attempt, queued_at) VALUES (6, 5, 'queued', 0, '2026-03-02 12:00:00')",
)


def test_the_migrations_end_at_the_schema(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/school.db"
    migrate(url)
    engine = open_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_school_from_before_lanes_keeps_its_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/school.db"
    revisions = ScriptDirectory._upgrade_revs
    with monkeypatch.context() as old:
        old.setattr(ScriptDirectory, "_upgrade_revs", lambda self, _head, now: revisions(self, "0001", now))
        migrate(url)
    engine = open_engine(url)
    with engine.begin() as connection:
        for statement in SCHOOL_OF_0001:
            connection.execute(text(statement))
    engine.dispose()
    migrate(url)
    store = open_store(url)
    claim = claim_next(store, SetClock(), CountedSecrets())
    with store.reading() as transaction:
        turn = transaction.jobs.of(5).turn
    store.close()
    assert claim is not None
    assert claim.submission_id == 5
    assert turn == Turn(lane=Lane.AGAIN, campus="Lyon", tag=0)


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
