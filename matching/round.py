"""A whole round: rules, circle, fairness and chances in; pairs with a certificate out.

market --circle--> search --chances--> draw --> Outcome
          |  starved: another circle, then the exact search without one
          '- the rules themselves allow no pairing: Infeasible, with the least that would do
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.errors import UsageError
from matching.certificate import bound_of, depth_of
from matching.circle import Circle, draw_circle, moved
from matching.cycle_search import Finding
from matching.cycle_search import search as search_without_circle
from matching.fair import fairest
from matching.market import Market
from matching.outcome import Outcome, Terms
from matching.policy import Fairness
from matching.relaxation import least_relaxation
from matching.rounding import denominator_of, draw
from matching.search import Found, search
from matching.solution import Infeasible
from matching.solver import worth_of
from matching.tables import Ints
from matching.watch import Watch

MOVES = 12  # of starved teams on a circle, at most
CIRCLES = 4  # drawn before a search without one
FEW = 2_000  # submissions that the search without a circle takes
MANY = 3_000_000  # arcs that it looks at, at most


def silent(_: str) -> None:
    """For who wants no progress."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked for, in one place. `denominator`: chances are so-manieths, at most `capacity` of them a pair."""

    market: Market
    terms: Terms
    denominator: int
    capacity: int
    watch: Watch
    say: Callable[[str], None]

    def found_on(self, circle: Circle | None) -> Found:
        if self.terms.fairness is not Fairness.TOTAL:
            with self.watch.solving():
                return fairest(self.market, circle, self.terms, self.denominator, self.capacity)
        quotas = self.market.quotas.times(self.denominator)
        return search(self.market, circle, quotas, self.capacity, self.watch, self.say)


@dataclass(frozen=True, slots=True)
class Paired:
    circle: Circle | None
    found: Found
    notes: tuple[str, ...] = ()


def match(
    market: Market,
    terms: Terms,
    seed: int,
    say: Callable[[str], None] = silent,
    clock: Callable[[], float] = time.perf_counter,
) -> Outcome:
    """Everybody's evaluators; the same for the same market, terms and seed.

    Raises Infeasible with the least set of exceptions that would do, UsageError for an empty round or terms that can't
    be had together.
    """
    if not market.quotas.submissions:
        raise UsageError("no submission is to be evaluated: the instance has none")
    generator = np.random.default_rng(seed)
    denominator, capacity = denominator_of(terms.max_probability)
    this = Round(market, terms, denominator, capacity, Watch(clock), say)
    paired = _without_cycles(this, generator) if terms.cycles else _freely(this)
    solution = paired.found.solution
    drawn = draw(solution, market.quotas, denominator, generator) if denominator > 1 else solution.units
    may = solution.units > 0
    pairs = solution.arcs.where(drawn > 0)
    bound = paired.found.bound / denominator
    return Outcome(
        pairs=pairs,
        chances=solution.arcs.where(may),
        chance=solution.units[may] / denominator,
        objective=worth_of(pairs, np.ones(len(pairs), dtype=np.int64), market.quotas),
        expected_objective=solution.worth / denominator,
        upper_bound=bound,
        upper_bound_free=max(bound, _free_bound(this, paired)),
        circle=paired.circle,
        notes=(*paired.notes, *paired.found.notes),
        seconds=this.watch.seconds(),
        seed=seed,
    )


def _freely(this: Round) -> Paired:
    found = this.found_on(None)
    if found.lacking:
        raise Infeasible("\n".join(least_relaxation(this.market).lines()))
    return Paired(None, found)


def _without_cycles(this: Round, generator: np.random.Generator) -> Paired:
    for drawn in range(1, CIRCLES + 1):
        circle = _circle(this, generator)
        found = this.found_on(circle)
        if not found.lacking:
            return Paired(circle, found, (f"circle {drawn} of at most {CIRCLES} served",) if drawn > 1 else ())
        this.say(f"circle {drawn}: {found.lacking} evaluations lack an evaluator")
    return _without_a_circle(this)


def _circle(this: Round, generator: np.random.Generator) -> Circle:
    """One on which every submission has enough people in reach, if moving those that haven't brings it about."""
    market = this.market
    circle = draw_circle(market.authors, market.communities, market.quotas.evaluators, this.terms.cycles, generator)
    for _ in range(MOVES):
        starved = _starved(market, circle)
        if not len(starved):
            break
        this.say(f"{len(starved)} submissions have too few people in reach on the circle: moving them")
        circle = moved(circle, market.authors, starved, generator)
    return circle


def _starved(market: Market, circle: Circle) -> Ints:
    each = market.quotas.each
    nearest = market.best(circle, np.zeros(market.quotas.evaluators), each)
    starved: Ints = np.flatnonzero(np.bincount(nearest.submission, minlength=market.quotas.submissions) < each)
    return starved


def _without_a_circle(this: Round) -> Paired:
    """Feasible by the rules, but on no circle that was drawn: the exact search, with its proven bound."""
    market, terms = this.market, this.terms
    free = _freely(this)
    eligible = int(market.eligible(None).sum())
    if market.quotas.submissions > FEW or eligible > MANY:
        raise Infeasible(_too_large(market, terms))
    if this.denominator > 1 or terms.fairness is not Fairness.TOTAL:
        raise Infeasible(
            f"the rules allow a pairing, but none of {CIRCLES} circles does, and without one neither a probability cap "
            "nor a max-min can be kept: give them up, or try a lower --cycles or another --seed"
        )
    this.say("no circle serves every submission: searching without one")
    seconds = min(60.0, 2.0 + market.quotas.submissions / 10)
    searched = search_without_circle(market.arcs(None), market.quotas, market.authors, terms.cycles, seconds=seconds)
    if searched.solution is None:
        proved = searched.finding is Finding.IMPOSSIBLE
        raise Infeasible(
            f"every pairing that the rules allow has a cycle of {terms.cycles} people or fewer"
            if proved
            else f"no pairing without a cycle of {terms.cycles} people or fewer was found, nor proved impossible"
        )
    note = f"no circle served every submission: found by exact search, without cycles of {terms.cycles} or fewer"
    found = Found(searched.solution, free.found.prices, searched.upper_bound, 0)
    return Paired(None, found, (note,))


def _too_large(market: Market, terms: Terms) -> str:
    return (
        f"the rules allow a pairing, but none of {CIRCLES} circles that keep cycles of {terms.cycles} or fewer out "
        f"does, and {market.quotas.submissions} submissions are too many for the search without one (at most {FEW}); "
        "try another --seed, a lower --cycles, or wider rules for the smallest projects"
    )


def _free_bound(this: Round, paired: Paired) -> float:
    """Of what the rules allow without the circle: exact for few submissions, else by the prices found on the circle."""
    market = this.market
    if paired.circle is None:
        return paired.found.bound / this.denominator
    quotas = market.quotas.times(this.denominator)
    if quotas.submissions <= FEW and this.terms.fairness is Fairness.TOTAL:
        return search(market, None, quotas, this.capacity, this.watch, silent).bound / this.denominator
    depth, most = depth_of(quotas, this.capacity)
    wishes = market.best(None, paired.found.prices, depth, most_of_a_campus=most)
    return bound_of(wishes, paired.found.prices, quotas, capacity=this.capacity) / this.denominator
