"""What else a round could be, when one pair must be in it or must not.

pairs + arcs --(large: those near the pair)--> best round --the pair held or barred--> another --differences--> chain

The rounds are flows over the same arcs. Pairs as made count for a hair more, so that of equally good rounds the one
with the fewest changes comes out: the difference of two optimal flows is then one cycle of the residual graph, through
the pair (Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 9).
"""

from dataclasses import dataclass, replace

import networkx as nx
import numpy as np

from matching.market import Arcs, Quotas, among
from matching.solution import Solution
from matching.solver import least_flow, network_of, worth_of
from matching.tables import Bools, Ints

HAIR = 2  # quanta: more than rounding can bring an arc of a chain
NEAR = 3_000  # submissions that a large round is cut to


@dataclass(frozen=True, slots=True)
class Change:
    comes: bool
    evaluator: int
    submission: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A round, or the part of it near a pair: its submissions are rows of `submissions`. `made`: which arcs are pairs
    of the round as it is."""

    arcs: Arcs
    quotas: Quotas
    submissions: Ints
    made: Bools

    def arc(self, evaluator: int, submission: int) -> int:
        """The number of this arc, which must be one."""
        row = int(np.searchsorted(self.submissions, submission))
        return int(np.flatnonzero((self.arcs.submission == row) & (self.arcs.evaluator == evaluator))[0])

    def best(self, *, held: int | None = None, barred: Ints | None = None) -> Solution | None:
        """The round of the highest worth with this arc in it and without those, or None where there is none."""
        network = network_of(self.arcs, self.quotas, 1, None)
        cost, capacity, supply = network.cost.copy(), network.capacity.copy(), network.supply.copy()
        cost[network.first : network.first + len(self.arcs)] -= HAIR * self.made
        if barred is not None:
            capacity[network.first + barred] = 0
        if held is not None:
            at = network.first + held
            capacity[at] = 0
            supply[network.tail[at]] -= 1
            supply[network.head[at]] += 1
        flow = least_flow(network.tail, network.head, capacity, cost, supply)
        if flow is None:
            return None
        units = flow[network.first : network.first + len(self.arcs)]
        if held is not None:
            units[held] = 1
        return Solution(self.arcs, units, worth_of(self.arcs, units, self.quotas))

    def chain(self, before: Ints, after: Ints, start: int) -> tuple[Change, ...]:
        """The changes from one round's units to another's that hang together with this arc, from it on: first what
        its evaluator leaves or takes for it, and so on."""
        graph: nx.Graph[tuple[str, int]] = nx.Graph()
        ends = zip(self.arcs.submission.tolist(), self.arcs.evaluator.tolist(), strict=True)
        names = [(("evaluator", evaluator), ("submission", submission)) for submission, evaluator in ends]
        graph.add_nodes_from(names[start])
        for arc in np.flatnonzero(before != after).tolist():
            if arc != start:
                graph.add_edge(*names[arc], arc=arc)
        rest = [graph.edges[edge]["arc"] for edge in nx.edge_dfs(graph, names[start])]
        return tuple(self._change(arc, bool(after[arc])) for arc in (start, *rest))

    def _change(self, arc: int, comes: bool) -> Change:
        submission = int(self.submissions[self.arcs.submission[arc]])
        return Change(comes, int(self.arcs.evaluator[arc]), submission)


def scene_of(arcs: Arcs, quotas: Quotas, pairs: Arcs, evaluator: int, submission: int) -> Scene:
    """Around this arc, which must be one of `arcs`, as all `pairs` must."""
    if quotas.submissions <= NEAR:
        return Scene(arcs, quotas, np.arange(quotas.submissions), among(arcs, pairs))
    near = _near(arcs, pairs, evaluator, submission)
    inside = arcs.where(np.isin(arcs.submission, near))
    outside = np.bincount(pairs.evaluator[~np.isin(pairs.submission, near)], minlength=quotas.evaluators)
    here = Arcs(np.searchsorted(near, inside.submission), inside.evaluator, inside.value)
    return Scene(here, _left(quotas, len(near), outside), near, among(inside, pairs))


def _near(arcs: Arcs, pairs: Arcs, evaluator: int, submission: int) -> Ints:
    """Submissions that a short chain reaches: those of people whom one nearer could get, step by step."""
    near = np.union1d([submission], pairs.submission[pairs.evaluator == evaluator])
    while len(near) < NEAR:
        people = arcs.evaluator[np.isin(arcs.submission, near)]
        more = np.setdiff1d(pairs.submission[np.isin(pairs.evaluator, people)], near)
        if not len(more):
            break
        near = np.union1d(near, more[: NEAR - len(near)])
    return near


def _left(quotas: Quotas, submissions: int, outside: Ints) -> Quotas:
    """What is left to everybody beside these loads."""
    return replace(
        quotas,
        submissions=submissions,
        lo=np.maximum(quotas.lo - outside, 0),
        hi=quotas.hi - outside,
        owes=np.maximum(quotas.owes - outside, 0),
    )
