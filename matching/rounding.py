"""From chances to one pairing: each arc is drawn with exactly its chance, and every draw keeps every quota.

A pair's probability is capped by solving the flow in units of one D-th, D a power of two, with at most `capacity` units
an arc. The units are then halved until D is 1:

    units of D-ths --the odd ones are rounded up or down--> even units --halved--> units of (D/2)-ths --> ... 0 or 1

The odd arcs, the odd sums by (submission, campus) and the odd loads of evaluators (joined to a hub) make a graph in
which every node has an even degree, so it falls into cycles. Around a cycle the sums stay as they are when edges passed
forwards gain one and edges passed backwards lose one, and a fair coin picks the way round: so nothing's expectation
moves (pipage rounding, after Gandhi, Khuller, Parthasarathy and Srinivasan, Dependent rounding, J. ACM 2006). A load
only ever moves between the whole numbers next to it, `owes` is such a number, and so the bonus keeps its expectation
too.
"""

import numpy as np
from numba import njit

from core.errors import UsageError
from matching.market import Quotas
from matching.solution import Solution
from matching.tables import Ints

FINEST = 1024
NEAR = 0.98


def denominator_of(cap: float) -> tuple[int, int]:
    """The smallest D that can tell the cap, and the units of one D-th that an arc may have.

    Their quotient is the cap itself where D up to 1024 can tell it, else at most 2 % below it: more only for caps
    below 1/20. Raises UsageError for a cap below 1/1024 or above 1.
    """
    if not 1 / FINEST <= cap <= 1:
        raise UsageError(f"a probability of at most {cap:g}: it takes a cap from 1/{FINEST} to 1")
    least = cap if float(cap * FINEST).is_integer() else NEAR * cap
    denominator = 1
    while denominator < FINEST and int(cap * denominator) < least * denominator:
        denominator *= 2
    return denominator, int(cap * denominator)


def draw(solution: Solution, quotas: Quotas, denominator: int, generator: np.random.Generator) -> Ints:
    """1 for each arc that is drawn, else 0; A of them. An arc's chance is its units / denominator.

    `solution` keeps `quotas.times(denominator)`; what is drawn keeps `quotas`. The same state of the generator gives
    the same draw. Raises UsageError for a denominator that is no power of two.
    """
    if denominator < 1 or denominator & (denominator - 1):
        raise UsageError(f"denominator {denominator}: it takes a power of two")
    units = solution.units.astype(np.int64)
    seat = _seats(solution, quotas)
    while denominator > 1:
        units = _even(units, seat, solution, quotas.evaluators, generator) // 2
        denominator //= 2
    return units


def _seats(solution: Solution, quotas: Quotas) -> Ints:
    """Each arc's (submission, campus) as a number, or its submission where campuses have no cap."""
    arcs = solution.arcs
    if quotas.most_of_a_campus is None:
        return arcs.submission
    key = arcs.submission * (int(quotas.campus.max(initial=0)) + 1) + quotas.campus[arcs.evaluator]
    seat: Ints = np.unique(key, return_inverse=True)[1].astype(np.int64)
    return seat


def _even(units: Ints, seat: Ints, solution: Solution, evaluators: int, generator: np.random.Generator) -> Ints:
    """The units with each odd one raised or lowered by one: see the top."""
    arcs, odd = solution.arcs, np.flatnonzero(units & 1)
    hub = evaluators
    seats = hub + 1 + int(seat.max(initial=-1)) + 1
    loaded = np.flatnonzero(np.bincount(arcs.evaluator[odd], minlength=evaluators) & 1)
    home = np.zeros(seats, dtype=np.int64)
    home[hub + 1 + seat] = seats + arcs.submission
    filled = np.flatnonzero(np.bincount(hub + 1 + seat[odd], minlength=seats) & 1)
    tail = np.concatenate((arcs.evaluator[odd], np.full_like(loaded, hub), filled))
    head = np.concatenate((hub + 1 + seat[odd], loaded, home[filled]))
    coins = generator.integers(0, 2, size=len(tail))
    nodes = seats + int(arcs.submission.max(initial=-1)) + 1
    rounded = units.copy()
    rounded[odd] += _turned(tail, head, nodes, coins)[: len(odd)]
    return rounded


def _turned(tail: Ints, head: Ints, nodes: int, coins: Ints) -> Ints:
    """+1 or -1 for each edge of a graph of even degrees, so that what enters and leaves a node stays as it was."""
    ends = np.concatenate((tail, head))
    order = np.argsort(ends, kind="stable")
    start = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=nodes), out=start[1:])
    turn = np.zeros(len(tail), dtype=np.int64)
    _walk(start, order % max(len(tail), 1), tail, head, coins, turn)
    return turn


@njit(cache=True, nogil=True)
def _walk(start: Ints, edges: Ints, tail: Ints, head: Ints, coins: Ints, turn: Ints) -> None:
    """Walk on along unused edges; whenever the walk meets itself, that cycle gets its coin and leaves the walk."""
    following = start[:-1].copy()
    place = np.full(len(following), -1, dtype=np.int64)  # of a node on the walk
    path = np.empty(len(tail) + 1, dtype=np.int64)
    nodes = np.empty(len(tail) + 1, dtype=np.int64)
    used = np.zeros(len(tail), dtype=np.bool_)
    cycles = 0
    for origin in range(len(following)):
        nodes[0], length = origin, 0
        place[origin] = 0
        while True:
            node = nodes[length]
            while following[node] < start[node + 1] and used[edges[following[node]]]:
                following[node] += 1
            if following[node] == start[node + 1]:
                break
            edge = edges[following[node]]
            used[edge] = True
            path[length] = edge
            to = head[edge] if tail[edge] == node else tail[edge]
            length += 1
            if place[to] < 0:
                nodes[length], place[to] = to, length
                continue
            sign = 2 * coins[cycles] - 1
            cycles += 1
            for step in range(place[to], length):
                turn[path[step]] = sign if tail[path[step]] == nodes[step] else -sign
                if step > place[to]:
                    place[nodes[step]] = -1
            length = place[to]
        place[origin] = -1
