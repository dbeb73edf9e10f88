"""Who may never evaluate a submission, whoever else may: its authors, exclusions by staff, and pairs of late."""

import numpy as np

from matching.policy import Policy
from matching.tables import Bools, Floats, Ints, Lists, School, lists_of


def barred_of(school: School, policy: Policy) -> Lists:
    """S lists of rows of people."""
    authors = school.submissions.authors
    people = len(school.people.names)
    owner = [authors.owners]
    barred = [authors.rows]
    for submission, person in (_excluded(school, people), _past(school, policy, people)):
        owner.append(submission)
        barred.append(person)
    return lists_of(np.concatenate(owner), np.concatenate(barred), len(authors.start) - 1)


def _excluded(school: School, people: int) -> tuple[Ints, Ints]:
    one, other = school.excluded
    by_author = lists_of(np.concatenate((one, other)), np.concatenate((other, one)), people)
    entry, at = _expanded(school.submissions.authors, by_author)
    return school.submissions.authors.owners[entry], by_author.rows[at]


def _past(school: School, policy: Policy, people: int) -> tuple[Ints, Ints]:
    """Evaluators of an author less than `repeat_weeks` ago, and people that an author evaluated in `return_weeks`."""
    past = school.past
    found = [
        _lately(school, past.author, past.evaluator, _weeks_of(school, policy, "repeat_weeks"), people),
        _lately(school, past.evaluator, past.author, _weeks_of(school, policy, "return_weeks"), people),
    ]
    return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])


def _lately(school: School, author: Ints, barred: Ints, most_weeks: Floats, people: int) -> tuple[Ints, Ints]:
    order = np.argsort(author, kind="stable")
    start = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(author, minlength=people), out=start[1:])
    by_author = Lists(start, order)
    authors = school.submissions.authors
    entry, at = _expanded(authors, by_author)
    submission, row = authors.owners[entry], by_author.rows[at]
    late: Bools = school.past.weeks[row] < most_weeks[submission]
    return submission[late], barred[row[late]]


def _weeks_of(school: School, policy: Policy, rule: str) -> Floats:
    of_project = np.array([getattr(policy.rules_of(name), rule) for name in school.projects], dtype=np.float64)
    weeks: Floats = of_project[school.submissions.project]
    return weeks


def _expanded(authors: Lists, by_author: Lists) -> tuple[Ints, Ints]:
    """Every (entry of authors.rows, entry of by_author.rows) that speak of one author."""
    length = by_author.lengths[authors.rows]
    entry = np.repeat(np.arange(len(authors.rows)), length)
    first = np.cumsum(length) - length
    at = np.arange(len(entry)) - first[entry] + by_author.start[authors.rows][entry]
    return entry, at
