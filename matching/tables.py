"""A school in columns: people, projects and submissions by row number, names kept beside.

A week is 168 bits, hour 0 first, in three words of 64 (UTC). Languages and skills are sets of at most 64, a bit each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Words: TypeAlias = NDArray[np.uint64]

HOURS = 168


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of row numbers for each of n owners, one after the other: owner i has `rows[start[i]:start[i + 1]]`."""

    start: Ints
    rows: Ints

    def of(self, owner: int) -> Ints:
        return self.rows[self.start[owner] : self.start[owner + 1]]

    @property
    def lengths(self) -> Ints:
        return np.diff(self.start)

    @property
    def owners(self) -> Ints:
        """The owner of each row."""
        return np.repeat(np.arange(len(self.start) - 1), self.lengths)


def lists_of(owner: Ints, row: Ints, owners: int) -> Lists:
    """The lists that these (owner, row) entries make, each in rising order and without doubles."""
    order = np.lexsort((row, owner))
    owner, row = owner[order], row[order]
    new = np.ones(len(owner), dtype=np.bool_)
    new[1:] = (owner[1:] != owner[:-1]) | (row[1:] != row[:-1])
    start = np.zeros(owners + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner[new], minlength=owners), out=start[1:])
    return Lists(start, row[new].astype(np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """P people, authors and evaluators alike. `level` in levels, `lo`..`hi` evaluations this round, of which they owe
    `owes`."""

    names: Sequence[str]  # P
    campus: Ints  # P, rows of School.campuses
    languages: Words  # P
    level: Floats  # P
    week: Words  # P x 3
    skills: Words  # P
    lo: Ints  # P
    hi: Ints  # P, 0 for who takes no part
    owes: Ints  # P


@dataclass(frozen=True, slots=True, kw_only=True)
class Submissions:
    """S submissions. `languages` those in which it can be defended, `level` its team's, `week` when the team can."""

    names: Sequence[str]  # S
    project: Ints  # S, rows of School.projects
    authors: Lists  # S, rows of people
    languages: Words  # S
    level: Floats  # S
    week: Words  # S x 3
    days_waiting: Floats  # S


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasts:
    """Who evaluated whom: evaluator's row, author's row, weeks ago (0 or more)."""

    evaluator: Ints
    author: Ints
    weeks: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    campuses: Sequence[str]
    languages: Sequence[str]
    projects: Sequence[str]
    people: People
    submissions: Submissions
    registered: Lists  # a project's people
    passed: Lists
    named: Lists  # by staff
    skills: Words  # a project's wanted ones
    excluded: tuple[Ints, Ints]  # people who never evaluate each other: both ways
    past: Pasts
