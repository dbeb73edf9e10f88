"""The pairs that exceptions are looked for among: the allowed ones, and those that a rule forbids.

small: every pair outside the teams
large: what the search looked at, and for each submission that it left short, people who have time left
"""

from dataclasses import dataclass

import numpy as np

from matching.market import Arcs, Market, Quotas
from matching.search import search
from matching.solver import loads_of
from matching.tables import Floats, Ints, Lists
from matching.watch import Watch

ALL_PAIRS = 4_000_000  # of a round, up to which every one is looked at
COUNTED = 50_000  # forbidden pairs, up to which it's counted how many rules each breaks: some seconds


@dataclass(frozen=True, slots=True)
class Pairs:
    """`broken`: how many rules each pair breaks, 0 where it's allowed; 1 for all that are forbidden where they are
    many. In a large round (not `whole`) a pair may count as forbidden that isn't, which no submission needs."""

    arcs: Arcs
    broken: Ints
    whole: bool


def pairs_of(market: Market) -> Pairs:
    quotas = market.quotas
    whole = quotas.submissions * quotas.evaluators <= ALL_PAIRS
    if whole:
        allowed = market.arcs(None)
        submission, evaluator = (each.ravel() for each in np.indices((quotas.submissions, quotas.evaluators)))
    else:
        allowed, submission, evaluator = _around_the_short(market)
    people = quotas.evaluators
    known = np.concatenate((_key(allowed.submission, allowed.evaluator, people), _own(market.authors, people)))
    new = np.isin(_key(submission, evaluator, people), known, invert=True)
    return _both(allowed, *_forbidden(market, submission[new], evaluator[new]), whole)


def _key(submission: Ints, evaluator: Ints, people: int) -> Ints:
    return submission * people + evaluator


def _own(authors: Lists, people: int) -> Ints:
    return _key(authors.owners, authors.rows, people)


def _forbidden(market: Market, submission: Ints, evaluator: Ints) -> tuple[Ints, Ints, Ints]:
    broken = np.ones(len(submission), dtype=np.int64)
    if len(broken) <= COUNTED:
        ends = zip(submission.tolist(), evaluator.tolist(), strict=True)
        broken = np.array([max(1, len(market.broken(one, who, None))) for one, who in ends], dtype=np.int64)
    return submission, evaluator, broken


def _both(allowed: Arcs, submission: Ints, evaluator: Ints, broken: Ints, whole: bool) -> Pairs:
    submission = np.concatenate((allowed.submission, submission))
    evaluator = np.concatenate((allowed.evaluator, evaluator))
    broken = np.concatenate((np.zeros(len(allowed), dtype=np.int64), broken))
    order = np.lexsort((evaluator, submission))
    value: Floats = np.zeros(len(order))
    return Pairs(Arcs(submission[order], evaluator[order], value), broken[order], whole)


def _around_the_short(market: Market) -> tuple[Arcs, Ints, Ints]:
    """What the search looked at, and people for the submissions that lack some: those with most time left first, each
    submission others, so that all together have enough."""
    quotas = market.quotas
    solution = search(market, None, quotas, 1, Watch(_no_clock), _silent).solution
    filled = np.bincount(solution.arcs.submission, weights=solution.units, minlength=quotas.submissions)
    short = np.flatnonzero(filled < quotas.each)
    people = _free_first(quotas, loads_of(solution.arcs, solution.units, quotas.evaluators))
    enough = quotas.each + int(market.authors.lengths.max(initial=0))
    depth = min(len(people), max(enough, COUNTED // max(len(short), 1)))
    at = np.arange(len(short))[:, None] * depth + np.arange(depth)
    return solution.arcs, np.repeat(short, depth), people[at.ravel() % len(people)]


def _free_first(quotas: Quotas, loads: Ints) -> Ints:
    order: Ints = np.argsort(loads - quotas.hi, kind="stable")
    return order


def _no_clock() -> float:
    return 0.0


def _silent(_: str) -> None:
    """Nobody looks at this search."""
