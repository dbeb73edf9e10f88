from pathlib import Path

import pytest

from core.errors import BrokenExercise
from core.rubrics import Rubric
from exercises.toml import parse_toml

QUESTION = """
[[questions]]
id = "{id}"
kind = "yes_no"
points = {points}
ask = {{ en = "Why?", fr = "Pourquoi ?" }}
"""


def rubric(folder: Path, *questions: tuple[str, int]) -> Rubric:
    path = folder / "rubric.toml"
    path.write_text("minutes = 30\n" + "".join(QUESTION.format(id=name, points=points) for name, points in questions))
    return parse_toml(path, Rubric, "the rubric")


def test_a_rubric_that_makes_a_whole(tmp_path: Path) -> None:
    found = rubric(tmp_path, ("explain", 60), ("edges", 40))
    assert [question.id for question in found.questions] == ["explain", "edges"]


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([("explain", 60), ("edges", 30)], "3: questions: their points add up to 90, and must to 100"),
        ([("explain", 50), ("explain", 50)], "3: questions: the id 'explain' stands there twice"),
    ],
)
def test_one_that_does_not_is_refused_with_file_and_key(
    tmp_path: Path, questions: list[tuple[str, int]], words: str
) -> None:
    with pytest.raises(BrokenExercise) as refused:
        rubric(tmp_path, *questions)
    assert str(refused.value) == f"{tmp_path / 'rubric.toml'}:{words}"
