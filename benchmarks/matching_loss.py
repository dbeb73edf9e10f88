"""What freedom from short cycles and a cap on probabilities cost where everybody may evaluate everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.matching_scale import at_most
from benchmarks.table import Row
from matching.outcome import Terms
from matching.policy import Policy, ProjectRules
from matching.report import figures
from matching.round import match
from matching.school_market import SchoolMarket
from matching.synthetic import synthetic_school
from matching.tables import School, lists_of

MOST_LOST = 5.0
KINDS = {
    "free": Terms(cycles=0),
    "z=3": Terms(cycles=3),
    "Q=1/2": Terms(cycles=0, max_probability=0.5),
    "z=3 and Q=1/2": Terms(cycles=3, max_probability=0.5),
}
CAPPED = ("z=3", "Q=1/2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """`lost`: of the free optimum's worth, in percent, by the expected objective."""

    kind: str
    seed: int
    expected: float
    lost: float
    cycles: dict[int, int]
    max_pair_probability: float


def dense_market(learners: int, seed: int) -> SchoolMarket:
    """A made-up school where no rule but one's own team and late pairs stands in the way."""
    policy = Policy(rules=ProjectRules(levels_apart=None, common_language=False, shared_hours=0))
    return SchoolMarket(everybody_named(synthetic_school(learners, seed)), policy)


def everybody_named(school: School) -> School:
    people, projects = len(school.people.names), len(school.projects)
    project = np.repeat(np.arange(projects), people)
    return replace(school, named=lists_of(project, np.tile(np.arange(people), projects), projects))


def losses(learners: int, seeds: Sequence[int]) -> list[Loss]:
    return [loss for seed in seeds for loss in _of_seed(learners, seed)]


def _of_seed(learners: int, seed: int) -> list[Loss]:
    market = dense_market(learners, seed)
    found: list[Loss] = []
    for kind, terms in KINDS.items():
        outcome = match(market, terms, seed, lambda _: None)
        free = found[0].expected if found else outcome.expected_objective
        numbers = figures(market, outcome)
        found.append(
            Loss(
                kind=kind,
                seed=seed,
                expected=outcome.expected_objective,
                lost=100 * (1 - outcome.expected_objective / free),
                cycles=numbers.cycles,
                max_pair_probability=numbers.max_pair_probability,
            )
        )
    return found


def loss_rows(learners: int, found: Sequence[Loss]) -> list[Row]:
    return [
        at_most(
            f"value lost to {kind} at {learners:,} dense",
            [loss.lost for loss in found if loss.kind == kind],
            "%",
            MOST_LOST,
        )
        for kind in CAPPED
    ]
