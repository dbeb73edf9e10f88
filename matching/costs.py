"""What speaks against a pair, as whole numbers: the lower the sum over a round, the better the round.

load      the n-th evaluation of one person costs n times more than all the rest can: balance comes first
mix       the n-th person of one campus at a submission, authors' campuses counted as there, costs n-1 times MIX
level     LEVEL for each level between evaluator and team, up to FAR levels
chance    0 to CHANCE, from the seed: who of equals it is
"""

import random
from collections.abc import Sequence

from matching.model import Evaluatee, Evaluator

MIX = 200
LEVEL = 20
FAR = 5.0
CHANCE = 9

Costs = dict[tuple[int, int], int]
"""(submission, evaluator) -> cost of that pair, for every pair that is allowed."""


def pair_costs(evaluatees: Sequence[Evaluatee], evaluators: Sequence[Evaluator], seed: int) -> Costs:
    """Level and chance of each allowed pair: nobody evaluates their own team. The order of the inputs has no say."""
    generator = random.Random(seed)
    return {
        (evaluatee.submission_id, evaluator.person_id): level_cost(evaluatee, evaluator) + generator.randint(0, CHANCE)
        for evaluatee in sorted(evaluatees, key=lambda evaluatee: evaluatee.submission_id)
        for evaluator in sorted(evaluators, key=lambda evaluator: evaluator.person_id)
        if evaluator.person_id not in evaluatee.authors
    }


def level_cost(evaluatee: Evaluatee, evaluator: Evaluator) -> int:
    return round(LEVEL * min(abs(evaluatee.level - evaluator.level), FAR))


def mix_cost(evaluatee: Evaluatee, campus: str, before: int) -> int:
    """Of one more person from that campus where `before` of the evaluators are from there."""
    return MIX * (before + (campus in evaluatee.campuses))


def load_unit(costs: Costs, evaluatees: int, evaluators_each: int) -> int:
    """More than everything but load can cost in a whole round."""
    dearest = max(costs.values(), default=0) + MIX * (evaluators_each + 1)
    return evaluatees * evaluators_each * dearest + 1
