import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from matching import relaxation_pairs
from matching.relaxation import Relaxation, least_relaxation
from matching.solver import solve
from tests.matching_listed import ListedMarket, listed_markets, quotas_of


def price_of(market: ListedMarket, pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """The exceptions that this pairing of (submission, evaluator) needs, and how many rules its pairs break."""
    quotas = market.quotas
    rules = [len(market.broken(*pair, None)) for pair in pairs]
    loads = np.bincount([evaluator for _, evaluator in pairs], minlength=quotas.evaluators)
    beyond = np.maximum(loads - quotas.hi, 0).sum() + np.maximum(quotas.lo - loads, 0).sum()
    seats = Counter((submission, int(quotas.campus[evaluator])) for submission, evaluator in pairs)
    most = quotas.each if quotas.most_of_a_campus is None else quotas.most_of_a_campus
    over = sum(max(0, count - most) for count in seats.values())
    return sum(map(bool, rules)) + int(beyond) + over, sum(rules)


def least_price(market: ListedMarket) -> tuple[int, int] | None:
    """By looking at every pairing in which nobody gets their own team's work."""
    quotas = market.quotas
    picks = []
    for submission in range(quotas.submissions):
        outside = set(range(quotas.evaluators)) - set(market.authors.of(submission).tolist())
        picks.append([[(submission, who) for who in pick] for pick in combinations(sorted(outside), quotas.each)])
    return min((price_of(market, [pair for pick in each for pair in pick]) for each in product(*picks)), default=None)


def with_exceptions(market: ListedMarket, exceptions: tuple[str, ...]) -> ListedMarket:
    """The same round with these exceptions granted."""
    rules, lo, hi = dict(market.rules), market.quotas.lo.copy(), market.quotas.hi.copy()
    for line in exceptions:
        if pair := re.match(r"e(\d+) for s(\d+), although ", line):
            del rules[int(pair[2]), int(pair[1])]
        elif load := re.match(r"e(\d+) takes (\d+) (more|fewer) than ", line):
            (hi if load[3] == "more" else lo)[int(load[1])] += int(load[2]) * (1 if load[3] == "more" else -1)
        else:
            raise AssertionError(line)
    teams = [market.authors.of(submission).tolist() for submission in range(market.quotas.submissions)]
    return ListedMarket(replace(market.quotas, lo=lo, hi=hi), teams, rules, market.values)


def is_feasible(market: ListedMarket) -> bool:
    return solve(market.arcs(None), market.quotas) is not None


def rules_broken(relaxation: Relaxation) -> int:
    return sum(line.count("rule ") for line in relaxation.exceptions)


@settings(max_examples=100)
@given(listed_markets())
def test_there_are_as_few_exceptions_as_can_be_and_of_those_the_mildest(market: ListedMarket) -> None:
    relaxation, least = least_relaxation(market), least_price(market)
    if least is None:
        assert relaxation.hopeless
    else:
        assert not relaxation.hopeless
        assert (relaxation.count, rules_broken(relaxation)) == least


@settings(max_examples=100)
@given(listed_markets())
def test_none_is_needed_where_the_rules_do(market: ListedMarket) -> None:
    assert (least_relaxation(market).count == 0 and not least_relaxation(market).hopeless) == is_feasible(market)


@settings(max_examples=100)
@given(listed_markets())
def test_with_them_there_is_a_pairing(market: ListedMarket) -> None:
    relaxation = least_relaxation(market)
    assume(not relaxation.hopeless and not any("of one campus" in line for line in relaxation.exceptions))
    assert is_feasible(with_exceptions(market, relaxation.exceptions))


@settings(max_examples=100)
@given(listed_markets())
def test_a_rule_less_never_needs_an_exception_more(market: ListedMarket) -> None:
    relaxation = least_relaxation(market)
    for entry in [entry for entry, rules in market.rules.items() if rules]:
        teams = [market.authors.of(submission).tolist() for submission in range(market.quotas.submissions)]
        wider = ListedMarket(market.quotas, teams, {**market.rules, entry: 0}, market.values)
        assert least_relaxation(wider).count <= relaxation.count


def test_each_exception_is_named() -> None:
    quotas = quotas_of(1, 2, [0, 0, 2], [2, 2, 2], campus=[0, 0, 1], most=1)
    market = ListedMarket(quotas, [[2]], {(0, 0): 2}, np.ones((1, 3)))
    assert least_relaxation(market).lines() == [
        "no pairing keeps every rule; the least would be 4 exceptions:",
        "  e0 for s0, although rule 0; rule 1",
        "  e2 takes 2 fewer than 2",
        "  s0 gets 1 more than 1 of one campus",
    ]


def test_two_loads_over_the_limit_are_a_line_and_two_exceptions() -> None:
    market = ListedMarket(quotas_of(3, 1, [0], [1]), [[], [], []], {}, np.ones((3, 1)))
    relaxation = least_relaxation(market)
    assert relaxation.exceptions == ("e0 takes 2 more than 1",)
    assert "2 exceptions" in relaxation.lines()[0]


def test_who_has_too_few_people_outside_the_team_is_named() -> None:
    market = ListedMarket(quotas_of(2, 2, [0] * 3, [2] * 3), [[0], [1, 2]], {}, np.ones((2, 3)))
    assert least_relaxation(market).lines() == [
        "no pairing keeps the rules, and no exceptions would do:",
        "  s1 is to get 2 evaluators; people outside the team: 1",
    ]


def test_a_long_list_is_cut() -> None:
    assert Relaxation(exceptions=tuple("x" * 22), count=22).lines()[-1] == "  and 2 more"


def test_of_a_large_round_only_people_with_time_left_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    people = 12
    teams = [[submission] for submission in range(people)]
    rules = {(0, who): 1 for who in range(people) if who != 5}
    market = ListedMarket(quotas_of(people, 2, [0] * people, [3] * people), teams, rules, np.ones((people, people)))
    monkeypatch.setattr(relaxation_pairs, "ALL_PAIRS", 20)
    relaxation = least_relaxation(market)
    assert relaxation.count == 1
    assert "enough, of those for the submissions that lack evaluators," in relaxation.lines()[0]
    assert is_feasible(with_exceptions(market, relaxation.exceptions))
