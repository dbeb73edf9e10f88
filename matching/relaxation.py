"""Where no pairing keeps every rule: the fewest exceptions that make one possible, by name.

    hub --more than hi, 1 each--> evaluator --a pair that a rule forbids, 1 each--> [seat] --over the cap, 1 each--> ...
    evaluator --less than lo, 1 each--> hub

One flow of least cost over all of that, the pairs that are allowed costing nothing; of as few exceptions those that
break the fewest rules. Nobody is ever given their own team's work.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.market import Arcs, Market, Quotas
from matching.relaxation_pairs import Pairs, pairs_of
from matching.relaxation_rules import rules_that_would_do
from matching.solver import Network, least_flow, network_of
from matching.tables import Bools, Ints

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """`exceptions`: a line each; two loads over a limit make one line, and count as two. `whole`: whether every
    forbidden pair was looked at, so that there can't be fewer. `hopeless`: submissions that no exceptions would serve.
    `rules`: changes of policy, each of which would do alone."""

    exceptions: tuple[str, ...] = ()
    count: int = 0
    whole: bool = True
    hopeless: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        if self.hopeless:
            return ["no pairing keeps the rules, and no exceptions would do:", *_first(self.hopeless)]
        if not self.exceptions:
            return ["no pairing was found, though the rules need no exception for one"]
        least = "the least" if self.whole else "enough, of those for the submissions that lack evaluators,"
        head = f"no pairing keeps every rule; {least} would be {self.count} exception{'s' if self.count > 1 else ''}:"
        rules = ["or a change of policy that does alone:", *_first(self.rules)] if self.rules else []
        return [head, *_first(self.exceptions), *rules]


def _first(lines: tuple[str, ...]) -> list[str]:
    rest = [f"  and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [*(f"  {line}" for line in lines[:SHOWN]), *rest]


def least_relaxation(market: Market) -> Relaxation:
    """By the rules alone, without a circle."""
    hopeless = _hopeless(market)
    if hopeless:
        return Relaxation(hopeless=hopeless)
    pairs = pairs_of(market)
    network = network_of(pairs.arcs, _plain(market.quotas), 1, None)
    used = _used(network, pairs, market.quotas)
    lines, count = _exceptions(market, pairs.arcs.where(used.pairs & (pairs.broken > 0)), used)
    return Relaxation(
        exceptions=lines, count=count, whole=pairs.whole, rules=rules_that_would_do(market) if lines else ()
    )


def _hopeless(market: Market) -> tuple[str, ...]:
    """Who has fewer people outside the team than evaluators to get; with enough for each, exceptions always do."""
    quotas, found = market.quotas, []
    outside = quotas.evaluators - market.authors.lengths
    for submission in np.flatnonzero(outside < quotas.each).tolist():
        name, people = market.submission_name(submission), outside[submission]
        found.append(f"{name} is to get {quotas.each} evaluators; people outside the team: {people}")
    return tuple(found)


def _plain(quotas: Quotas) -> Quotas:
    """Without bonus, as only exceptions count."""
    return replace(quotas, owes=np.zeros_like(quotas.owes), bonus=0.0)


@dataclass(frozen=True, slots=True)
class Used:
    """What a least flow takes: `pairs` (A, whether), `more` and `fewer` than hi and lo (E), and `over` the cap, for
    each seat, whose submission is `seat`."""

    pairs: Bools
    more: Ints
    fewer: Ints
    over: Ints
    seat: Ints


def _used(network: Network, pairs: Pairs, quotas: Quotas) -> Used:
    """Costs are whole: an exception is dearer than all the rules that the mildest choice could save."""
    count, people = len(pairs.arcs), np.arange(quotas.evaluators)
    dear = quotas.submissions * quotas.each * int(pairs.broken.max(initial=0)) + 1
    between = slice(network.first, network.first + count)
    hub, seats = np.full_like(people, network.hub), slice(between.stop, None)
    tail = np.concatenate((network.tail, hub, people, network.tail[seats]))
    head = np.concatenate((network.head, people, hub, network.head[seats]))
    most = np.full(quotas.evaluators, quotas.submissions)
    capacity = np.concatenate((network.capacity, most, quotas.lo, np.full(network.seats, quotas.each)))
    cost = np.full(len(tail), dear)
    cost[: len(network.tail)] = 0
    cost[between] = np.where(pairs.broken > 0, dear + pairs.broken, 0)
    units = least_flow(tail, head, capacity, cost, network.supply)
    if units is None:  # see _hopeless
        raise AssertionError("each submission has enough people outside its team, and yet nothing serves it")
    more, fewer, over = np.split(units[len(network.tail) :], (len(people), 2 * len(people)))
    return Used(units[between] > 0, more, fewer, over, network.head[seats] - quotas.evaluators)


def _exceptions(market: Market, forbidden: Arcs, used: Used) -> tuple[tuple[str, ...], int]:
    quotas, pairs = market.quotas, _broken_pairs(market, forbidden)
    lines = [
        *pairs,
        *_changed(market, used.more, "more", quotas.hi),
        *_changed(market, used.fewer, "fewer", quotas.lo),
        *_over(market, used),
    ]
    return tuple(lines), len(pairs) + int(used.more.sum() + used.fewer.sum() + used.over.sum())


def _broken_pairs(market: Market, forbidden: Arcs) -> list[str]:
    """In a large round some of them are allowed: see relaxation_pairs."""
    found = []
    for submission, evaluator in zip(forbidden.submission.tolist(), forbidden.evaluator.tolist(), strict=True):
        if rules := market.broken(submission, evaluator, None):
            pair = f"{market.evaluator_name(evaluator)} for {market.submission_name(submission)}"
            found.append(f"{pair}, although " + "; ".join(rules))
    return found


def _changed(market: Market, by: Ints, how: str, load: Ints) -> list[str]:
    return [f"{market.evaluator_name(int(who))} takes {by[who]} {how} than {load[who]}" for who in np.flatnonzero(by)]


def _over(market: Market, used: Used) -> list[str]:
    most = market.quotas.most_of_a_campus
    return [
        f"{market.submission_name(int(used.seat[at]))} gets {used.over[at]} more than {most} of one campus"
        for at in np.flatnonzero(used.over)
    ]
