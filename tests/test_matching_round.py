"""What must hold of any round: rules, quotas, no short cycles, the certificate, the same pairs from the same seed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.circle import Circle
from matching.cycles import short_cycles
from matching.market import Arcs
from matching.outcome import Outcome, Terms
from matching.policy import Cycles, Fairness, Policy
from matching.round import match
from matching.school_market import SchoolMarket
from matching.solution import Infeasible
from matching.synthetic.school import synthetic_policy, synthetic_school
from matching.tables import Floats
from tests.matching_brute import all_worths
from tests.matching_listed import ListedMarket, listed_markets, quotas_of

TOTAL = Terms(cycles=3)


def market_of(seed: int, learners: int = 240, **changes: object) -> SchoolMarket:
    policy = Policy.model_validate(synthetic_policy().model_dump() | changes)
    return SchoolMarket(synthetic_school(learners, seed), policy)


def keeps_rules_and_quotas(market: SchoolMarket, outcome: Outcome) -> None:
    pairs, quotas = outcome.pairs, market.quotas
    loads = np.bincount(pairs.evaluator, minlength=quotas.evaluators)
    assert (np.bincount(pairs.submission, minlength=quotas.submissions) == quotas.each).all()
    assert (loads <= quotas.hi).all()
    assert (loads >= quotas.lo).all()
    assert len(set(zip(pairs.submission.tolist(), pairs.evaluator.tolist(), strict=True))) == len(pairs)
    for submission, evaluator in zip(pairs.submission.tolist(), pairs.evaluator.tolist(), strict=True):
        assert market.broken(submission, evaluator, outcome.circle) == ()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cycles", [0, 2, 3, 4])
def test_a_round_keeps_the_rules_and_has_no_short_cycle(seed: int, cycles: Cycles) -> None:
    market = market_of(seed)
    outcome = match(market, Terms(cycles=cycles), seed)
    keeps_rules_and_quotas(market, outcome)
    assert outcome.upper_bound_free >= outcome.upper_bound >= outcome.expected_objective - 1e-5
    assert outcome.gap == pytest.approx(0.0, abs=1e-6)
    assert short_cycles(outcome.pairs, market.authors, cycles, 10) == [] if cycles else outcome.circle is None


@given(listed_markets(), st.sampled_from(list(Fairness)), st.integers(0, 9))
@settings(max_examples=60)
def test_a_small_round_is_the_best_of_all_pairings_or_refused(
    market: ListedMarket, fairness: Fairness, seed: int
) -> None:
    rounds = list(all_worths(market))
    if not rounds:
        with pytest.raises(Infeasible):
            match(market, Terms(cycles=0, fairness=fairness), seed)
        return
    outcome = match(market, Terms(cycles=0, fairness=fairness), seed)
    best = max(worth for worth, _, _ in rounds)
    assert outcome.upper_bound_free >= outcome.objective - 1e-5
    if fairness is Fairness.TOTAL:
        assert outcome.objective == pytest.approx(best, abs=1e-6)
        assert outcome.upper_bound == pytest.approx(best, abs=1e-5)
    elif fairness is Fairness.MAXMIN_PAIR:
        lowest = max(pair for _, pair, _ in rounds)
        assert outcome.pairs.value.min() == pytest.approx(lowest, abs=1e-6)
        fair = max(worth for worth, pair, _ in rounds if pair >= lowest - 1e-9)
        assert outcome.objective == pytest.approx(fair, abs=1e-6)
    else:
        assert sums(outcome).min() == pytest.approx(max(total for _, _, total in rounds), abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_mixed_panels_with_capped_chances_are_certified(seed: int) -> None:
    """Three quarters a pair and one of each campus: the bounds count every unit of a panel."""
    quotas = quotas_of(6, 3, [0] * 9, [4] * 9, campus=[0, 1, 2] * 3, most=1)
    market = ListedMarket(quotas, [[row] for row in range(6)], {}, np.random.default_rng(seed).random((6, 9)))
    outcome = match(market, Terms(cycles=0, max_probability=0.75), seed)
    assert outcome.upper_bound_free >= outcome.expected_objective - 1e-5
    assert outcome.upper_bound == pytest.approx(outcome.expected_objective, abs=1e-5)


def test_the_same_seed_gives_the_same_pairs_and_another_gives_others() -> None:
    terms = Terms(cycles=2, max_probability=0.5)
    first, again, other = (match(market_of(1), terms, seed) for seed in (5, 5, 6))
    assert (first.pairs.evaluator == again.pairs.evaluator).all()
    assert (first.pairs.evaluator != other.pairs.evaluator).any()


@pytest.mark.parametrize("most", [0.5, 0.75])
def test_capped_chances_are_kept_and_every_draw_keeps_the_quotas(most: float) -> None:
    market = market_of(2)
    for seed in range(3):
        outcome = match(market, Terms(cycles=2, max_probability=most), seed)
        keeps_rules_and_quotas(market, outcome)
        assert outcome.chance.max() <= most
        assert outcome.upper_bound >= outcome.expected_objective - 1e-5
        per_submission = np.bincount(outcome.chances.submission, weights=outcome.chance)
        assert per_submission == pytest.approx(np.full(market.quotas.submissions, float(market.quotas.each)))


def test_a_rule_that_is_lifted_never_costs_value() -> None:
    strict = match(market_of(3), Terms(cycles=0), 1)
    rules = synthetic_policy().rules.model_dump()
    for lifted in ({"shared_hours": 0}, {"levels_apart": None}, {"common_language": False}, {"repeat_weeks": 0}):
        freer = match(market_of(3, rules=rules | lifted), Terms(cycles=0), 1)
        assert freer.objective >= strict.objective - 1e-5


def test_max_min_raises_the_lowest() -> None:
    market = market_of(4)
    total = match(market, Terms(cycles=2), 9)
    by_pair = match(market, Terms(cycles=2, fairness=Fairness.MAXMIN_PAIR), 9)
    by_sum = match(market, Terms(cycles=2, fairness=Fairness.MAXMIN_SUM), 9)
    keeps_rules_and_quotas(market, by_pair)
    keeps_rules_and_quotas(market, by_sum)
    assert by_pair.pairs.value.min() >= total.pairs.value.min() - 1e-9
    assert sums(by_sum).min() >= sums(total).min() - 1e-9
    assert max(by_pair.objective, by_sum.objective) <= total.upper_bound + 1e-5


def sums(outcome: Outcome) -> Floats:
    return np.asarray(np.bincount(outcome.pairs.submission, weights=outcome.pairs.value), dtype=np.float64)


def test_an_infeasible_round_names_the_exceptions() -> None:
    market = ListedMarket(quotas_of(1, 2, [0, 0], [1, 1]), [[]], {(0, 1): 1}, np.ones((1, 2)))
    with pytest.raises(Infeasible, match="1 exception:\n  e1 for s0, although rule 0"):
        match(market, Terms(cycles=0), 1)


class Starved(ListedMarket):
    """No circle lets anybody do anything."""

    def arcs(self, circle: Circle | None) -> Arcs:
        arcs = super().arcs(None)
        return arcs if circle is None else arcs.where(np.zeros(len(arcs), dtype=np.bool_))


def test_where_no_circle_serves_an_exact_search_does() -> None:
    """0 and 1 would evaluate each other for the highest total; 2 evaluates one of them instead."""
    values = np.array([[0.0, 5.0, 1.0], [5.0, 0.0, 2.0]])
    market = Starved(quotas_of(2, 1, [0, 0, 0], [1, 1, 1]), [[0], [1]], {}, values)
    outcome = match(market, Terms(cycles=2), 1)
    assert outcome.circle is None
    assert "exact search" in outcome.notes[0]
    assert outcome.objective == pytest.approx(7.0)
    assert outcome.upper_bound == pytest.approx(7.0, abs=1e-4)


def test_a_round_of_two_who_can_only_evaluate_each_other_is_proved_impossible() -> None:
    market = Starved(quotas_of(2, 1, [0, 0], [1, 1]), [[0], [1]], {}, np.ones((2, 2)))
    with pytest.raises(Infeasible, match="every pairing that the rules allow has a cycle of 2 people"):
        match(market, Terms(cycles=2), 1)


def test_an_empty_round_is_refused() -> None:
    market = ListedMarket(quotas_of(0, 1, [0], [1]), [], {}, np.ones((0, 1)))
    with pytest.raises(UsageError, match="no submission"):
        match(market, TOTAL, 1)
