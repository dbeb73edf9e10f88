"""What others do, to be measured against: pairing at random, by load, by value, and by minimum loads first.

Each takes the arcs of a round and says which it takes, and for how many evaluators that were asked for it found
nobody. None of them looks for cycles.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.market import Arcs, Quotas
from matching.solver import solve
from matching.tables import Bools, Ints


@dataclass(frozen=True, slots=True)
class Taken:
    """`unfilled`: of the submissions' `each` evaluators, how many are missing in all."""

    pairs: Arcs
    unfilled: int


class Room:
    """Who may still be given something, as arcs are taken one by one."""

    def __init__(self, arcs: Arcs, quotas: Quotas) -> None:
        self.submission: list[int] = arcs.submission.tolist()
        self.evaluator: list[int] = arcs.evaluator.tolist()
        self.campus: list[int] = quotas.campus.tolist()
        self.most_of_a_campus = quotas.most_of_a_campus or quotas.each
        self.wanted = [quotas.each] * quotas.submissions
        self.left: list[int] = quotas.hi.tolist()
        self.load = [0] * quotas.evaluators
        self.of_campus: dict[tuple[int, int], int] = {}
        self.taken: list[int] = []

    def take(self, arc: int) -> None:
        """Unless somebody's quota is used up."""
        submission, evaluator = self.submission[arc], self.evaluator[arc]
        seat = (submission, self.campus[evaluator])
        if not self.wanted[submission] or not self.left[evaluator]:
            return
        if self.of_campus.get(seat, 0) == self.most_of_a_campus:
            return
        self.of_campus[seat] = self.of_campus.get(seat, 0) + 1
        self.wanted[submission] -= 1
        self.left[evaluator] -= 1
        self.load[evaluator] += 1
        self.taken.append(arc)


def uniform_random(arcs: Arcs, quotas: Quotas, generator: np.random.Generator) -> Taken:
    """Submissions in a drawn order, each with drawn evaluators who still have time."""
    turn = generator.permutation(quotas.submissions)
    order = np.lexsort((generator.random(len(arcs)), turn[arcs.submission]))
    return _in_order(arcs, quotas, order)


def greedy(arcs: Arcs, quotas: Quotas, generator: np.random.Generator) -> Taken:
    """The best pair that is still possible, again and again; ties are drawn."""
    return _in_order(arcs, quotas, np.lexsort((generator.random(len(arcs)), -arcs.value)))


def _in_order(arcs: Arcs, quotas: Quotas, order: Ints) -> Taken:
    room = Room(arcs, quotas)
    for arc in order.tolist():
        room.take(arc)
    return _taken(arcs, room)


def least_loaded_random(arcs: Arcs, quotas: Quotas, generator: np.random.Generator) -> Taken:
    """Submissions in a drawn order, each with those who have had the fewest so far; ties are drawn. As course
    platforms do it."""
    room = Room(arcs, quotas)
    start = np.searchsorted(arcs.submission, np.arange(quotas.submissions + 1))
    chance = generator.random(len(arcs)).tolist()
    for submission in generator.permutation(quotas.submissions).tolist():
        own = range(start[submission], start[submission + 1])
        for arc in sorted(own, key=lambda arc: (room.load[room.evaluator[arc]], chance[arc])):
            room.take(arc)
    return _taken(arcs, room)


def _taken(arcs: Arcs, room: Room) -> Taken:
    return Taken(arcs.where(np.sort(np.array(room.taken, dtype=np.int64))), sum(room.wanted))


def min_loads_first(arcs: Arcs, quotas: Quotas, least: Ints) -> Taken:
    """Two flows: the best for `least` evaluations of each evaluator (E, none above hi), as many as can be; they are
    frozen, and the rest is the best that still goes with them."""
    largest = float(np.abs(arcs.value).max(initial=0.0)) or 1.0
    nobody = np.zeros_like(quotas.lo)
    first = replace(quotas, lo=nobody, hi=least, owes=nobody, bonus=0.0)
    frozen = _most(Arcs(arcs.submission, arcs.evaluator, arcs.value + 4 * largest), first, largest)
    premium = np.where(frozen, 64 * (largest + quotas.bonus), 0.0)
    second = replace(quotas, lo=nobody)
    chosen = _most(Arcs(arcs.submission, arcs.evaluator, arcs.value + premium), second, 4 * (largest + quotas.bonus))
    return Taken(arcs.where(chosen), quotas.submissions * quotas.each - int(chosen.sum()))


def _most(arcs: Arcs, quotas: Quotas, lack: float) -> Bools:
    """Which arcs the best flow takes; a submission may stay short, for `lack` each time."""
    solution = solve(arcs, quotas, lack=lack)
    if solution is None:
        raise AssertionError("without minimum loads, and where submissions may stay short, there is always a flow")
    taken: Bools = solution.units > 0
    return taken
