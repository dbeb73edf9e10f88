"""From a JSON document to a school in columns: names become row numbers, and what contradicts itself is refused.

bytes -> Instance (each part for itself) -> Index (names to rows, none twice) -> School
"""

from collections.abc import Callable, Iterable
from functools import reduce
from itertools import chain

import numpy as np
from pydantic import ValidationError

from core.errors import UsageError
from matching.reading.complaints import complaint
from matching.reading.index import Index, index_of
from matching.reading.instance import Entry, Instance, Project
from matching.reading.pasts import excluded_of, past_of
from matching.reading.weeks import words_of
from matching.tables import Ints, Lists, People, School, Submissions, Words, lists_of


def instance_from(data: bytes, name: str) -> Instance:
    """Of a JSON document called `name`. Raises UsageError."""
    try:
        return Instance.model_validate_json(data)
    except ValidationError as error:
        raise complaint(name, error) from None


def school_of(instance: Instance) -> School:
    """Raises UsageError: a name that is unknown or there twice, lo > hi, a contradiction in the history."""
    index = index_of(instance)
    people = _people(instance, index)
    return School(
        campuses=tuple(instance.campuses),
        languages=tuple(instance.languages),
        projects=tuple(index.projects),
        people=people,
        submissions=_submissions(instance, index, people),
        registered=_standing(instance, index, lambda project: project.registered),
        passed=_standing(instance, index, lambda project: project.passed),
        named=_standing(instance, index, lambda project: project.named),
        skills=_bits([index.skills_of(project.wanted_skills, project.id) for project in instance.projects]),
        excluded=excluded_of(instance, index),
        past=past_of(instance, index),
    )


def _people(instance: Instance, index: Index) -> People:
    people = instance.people
    for person in people:
        if person.lo > person.hi:
            raise UsageError(f"person {person.id!r}: lo {person.lo} is over hi {person.hi}")
    return People(
        names=tuple(index.people),
        campus=np.array([index.campus(person) for person in people], dtype=np.int64),
        languages=_bits([index.languages_of(person.languages, person.id) for person in people]),
        level=np.array([person.level for person in people]),
        week=words_of([person.hours for person in people]),
        skills=_bits([index.skills_of(person.skills, person.id) for person in people]),
        lo=np.array([person.lo for person in people], dtype=np.int64),
        hi=np.array([person.hi for person in people], dtype=np.int64),
        owes=np.array([person.owes for person in people], dtype=np.int64),
    )


def _submissions(instance: Instance, index: Index, people: People) -> Submissions:
    entries = instance.submissions
    authors = _lists([[index.person(author, entry.id) for author in entry.authors] for entry in entries])
    return Submissions(
        names=tuple(entry.id for entry in entries),
        project=np.array([index.project(entry) for entry in entries], dtype=np.int64),
        authors=authors,
        languages=_bits([index.languages_of(entry.languages, entry.id) for entry in entries]),
        level=np.array([_level(entry, people, authors.of(row)) for row, entry in enumerate(entries)]),
        week=words_of([_week(entry, instance, authors.of(row).tolist()) for row, entry in enumerate(entries)]),
        days_waiting=np.array([entry.days_waiting for entry in entries]),
    )


def _level(entry: Entry, people: People, authors: Ints) -> float:
    return float(people.level[authors].mean()) if entry.level is None else entry.level


def _week(entry: Entry, instance: Instance, authors: list[int]) -> int:
    if entry.hours is not None:
        return entry.hours
    return reduce(lambda one, other: one & other, (instance.people[author].hours for author in authors))


def _standing(instance: Instance, index: Index, those: Callable[[Project], Iterable[str]]) -> Lists:
    return _lists([[index.person(name, project.id) for name in those(project)] for project in instance.projects])


def _lists(rows: list[list[int]]) -> Lists:
    owner = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    return lists_of(owner, np.array(list(chain.from_iterable(rows)), dtype=np.int64), len(rows))


def _bits(sets: list[int]) -> Words:
    return np.array(sets, dtype=np.uint64)
