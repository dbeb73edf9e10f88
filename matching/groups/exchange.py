"""Exchange: change the seating step by step until no step of these makes it better.

fill       somebody of the bench joins a group
make room  somebody of the bench takes the seat of a member, who joins another group
swap       two people change places
even out   somebody moves to a group with fewer members

The first two seat one more; a swap raises the worth; an evening move raises evenness, or, at the same evenness, the
worth. So no seating comes twice, and it ends.
"""

from dataclasses import dataclass

import numpy as np

from matching.groups.aspect import BENCH, NEVER
from matching.groups.building import fill
from matching.groups.seating import Seating
from matching.tables import Floats, Ints


def improve(seating: Seating) -> None:
    changed = True
    while changed:
        changed = seat(seating)
        changed |= swap_all(seating)
        changed |= even_out(seating)


def seat(seating: Seating) -> bool:
    """Seat whom the bench can spare, by the first two steps."""
    filled = fill(seating)
    return make_room(seating) or filled


@dataclass(frozen=True, slots=True)
class Doors:
    """What joining each group with a seat left would gain (N x these groups), and leaving (N), until a seat changes."""

    groups: Ints
    joins: Floats
    leaves: Floats


def doors_of(seating: Seating) -> Doors:
    groups = seating.open
    joins = seating.joining_each(groups) if len(groups) else np.zeros((len(seating.seats.group), 0))
    return Doors(groups, np.where(seating.seats.group[:, None] == groups, NEVER, joins), seating.leaving())


def make_room(seating: Seating) -> bool:
    changed = False
    doors = doors_of(seating)
    for person in seating.bench.tolist():
        found = _displaced(seating, doors, person)
        if found is not None:
            member, group = found
            seating.swap(member, person)
            seating.move(member, group)
            doors = doors_of(seating)
            changed = True
    return changed


def _displaced(seating: Seating, doors: Doors, person: int) -> tuple[int, int] | None:
    """The member whose seat this person of the bench takes at the highest gain, and the group that member then joins.

    That group isn't the seat's, so what it gains is the same before and after.
    """
    takes = seating.taking(person)
    if not len(doors.groups) or takes.max() == NEVER:
        return None
    best = np.argmax(doors.joins, axis=1)
    gains = takes + doors.joins[np.arange(len(takes)), best]
    member = int(np.argmax(gains))
    return None if gains[member] == NEVER else (member, int(doors.groups[best[member]]))


def swap_all(seating: Seating) -> bool:
    """Swap each seated person with whom it gains most, until no swap gains."""
    changed = False
    tried = 0
    people = len(seating.problem.names)
    person = 0
    while tried < people:
        if seating.seats.group[person] != BENCH:
            gains = seating.swapping(person)
            other = int(np.argmax(gains))
            if gains[other] > seating.least_gain:
                seating.swap(person, other)
                changed, tried = True, 0
        person = (person + 1) % people
        tried += 1
    return changed


def even_out(seating: Seating) -> bool:
    """Move people to groups with fewer members, while that evens sizes, or keeps them as even and gains."""
    changed = False
    doors = doors_of(seating)
    for person in range(len(seating.problem.names)):
        evens, gain, group = max(_moves(seating, doors, person), default=(0, NEVER, 0))
        if evens > 0 or gain > seating.least_gain:
            seating.move(person, -group)
            doors = doors_of(seating)
            changed = True
    return changed


def _moves(seating: Seating, doors: Doors, person: int) -> list[tuple[int, float, int]]:
    """By how much each allowed move to a group with fewer members evens sizes, its gain, and minus the group."""
    leaves = doors.leaves[person]
    if leaves == NEVER:
        return []
    size = seating.seats.size
    fewer = size[seating.seats.group[person]] - size[doors.groups] - 1
    gains = doors.joins[person] + leaves
    return [
        (int(fewer[place]), float(gains[place]), -int(doors.groups[place]))
        for place in np.flatnonzero((fewer >= 0) & (gains != NEVER))
    ]
