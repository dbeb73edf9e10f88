"""What the trace was worth at most, had everything been known: a flow over every slot that each request could have had.

all slots of the trace -> every arc -> the best few -> exact flow -> its prices -> arcs that would do better -> again

Every request may have every slot, even one that is opened after it, and its value is that of the trace's end, when
waiting until the slot is shortest: the desk may let a request wait too. Left out are the rules that would only lower it
(who met whom in the trace, nobody in two places at once). So it is a bound on whatever the desk may do, certified over
all arcs by the last prices (see matching/certificate.py).
"""

import itertools
from dataclasses import dataclass

import numpy as np

from benchmarks.online_trace import AFTERWARDS, START, Trace
from matching.certificate import bound_of
from matching.market import Arcs, Quotas, joined
from matching.online.ledger import Ledger
from matching.online.terms import DeskTerms
from matching.prices import prices_of
from matching.solver import solve
from matching.tables import Bools, Floats, Ints

ARCS = 8  # a request and round
ROUNDS = 6
CLOSE = 1e-3  # of the bound: nearer than that nobody needs it


@dataclass(frozen=True, slots=True)
class Hindsight:
    """`bound` of the total value, `reached` by a choice of slots; `arcs`: how many there were to choose from."""

    bound: float
    reached: float
    arcs: int


def hindsight(trace: Trace) -> Hindsight:
    """The optimum lies between both."""
    arcs, slots = _arcs_of(trace)
    requests = sum(len(second) for second in trace.asked)
    quotas = _one_each(requests, slots)
    chosen = arcs.where(_best(arcs.submission, arcs.value, ARCS))
    bound, reached = np.inf, 0.0
    for _ in range(ROUNDS):
        solution = solve(chosen, quotas, lack=0.0)
        assert solution is not None, "nobody has to be served"
        prices = prices_of(solution, quotas, lack=0.0)
        bound, reached = min(bound, _bound(arcs, prices, quotas)), max(reached, solution.worth)
        if bound - reached <= CLOSE * bound:
            break
        net = arcs.value - prices[arcs.evaluator]
        chosen = joined(chosen, arcs.where(_best(arcs.submission, net, ARCS)))
    return Hindsight(bound, reached, len(arcs))


def _arcs_of(trace: Trace) -> tuple[Arcs, int]:
    """Every arc that request and slot allow, and the number of slots. Nothing is ever taken."""
    ledger, end = Ledger(trace.school, trace.policy, DeskTerms(), START), START + len(trace.opened) + AFTERWARDS
    for second, stretches in enumerate(trace.opened):
        for stretch in stretches:
            ledger.open(stretch.person, stretch.begin, stretch.end, START + second)
    asked = [submission for second in trace.asked for submission, _ in second]
    found: dict[str, tuple[Ints, Floats]] = {}
    for submission in asked:
        if submission.name not in found:
            options = ledger.options(submission, ledger.barred(submission, end), end)
            order = np.argsort(options.slots)
            found[submission.name] = options.slots[order], options.value[order]
    slots, values = zip(*(found[submission.name] for submission in asked), strict=True)
    request = np.repeat(np.arange(len(asked)), [len(each) for each in slots])
    return Arcs(request, np.concatenate(slots), np.concatenate(values)), len(ledger.slots.places)


def _best(request: Ints, worth: Floats, most: int) -> Bools:
    """Which of these entries, in the order of requests, are among the `most` best of their request."""
    found = np.zeros(len(worth), dtype=np.bool_)
    starts = np.flatnonzero(np.diff(request, prepend=-1)).tolist()
    for start, stop in itertools.pairwise([*starts, len(worth)]):
        if stop - start <= most:
            found[start:stop] = True
        else:
            found[start + np.argpartition(worth[start:stop], -most)[-most:]] = True
    return found


def _bound(arcs: Arcs, prices: Floats, quotas: Quotas) -> float:
    """A request that nobody wins anything by goes without."""
    net = arcs.value - prices[arcs.evaluator]
    return bound_of(arcs.where(_best(arcs.submission, net, 1) & (net > 0)), prices, quotas)


def _one_each(requests: int, slots: int) -> Quotas:
    none = np.zeros(slots, dtype=np.int64)
    one = np.ones(slots, dtype=np.int64)
    return Quotas(
        submissions=requests, each=1, lo=none, hi=one, owes=none, bonus=0.0, campus=none, most_of_a_campus=None
    )
