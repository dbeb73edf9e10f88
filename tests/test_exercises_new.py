"""A new exercise: whole from the start, and never over something that is there."""

from pathlib import Path

import pytest

from core.errors import UsageError
from exercises.loader import load_exercise
from exercises.new import WORDS, new_exercise
from exercises.schema import schema_text
from exercises.solutions import solutions


@pytest.mark.parametrize("language", WORDS)
def test_it_is_whole(tmp_path: Path, language: str) -> None:
    exercise = load_exercise(new_exercise("the-largest-one", language, tmp_path))
    assert exercise.manifest.title == "The largest one"
    assert exercise.manifest.language == language
    assert set(exercise.statements) == {"en", "fr"}
    assert exercise.rubric is not None
    assert sum(question.points for question in exercise.rubric.questions) == 100
    found = solutions(exercise)
    assert sum(not solution.accepted for solution in found) >= 3
    assert all(solution.accepted or solution.statement for solution in found)


@pytest.mark.parametrize("language", WORDS)
def test_no_word_is_left_to_fill_in(tmp_path: Path, language: str) -> None:
    folder = new_exercise("one", language, tmp_path)
    texts = [path.read_text() for path in folder.rglob("*") if path.is_file()]
    assert not any("@" in text for text in texts)


def test_an_editor_finds_the_schema(tmp_path: Path) -> None:
    folder = new_exercise("one", "c", tmp_path)
    line = (folder / "exercise.toml").read_text().splitlines()[0]
    schema = folder / line.removeprefix("#:schema ")
    assert schema.read_text() == schema_text()
    schema.write_text("mine")
    new_exercise("two", "c", tmp_path)
    assert schema.read_text() == "mine"


@pytest.mark.parametrize(
    ("slug", "language", "into", "complaint"),
    [
        ("Bad Slug", "c", "", "'Bad Slug' is no slug"),
        ("../up", "c", "", "'../up' is no slug"),
        ("one", "pyton", "", "there is no scaffold for 'pyton' (did you mean python?)"),
        ("one", "cobol", "", "there is no scaffold for 'cobol'; expected one of c, python"),
        ("one", "c", "nowhere", "no such folder"),
        ("a" * 300, "c", "", "can't be made: File name too long"),
        ("taken", "c", "", "there is something of that name already"),
    ],
)
def test_what_can_not_be_made_is_said_and_nothing_written(
    tmp_path: Path, slug: str, language: str, into: str, complaint: str
) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(UsageError) as caught:
        new_exercise(slug, language, tmp_path / into)
    assert complaint in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
