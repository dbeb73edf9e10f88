"""What the record knows of a round, in the matcher's columns.

The record has campuses, levels, teams and earlier rounds; of languages, hours and skills it knows nothing yet, so there
everybody counts as the same, and everybody who isn't staff may evaluate every exercise.
"""

from collections.abc import Sequence
from datetime import datetime
from statistics import mean

import numpy as np

from core.ports import Transaction
from core.school import Person, Progress
from matching.policy import Policy
from matching.tables import HOURS, Bools, Ints, Lists, Pasts, People, School, Submissions, Words, lists_of

WEEK_SECONDS = 7 * 24 * 3600


def policy_of(evaluators_each: int) -> Policy:
    return Policy.model_validate({"evaluators_each": evaluators_each, "rules": {"shared_hours": 0}})


def school_of(
    waiting: Sequence[Progress], people: Sequence[Person], transaction: Transaction, now: datetime, evaluators_each: int
) -> School:
    """`people`: who may evaluate. Authors among them owe as many evaluations as their work gets."""
    everybody = _everybody(waiting, people)
    row = {person.id: number for number, person in enumerate(everybody)}
    campuses = sorted({person.campus for person in everybody})
    exercises = sorted({progress.submission.exercise for progress in waiting})
    may = np.array([person.id in {one.id for one in people} for person in everybody])
    authors = lists_of(
        np.array([at for at, progress in enumerate(waiting) for _ in progress.team.members]),
        np.array([row[member.id] for progress in waiting for member in progress.team.members]),
        len(waiting),
    )
    able = np.flatnonzero(may)
    registered = Lists(np.arange(len(exercises) + 1) * len(able), np.tile(able, len(exercises)))
    nobody = Lists(np.zeros(len(exercises) + 1, dtype=np.int64), np.zeros(0, dtype=np.int64))
    none = np.zeros(0, dtype=np.int64)
    return School(
        campuses=campuses,
        languages=[],
        projects=exercises,
        people=_people(everybody, campuses, may, authors, len(waiting) * evaluators_each, evaluators_each),
        submissions=_submissions(waiting, exercises, authors, now),
        registered=registered,
        passed=nobody,
        named=nobody,
        skills=np.zeros(len(exercises), dtype=np.uint64),
        excluded=(none, none),
        past=_past(transaction, row, now),
    )


def _everybody(waiting: Sequence[Progress], people: Sequence[Person]) -> list[Person]:
    found = {person.id: person for person in people}
    found |= {member.id: member for progress in waiting for member in progress.team.members}
    return [found[number] for number in sorted(found)]


def _people(
    everybody: Sequence[Person], campuses: Sequence[str], may: Bools, authors: Lists, demand: int, each: int
) -> People:
    """Loads are held together: nobody takes more than one above an even share."""
    share = -(-demand // max(int(may.sum()), 1)) + 1
    writes = np.isin(np.arange(len(everybody)), authors.rows)
    return People(
        names=[person.login for person in everybody],
        campus=np.array([campuses.index(person.campus) for person in everybody]),
        languages=np.ones(len(everybody), dtype=np.uint64),
        level=np.array([person.level for person in everybody]),
        week=_always(len(everybody)),
        skills=np.zeros(len(everybody), dtype=np.uint64),
        lo=np.zeros(len(everybody), dtype=np.int64),
        hi=np.where(may, share, 0),
        owes=np.where(may & writes, min(each, share), 0),
    )


def _submissions(waiting: Sequence[Progress], exercises: Sequence[str], authors: Lists, now: datetime) -> Submissions:
    return Submissions(
        names=[str(progress.submission.id) for progress in waiting],
        project=np.array([exercises.index(progress.submission.exercise) for progress in waiting]),
        authors=authors,
        languages=np.ones(len(waiting), dtype=np.uint64),
        level=np.array([mean(member.level for member in progress.team.members) for progress in waiting]),
        week=_always(len(waiting)),
        days_waiting=np.array([(now - progress.submission.pushed_at).total_seconds() / 86_400 for progress in waiting]),
    )


def _always(rows: int) -> Words:
    bits = np.zeros((rows, 192), dtype=np.bool_)
    bits[:, :HOURS] = True
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64)


def _past(transaction: Transaction, row: dict[int, int], now: datetime) -> Pasts:
    """Pairs of earlier rounds between people of this one."""
    found: list[tuple[int, int, float]] = []
    for made in transaction.rounds.all():
        weeks = max((now - made.opened_at).total_seconds(), 0.0) / WEEK_SECONDS
        for pairing in made.pairings:
            progress = transaction.submissions.progress(pairing.submission_id)
            members = progress.team.members if progress else ()
            found += [
                (row[pairing.evaluator_id], row[member.id], weeks)
                for member in members
                if pairing.evaluator_id in row and member.id in row
            ]
    rows: Ints = np.array([(who, author) for who, author, _ in found], dtype=np.int64).reshape(-1, 2)
    return Pasts(evaluator=rows[:, 0], author=rows[:, 1], weeks=np.array([weeks for _, _, weeks in found]))
