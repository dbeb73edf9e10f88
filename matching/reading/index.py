"""Names to row numbers. Whoever asks for a name says in which entry it stands, so that the message can."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import UsageError
from matching.reading.instance import Entry, Instance, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    campuses: Mapping[str, int]
    languages: Mapping[str, int]
    skills: Mapping[str, int]
    projects: Mapping[str, int]
    people: Mapping[str, int]

    def person(self, name: str, entry: str) -> int:
        return _row(self.people, name, "person", entry)

    def campus(self, person: Person) -> int:
        return _row(self.campuses, person.campus, "campus", person.id)

    def project(self, submission: Entry) -> int:
        return _row(self.projects, submission.project, "project", submission.id)

    def languages_of(self, names: Iterable[str], entry: str) -> int:
        """A bit for each."""
        return sum(1 << _row(self.languages, name, "language", entry) for name in names)

    def skills_of(self, names: Iterable[str], entry: str) -> int:
        """A bit for each."""
        return sum(1 << _row(self.skills, name, "skill", entry) for name in names)


def index_of(instance: Instance) -> Index:
    """Raises UsageError for an id that is there twice."""
    _rows((submission.id for submission in instance.submissions), "submission")
    return Index(
        campuses=_rows(instance.campuses, "campus"),
        languages=_rows(instance.languages, "language"),
        skills=_rows(instance.skills, "skill"),
        projects=_rows((project.id for project in instance.projects), "project"),
        people=_rows((person.id for person in instance.people), "person"),
    )


def _rows(names: Iterable[str], kind: str) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row, name in enumerate(names):
        if name in rows:
            raise UsageError(f"{kind} {name!r} is there twice, at {rows[name]} and {row} (counted from 0)")
        rows[name] = row
    return rows


def _row(rows: Mapping[str, int], name: str, kind: str, entry: str) -> int:
    try:
        return rows[name]
    except KeyError:
        raise UsageError(f"{entry!r} names the {kind} {name!r}, which the instance doesn't have") from None
