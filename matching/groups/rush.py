"""Rushes: groups of mixed level or of similar level, of people who weren't together lately."""

from collections.abc import Callable
from itertools import combinations

import numpy as np

from core.errors import UsageError
from matching.groups.bounds import least_spread
from matching.groups.documents import Rush, rows_of
from matching.groups.grouping import group, silent
from matching.groups.levels import Levels
from matching.groups.problem import Problem, Traits, even_sizes
from matching.groups.report import Balance, Goal, Group, Report, groups_in, left_over, seated_goal
from matching.groups.seating import Seating
from matching.tables import Bools, Floats


def rush(document: Rush, size: int, levels: Levels, seed: int, say: Callable[[str], None] = silent) -> Report:
    """`size` people a group, as near as can be. Raises UsageError for unknown or doubled names, NoGroups."""
    rows = rows_of([person.id for person in document.people])
    level = np.array([person.level for person in document.people], dtype=np.float64)
    off = level - level.mean()
    problem = Problem(
        names=tuple(rows),
        size=size,
        rooms=(even_sizes(len(rows), size),),
        least=2,
        first=np.abs(off) if levels is Levels.MIXED else np.zeros(len(rows)),
        hopeless="there are no two people who weren't together lately",
        apart=_apart(document, rows),
        traits=Traits(columns=off[:, None], alike=levels is Levels.SIMILAR),
    )
    seating = group(problem, seed, len(rows), say)
    return Report(
        groups=[_facts(problem, members, level) for members in groups_in(seating)],
        left_over=left_over(seating, {}),
        goals=[seated_goal(seating, len(rows), "all of them"), _goal(seating, levels, level)],
        balance=_balance(seating, levels, level),
        seed=seed,
    )


def _apart(document: Rush, rows: dict[str, int]) -> Bools:
    apart = np.zeros((len(rows), len(rows)), dtype=np.bool_)
    for entry, names in enumerate(document.lately):
        for name in names:
            if name not in rows:
                raise UsageError(f"lately[{entry}]: no person {name!r} is among the people")
        for one, other in combinations([rows[name] for name in names], 2):
            apart[one, other] = apart[other, one] = True
    return apart


def _facts(problem: Problem, members: list[int], level: Floats) -> Group:
    levels = level[members]
    facts = {"mean level": float(levels.mean()), "levels": [float(levels.min()), float(levels.max())]}
    return Group(members=[problem.names[member] for member in members], facts=dict(facts))


def _goal(seating: Seating, levels: Levels, level: Floats) -> Goal:
    spread = max(0.0, -seating.worth())
    if levels is Levels.MIXED:
        name = "unevenness: members times the square of (mean level - mean of all), summed over groups"
        return Goal(name=name, reached=spread, better="lower", bound=0.0, bound_by="every group at the mean of all")
    name = "spread: squares of (level - mean of the group), summed over people"
    sizes = seating.seats.size[seating.seats.size > 0]
    everybody = seating.seats.seated == len(level)
    bound = least_spread(level, sizes) if everybody else None
    by = "people in the order of their levels, cut best, whoever was with whom" if everybody else "none is known"
    return Goal(name=name, reached=spread, better="lower", bound=bound, bound_by=by)


def _balance(seating: Seating, levels: Levels, level: Floats) -> list[Balance]:
    groups = [level[members] for members in groups_in(seating)]
    means = [float(each.mean()) for each in groups]
    ranges = [float(np.ptp(each)) for each in groups]
    middle, near = (None, 0.0) if levels is Levels.SIMILAR else (float(level.mean()), None)
    return [
        Balance(attribute="mean level", wished=middle, lowest=min(means), highest=max(means)),
        Balance(attribute="levels apart", wished=near, lowest=min(ranges), highest=max(ranges)),
    ]
