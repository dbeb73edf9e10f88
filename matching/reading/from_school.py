"""From a school in columns back to the document that `school_of` reads.

Skills have no names in columns and get numbers. Of a pair that stands several times in the past the latest is kept,
which is the one that rules look at, and of an excluded pair one way round.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.reading.weeks import compact, weeks_of
from matching.tables import School


def instance_of(school: School) -> dict[str, Any]:
    """Ready for JSON; hours in their compact form."""
    skills = _skill_names(school)
    return {
        "campuses": list(school.campuses),
        "languages": list(school.languages),
        "skills": skills,
        "projects": _projects(school, skills),
        "people": _people(school, skills),
        "submissions": _submissions(school),
        "excluded": _excluded(school),
        "history": _history(school),
    }


def _skill_names(school: School) -> list[str]:
    every = np.bitwise_or.reduce(np.concatenate((school.skills, school.people.skills)), initial=np.uint64(0))
    return [f"skill {bit}" for bit in range(int(every).bit_length())]


def _projects(school: School, skills: Sequence[str]) -> list[dict[str, Any]]:
    people = school.people.names
    return [
        {
            "id": name,
            "wanted_skills": _chosen(int(school.skills[row]), skills),
            "registered": [people[person] for person in school.registered.of(row)],
            "passed": [people[person] for person in school.passed.of(row)],
            "named": [people[person] for person in school.named.of(row)],
        }
        for row, name in enumerate(school.projects)
    ]


def _people(school: School, skills: Sequence[str]) -> list[dict[str, Any]]:
    people, weeks = school.people, weeks_of(school.people.week)
    return [
        {
            "id": name,
            "campus": school.campuses[int(people.campus[row])],
            "languages": _chosen(int(people.languages[row]), school.languages),
            "level": float(people.level[row]),
            "hours": compact(weeks[row]),
            "skills": _chosen(int(people.skills[row]), skills),
            "lo": int(people.lo[row]),
            "hi": int(people.hi[row]),
            "owes": int(people.owes[row]),
        }
        for row, name in enumerate(people.names)
    ]


def _submissions(school: School) -> list[dict[str, Any]]:
    submissions, weeks = school.submissions, weeks_of(school.submissions.week)
    return [
        {
            "id": name,
            "project": school.projects[int(submissions.project[row])],
            "authors": [school.people.names[author] for author in submissions.authors.of(row)],
            "languages": _chosen(int(submissions.languages[row]), school.languages),
            "level": float(submissions.level[row]),
            "hours": compact(weeks[row]),
            "days_waiting": float(submissions.days_waiting[row]),
        }
        for row, name in enumerate(submissions.names)
    ]


def _excluded(school: School) -> list[list[str]]:
    one, other = (side.tolist() for side in school.excluded)
    first: dict[frozenset[int], tuple[int, int]] = {}
    for pair in zip(one, other, strict=True):
        first.setdefault(frozenset(pair), pair)
    return [[school.people.names[person] for person in pair] for pair in first.values()]


def _history(school: School) -> list[dict[str, Any]]:
    names, past = school.people.names, school.past
    latest: dict[tuple[int, int], float] = {}
    for one, other, weeks in zip(past.evaluator.tolist(), past.author.tolist(), past.weeks.tolist(), strict=True):
        latest[one, other] = min(weeks, latest.get((one, other), weeks))
    return [{"evaluator": names[one], "author": names[other], "weeks": weeks} for (one, other), weeks in latest.items()]


def _chosen(bits: int, names: Sequence[str]) -> list[str]:
    return [name for bit, name in enumerate(names) if bits >> bit & 1]
