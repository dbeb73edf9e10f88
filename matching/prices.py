"""What a unit of each evaluator is worth in an optimal flow: shortest paths from the hub in its residual graph.

OR-tools exposes no duals, so they are found anew. With the hub's at 0, a node's distance from it is the highest price
that optimality allows. In whole quanta, as the solver's costs are, so that rounding makes no negative cycle.
"""

import numpy as np
from numba import njit

from matching.market import Arcs, Quotas
from matching.solution import Infeasible, Solution
from matching.solver import Network, loads_of, network_of, solve
from matching.tables import Floats, Ints, Lists


def priced(arcs: Arcs, quotas: Quotas, *, capacity: int = 1, lack: float) -> tuple[Solution, Floats]:
    """The best over these arcs, which may leave people short at `lack` a unit, and its prices.

    Raises Infeasible where an evaluator's lo is above their hi.
    """
    solution = solve(arcs, quotas, capacity=capacity, lack=lack)
    if solution is None:
        raise Infeasible("an evaluator must do more than they may")
    return solution, prices_of(solution, quotas, capacity=capacity, lack=lack)


def prices_of(solution: Solution, quotas: Quotas, *, capacity: int = 1, lack: float | None = None) -> Floats:
    """E: by how much one more unit of the evaluator's time would raise the round's worth. `capacity` and `lack` as for
    `solve`, whose result this must be."""
    network = network_of(solution.arcs, quotas, capacity, lack)
    used = flow_of(network, solution, quotas)
    tail, head, cost = _residual(network, used)
    order = np.argsort(tail, kind="stable")
    start = np.zeros(len(network.supply) + 1, dtype=np.int64)
    np.cumsum(np.bincount(tail, minlength=len(network.supply)), out=start[1:])
    far = 4 * int(np.abs(network.cost).max(initial=1)) + 1
    label = np.full(len(network.supply), far, dtype=np.int64)
    label[network.hub] = 0
    _shortest(Lists(start, head[order]).start, head[order], cost[order], label)
    found: Floats = (label[: quotas.evaluators] - label[network.hub]) * network.quantum
    return found


def flow_of(network: Network, solution: Solution, quotas: Quotas) -> Ints:
    """The flow on each arc of the network, of which `solution` holds only those between people."""
    flow = np.zeros(len(network.tail), dtype=np.int64)
    flow[network.first : network.first + len(solution.arcs)] = solution.units
    loads = loads_of(solution.arcs, solution.units, quotas.evaluators) - quotas.lo
    owed = network.head[: network.owed]
    short = np.maximum(-loads, 0)
    loads = np.maximum(loads, 0)
    flow[: network.owed] = np.minimum(loads[owed], network.capacity[: network.owed])
    loads[owed] -= flow[: network.owed]
    free = slice(network.owed, network.first)
    flow[free] = loads[network.head[free]]
    seats = slice(network.first + len(solution.arcs), network.first + len(solution.arcs) + network.seats)
    through = np.bincount(network.head, weights=flow, minlength=len(network.supply)).astype(np.int64)
    flow[seats] = through[network.tail[seats]]
    filled = np.bincount(solution.arcs.submission, weights=solution.units, minlength=quotas.submissions)
    lacking = slice(seats.stop, len(flow) - len(network.idle))
    if lacking.start < lacking.stop:
        flow[lacking] = quotas.each - filled.astype(np.int64)
    flow[lacking.stop :] = short[network.idle]
    return flow


def _residual(network: Network, used: Ints) -> tuple[Ints, Ints, Ints]:
    more, less = used < network.capacity, used > 0
    tail = np.concatenate((network.tail[more], network.head[less]))
    head = np.concatenate((network.head[more], network.tail[less]))
    cost = np.concatenate((network.cost[more], -network.cost[less]))
    return tail, head, cost


@njit(cache=True, nogil=True)
def _shortest(start: Ints, head: Ints, cost: Ints, label: Ints) -> None:
    """Lower the labels until no arc would (Bellman, Ford; a queue in a ring). There is no negative cycle."""
    nodes = len(start) - 1
    queue = np.arange(nodes)
    waiting = np.ones(nodes, dtype=np.bool_)
    first, count = 0, nodes
    while count:
        node = queue[first]
        first = (first + 1) % nodes
        count -= 1
        waiting[node] = False
        base = label[node]
        for arc in range(start[node], start[node + 1]):
            to = head[arc]
            if base + cost[arc] < label[to]:
                label[to] = base + cost[arc]
                if not waiting[to]:
                    queue[(first + count) % nodes] = to
                    count += 1
                    waiting[to] = True
