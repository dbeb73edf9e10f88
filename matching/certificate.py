"""An upper bound that holds whatever the solver did: weak duality of the flow, for any prices of evaluators' time.

    bound(v) = sum over submissions of their best `each` units of (value - v), at most c of a campus and q of an arc
             + sum over evaluators of max over lo <= load <= hi of (v * load + bonus of the load)

Every pairing, and every lottery over pairings, is worth at most that, as each of its units is counted at least at its
value in one place and the prices cancel (Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 9). With the prices of
an optimal flow over all arcs it is that flow's worth.
"""

import numpy as np

from matching.market import Arcs, Quotas
from matching.tables import Floats, Ints


def bound_of(wishes: Arcs, prices: Floats, quotas: Quotas, *, capacity: int = 1) -> float:
    """`wishes`: of each submission at least the arcs that its best units are on (see `depth_of`), by `prices`."""
    return demand_side(wishes, prices, quotas, capacity) + supply_side(prices, quotas)


def depth_of(quotas: Quotas, capacity: int) -> tuple[int, int | None]:
    """How many arcs of a submission its best units are on, at most, and how many of one campus.

    A campus that is used up may have an arc that isn't full, so as many as can be are: the last unit needs one more.
    """
    most = quotas.most_of_a_campus
    if most is None:
        return -(-quotas.each // capacity), None
    of_a_campus = -(-most // capacity)
    campuses, units = divmod(quotas.each - 1, most)
    return campuses * of_a_campus + units // capacity + 1, of_a_campus


def demand_side(wishes: Arcs, prices: Floats, quotas: Quotas, capacity: int) -> float:
    net = wishes.value - prices[wishes.evaluator]
    order = np.lexsort((wishes.evaluator, -net, wishes.submission))
    submission, evaluator, net = wishes.submission[order], wishes.evaluator[order], net[order]
    room = np.full(len(net), capacity, dtype=np.int64)
    if quotas.most_of_a_campus is not None:
        group = submission * (int(quotas.campus.max(initial=0)) + 1) + quotas.campus[evaluator]
        room = _taken(group, room, quotas.most_of_a_campus)
    return float((net * _taken(submission, room, quotas.each)).sum())


def _taken(group: Ints, room: Ints, most: int) -> Ints:
    """How much of each entry's room is taken when every group takes its first ones, `most` in all."""
    order = np.argsort(group, kind="stable")
    group, room = group[order], room[order]
    total = np.cumsum(room)
    first = np.searchsorted(group, group)
    before = total - room - (total[first] - room[first])
    taken = np.empty_like(room)
    taken[order] = np.clip(most - before, 0, room)
    return taken


def supply_side(prices: Floats, quotas: Quotas) -> float:
    """The best load of each evaluator by these prices is one of lo, hi, and where the bonus ends."""
    kink = np.clip(quotas.owes, quotas.lo, quotas.hi)
    loads = np.stack((quotas.lo, kink, quotas.hi))
    worth = prices * loads + quotas.bonus * np.minimum(loads, quotas.owes)
    return float(worth.max(axis=0).sum())
