"""Successive assignment: every group gets its first member, then every group its second, until nobody fits.

Each step is one assignment problem between people and groups (scipy's linear_sum_assignment), so the best for all
groups together. Groups begin with those who are `first`, chances being equal by the generator.
"""

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.groups.aspect import NEVER
from matching.groups.seating import Seating
from matching.tables import Floats, Ints

FORBIDDEN = -1e12  # far below any gain, and yet finite, as the solver wants it


def begin(seating: Seating, generator: np.random.Generator) -> None:
    """A first member for every group."""
    people = generator.permutation(len(seating.problem.names))
    ranked = people[np.argsort(-seating.problem.first[people], kind="stable")]
    group = 0
    for person in ranked.tolist():
        if group == len(seating.seats.room):
            return
        if seating.joining(group)[person] != NEVER:
            seating.move(person, group)
            group += 1


def fill(seating: Seating) -> bool:
    """Seat people of the bench, one a group at a time, smallest groups first. False where nobody could be seated."""
    filled = False
    while _step(seating):
        filled = True
    return filled


def _step(seating: Seating) -> bool:
    groups, bench = seating.open, seating.bench
    if not len(groups) or not len(bench):
        return False
    gains = seating.joining_each(groups)[bench]
    for size in np.unique(seating.seats.size[groups]):
        chosen = np.flatnonzero(seating.seats.size[groups] == size)
        pairs = assigned(gains[:, chosen])
        for person, group in pairs:
            seating.move(int(bench[person]), int(groups[chosen[group]]))
        if pairs:
            return True
    return False


def assigned(gains: Floats) -> list[tuple[int, int]]:
    """The most pairs of rows and columns that can be allowed at once, and among those the highest sum of gains."""
    people, groups = linear_sum_assignment(np.where(gains == NEVER, FORBIDDEN, gains), maximize=True)
    rows: Ints = np.asarray(people)
    return [
        (person, group)
        for person, group in zip(rows.tolist(), groups.tolist(), strict=True)
        if gains[person, group] != NEVER
    ]
