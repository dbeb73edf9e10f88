"""The worst pair as good as can be, exactly: the highest value that no pair of a pairing needs to fall below.

Whether every pair can be worth at least t is a question of a maximal flow on the arcs that are, asked of ever fewer
values. Solving for the total on `at_least(arcs, floor)` then gives the best total that goes with that floor.
"""

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow  # type: ignore[import-untyped]

from matching.market import Arcs, Quotas
from matching.solution import Infeasible
from matching.solver import network_of


def floor_of_pairs(arcs: Arcs, quotas: Quotas, *, capacity: int = 1) -> float:
    """The highest floor, one of the arcs' values. `quotas` in the units of `capacity`, as for `solve`.

    Raises Infeasible where even all arcs together don't meet the quotas.
    """
    floors = np.unique(arcs.value)
    low, high = 0, int(np.searchsorted(floors, _ceiling(arcs, quotas, capacity)))
    if not len(floors) or not _feasible(arcs, quotas, capacity):
        raise Infeasible("max-min pair: no pairing of these arcs meets the quotas; look at the total first")
    guess = high  # often what the worst-placed submission can have at best is also had
    while low < high:
        if _feasible(at_least(arcs, float(floors[guess])), quotas, capacity):
            low = guess
        else:
            high = guess - 1
        guess = (low + high + 1) // 2
    return float(floors[low])


def at_least(arcs: Arcs, floor: float) -> Arcs:
    return arcs.where(arcs.value >= floor)


def _feasible(arcs: Arcs, quotas: Quotas, capacity: int) -> bool:
    """Whether the solver's network can carry its supplies: a maximal flow, which is far quicker than a cheapest one."""
    if (quotas.lo > quotas.hi).any() or quotas.lo.sum() > quotas.submissions * quotas.each:
        return False
    network = network_of(arcs, quotas, capacity, None)
    source = len(network.supply)
    giving, taking = np.flatnonzero(network.supply > 0), np.flatnonzero(network.supply < 0)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        np.concatenate((network.tail, np.full_like(giving, source), taking)),
        np.concatenate((network.head, giving, np.full_like(taking, source + 1))),
        np.concatenate((network.capacity, network.supply[giving], -network.supply[taking])),
    )
    if flow.solve(source, source + 1) != flow.OPTIMAL:
        return False
    return bool(flow.optimal_flow() == network.supply[giving].sum())


def _ceiling(arcs: Arcs, quotas: Quotas, capacity: int) -> float:
    """The lowest, over submissions, of their n-th best value, where n arcs are needed to fill it."""
    needed = -(-quotas.each // capacity)
    order = np.lexsort((-arcs.value, arcs.submission))
    first = np.searchsorted(arcs.submission[order], np.arange(quotas.submissions))
    filled = np.bincount(arcs.submission, minlength=quotas.submissions) >= needed
    if not filled.all() or not len(arcs):
        return -np.inf
    return float(arcs.value[order][first + needed - 1].min(initial=np.inf))
