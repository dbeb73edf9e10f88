"""Cohorts: large groups with the same mix of people, as all have it or as it is wished for."""

from collections.abc import Callable

import numpy as np

from matching.groups.bounds import least_off
from matching.groups.columns import Column, columns_of
from matching.groups.documents import Cohorts, rows_of
from matching.groups.grouping import group, silent
from matching.groups.problem import Problem, Traits, even_sizes
from matching.groups.report import Balance, Goal, Group, Report, groups_in, left_over, seated_goal
from matching.groups.seating import Seating

OFF_BY = "each attribute's value for itself, given out as evenly as whole people allow; 0 for numbers"


def cohorts(document: Cohorts, size: int, most: int | None, seed: int, say: Callable[[str], None] = silent) -> Report:
    """Cohorts of `size`, as near as can be; no more than `most` of them (None: all people are seated). Raises
    UsageError."""
    rows = rows_of([person.id for person in document.people])
    columns = columns_of(document)
    sizes = even_sizes(len(rows), size, most)
    off = np.stack([column.off for column in columns], axis=1)
    problem = Problem(
        names=tuple(rows),
        size=size,
        rooms=(sizes,),
        least=1,
        first=(off**2).sum(axis=1),
        hopeless="there is nobody",
        traits=Traits(columns=off, alike=False),
    )
    seats = int(sizes.sum())
    seating = group(problem, seed, seats, say)
    return Report(
        groups=[_group(problem, columns, members) for members in groups_in(seating)],
        left_over=left_over(seating, {}, f"all {len(sizes)} cohorts are full, and no exchange with them does better"),
        goals=[seated_goal(seating, seats, "all seats"), _goal(seating, columns)],
        balance=[_balance(column, groups_in(seating)) for column in columns],
        seed=seed,
    )


def _goal(seating: Seating, columns: list[Column]) -> Goal:
    sizes = seating.seats.size
    bound = sum(least_off(column.off, sizes) for column in columns if column.value is not None)
    name = "imbalance: members times the squares of (share - wished share), summed over cohorts and values"
    return Goal(name=name, reached=max(0.0, -seating.worth()), better="lower", bound=bound, bound_by=OFF_BY)


def _group(problem: Problem, columns: list[Column], members: list[int]) -> Group:
    facts = {_label(column): float(column.values[members].mean()) for column in columns}
    return Group(members=[problem.names[member] for member in members], facts=dict(facts))


def _label(column: Column) -> str:
    return column.attribute if column.value is None else f"{column.attribute} {column.value}"


def _balance(column: Column, groups: list[list[int]]) -> Balance:
    means = [float(column.values[members].mean()) for members in groups]
    return Balance(
        attribute=column.attribute, value=column.value, wished=column.wished, lowest=min(means), highest=max(means)
    )
