"""A round too large for one flow, in shards: each submission in one, each evaluator's time shared out among them.

a pairing so far --its loads--> how much of each evaluator a shard has --exact flow each--> merged pairing and prices

A shard holds submissions of a few projects and levels that lie together, and has of each evaluator what the pairing so
far takes for its submissions; what is left of them goes to the shard where they have the most arcs. So every merged
pairing keeps the quotas and is worth at least as much as the one before. The next round cuts elsewhere. A shard is
arrays in, arrays out, so that another process can solve it as well as a thread.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from matching.market import Arcs, Quotas
from matching.prices import priced
from matching.solution import Solution
from matching.solver import worth_of
from matching.tables import Bools, Floats, Ints

SHARD = 20_000  # submissions


@dataclass(frozen=True, slots=True)
class Shard:
    """Arcs with rows of its own: `submission` and `evaluator` say which rows of the round those are, `arc` which of
    its arcs."""

    arcs: Arcs
    quotas: Quotas
    submission: Ints
    evaluator: Ints
    arc: Ints


def solve_in_shards(
    arcs: Arcs, quotas: Quotas, units: Ints, neighbours: Ints, number: int, lack: float
) -> tuple[Solution, Floats]:
    """A pairing at least as good as the one of `units` (A), and prices merged from the shards (E).

    `neighbours`: S, the submissions in an order in which neighbours compete. Shards of an odd `number` are cut between
    those of an even one.
    """
    shards = cut(arcs, quotas, units, shard_of(neighbours, number))

    def solved(shard: Shard) -> tuple[Ints, Floats]:
        solution, prices = priced(shard.arcs, shard.quotas, lack=lack)
        return solution.units, prices

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = list(threads.map(solved, shards))
    merged = np.zeros_like(units)
    lowest = np.full(quotas.evaluators, np.inf)
    for shard, (theirs, prices) in zip(shards, found, strict=True):
        merged[shard.arc] = theirs
        # Each price is the highest that its shard's optimum allows, and too high where an evaluator is away.
        lowest[shard.evaluator] = np.minimum(lowest[shard.evaluator], prices)
    return Solution(arcs, merged, worth_of(arcs, merged, quotas)), np.where(np.isfinite(lowest), lowest, 0.0)


def shard_of(neighbours: Ints, number: int) -> Ints:
    """S: which shard each submission is in."""
    shard = np.empty(len(neighbours), dtype=np.int64)
    shard[neighbours] = (np.arange(len(neighbours)) + (number % 2) * (SHARD // 2)) // SHARD
    return shard


def cut(arcs: Arcs, quotas: Quotas, units: Ints, shard: Ints) -> list[Shard]:
    of_arc, count = shard[arcs.submission], int(shard.max()) + 1
    home = _homes(of_arc, arcs.evaluator, count, quotas.evaluators)
    loads = np.zeros((count, quotas.evaluators), dtype=np.int64)
    np.add.at(loads, (of_arc, arcs.evaluator), units)
    away = loads.sum(axis=0) - loads[home, np.arange(quotas.evaluators)]
    order = np.argsort(of_arc, kind="stable")
    ends = np.searchsorted(of_arc[order], np.arange(count + 1))
    return [
        _shard(arcs, quotas, order[ends[at] : ends[at + 1]], np.flatnonzero(shard == at), loads[at], home == at, away)
        for at in range(count)
    ]


def _homes(of_arc: Ints, evaluator: Ints, count: int, evaluators: int) -> Ints:
    """E: the shard in which each evaluator has the most arcs."""
    arcs = np.zeros((count, evaluators), dtype=np.int32)
    np.add.at(arcs, (of_arc, evaluator), 1)
    homes: Ints = arcs.argmax(axis=0)
    return homes


def _shard(arcs: Arcs, quotas: Quotas, arc: Ints, submission: Ints, load: Ints, at_home: Bools, away: Ints) -> Shard:
    """Away from home an evaluator does what they do now: no more, and no less where they have a `lo`."""
    evaluator = np.flatnonzero(at_home | (load > 0))
    home, now, elsewhere = at_home[evaluator], load[evaluator], away[evaluator]
    lo, hi, owes = quotas.lo[evaluator], quotas.hi[evaluator], quotas.owes[evaluator]
    row = np.full(quotas.evaluators, -1, dtype=np.int64)
    row[evaluator] = np.arange(len(evaluator))
    arc = np.sort(arc[row[arcs.evaluator[arc]] >= 0])
    here = arcs.where(arc)
    return Shard(
        arcs=Arcs(np.searchsorted(submission, here.submission), row[here.evaluator], here.value),
        quotas=replace(
            quotas,
            submissions=len(submission),
            lo=np.where(home, np.maximum(lo - elsewhere, 0), np.where(lo > 0, now, 0)),
            hi=np.where(home, hi - elsewhere, now),
            owes=np.where(home, np.maximum(owes - elsewhere, 0), now),
            campus=quotas.campus[evaluator],
        ),
        submission=submission,
        evaluator=evaluator,
        arc=arc,
    )
