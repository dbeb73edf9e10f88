from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching import scan
from matching.circle import Circle, draw_circle
from matching.market import Arcs
from matching.policy import Policy, ProjectRules
from matching.school_market import SchoolMarket, communities_of
from matching.tables import Floats, School
from tests.matching_builders import Person, Plain, Work, allowed, worth
from tests.matching_drawn import EVEN, plain_schools, policies

Listed = dict[tuple[int, int], float]  # (submission, evaluator): value

OPEN = Policy(rules=ProjectRules(shared_hours=0, common_language=False), weights=EVEN)

circles = st.sampled_from([None, 2, 3, 4])


def circle_of(school: School, z: int | None) -> Circle | None:
    if z is None:
        return None
    authors, people = school.submissions.authors, len(school.people.names)
    return draw_circle(authors, communities_of(school), people, z, np.random.default_rng(z))


def by_the_rules(plain: Plain, policy: Policy, circle: Circle | None) -> Listed:
    return {
        (submission, evaluator): worth(plain, policy, submission, evaluator)
        for submission, evaluator in product(range(len(plain.works)), range(len(plain.people)))
        if allowed(plain, policy, submission, evaluator, circle)
    }


def listed(arcs: Arcs) -> Listed:
    pairs = zip(arcs.submission.tolist(), arcs.evaluator.tolist(), strict=True)
    return dict(zip(pairs, arcs.value.tolist(), strict=True))


def in_order(arcs: Arcs) -> bool:
    pairs = list(zip(arcs.submission.tolist(), arcs.evaluator.tolist(), strict=True))
    return pairs == sorted(set(pairs))


def highest(arcs: Listed, key: Listed, depth: int, most: int, campus: list[int]) -> Listed:
    """Of each submission by key, then by row, passing over who would be one too many of a campus."""
    seats, taken = Counter[int](), Counter[tuple[int, int]]()
    chosen = {}
    for submission, evaluator in sorted(arcs, key=lambda arc: (-key[arc], arc[1])):
        home = (submission, campus[evaluator])
        if seats[submission] < depth and taken[home] < most:
            seats[submission] += 1
            taken[home] += 1
            chosen[submission, evaluator] = arcs[submission, evaluator]
    return chosen


@given(plain_schools(), policies(), circles)
@settings(max_examples=120)
def test_arcs_and_their_number_are_those_that_the_rules_allow(plain: Plain, policy: Policy, z: int | None) -> None:
    market = SchoolMarket(plain.school(), policy)
    circle = circle_of(market.school, z)
    expected = by_the_rules(plain, policy, circle)
    found = market.arcs(circle)
    assert in_order(found)
    assert listed(found) == expected
    number = Counter(submission for submission, _ in expected)
    assert market.eligible(circle).tolist() == [number[row] for row in range(len(plain.works))]


@given(plain_schools(), policies())
@settings(max_examples=40)
def test_value_is_told_of_every_pair_allowed_or_not(plain: Plain, policy: Policy) -> None:
    pairs = np.array(list(product(range(len(plain.works)), range(len(plain.people)))))
    value = SchoolMarket(plain.school(), policy).value(pairs[:, 0], pairs[:, 1])
    assert value.tolist() == [worth(plain, policy, *pair) for pair in pairs.tolist()]


@st.composite
def price_lists(draw: st.DrawFn) -> Floats:
    """For up to a dozen people, in eighths; few different ones, so that there are ties."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return generator.integers(-2, draw(st.sampled_from([-1, 1, 12])), 12) / 8


@given(plain_schools(), policies(), circles, price_lists(), st.integers(1, 6), st.sampled_from([None, 1, 2, 6]))
@settings(max_examples=150)
def test_best_are_the_highest_of_all_arcs_net_of_prices(
    plain: Plain, policy: Policy, z: int | None, prices: Floats, depth: int, most: int | None
) -> None:
    market = SchoolMarket(plain.school(), policy)
    circle, prices = circle_of(market.school, z), prices[: len(plain.people)]
    found = market.best(circle, prices, depth, most_of_a_campus=most)
    arcs = by_the_rules(plain, policy, circle)
    net = {arc: value - float(prices[arc[1]]) for arc, value in arcs.items()}
    campus = [each.campus for each in plain.people]
    assert in_order(found)
    assert listed(found) == highest(arcs, net, depth, depth if most is None else most, campus)


@given(plain_schools(), policies(), price_lists(), st.integers(1, 4), st.sampled_from([0.25, 2.0]))
@settings(max_examples=60)
def test_spread_moves_each_arc_by_its_own_share(
    plain: Plain, policy: Policy, prices: Floats, depth: int, spread: float
) -> None:
    market, prices = SchoolMarket(plain.school(), policy), prices[: len(plain.people)]
    arcs = by_the_rules(plain, policy, None)
    key = {arc: value - float(prices[arc[1]]) + spread * scan.share_of(*arc) for arc, value in arcs.items()}
    found = listed(market.best(None, prices, depth, spread=spread))
    assert found == highest(arcs, key, depth, depth, [0] * len(plain.people))


@given(plain_schools(), policies(), st.integers(1, 4), st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_among_asks_for_these_submissions_alone(plain: Plain, policy: Policy, depth: int, seed: int) -> None:
    market, prices = SchoolMarket(plain.school(), policy), np.zeros(len(plain.people))
    among = np.flatnonzero(np.random.default_rng(seed).random(len(plain.works)) < 0.5)
    everything = listed(market.best(None, prices, depth))
    expected = {arc: value for arc, value in everything.items() if arc[0] in among}
    assert listed(market.best(None, prices, depth, among=among)) == expected


@given(plain_schools(), policies(), st.integers(1, 4))
@settings(max_examples=40)
def test_a_sample_finds_allowed_arcs_and_all_of_them_where_people_are_few(
    plain: Plain, policy: Policy, sample: int
) -> None:
    market, prices = SchoolMarket(plain.school(), policy), np.zeros(len(plain.people))
    arcs = by_the_rules(plain, policy, None)
    assert listed(market.best(None, prices, 12, sample=sample)).items() <= arcs.items()
    assert listed(market.best(None, prices, 12, sample=12)) == arcs


def crowd(people: int, submissions: int, **more: float) -> Plain:
    """All alike; the first few wrote a submission each."""
    return Plain(
        people=[Person() for _ in range(people)],
        works=[Work(authors=(row,), **more) for row in range(submissions)],  # type: ignore[arg-type]
        registered=[frozenset(range(people))],
    )


def test_ties_go_to_the_lower_rows() -> None:
    market = SchoolMarket(crowd(8, 2).school(), OPEN)
    found = market.best(None, np.zeros(8), 3)
    assert found.evaluator.tolist() == [1, 2, 3, 0, 2, 3]


def test_spread_gives_submissions_that_would_choose_the_same_different_lists() -> None:
    market = SchoolMarket(crowd(60, 20).school(), OPEN)
    found = market.best(None, np.zeros(60), 3, spread=0.1)
    assert len(set(found.evaluator.tolist())) > 30


def test_with_a_sample_neighbours_look_at_different_people() -> None:
    market = SchoolMarket(crowd(60, 20).school(), OPEN)
    found = market.best(None, np.zeros(60), 60, sample=10)
    assert np.bincount(found.submission).max() <= 10
    assert set(found.evaluator.tolist()) == set(range(60))


def test_levels_and_prices_of_any_size_change_the_best_only_by_rounding() -> None:
    generator = np.random.default_rng(11)
    plain = Plain(
        people=[Person(level=float(level), campus=row % 3) for row, level in enumerate(generator.random(40) * 9)],
        works=[Work(authors=(row,), level=float(level)) for row, level in enumerate(generator.random(15) * 9)],
        registered=[frozenset(range(40))],
    )
    policy, prices = Policy(), generator.normal(size=40)
    arcs = by_the_rules(plain, policy, None)
    found = listed(SchoolMarket(plain.school(), policy).best(None, prices, 5))
    net = {arc: value - float(prices[arc[1]]) for arc, value in arcs.items()}
    expected = highest(arcs, net, 5, 5, [0] * 40)
    assert sum(net[arc] for arc in found) == pytest.approx(sum(net[arc] for arc in expected), abs=1e-9)
    assert found.keys() <= arcs.keys()


def whom(plain: Plain, policy: Policy = OPEN) -> list[list[int]]:
    """Who may evaluate each submission."""
    arcs = SchoolMarket(plain.school(), policy).arcs(None)
    return [arcs.evaluator[arcs.submission == row].tolist() for row in range(len(plain.works))]


def test_a_team_evaluates_none_of_its_own() -> None:
    plain = replace(crowd(5, 1), works=[Work(authors=(0, 3)), Work(authors=(4,))])
    assert whom(plain) == [[1, 2, 4], [0, 1, 2, 3]]


def test_an_exclusion_holds_both_ways() -> None:
    assert whom(replace(crowd(4, 2), excluded=[(0, 1), (3, 0)])) == [[2], [2, 3]]


def test_repeats_and_returns_are_barred_for_as_long_as_the_project_says() -> None:
    works = [Work(authors=(0,)), Work(authors=(0,), project=1)]
    everybody = frozenset(range(5))
    past = [(1, 0, 3.5), (2, 0, 4.0), (0, 3, 1.5), (0, 4, 2.0)]
    plain = replace(crowd(5, 0), works=works, registered=[everybody, everybody], past=past)
    shorter = ProjectRules(shared_hours=0, repeat_weeks=3, return_weeks=1)
    policy = OPEN.model_copy(update={"projects": {"project1": shorter}})
    assert whom(plain, policy) == [[2, 4], [1, 2, 3, 4]]


def test_the_latest_of_several_pairs_counts() -> None:
    assert whom(replace(crowd(3, 1), past=[(1, 0, 9.0), (1, 0, 1.0), (2, 0, 9.0)])) == [[2]]


def test_who_speaks_nothing_on_record_may_evaluate_where_no_common_language_is_asked_for() -> None:
    silent = Person(languages=frozenset())
    plain = replace(crowd(3, 1), people=[Person(), silent, Person()])
    assert whom(plain) == [[1, 2]]
    assert whom(plain, Policy()) == [[2]]


@pytest.mark.parametrize(("mine", "apart", "theirs"), [(0.7, 1.5, 2.2), (1.1, 1.0, 0.1), (0.2, 0.7, 0.9)])
def test_levels_exactly_as_far_apart_as_allowed_are_allowed_whatever_the_rounding(
    mine: float, apart: float, theirs: float
) -> None:
    plain = replace(crowd(3, 1), people=[Person(), Person(level=theirs), Person(level=theirs + apart + 9)])
    plain = replace(plain, works=[Work(authors=(0,), level=mine)])
    policy = Policy(rules=ProjectRules(levels_apart=apart))
    market = SchoolMarket(plain.school(), policy)
    assert market.arcs(None).evaluator.tolist() == [1]
    assert market.best(None, np.zeros(3), 2).evaluator.tolist() == [1]
    assert market.broken(0, 1, None) == ()
    assert market.broken(0, 2, None) != ()


def test_quotas_are_those_of_people_and_policy() -> None:
    plain = replace(crowd(2, 1), people=[Person(lo=1, hi=2, owes=5, campus=2), Person(hi=0, owes=1)])
    policy = Policy(evaluators_each=4, most_of_a_campus=2)
    quotas = SchoolMarket(plain.school(), policy).quotas
    assert (quotas.submissions, quotas.each, quotas.most_of_a_campus, quotas.bonus) == (1, 4, 2, 0.5)
    assert (quotas.lo.tolist(), quotas.hi.tolist(), quotas.owes.tolist()) == ([1, 0], [2, 0], [2, 0])
    assert quotas.campus.tolist() == [2, 0]


def test_communities_are_projects_and_whole_levels() -> None:
    levels = [(0, 1.0), (0, 1.9), (0, 2.0), (1, 1.2), (1, 0.0)]
    works = [Work(authors=(0,), project=project, level=level) for project, level in levels]
    number = communities_of(replace(crowd(1, 0), works=works, registered=[frozenset(), frozenset()]).school())
    assert number[0] == number[1]
    assert len(set(number.tolist())) == 4


def test_names_and_rows() -> None:
    market = SchoolMarket(crowd(3, 2).school(), OPEN)
    assert market.submission_at(market.submission_name(1)) == 1
    assert market.evaluator_at(market.evaluator_name(2)) == 2
    with pytest.raises(UsageError, match="no person is called 'nobody'"):
        market.evaluator_at("nobody")
    with pytest.raises(UsageError, match="no submission is called 'nothing'"):
        market.submission_at("nothing")
