"""A submission that asks, and what the desk reads off it before it looks at slots."""

from dataclasses import dataclass

import numpy as np

from core.errors import UsageError
from matching.online.times import DAY, HOUR
from matching.tables import HOURS, Ints, School

LANGUAGE_BITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """`project` and `authors` are rows; `languages` and `week` are sets of bits, as in tables.py."""

    name: str
    project: int
    authors: tuple[int, ...]
    languages: int
    level: float
    week: int
    days_waiting: float = 0.0


def submission_at(school: School, row: int) -> Submission:
    """A row of the school's table."""
    table = school.submissions
    return Submission(
        name=table.names[row],
        project=int(table.project[row]),
        authors=tuple(int(author) for author in table.authors.of(row)),
        languages=int(table.languages[row]),
        level=float(table.level[row]),
        week=int.from_bytes(table.week[row].astype("<u8").tobytes(), "little"),
        days_waiting=float(table.days_waiting[row]),
    )


def check_submission(submission: Submission, school: School) -> None:
    """Raises UsageError, which names the submission and what is wrong with it."""
    people = len(school.people.names)
    problem = None
    if not 0 <= submission.project < len(school.projects):
        problem = f"project {submission.project} is none of 0..{len(school.projects) - 1}"
    elif not submission.authors:
        problem = "it has no author"
    elif len(set(submission.authors)) < len(submission.authors):
        problem = "an author stands in it twice"
    elif not all(0 <= author < people for author in submission.authors):
        problem = f"an author is none of the people 0..{people - 1}"
    elif not np.isfinite(submission.level):
        problem = f"its level is {submission.level}, which is no finite number"
    elif not 0 <= submission.days_waiting < np.inf:
        problem = f"its days of waiting are {submission.days_waiting}; give 0 or more"
    elif not 0 <= submission.languages < 1 << LANGUAGE_BITS:
        problem = f"its languages are no set of {LANGUAGE_BITS} bits"
    elif not 0 < submission.week < 1 << HOURS:
        problem = "its week has no hour in which the team can, or more than 168"
    if problem:
        raise UsageError(f"submission {submission.name!r}: {problem}")


def gaps_before(week: int) -> Ints:
    """How many hours in which the team can't lie before hour 0, 1, ... of a week and of the day that follows it: the
    hours a..b are all good where entries a and b + 1 are equal."""
    octets = np.frombuffer(week.to_bytes(HOURS // 8, "little"), dtype=np.uint8)
    bad = 1 - np.unpackbits(octets, bitorder="little").astype(np.int64)
    return np.concatenate(([0], np.cumsum(np.concatenate((bad, bad[: DAY // HOUR])))))
