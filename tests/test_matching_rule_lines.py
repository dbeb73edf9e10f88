from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.circle import Circle, draw_circle
from matching.policy import Policy, ProjectRules, Standing, Weights
from matching.rule_lines import broken_rules, reason_line, shared_hours
from matching.school_market import SchoolMarket, communities_of
from tests.matching_builders import Person, Plain, Work, allowed
from tests.matching_drawn import plain_schools, policies

# Person 0 wrote submission 0; person 1 may evaluate it; person 2 is somebody else.
FINE = Plain(people=[Person()] * 3, works=[Work(authors=(0,))], registered=[frozenset({0, 1, 2})])


def lines(plain: Plain, *, rules: ProjectRules | None = None, circle: Circle | None = None) -> tuple[str, ...]:
    """Of person 1 for submission 0."""
    return broken_rules(plain.school(), Policy(rules=rules or ProjectRules()), 0, 1, circle)


def evaluator(plain: Plain, person: Person) -> Plain:
    return replace(plain, people=[plain.people[0], person, *plain.people[2:]])


def test_nothing_forbids_a_pair_that_keeps_every_rule() -> None:
    assert lines(FINE) == ()


@given(plain_schools(), policies(), st.sampled_from([None, 2, 3, 4]))
@settings(max_examples=120)
def test_there_is_no_line_exactly_where_the_pair_is_allowed(plain: Plain, policy: Policy, z: int | None) -> None:
    school = plain.school()
    market, people = SchoolMarket(school, policy), len(plain.people)
    circle = None
    if z is not None:
        circle = draw_circle(market.authors, communities_of(school), people, z, np.random.default_rng(z))
    arcs = market.arcs(circle)
    listed = set(zip(arcs.submission.tolist(), arcs.evaluator.tolist(), strict=True))
    for submission in range(len(plain.works)):
        for person in range(people):
            unbroken = market.broken(submission, person, circle) == ()
            assert unbroken == allowed(plain, policy, submission, person, circle)
            assert unbroken == ((submission, person) in listed)


@pytest.mark.parametrize(
    ("authors", "line"), [((1,), "it is the evaluator's own"), ((0, 1), "it is of the evaluator's own team")]
)
def test_ones_own_is_the_only_line_whatever_else_is_broken(authors: tuple[int, ...], line: str) -> None:
    plain = replace(FINE, works=[Work(authors=authors, languages=frozenset(), level=9)], registered=[frozenset()])
    assert lines(plain) == (line,)


def test_who_takes_no_evaluations() -> None:
    plain = replace(evaluator(FINE, Person(hi=0)), registered=[frozenset()])
    assert lines(plain) == ("the evaluator takes no evaluations this round",)


@pytest.mark.parametrize(
    ("standing", "line"),
    [
        (list(Standing), "the evaluator is not named nor passed nor registered for project0"),
        ([Standing.PASSED], "the evaluator is not passed for project0"),
        ([Standing.PASSED, Standing.NAMED], "the evaluator is not named nor passed for project0"),
    ],
)
def test_standing(standing: Sequence[Standing], line: str) -> None:
    plain = replace(FINE, registered=[frozenset({0, 2})], passed=[frozenset({2})])
    assert lines(plain, rules=ProjectRules(standing=frozenset(standing))) == (line,)


@pytest.mark.parametrize("standing", list(Standing))
def test_each_standing_is_enough_by_itself(standing: Standing) -> None:
    nobody, able = [frozenset[int]()], [frozenset({1})]
    of = {each.value: able if each is standing else nobody for each in Standing}
    assert lines(replace(FINE, **of)) == ()  # type: ignore[arg-type]
    others = frozenset(Standing) - {standing}
    assert len(lines(replace(FINE, **of), rules=ProjectRules(standing=others))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("level", "broken"), [(0.5, True), (0.75, False), (3.25, False), (3.5, True)])
def test_levels_apart(level: float, broken: bool) -> None:
    found = lines(evaluator(FINE, Person(level=level)), rules=ProjectRules(levels_apart=1.25))
    assert found == (("1.5 levels apart, at most 1.25 allowed",) if broken else ())


def test_languages() -> None:
    stranger = evaluator(FINE, Person(languages=frozenset({1, 63})))
    assert lines(stranger) == ("no common language",)
    assert lines(stranger, rules=ProjectRules(common_language=False)) == ()
    works = [Work(authors=(0,), languages=frozenset({63}))]
    assert lines(replace(stranger, works=works)) == ()


def test_shared_hours() -> None:
    works = [Work(authors=(0,), hours=frozenset({0, 63, 64, 127, 128, 167}))]
    plain = replace(evaluator(FINE, Person(hours=frozenset({0, 1, 64, 100, 167}))), works=works)
    assert shared_hours(plain.school(), 0, 1) == 3
    assert lines(plain, rules=ProjectRules(shared_hours=3)) == ()
    assert lines(plain, rules=ProjectRules(shared_hours=4)) == ("3 shared hours a week, 4 needed",)


@pytest.mark.parametrize("pair", [(0, 1), (1, 0)])
def test_exclusions_both_ways(pair: tuple[int, int]) -> None:
    assert lines(replace(FINE, excluded=[pair])) == ("staff excluded it with person0",)
    assert lines(replace(FINE, excluded=[(0, 2), (1, 2)])) == ()


@pytest.mark.parametrize(
    ("past", "line"),
    [
        ((1, 0, 3.5), "they evaluated person0 3.5 weeks ago; 4 weeks must pass"),
        ((1, 0, 4.0), None),
        ((0, 1, 1.5), "person0 evaluated them 1.5 weeks ago; 2 weeks must pass"),
        ((0, 1, 2.0), None),
        ((2, 0, 0.0), None),
    ],
)
def test_pairs_of_late_and_their_reverse(past: tuple[int, int, float], line: str | None) -> None:
    assert lines(replace(FINE, past=[past])) == (() if line is None else (line,))


def test_the_circle() -> None:
    third = (1 << 40) // 3
    for place, broken in ((0, True), (1, False), (third, False), (third + 1, True), (-1, False)):
        circle = Circle(np.array([0, place, -1]), np.array([0]), np.array([0]), third)
        line = "the circle of this round, which keeps short cycles out, has them out of reach"
        assert lines(FINE, circle=circle) == ((line,) if broken else ())


def test_every_broken_rule_has_its_line_and_every_author_theirs() -> None:
    plain = Plain(
        people=[Person(), Person(level=9, languages=frozenset(), hours=frozenset()), Person()],
        works=[Work(authors=(0, 2))],
        registered=[frozenset()],
        excluded=[(0, 1), (1, 2)],
        past=[(1, 0, 0), (2, 1, 1)],
    )
    assert lines(plain, rules=ProjectRules(levels_apart=1)) == (
        "the evaluator is not named nor passed nor registered for project0",
        "7.0 levels apart, at most 1 allowed",
        "no common language",
        "0 shared hours a week, 1 needed",
        "staff excluded it with person0",
        "staff excluded it with person2",
        "they evaluated person0 0 weeks ago; 4 weeks must pass",
        "person2 evaluated them 1 weeks ago; 2 weeks must pass",
    )


def test_a_projects_own_rules_stand_in_for_the_general_ones() -> None:
    plain = evaluator(FINE, Person(level=9))
    policy = Policy(projects={"project0": ProjectRules(levels_apart=1)})
    assert broken_rules(plain.school(), policy, 0, 1, None) == ("7.0 levels apart, at most 1 allowed",)
    assert broken_rules(plain.school(), Policy(), 0, 1, None) == ()


def test_the_reason_tells_levels_campus_skills_hours_and_what_is_owed() -> None:
    person = Person(level=3, campus=2, skills=frozenset({1, 5}), owes=2, hours=frozenset({4, 5}))
    plain = replace(evaluator(FINE, person), wanted=[frozenset({0, 1, 2})])
    assert reason_line(plain.school(), Policy(), 0, 1) == (
        "level 3.0 for a team at 2.0; of another campus (campus2); 1 of 3 wanted skills; 2 shared hours; owes 2"
    )


def test_the_reason_leaves_out_what_nobody_asked_for() -> None:
    policy = Policy(rules=ProjectRules(shared_hours=0), weights=Weights(owes=0))
    plain = evaluator(FINE, Person(owes=2))
    assert reason_line(plain.school(), policy, 0, 1) == "level 2.0 for a team at 2.0; of the team's campus (campus0)"
