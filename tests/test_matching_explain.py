from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings

from matching import explain, explain_choices
from matching.explain import explain_pair, explain_person
from matching.market import Quotas
from matching.outcome import Outcome
from matching.solution import bonus_of
from tests.matching_listed import ListedMarket, best_round, listed_markets, quotas_of

Pairs = frozenset[tuple[int, int]]  # (submission, evaluator)


def keeps(pairs: Pairs, quotas: Quotas) -> bool:
    loads = np.bincount([evaluator for _, evaluator in pairs], minlength=quotas.evaluators)
    if not ((quotas.lo <= loads) & (loads <= quotas.hi)).all():
        return False
    if quotas.most_of_a_campus is None:
        return True
    seats = [(submission, int(quotas.campus[evaluator])) for submission, evaluator in pairs]
    return all(seats.count(seat) <= quotas.most_of_a_campus for seat in seats)


def all_rounds(market: ListedMarket) -> Iterator[tuple[Pairs, float]]:
    """Every pairing that keeps rules and quotas, and its worth."""
    quotas, arcs = market.quotas, market.arcs(None)
    theirs = [arcs.evaluator[arcs.submission == submission].tolist() for submission in range(quotas.submissions)]
    for picks in product(*(combinations(possible, quotas.each) for possible in theirs)):
        pairs = frozenset((submission, evaluator) for submission, pick in enumerate(picks) for evaluator in pick)
        if keeps(pairs, quotas):
            loads = np.bincount([evaluator for _, evaluator in pairs], minlength=quotas.evaluators)
            yield pairs, sum(float(market.values[pair]) for pair in pairs) + bonus_of(loads, quotas)


def made_in(outcome: Outcome) -> Pairs:
    return frozenset(zip(outcome.pairs.submission.tolist(), outcome.pairs.evaluator.tolist(), strict=True))


def after(made: Pairs, changes: tuple[str, ...]) -> Pairs:
    """The pairing after changes such as `+ e1 for s0`; each must be one."""
    pairs = set(made)
    for change in changes:
        sign, evaluator, _, submission = change.split()
        pair = (int(submission[1:]), int(evaluator[1:]))
        assert (pair in pairs) == (sign == "-")
        pairs.symmetric_difference_update({pair})
    return frozenset(pairs)


def worth_of_all(market: ListedMarket, pairs: Pairs) -> float | None:
    return dict(all_rounds(market)).get(pairs)


@settings(max_examples=100)
@given(listed_markets())
def test_the_cost_is_that_of_the_best_round_with_the_pair_or_without_it(market: ListedMarket) -> None:
    outcome = best_round(market)
    if outcome is None:
        return
    rounds = list(all_rounds(market))
    assert max(worth for _, worth in rounds) == pytest.approx(outcome.objective)
    made = made_in(outcome)
    for submission, evaluator in product(range(market.quotas.submissions), range(market.quotas.evaluators)):
        pair = (submission, evaluator)
        explanation = explain_pair(market, outcome, evaluator, submission)
        assert explanation.made == (pair in made)
        other = [worth for pairs, worth in rounds if (pair in pairs) != (pair in made)]
        if not other:
            assert explanation.cost is None
        else:
            assert explanation.cost == pytest.approx(outcome.objective - max(other), abs=1e-6)


@settings(max_examples=100)
@given(listed_markets())
def test_its_changes_make_a_round_that_is_worth_so_much_less(market: ListedMarket) -> None:
    outcome = best_round(market)
    if outcome is None:
        return
    made = made_in(outcome)
    for submission, evaluator in product(range(market.quotas.submissions), range(market.quotas.evaluators)):
        for choice in explain_pair(market, outcome, evaluator, submission).choices:
            assert choice.changes
            assert choice.changes[0].endswith(f"e{evaluator} for s{submission}")
            worth = worth_of_all(market, after(made, choice.changes))
            assert worth == pytest.approx(outcome.objective - choice.cost, abs=1e-6)


@settings(max_examples=100)
@given(listed_markets())
def test_those_who_could_come_instead_differ_and_cost_more_and_more(market: ListedMarket) -> None:
    outcome = best_round(market)
    for submission, evaluator in made_in(outcome) if outcome is not None else ():
        assert outcome is not None
        choices = explain_pair(market, outcome, evaluator, submission).choices
        costs = [choice.cost for choice in choices]
        assert costs == pytest.approx(sorted(costs))
        assert len({choice.what for choice in choices}) == len(choices)


def chain_market() -> ListedMarket:
    """Three evaluators for three submissions; worth most where each takes the one of their number."""
    values = np.array([[1.0, 0.9, 0.0], [0.7, 0.8, 0.6], [0.5, 0.2, 0.3]])
    return ListedMarket(quotas_of(3, 1, [0, 0, 0], [1, 1, 1]), [[], [], []], {(0, 2): 1, (2, 1): 2}, values)


def chain_round() -> tuple[ListedMarket, Outcome]:
    market = chain_market()
    outcome = best_round(market)
    assert outcome is not None
    assert made_in(outcome) == {(0, 0), (1, 1), (2, 2)}
    return market, outcome


def test_a_pair_that_was_not_made_is_told_with_its_chain() -> None:
    market, outcome = chain_round()
    assert explain_pair(market, outcome, 0, 2).lines() == [
        "e0 for s2: not made; worth 0.5; value 0.5",
        "  with it: the round would be worth 0.1 less, by 6 changes",
        "    + e0 for s2",
        "    - e0 for s0",
        "    + e1 for s0",
        "    - e1 for s1",
        "    + e2 for s1",
        "    - e2 for s2",
    ]


def test_a_pair_that_was_made_is_told_with_who_could_come_instead() -> None:
    market, outcome = chain_round()
    explanation = explain_pair(market, outcome, 1, 1)
    assert [(choice.what, round(choice.cost, 6)) for choice in explanation.choices] == [
        ("e2 instead", 0.1),
        ("e0 instead", 0.2),
    ]
    assert explanation.reason == "value 0.8"
    assert explanation.value == 0.8


def test_a_pair_that_a_rule_forbids_is_told_with_its_rules() -> None:
    market, outcome = chain_round()
    assert explain_pair(market, outcome, 1, 2).lines() == ["e1 for s2: not made; rule 0; rule 1"]


def test_a_pair_that_nothing_can_stand_in_for_says_so() -> None:
    market = ListedMarket(quotas_of(1, 1, [0], [1]), [[]], {}, np.ones((1, 1)))
    outcome = best_round(market)
    assert outcome is not None
    explanation = explain_pair(market, outcome, 0, 0)
    assert explanation.cost is None
    assert explanation.notes == ("without it no pairing keeps the rules and quotas",)


def test_a_pair_that_cannot_be_had_says_so() -> None:
    market = ListedMarket(quotas_of(1, 1, [1, 0], [1, 1]), [[]], {}, np.ones((1, 2)))
    outcome = best_round(market)
    assert outcome is not None
    assert explain_pair(market, outcome, 1, 0).notes == ("with it no pairing keeps the rules and quotas",)


def test_a_round_that_is_not_the_most_valuable_is_told_from_that_one() -> None:
    market, outcome = chain_round()
    worse = chain_market().arcs(None)
    pairs = worse.where(np.isin(worse.submission * 3 + worse.evaluator, [1, 5, 6]))
    drawn = replace(outcome, pairs=pairs, chances=pairs, chance=np.full(3, 0.5), objective=2.0)
    explanation = explain_pair(market, drawn, 1, 0)
    assert explanation.made
    assert explanation.choices[0].what == "the most valuable round goes without it"
    assert "a chance of 0.5" in explanation.notes[0]
    assert "0.1 more than this one" in explanation.notes[1]
    assert explain_pair(market, drawn, 1, 1).choices[0].what == "the most valuable round goes with it"


def test_a_person_is_told_whom_they_evaluate_and_who_evaluates_them() -> None:
    market = ListedMarket(quotas_of(2, 1, [0, 1, 0], [1, 1, 1]), [[0], [2]], {(0, 2): 1}, np.ones((2, 3)))
    outcome = best_round(market)
    assert outcome is not None
    assert [each.lines() for each in explain_person(market, outcome, 0)] == [
        ["e1 for s0: made; worth 1; value 1"],
        ["e0 for s1: made; worth 1; value 1"],
    ]


@pytest.mark.parametrize("made", [{(0, 0), (1, 1), (2, 2)}, {(0, 1), (1, 0), (2, 2)}, {(0, 1), (1, 1), (2, 2)}])
def test_of_equally_good_rounds_the_one_that_was_made_is_told_of(made: set[tuple[int, int]]) -> None:
    values = np.array([[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.1, 0.2, 0.4]])
    market = ListedMarket(quotas_of(3, 1, [0] * 3, [3] * 3), [[], [], []], {}, values)
    arcs, outcome = market.arcs(None), best_round(market)
    assert outcome is not None
    entries = zip(arcs.submission.tolist(), arcs.evaluator.tolist(), strict=True)
    pairs = arcs.where(np.array([entry in made for entry in entries]))
    tied = replace(outcome, pairs=pairs, chances=pairs)
    assert explain_pair(market, tied, 2, 2).changes == ("- e2 for s2", "+ e1 for s2")
    (first, *_) = explain_pair(market, tied, int(pairs.evaluator[0]), 0).choices
    assert first.cost == pytest.approx(0.0)
    assert len(first.changes) == 2


def large_round(submissions: int) -> tuple[ListedMarket, Outcome]:
    """Everybody owes 2 evaluations; every other one must make so many, and the rest 1 to 3."""
    generator = np.random.default_rng(7)
    values = generator.random((submissions, submissions))
    teams = [[submission] for submission in range(submissions)]
    quotas = quotas_of(submissions, 2, [1, 2] * (submissions // 2), [3, 2] * (submissions // 2))
    quotas = replace(quotas, owes=np.full(submissions, 2), bonus=0.1)
    market = ListedMarket(quotas, teams, {}, values)
    outcome = best_round(market)
    assert outcome is not None
    return market, outcome


def test_near_a_pair_a_choice_costs_at_least_what_it_does_over_all(monkeypatch: pytest.MonkeyPatch) -> None:
    market, outcome = large_round(16)
    pairs = [
        (submission, evaluator) for submission, evaluator in product(range(16), repeat=2) if submission != evaluator
    ]
    whole = [explain_pair(market, outcome, evaluator, submission).cost for submission, evaluator in pairs]
    monkeypatch.setattr(explain_choices, "NEAR", 6)
    monkeypatch.setattr(explain, "LISTED", 10)
    monkeypatch.setattr(explain, "DEPTH", 6)
    for (submission, evaluator), least in zip(pairs, whole, strict=True):
        near = explain_pair(market, outcome, evaluator, submission)
        assert least is not None
        assert near.cost is None or near.cost >= least - 1e-6
        for choice in near.choices:
            assert len({change.split()[-1] for change in choice.changes}) <= 6
            check_worth(market, after(made_in(outcome), choice.changes), outcome.objective - choice.cost)


def check_worth(market: ListedMarket, pairs: Pairs, worth: float) -> None:
    assert keeps(pairs, market.quotas)
    loads = np.bincount([evaluator for _, evaluator in pairs], minlength=market.quotas.evaluators)
    values = sum(float(market.values[pair]) for pair in pairs)
    assert values + bonus_of(loads, market.quotas) == pytest.approx(worth, abs=1e-6)
