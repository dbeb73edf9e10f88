"""A path through the catalogue: its days, and every way in which it can name what isn't there."""

from pathlib import Path

import pytest

from core.errors import BrokenExercise, UsageError
from exercises.loader import CATALOGUE
from exercises.paths import load_path, path_names

DAYS = """\
name = "Admission"
[[days]]
day = 1
title = "First steps"
exercises = ["one", "two"]
[[days]]
day = 2
title = "More"
exercises = ["three"]
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    for slug in ("one", "two", "three"):
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "exercise.toml").touch()
    (tmp_path / "admission.toml").write_text(DAYS)
    return tmp_path


def test_days_keep_their_order_and_so_do_their_exercises(catalogue: Path) -> None:
    path = load_path("admission", catalogue)
    assert [(day.day, day.exercises) for day in path.days] == [(1, ("one", "two")), (2, ("three",))]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"three"', '"thre"', "day 2: no exercise 'thre' (did you mean three?)"),
        ('"three"', '"two"', "two comes twice"),
        ("day = 2", "day = 1", "each comes once, in order"),
        ("day = 2", "dya = 2", "days.1.dya: Extra inputs"),
        ("day = 2", "day = 0", "greater than or equal to 1"),
        ('"three"', "", "at least 1 item"),
        ('name = "Admission"', "", "name: Field required"),
    ],
)
def test_a_path_that_can_not_be_is_named(catalogue: Path, old: str, new: str, complaint: str) -> None:
    (catalogue / "admission.toml").write_text(DAYS.replace(old, new))
    with pytest.raises(BrokenExercise, match="admission") as caught:
        load_path("admission", catalogue)
    assert complaint in str(caught.value)


def test_a_path_that_is_not_there(catalogue: Path) -> None:
    with pytest.raises(UsageError, match=r"no path 'admision' \(did you mean admission\?\)"):
        load_path("admision", catalogue)


def test_the_catalogues_paths_name_exercises_that_are_there() -> None:
    for name in path_names():
        assert load_path(name, CATALOGUE).days
