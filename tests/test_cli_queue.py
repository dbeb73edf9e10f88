import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from school.enrol import enrol_person, open_campus, register_team
from tests.fakes.school_builders import COMMIT, FIRST_TURN, add_submission
from wiring.composition import compose
from wiring.settings import load

CAMPUS = "[red]Paris"  # a name, not a colour


@pytest.fixture
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two submissions, the first of them being graded."""
    monkeypatch.setenv("PEERMILL_VAR", str(tmp_path))
    with compose(load()) as services:
        open_campus(services.store, CAMPUS)
        enrol_person(services.store, login="ada", campus=CAMPUS)
        _, repository = register_team(
            services.store, services.repositories, services.clock, name="one", logins=["ada"], exercise="c-sum"
        )
        turn = replace(FIRST_TURN, campus=CAMPUS)
        submissions = [add_submission(services.store, repository, commit, turn=turn) for commit in (COMMIT, "d" * 40)]
        with services.store.transaction() as transaction:
            job = transaction.jobs.of(submissions[0].id)
            transaction.jobs.claim(job.id, token="t", lease_until=services.clock())


@pytest.mark.usefixtures("_school")
def test_the_queue_for_programs() -> None:
    done = CliRunner().invoke(app, ["queue", "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert [(lane["lane"], lane["waiting"]) for lane in document["lanes"]] == [("first", 1), ("again", 0)]
    assert document["lanes"][0]["oldest_seconds"] > 0
    assert document["lanes"][1]["oldest_seconds"] is None
    assert [running["submission"] for running in document["running"]] == [1]
    assert document["wait_seconds"] is None


def test_an_empty_queue_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERMILL_VAR", str(tmp_path))
    done = CliRunner().invoke(app, ["queue"], catch_exceptions=False)
    assert "Nothing is being graded" in done.stdout


@pytest.mark.usefixtures("_school")
def test_the_queue_in_a_pipe_is_printed_once() -> None:
    done = CliRunner().invoke(app, ["queue"], catch_exceptions=False)
    assert done.exit_code == 0
    assert CAMPUS in done.stdout
    assert "0 graded in the last 10 minutes" in done.stdout
