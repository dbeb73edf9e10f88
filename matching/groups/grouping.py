"""A problem solved: some starts by chance, each built and exchanged, of which the best is kept.

rooms to try x starts -> begin, fill, improve -> groups too small are given up, their members seated elsewhere -> best
"""

from collections.abc import Callable

import numpy as np

from core.errors import PeermillError
from matching.groups.aspect import BENCH
from matching.groups.building import begin, fill
from matching.groups.exchange import improve, seat
from matching.groups.problem import Problem
from matching.groups.seating import Seating
from matching.tables import Ints

STARTS = 3
LARGE = 800  # with so many people one start must do
MANY = 200  # with so many people each start is told of
ALWAYS = 3  # rooms that are tried before one that seats nobody more ends it


class NoGroups(PeermillError):
    """Not one group can be made. The message names what stands in the way."""


def silent(_: str) -> None:
    pass


def group(problem: Problem, seed: int, most: int, say: Callable[[str], None] = silent) -> Seating:
    """The best seating found: the same for the same seed. `most`: so many can be seated at best, so that other rooms
    are tried only while fewer are. Raises NoGroups."""
    generator = np.random.default_rng(seed)
    people = len(problem.names)
    starts = STARTS if people < LARGE else 1
    best: Seating | None = None
    for tried, room in enumerate(problem.rooms):
        before = best.seats.seated if best is not None else 0
        for start in range(starts):
            found = _started(problem, room, generator)
            if best is None or found.merit > best.merit:
                best = found
            if people >= MANY:
                say(f"{len(room)} groups, start {start + 1} of {starts}: {best.seats.seated} people seated so far")
        if best is not None and (best.seats.seated >= most or (tried >= ALWAYS - 1 and best.seats.seated == before)):
            break
    if best is None or not best.seats.seated:
        raise NoGroups(f"no group can be made: {problem.hopeless}")
    return best


def _started(problem: Problem, room: Ints, generator: np.random.Generator) -> Seating:
    seating = Seating(problem, room.copy())
    begin(seating, generator)
    fill(seating)
    improve(seating)
    while _give_up(seating):
        seat(seating)
    improve(seating)
    return seating


def _give_up(seating: Seating) -> bool:
    """Close one of the smallest groups that don't stand. False where all stand."""
    small = np.flatnonzero((seating.seats.size > 0) & (seating.seats.size < seating.problem.least))
    if not len(small):
        seating.seats.room[seating.seats.size == 0] = 0
        return False
    closed = int(small[np.argmin(seating.seats.size[small])])
    for member in seating.seats.members(closed).tolist():
        seating.move(member, BENCH)
    seating.seats.room[closed] = 0
    return True
