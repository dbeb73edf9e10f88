"""A round as a JSON document: the models of its parts. What they mean together is tested in to_school.py."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from matching.reading.weeks import bits_of

MOST_NAMES = 64  # a bit each
MOST_PEOPLE = 2_000_000
MOST_LOAD = 1_000

Name = Annotated[str, Field(min_length=1, max_length=200)]
Level = Annotated[float, Field(ge=0, le=1_000)]
Load = Annotated[int, Field(ge=0, le=MOST_LOAD)]


def _hours(value: object) -> object:
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        return bits_of(value)
    raise ValueError("hours are 42 hex digits, or a list of ranges such as 'mon 09-17'")


def _unlike(names: list[str]) -> list[str]:
    seen = set[str]()
    for name in names:
        if name in seen:
            raise ValueError(f"{name!r} is there twice")
        seen.add(name)
    return names


Week = Annotated[int, BeforeValidator(_hours)]
Names = Annotated[list[Name], AfterValidator(_unlike)]
FewNames = Annotated[Names, Field(max_length=MOST_NAMES)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)


class Project(Part):
    id: Name
    wanted_skills: FewNames = []
    registered: Names = []
    passed: Names = []
    named: Names = []


class Person(Part):
    """`hi` 0 for who takes no part."""

    id: Name
    campus: Name
    languages: FewNames
    level: Level
    hours: Week
    skills: FewNames = []
    lo: Load = 0
    hi: Load
    owes: Load = 0


class Entry(Part):
    """A submission. `level` is the mean of its authors', `hours` those that all of them have, unless given."""

    id: Name
    project: Name
    authors: Annotated[Names, Field(min_length=1, max_length=100)]
    languages: FewNames
    level: Level | None = None
    hours: Week | None = None
    days_waiting: Annotated[float, Field(ge=0, le=10_000)] = 0.0


class Pair(Part):
    evaluator: Name
    author: Name
    weeks: Annotated[float, Field(ge=0, le=10_000)]


class Instance(Part):
    """`excluded`: pairs of people who never evaluate each other."""

    campuses: Annotated[Names, Field(min_length=1, max_length=10_000)]
    languages: FewNames
    skills: FewNames = []
    projects: Annotated[list[Project], Field(min_length=1, max_length=100_000)]
    people: Annotated[list[Person], Field(min_length=1, max_length=MOST_PEOPLE)]
    submissions: Annotated[list[Entry], Field(min_length=1, max_length=MOST_PEOPLE)]
    excluded: list[Annotated[list[Name], Field(min_length=2, max_length=2)]] = []
    history: list[Pair] = []
