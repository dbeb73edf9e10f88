"""`peermill exercise verify|new|schema`: what is printed where, and the exit codes that scripts rely on."""

import json
import re
from pathlib import Path

import pytest

from cli import exercise_verify
from cli.exercise_verify import exit_code
from core.errors import EngineMissing
from exercises.new import new_exercise
from exercises.schema import schema_text
from grader.verify.documents import Verification
from tests.command_line import Peermill, runner


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_exercise("the-first", "shell", tmp_path)


def test_json_is_an_array_and_progress_is_not_in_it(peermill: Peermill, folder: Path) -> None:
    said = peermill("exercise", "verify", folder, "--runs", "2", "--json")
    assert said.exit_code == 0
    (found,) = said.array
    assert (found["exercise"], found["ok"], found["runs"], found["problems"]) == ("the-first", True, 2, [])
    assert found["solutions"][0] == {
        "name": "accepted/sort",
        "expected": ["AC"],
        "got": ["AC", "AC"],
        "points": 8.0,
        "max_points": 8.0,
        "problems": [],
    }
    assert re.search(r"the-first: holds \(\d+\.\d s\)", said.err)


def test_words_are_a_table_and_what_is_wrong(peermill: Peermill, folder: Path) -> None:
    (folder / "solutions/wrong_answer/sorts_texts/largest.sh").write_text("echo 8\n")
    said = peermill("exercise", "verify", folder, "--runs", "1")
    assert said.exit_code == 1
    assert "the-first: DOES NOT HOLD" in said.out
    assert re.search(r"accepted/sort +AC +AC x1 +8 of 8", said.out)
    assert re.search(r"wrong_answer/sorts_texts +WA +WA x1 +1 of 8 +NOT AS STATED", said.out)
    assert "problem: wrong_answer/sorts_texts: 02-one fails, which isn't stated" in said.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "name exercises to verify, or say --all: `peermill exercise verify c-sum`"),
        (("c-sum", "--all"), "name exercises to verify, or say --all: `peermill exercise verify c-sum`"),
        (("c-smu",), "no exercise 'c-smu' (did you mean c-sum?)"),
    ],
)
def test_what_can_not_be_meant(peermill: Peermill, arguments: tuple[str, ...], complaint: str) -> None:
    said = peermill("exercise", "verify", *arguments)
    assert (said.exit_code, said.complaint) == (2, complaint)


def test_a_folder_of_no_verdict_is_broken(peermill: Peermill, folder: Path) -> None:
    (folder / "solutions/wrong_answer").rename(folder / "solutions/wrong_anser")
    said = peermill("exercise", "verify", folder)
    assert said.exit_code == 2
    assert said.complaint.endswith("wrong_anser: no verdict has such a folder (did you mean wrong_answer?)")


def test_a_machine_without_an_engine_is_at_fault(
    peermill: Peermill, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_engine(*_: object) -> None:
        raise EngineMissing("no Docker engine answers")

    monkeypatch.setattr(exercise_verify, "open_pool", no_engine)
    said = peermill("exercise", "verify", folder)
    assert (said.exit_code, said.complaint) == (3, "no Docker engine answers")


HOLDS = Verification(exercise="one", ok=True, runs=1)
FAILS = Verification(exercise="two", ok=False, runs=1, problems=("something",))
FAULT = Verification(exercise="three", ok=False, runs=1, fault="no CPU was free")


@pytest.mark.parametrize(
    ("found", "code"), [([HOLDS], 0), ([HOLDS, FAILS], 1), ([FAILS, FAULT], 3), ([FAULT, HOLDS], 3)]
)
def test_the_exit_code_tells_of_the_worst(found: list[Verification], code: int) -> None:
    assert exit_code(found) == code


def test_a_new_exercise_is_where_it_was_asked_for(peermill: Peermill, tmp_path: Path) -> None:
    said = peermill("exercise", "new", "my-own", "--language", "python", "--into", tmp_path)
    assert (said.exit_code, said.out) == (0, f"{tmp_path / 'my-own'}\n")
    assert (tmp_path / "my-own/exercise.toml").exists()


def test_a_new_exercise_is_never_over_another(peermill: Peermill, folder: Path) -> None:
    said = peermill("exercise", "new", "the-first", "--into", folder.parent)
    assert (said.exit_code, said.complaint) == (2, f"{folder}: there is something of that name already")


def test_the_schema_is_printed_for_editors(peermill: Peermill) -> None:
    said = peermill("exercise", "schema")
    assert said.out == schema_text()
    assert json.loads(said.out)["properties"]["version"]


def test_a_path_that_is_not_there(peermill: Peermill) -> None:
    said = peermill("exercise", "list", "--path", "nowhere")
    assert said.exit_code == 2
    assert said.complaint.startswith("no path 'nowhere'")


def test_a_solution_to_mutate_that_is_not_there_is_said_before_anything_runs(
    peermill: Peermill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = new_exercise("the-first", "python", tmp_path)
    manifest = folder / "exercise.toml"
    manifest.write_text(manifest.read_text().replace("least = 0.85", 'least = 0.85\nsolution = "lsit"'))
    monkeypatch.delattr(exercise_verify, "open_pool")
    said = peermill("exercise", "verify", folder)
    assert said.exit_code == 2
    assert said.complaint.endswith("mutation.solution: no accepted one is 'lsit'")
