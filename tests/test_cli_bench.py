"""`peermill bench matching`, on a school small enough to be quick."""

import json

from typer.testing import CliRunner

from cli.bench import app


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["matching", "--learners", "200", "--seed", "3", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_words_tell_size_quality_and_cycles() -> None:
    said = run()
    assert "learners  200, " in said
    assert "cycles    0 of 2, 0 of 3" in said
    assert "unfilled  0" in said


def test_json_has_every_figure() -> None:
    found = json.loads(run("--json"))
    assert found["learners"] == 200
    assert found["cycles"] == {"2": 0, "3": 0}
    assert 0 <= found["gap"] < 1e-6
    assert set(found["seconds"]) == {"candidates", "solve", "total"}


def test_too_small_a_school_is_bad_usage() -> None:
    done = CliRunner().invoke(app, ["matching", "--learners", "3"])
    assert done.exit_code == 2
