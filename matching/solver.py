"""One min-cost flow, exact, over a list of arcs. OR-tools' simple solver (cost scaling) does the work.

    hub --lo..hi, the first `owes` cheaper--> evaluator --arc--> [seat of a campus] --> submission, `each` units

A seat stands only where a submission has arcs from more people of a campus than it may take. What an evaluator must do
(`lo`) is supply of their own node, so it needs no lower bounds. Values become whole numbers of a `quantum`.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped]

from core.errors import UsageError
from matching.market import Arcs, Quotas
from matching.solution import Solution, bonus_of
from matching.tables import Bools, Floats, Ints

STEPS = 1 << 30  # of the largest value: what is lost by rounding is far below 1e-6 of a round's worth
LARGE_STEPS = 1 << 22  # still a hundred thousand times finer than the gap that a round above LARGE is allowed
LARGE = 200_000


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes: the evaluators, the submissions, the hub, the seats. Arcs: `owed` of the hub to evaluators, then the rest
    of the hub's to them; from `first` on those between people; then `seats`; then, where there's a price for it, one
    of the hub to each submission for what it lacks, and one of each of `idle` to the hub for what they must do and
    don't. `cost` in quanta."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    supply: Ints
    hub: int
    owed: int
    first: int
    seats: int
    idle: Ints
    quantum: float


def solve(arcs: Arcs, quotas: Quotas, *, capacity: int = 1, lack: float | None = None) -> Solution | None:
    """The best units (0..capacity) of each arc under the quotas, or None where nothing meets them.

    With `lack`, a submission may stay short of evaluators, and an evaluator of their `lo`: each unit costs `lack`.
    Raises UsageError where a value isn't a finite number.
    """
    if not np.isfinite(arcs.value).all():
        raise UsageError("a pair's value is no finite number")
    demand = quotas.submissions * quotas.each
    if (quotas.lo > quotas.hi).any():
        return None
    if lack is None and not quotas.lo.sum() <= demand <= quotas.hi.sum():
        return None
    network = network_of(arcs, quotas, capacity, lack)
    flow = least_flow(network.tail, network.head, network.capacity, network.cost, network.supply)
    if flow is None:
        return None
    units = flow[network.first : network.first + len(arcs)]
    return Solution(arcs, units, worth_of(arcs, units, quotas))


def least_flow(tail: Ints, head: Ints, capacity: Ints, cost: Ints, supply: Ints) -> Ints | None:
    """The flow of each arc where all together cost least, or None where the supplies can't be met."""
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    flow.set_nodes_supplies(np.arange(len(supply)), supply)
    if flow.solve() != flow.OPTIMAL:
        return None
    return np.asarray(flow.flows(np.arange(len(tail))), dtype=np.int64)


def worth_of(arcs: Arcs, units: Ints, quotas: Quotas) -> float:
    loads = loads_of(arcs, units, quotas.evaluators)
    return float((arcs.value * units).sum()) + bonus_of(loads, quotas)


def loads_of(arcs: Arcs, units: Ints, evaluators: int) -> Ints:
    return np.bincount(arcs.evaluator, weights=units, minlength=evaluators).astype(np.int64)


def network_of(arcs: Arcs, quotas: Quotas, capacity: int, lack: float | None) -> Network:
    """The flow that stands for these arcs and quotas."""
    largest = max(float(np.abs(arcs.value).max(initial=0.0)), quotas.bonus, lack or 0.0)
    quantum = (largest or 1.0) / (STEPS if len(arcs) <= LARGE else LARGE_STEPS)
    evaluators, hub = quotas.evaluators, quotas.evaluators + quotas.submissions
    owed = np.clip(quotas.owes - quotas.lo, 0, quotas.hi - quotas.lo)
    rest = quotas.hi - quotas.lo - owed
    who_owes, who_may = np.flatnonzero(owed), np.flatnonzero(rest)
    seats = seats_of(arcs, quotas, capacity)
    lacking = np.arange(quotas.submissions if lack is not None else 0)
    idle = np.flatnonzero(quotas.lo if lack is not None else [])
    between = np.where(seats.of_arc < 0, evaluators + arcs.submission, hub + 1 + seats.of_arc)
    seat = hub + 1 + np.arange(len(seats.submission))
    pieces = (
        (np.full_like(who_owes, hub), who_owes, owed[who_owes], -quotas.bonus),
        (np.full_like(who_may, hub), who_may, rest[who_may], 0.0),
        (arcs.evaluator, between, np.full(len(arcs), capacity), -arcs.value),
        (seat, evaluators + seats.submission, np.full(len(seat), quotas.most_of_a_campus or 0), 0.0),
        (np.full_like(lacking, hub), evaluators + lacking, np.full_like(lacking, quotas.each), lack or 0.0),
        (idle, np.full_like(idle, hub), quotas.lo[idle], lack or 0.0),
    )
    return Network(
        tail=np.concatenate([tail for tail, _, _, _ in pieces]),
        head=np.concatenate([head for _, head, _, _ in pieces]),
        capacity=np.concatenate([most for _, _, most, _ in pieces]),
        cost=np.concatenate([np.broadcast_to(_whole(cost / quantum), len(tail)) for tail, _, _, cost in pieces]),
        supply=_supply(quotas, hub, len(seat)),
        hub=hub,
        owed=len(who_owes),
        first=len(who_owes) + len(who_may),
        seats=len(seat),
        idle=idle,
        quantum=quantum,
    )


def _whole(cost: Floats | float) -> Ints:
    whole: Ints = np.rint(np.asarray(cost)).astype(np.int64)
    return whole


def _supply(quotas: Quotas, hub: int, seats: int) -> Ints:
    """What an evaluator must do is theirs from the start; the hub has the rest."""
    supply = np.zeros(hub + 1 + seats, dtype=np.int64)
    supply[: quotas.evaluators] = quotas.lo
    supply[quotas.evaluators : hub] = -quotas.each
    supply[hub] = quotas.submissions * quotas.each - quotas.lo.sum()
    return supply


@dataclass(frozen=True, slots=True)
class Seats:
    """The (submission, campus) nodes: `of_arc` is each arc's seat, or -1; `submission` each seat's."""

    of_arc: Ints
    submission: Ints


def seats_of(arcs: Arcs, quotas: Quotas, capacity: int) -> Seats:
    """Only where the cap can bind: more units of a campus on the arcs than it allows."""
    none = Seats(np.full(len(arcs), -1, dtype=np.int64), np.zeros(0, dtype=np.int64))
    if quotas.most_of_a_campus is None or not len(arcs):
        return none
    key = arcs.submission * (int(quotas.campus.max()) + 1) + quotas.campus[arcs.evaluator]
    order = np.argsort(key, kind="stable")
    group, size = groups_of(key[order])
    binding: Bools = size * capacity > quotas.most_of_a_campus
    number = np.cumsum(binding) - 1
    of_arc = none.of_arc
    of_arc[order] = np.where(binding[group], number[group], -1)
    start = np.cumsum(size) - size
    return Seats(of_arc, arcs.submission[order[start[binding]]])


def groups_of(sorted_keys: Ints) -> tuple[Ints, Ints]:
    """The number of each entry's group of equal keys, and the groups' sizes."""
    new = np.ones(len(sorted_keys), dtype=np.int64)
    new[1:] = sorted_keys[1:] != sorted_keys[:-1]
    group = np.cumsum(new) - 1
    return group, np.bincount(group)
