"""Paths through the catalogue: which exercises come on which day. `catalogue/NAME.toml` is the path NAME.

name = "Admission"
[[days]]
day = 1
title = "First steps in the shell"
exercises = ["shell-list", "shell-copy"]     in the order in which they are done
"""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from core.errors import BrokenExercise, UsageError
from exercises.loader import CATALOGUE, catalogue_slugs
from exercises.locate import near
from exercises.section import Names, Section
from exercises.toml import parse_toml


class Day(Section):
    day: int = Field(ge=1, le=366)
    title: str = Field(min_length=1, max_length=120)
    exercises: Names = Field(min_length=1)


class LearningPath(Section):
    """Days in their order; no exercise twice."""

    name: str = Field(min_length=1, max_length=120)
    days: Annotated[tuple[Day, ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def each_comes_once(self) -> Self:
        numbers = [day.day for day in self.days]
        if numbers != sorted(set(numbers)):
            raise ValueError("days: each comes once, in order")
        slugs = [slug for day in self.days for slug in day.exercises]
        twice = next((slug for slug in slugs if slugs.count(slug) > 1), None)
        if twice is not None:
            raise ValueError(f"days: {twice} comes twice")
        return self


def path_names(catalogue: Path = CATALOGUE) -> list[str]:
    return sorted(path.stem for path in catalogue.glob("*.toml"))


def load_path(name: str, catalogue: Path = CATALOGUE) -> LearningPath:
    """Raises UsageError for a path that there isn't, BrokenExercise for one with a slug that isn't in the catalogue."""
    names = path_names(catalogue)
    if name not in names:
        raise UsageError(f"no path {name!r}{near(name, names) or '; there are ' + (', '.join(names) or 'none')}")
    file = catalogue / f"{name}.toml"
    path = parse_toml(file, LearningPath, "the path")
    slugs = catalogue_slugs(catalogue)
    for day in path.days:
        unknown = next((slug for slug in day.exercises if slug not in slugs), None)
        if unknown is not None:
            raise BrokenExercise(f"{file}: day {day.day}: no exercise {unknown!r}{near(unknown, slugs)}")
    return path
