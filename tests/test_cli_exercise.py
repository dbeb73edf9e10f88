import shutil
from pathlib import Path

import pytest

from exercises.loader import CATALOGUE, catalogue_slugs
from tests.command_line import Peermill, runner


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


def test_the_list_is_an_array_of_all_there_are(peermill: Peermill) -> None:
    said = peermill("exercise", "list", "--json")
    assert said.exit_code == 0
    assert [entry["slug"] for entry in said.array] == catalogue_slugs()
    for entry in said.array:
        assert set(entry) == {"slug", "title", "language", "digest", "tests", "max_score"}


def test_the_list_in_words_has_a_line_each(peermill: Peermill) -> None:
    lines = peermill("exercise", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == catalogue_slugs()


def test_show_tells_what_to_do_and_never_what_is_expected(peermill: Peermill) -> None:
    said = peermill("exercise", "show", "c-sum", "--json")
    assert said.document["statement"]
    assert said.document["manifest"]["run"]["cpu_ms"] == 500
    assert said.document["testcases"][0] == {"name": "01-few", "points": 1.0}
    assert (CATALOGUE / "c-sum/tests/04-wide.out").read_text().strip() not in said.out


def test_show_in_words(peermill: Peermill) -> None:
    said = peermill("exercise", "show", "c-sum")
    assert "Turn in: /sum.c, /sum.h" in said.out
    assert said.out.endswith("5 tests, 5 points\n")


def test_the_statement_is_shown_in_the_language_that_is_asked_for(peermill: Peermill) -> None:
    french = (CATALOGUE / "c-sum/statement.fr.md").read_text().strip()
    assert peermill("exercise", "show", "c-sum", "--words", "fr").out.startswith(french)
    assert peermill("exercise", "show", "c-sum", "--words", "fr", "--json").document["statement"].strip() == french
    said = peermill("exercise", "show", "c-sum", "--words", "it")
    assert (said.exit_code, said.complaint) == (2, "c-sum has no statement in 'it'; there are en, fr")


def test_show_gives_the_rubric_to_programs(peermill: Peermill) -> None:
    rubric = peermill("exercise", "show", "c-sum", "--json").document["rubric"]
    assert sum(question["points"] for question in rubric["questions"]) == 100


def test_a_folder_can_be_shown(peermill: Peermill, tmp_path: Path) -> None:
    shutil.copytree(CATALOGUE / "c-sum", tmp_path / "c-mine")
    assert peermill("exercise", "show", tmp_path / "c-mine", "--json").document["slug"] == "c-mine"


def test_one_that_is_not_there(peermill: Peermill) -> None:
    said = peermill("exercise", "show", "c-smu", "--json")
    assert (said.exit_code, said.complaint) == (2, "no exercise 'c-smu' (did you mean c-sum?)")
