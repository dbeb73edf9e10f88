"""What must hold of any round, and that a tiny one is the best of all there are."""

import itertools
import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.costs import load_unit, mix_cost, pair_costs
from matching.flow import pair_up
from matching.model import Evaluatee, Evaluator

CAMPUSES = ("Paris", "Khouribga", "Sevran")


def make_round(seed: int, submissions: int, others: int) -> tuple[list[Evaluatee], list[Evaluator]]:
    """Teams of 1 or 2, and some people without a submission."""
    generator = random.Random(seed)
    evaluatees, evaluators = list[Evaluatee](), list[Evaluator]()
    for number in range(submissions + others):
        team = [
            Evaluator(
                person_id=len(evaluators) + offset,
                campus=generator.choice(CAMPUSES),
                level=round(generator.uniform(0, 8), 1),
            )
            for offset in range(generator.randint(1, 2))
        ]
        evaluators += team
        if number < submissions:
            evaluatees.append(
                Evaluatee(
                    submission_id=100 + number,
                    authors=frozenset(member.person_id for member in team),
                    campuses=frozenset(member.campus for member in team),
                    level=sum(member.level for member in team) / len(team),
                )
            )
    return evaluatees, evaluators


ROUNDS = st.builds(make_round, st.integers(0, 10**6), st.integers(1, 8), st.integers(0, 4))


@settings(max_examples=60, deadline=None)
@given(ROUNDS, st.integers(1, 3), st.integers(0, 99))
def test_every_submission_gets_its_evaluators_none_of_its_team(
    made: tuple[list[Evaluatee], list[Evaluator]], evaluators_each: int, seed: int
) -> None:
    evaluatees, evaluators = made
    assume(len(evaluators) >= evaluators_each + 2)
    pairs = pair_up(evaluatees, evaluators, evaluators_each=evaluators_each, seed=seed)
    assert len({(pair.submission_id, pair.evaluator_id) for pair in pairs}) == len(pairs)
    assert Counter(pair.submission_id for pair in pairs) == {e.submission_id: evaluators_each for e in evaluatees}
    authors = {evaluatee.submission_id: evaluatee.authors for evaluatee in evaluatees}
    assert not any(pair.evaluator_id in authors[pair.submission_id] for pair in pairs)
    assert all(pair.reason and "\n" not in pair.reason for pair in pairs)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 9), st.integers(1, 3), st.integers(0, 99))
def test_loads_differ_by_one_at_most_where_the_rules_allow_it(
    made: int, people: int, evaluators_each: int, seed: int
) -> None:
    evaluatees, evaluators = make_round(made, people, 1)
    pairs = pair_up(evaluatees, evaluators, evaluators_each=evaluators_each, seed=seed)
    loads = Counter({evaluator.person_id: 0 for evaluator in evaluators})
    loads.update(pair.evaluator_id for pair in pairs)
    assert max(loads.values()) - min(loads.values()) <= 1


@settings(max_examples=20, deadline=None)
@given(ROUNDS, st.integers(0, 99), st.randoms(use_true_random=False))
def test_a_seed_gives_one_round_whatever_the_order_of_its_inputs(
    made: tuple[list[Evaluatee], list[Evaluator]], seed: int, generator: random.Random
) -> None:
    evaluatees, evaluators = made
    assume(len(evaluators) >= 4)
    pairs = pair_up(evaluatees, evaluators, evaluators_each=2, seed=seed)
    shuffled = generator.sample(evaluatees, len(evaluatees)), generator.sample(evaluators, len(evaluators))
    assert pair_up(*shuffled, evaluators_each=2, seed=seed) == pairs


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(1, 2), st.integers(0, 99))
def test_a_tiny_round_is_the_cheapest_of_all(made: int, submissions: int, evaluators_each: int, seed: int) -> None:
    evaluatees, evaluators = make_round(made, submissions, 1)
    assume(evaluators_each + 2 <= len(evaluators) <= 5)
    pairs = pair_up(evaluatees, evaluators, evaluators_each=evaluators_each, seed=seed)
    chosen = [
        tuple(pair.evaluator_id for pair in pairs if pair.submission_id == evaluatee.submission_id)
        for evaluatee in evaluatees
    ]
    allowed = (
        itertools.combinations([e.person_id for e in evaluators if e.person_id not in s.authors], evaluators_each)
        for s in evaluatees
    )
    cheapest = min(total_cost(evaluatees, evaluators, rows, seed) for rows in itertools.product(*allowed))
    assert total_cost(evaluatees, evaluators, chosen, seed) == cheapest


def total_cost(
    evaluatees: Sequence[Evaluatee], evaluators: Sequence[Evaluator], rows: Sequence[tuple[int, ...]], seed: int
) -> int:
    costs = pair_costs(evaluatees, evaluators, seed)
    campus = {evaluator.person_id: evaluator.campus for evaluator in evaluators}
    total = 0
    for evaluatee, row in zip(evaluatees, rows, strict=True):
        total += sum(costs[evaluatee.submission_id, person_id] for person_id in row)
        for name, many in Counter(campus[person_id] for person_id in row).items():
            total += sum(mix_cost(evaluatee, name, before) for before in range(many))
    loads = Counter(person_id for row in rows for person_id in row)
    unit = load_unit(costs, len(evaluatees), len(rows[0]))
    return total + unit * sum(load * (load + 1) // 2 for load in loads.values())


def test_evaluators_come_from_other_campuses_where_there_are_any() -> None:
    team = Evaluatee(submission_id=1, authors=frozenset({0}), campuses=frozenset({"Paris"}), level=2.0)
    people = [Evaluator(person_id=n, campus=CAMPUSES[n % 3], level=2.0) for n in range(9)]
    pairs = pair_up([team], people, evaluators_each=2, seed=1)
    assert {people[pair.evaluator_id].campus for pair in pairs} == {"Khouribga", "Sevran"}
    assert all("of another campus" in pair.reason for pair in pairs)


def test_of_equals_the_nearest_level_evaluates() -> None:
    team = Evaluatee(submission_id=1, authors=frozenset({0}), campuses=frozenset({"Paris"}), level=2.0)
    people = [Evaluator(person_id=n, campus="Paris", level=float(n)) for n in range(6)]
    [pair] = pair_up([team], people, evaluators_each=1, seed=1)
    assert pair.evaluator_id == 2
    assert pair.reason == "not of the team, of its campus (Paris); level 2.0 for a team at 2.0; evaluation 1 of their 1"


def test_a_submission_that_too_few_may_evaluate_is_named() -> None:
    evaluatees, evaluators = make_round(1, 2, 0)
    with pytest.raises(UsageError, match=r"submission 100: \d people outside its team may evaluate it, and it takes 9"):
        pair_up(evaluatees, evaluators, evaluators_each=9, seed=0)
    with pytest.raises(UsageError, match="at least 1"):
        pair_up(evaluatees, evaluators, evaluators_each=0, seed=0)


def test_nothing_to_evaluate_is_no_error() -> None:
    assert pair_up([], make_round(1, 2, 0)[1], evaluators_each=3, seed=0) == []
