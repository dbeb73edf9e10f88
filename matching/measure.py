"""A made-up school's round from its tables to its pairs, measured: for `peermill bench matching` and the benchmarks.

School + Policy -> SchoolMarket -> match -> Measured        the clock runs from the tables to the pairs
                                     '----> eligible, cycles, loads        looked at afterwards
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.market import Market
from matching.outcome import Outcome, Terms
from matching.policy import Policy
from matching.report import figures
from matching.round import match
from matching.school_market import SchoolMarket
from matching.synthetic import synthetic_policy, synthetic_school
from matching.tables import School

WARM_UP = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`gap` is a share of the bound over all that rules and circle allow. `seconds` has candidates, solve and total,
    where total begins with the school's tables. `eligible_median`: evaluators a submission, by the rules alone."""

    learners: int
    submissions: int
    seed: int
    eligible_median: float
    eligible_least: int
    objective: float
    upper_bound: float
    upper_bound_free: float
    gap: float
    cycles: dict[int, int]
    unfilled: int
    gini: float
    seconds: dict[str, float]
    peak_rss_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What was measured, and the round itself for who wants to look at more."""

    market: Market
    outcome: Outcome
    measured: Measured


def warm_up() -> None:
    """Load or compile the kernels, so that no clock runs over it."""
    market = SchoolMarket(synthetic_school(WARM_UP, 0), synthetic_policy())
    match(market, terms_of(synthetic_policy()), 0)


def measure(
    learners: int, seed: int, clock: Callable[[], float], peak_rss_mib: Callable[[], float], say: Callable[[str], None]
) -> Round:
    """Seconds by `clock`. Raises UsageError for too few learners, Infeasible where a rare seed makes such a school."""
    school, policy = synthetic_school(learners, seed), synthetic_policy()
    start = clock()
    market = SchoolMarket(school, policy)
    outcome = match(market, terms_of(policy), seed, say)
    total = clock() - start
    peak = peak_rss_mib()
    measured = _measured(school, market, outcome, {**outcome.seconds, "total": total}, peak)
    return Round(market=market, outcome=outcome, measured=measured)


def terms_of(policy: Policy) -> Terms:
    return Terms(cycles=policy.cycles, max_probability=policy.max_probability, fairness=policy.fairness)


def _measured(
    school: School, market: SchoolMarket, outcome: Outcome, seconds: dict[str, float], peak_rss_mib: float
) -> Measured:
    eligible, found = market.eligible(None), figures(market, outcome)
    return Measured(
        learners=len(school.people.names),
        submissions=len(school.submissions.names),
        seed=outcome.seed,
        eligible_median=float(np.median(eligible)),
        eligible_least=int(eligible.min()),
        objective=outcome.objective,
        upper_bound=outcome.upper_bound,
        upper_bound_free=outcome.upper_bound_free,
        gap=outcome.gap,
        cycles=found.cycles,
        unfilled=found.unfilled,
        gini=found.loads.gini,
        seconds=seconds,
        peak_rss_mib=peak_rss_mib,
    )
