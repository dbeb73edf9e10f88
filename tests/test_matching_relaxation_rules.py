import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import relaxation_rules
from matching.policy import Policy, ProjectRules, Standing
from matching.relaxation import least_relaxation
from matching.relaxation_rules import rules_that_would_do
from matching.school_market import SchoolMarket
from matching.solver import solve
from tests.matching_builders import Person, Plain, Work
from tests.matching_listed import ListedMarket, quotas_of

FOUR = [Person(), Person(level=5.0), Person(level=6.0), Person(level=9.0)]


def market_of(plain: Plain, policy: Policy) -> SchoolMarket:
    return SchoolMarket(plain.school(), policy)


def four_for_one(policy: Policy, people: list[Person] = FOUR) -> SchoolMarket:
    """A submission of the first, for which the rest may be asked."""
    return market_of(Plain(people=people, works=[Work(authors=(0,))], registered=[frozenset(range(4))]), policy)


def test_the_smallest_distance_of_levels_that_does_is_named() -> None:
    policy = Policy(evaluators_each=2, rules=ProjectRules(levels_apart=1))
    assert rules_that_would_do(four_for_one(policy)) == ("rules.levels_apart = 4",)


def test_a_project_with_rules_of_its_own_is_named() -> None:
    policy = Policy(evaluators_each=2, projects={"project0": ProjectRules(levels_apart=3.5)})
    rules = rules_that_would_do(four_for_one(policy))
    assert rules == ("projects.project0.levels_apart = 4", "evaluators_each = 1")


def test_each_change_that_does_alone_is_named() -> None:
    people = [
        Person(hours=frozenset({1, 2})),
        *(Person(hours=frozenset({1}), languages=frozenset({row})) for row in (0, 1)),
    ]
    plain = Plain(
        people=[*people, Person(hours=frozenset({9}))],
        works=[Work(authors=(0,), hours=frozenset({1, 2}))],
        registered=[frozenset(range(4))],
        past=[(3, 0, 1.0)],
    )
    policy = Policy(evaluators_each=2, rules=ProjectRules(shared_hours=1))
    assert rules_that_would_do(market_of(plain, policy)) == ("rules.common_language = false", "evaluators_each = 1")


def test_standing_is_lifted_to_all_three() -> None:
    plain = Plain(people=FOUR, works=[Work(authors=(0,))], registered=[frozenset()], passed=[frozenset({1, 2})])
    policy = Policy(evaluators_each=2, rules=ProjectRules(standing=frozenset({Standing.REGISTERED})))
    assert rules_that_would_do(market_of(plain, policy)) == ("rules.standing = named, passed, registered",)


def test_a_campus_may_send_more() -> None:
    policy = Policy(evaluators_each=3, most_of_a_campus=1)
    assert rules_that_would_do(four_for_one(policy)) == ("most_of_a_campus = 3", "evaluators_each = 1")


def test_they_are_told_below_the_exceptions() -> None:
    policy = Policy(evaluators_each=2, rules=ProjectRules(levels_apart=4))
    assert least_relaxation(
        four_for_one(policy, [*FOUR[:2], FOUR[3], Person(level=9.0, languages=frozenset({1}))])
    ).lines()[1:] == [
        "  person2 for submission0, although 7.0 levels apart, at most 4 allowed",
        "or a change of policy that does alone:",
        "  rules.levels_apart = 7",
        "  evaluators_each = 1",
    ]


def test_a_market_without_a_policy_and_a_large_one_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ListedMarket(quotas_of(1, 1, [0], [0]), [[]], {}, np.ones((1, 1)))
    assert rules_that_would_do(listed) == ()
    monkeypatch.setattr(relaxation_rules, "TRIED", 3)
    assert rules_that_would_do(four_for_one(Policy(rules=ProjectRules(levels_apart=1)))) == ()


def does(plain: Plain, rules: ProjectRules) -> bool:
    market = market_of(plain, Policy(evaluators_each=2, rules=rules))
    return solve(market.arcs(None), market.quotas) is not None


@settings(max_examples=25)
@given(levels=st.lists(st.integers(0, 20), min_size=5, max_size=5), apart=st.integers(1, 3), hi=st.integers(1, 3))
def test_a_named_step_does_and_the_one_before_does_not(levels: list[int], apart: int, hi: int) -> None:
    plain = Plain(
        people=[Person(level=level, hi=hi) for level in levels],
        works=[Work(authors=(row,), level=levels[row]) for row in range(2)],
        registered=[frozenset(range(5))],
    )
    rules = ProjectRules(levels_apart=apart)
    if does(plain, rules):
        return
    steps = [step for step in range(apart + 1, 21) if does(plain, ProjectRules(levels_apart=step))]
    named = [
        line
        for line in rules_that_would_do(market_of(plain, Policy(evaluators_each=2, rules=rules)))
        if "levels" in line
    ]
    assert named == [f"rules.levels_apart = {step}" for step in steps[:1]]
