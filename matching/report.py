"""The figures of a round that was solved: what the command prints and the benchmark compares."""

from dataclasses import dataclass

import numpy as np

from matching.cycles import count_cycles
from matching.market import Market
from matching.outcome import Outcome
from matching.tables import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Loads:
    """Of those who may evaluate (hi > 0)."""

    min: int
    max: int
    gini: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`cycles`: how many there are of each length. `min_score`: the lowest pair's; `min_sum`: the lowest submission's
    of all its pairs."""

    loads: Loads
    unfilled: int
    cycles: dict[int, int]
    min_score: float
    min_sum: float
    max_pair_probability: float


def figures(market: Market, outcome: Outcome) -> Figures:
    quotas, pairs = market.quotas, outcome.pairs
    made = np.bincount(pairs.evaluator, minlength=quotas.evaluators)[quotas.hi > 0]
    counted = count_cycles(pairs, market.authors)
    return Figures(
        loads=Loads(
            min=int(made.min(initial=quotas.each * quotas.submissions)), max=int(made.max(initial=0)), gini=gini(made)
        ),
        unfilled=quotas.submissions * quotas.each - len(pairs),
        cycles={length: counted[length] for length in (2, 3)},
        min_score=float(pairs.value.min()),
        min_sum=float(np.bincount(pairs.submission, weights=pairs.value, minlength=quotas.submissions).min()),
        max_pair_probability=float(outcome.chance.max()),
    )


def gini(loads: Ints) -> float:
    """0 where all are equal, towards 1 where one has everything: the mean difference of two, by twice the mean."""
    total, number = int(loads.sum()), len(loads)
    if not total:
        return 0.0
    rank = np.arange(1, number + 1)
    return float((2 * rank - number - 1) @ np.sort(loads)) / (number * total)
