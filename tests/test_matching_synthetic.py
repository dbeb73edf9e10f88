"""A brute-force reading of the rules, one pair after another, is the oracle of what a made-up school allows."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.policy import ProjectRules
from matching.synthetic import synthetic_policy, synthetic_school
from matching.synthetic.teams import TOGETHER
from matching.synthetic.weeks import draw_weeks, words_of
from matching.tables import HOURS, Bools, Ints, Lists, School

SIZES = st.integers(min_value=20, max_value=400)
SEEDS = st.integers(min_value=0, max_value=2**40)


def allowed(school: School, rules: ProjectRules, submission: int) -> Bools:
    """Who may evaluate this one by the rules, without a circle."""
    people, turned_in = school.people, school.submissions
    project = int(turned_in.project[submission])
    authors = turned_in.authors.of(submission)
    able = np.zeros(len(people.names), dtype=np.bool_)
    for standing in (school.registered, school.passed, school.named):
        able[standing.of(project)] = True
    assert rules.levels_apart is not None
    able &= people.hi > 0
    able &= np.abs(people.level - turned_in.level[submission]) <= rules.levels_apart
    able &= (people.languages & turned_in.languages[submission]) != 0
    able &= np.bitwise_count(people.week & turned_in.week[submission]).sum(axis=1) >= rules.shared_hours
    able[authors] = False
    able[barred(school, rules, authors)] = False
    return able


def barred(school: School, rules: ProjectRules, authors: Ints) -> Ints:
    one, other = school.excluded
    past = school.past
    repeat = np.isin(past.author, authors) & (past.weeks < rules.repeat_weeks)
    back = np.isin(past.evaluator, authors) & (past.weeks < rules.return_weeks)
    return np.concatenate(
        (other[np.isin(one, authors)], one[np.isin(other, authors)], past.evaluator[repeat], past.author[back])
    )


def median_eligible(school: School, sample: int) -> float:
    rows = np.random.default_rng(5).choice(len(school.submissions.names), size=sample, replace=False)
    return float(np.median([allowed(school, synthetic_policy().rules, int(row)).sum() for row in rows]))


def columns(school: School) -> list[np.ndarray]:
    """Every array of a school, one after the other."""
    found: list[np.ndarray] = []
    for part in (school, school.people, school.submissions, school.past):
        for field in dataclasses.fields(part):
            column = getattr(part, field.name)
            if isinstance(column, Lists):
                found += [column.start, column.rows]
            elif isinstance(column, np.ndarray):
                found.append(column)
    return [*found, *school.excluded]


def test_at_50000_learners_a_submission_has_as_many_evaluators_as_the_benchmark_wants() -> None:
    school = synthetic_school(50_000, 1)
    assert 500 <= median_eligible(school, 200) <= 1500
    assert school.people.hi.sum() >= 1.3 * synthetic_policy().evaluators_each * len(school.submissions.names)


def test_eligible_evaluators_grow_with_the_school() -> None:
    small, large = (median_eligible(synthetic_school(learners, 3), 150) for learners in (20_000, 80_000))
    assert 3 < large / small < 5.3


def test_hardly_any_submission_is_short_of_evaluators() -> None:
    school = synthetic_school(1000, 2)
    counts = [allowed(school, synthetic_policy().rules, row).sum() for row in range(len(school.submissions.names))]
    assert min(counts) >= 2 * synthetic_policy().evaluators_each


def test_most_learners_turn_in_and_a_fifth_of_submissions_is_of_teams() -> None:
    school = synthetic_school(20_000, 4)
    authors = school.submissions.authors
    assert 0.75 < len(authors.rows) / 20_000 < 0.9
    assert 0.15 < (authors.lengths > 1).mean() < 0.25
    assert set(authors.lengths.tolist()) == {1, 2, 3}
    campuses = [
        len(set(school.people.campus[authors.of(int(row))].tolist())) for row in np.flatnonzero(authors.lengths > 1)
    ]
    assert max(campuses) > 1


def test_weeks_are_of_30_to_45_hours_and_the_far_side_of_the_world_shares_few() -> None:
    hours = np.repeat([0, 12], 4000)
    week = draw_weeks(hours, np.random.default_rng(1))
    assert 30 < np.bitwise_count(week).sum(axis=1).mean() < 45
    near = np.bitwise_count(week[:2000] & week[2000:4000]).sum(axis=1)
    far = np.bitwise_count(week[:4000] & week[4000:]).sum(axis=1)
    assert (near >= 2).mean() > 0.85
    assert far.mean() < near.mean() / 3


def test_an_hour_is_a_bit_of_its_word() -> None:
    for hour in (0, 63, 64, 127, 128, 167):
        week = np.zeros((1, HOURS), dtype=np.bool_)
        week[0, hour] = True
        assert [int(word) for word in words_of(week)[0]] == [
            (1 << hour % 64) if word == hour // 64 else 0 for word in range(3)
        ]


@settings(max_examples=30)
@given(learners=SIZES, seed=SEEDS)
def test_a_school_is_whole(learners: int, seed: int) -> None:
    school = synthetic_school(learners, seed)
    people, turned_in = school.people, school.submissions
    authors = turned_in.authors
    assert len(people.names) == len(set(people.names)) == learners
    assert len(set(turned_in.names)) == len(turned_in.names) == len(turned_in.project)
    assert len(np.unique(authors.rows)) == len(authors.rows)
    assert (people.week >> np.uint64(HOURS - 128))[:, 2].max() == 0
    assert ((people.lo <= people.owes) & (people.owes <= people.hi)).all()
    assert (turned_in.languages != 0).all()
    for team in np.flatnonzero(authors.lengths > 1):
        members = authors.of(int(team))
        assert np.bitwise_count(turned_in.week[team]).sum() >= TOGETHER
        assert turned_in.languages[team] == np.bitwise_and.reduce(people.languages[members])
    one, other = school.excluded
    assert (one != other).all()
    assert (school.past.evaluator != school.past.author).all()
    for standing in (school.registered, school.passed, school.named):
        assert len(standing.start) == len(school.projects) + 1
        assert standing.rows.max(initial=0) < learners


@settings(max_examples=15)
@given(learners=SIZES, seed=SEEDS)
def test_nobody_has_passed_what_they_are_on_and_authors_are_registered(learners: int, seed: int) -> None:
    school = synthetic_school(learners, seed)
    authors = school.submissions.authors
    for project in range(len(school.projects)):
        assert not set(school.registered.of(project)) & set(school.passed.of(project))
        here = np.isin(authors.owners, np.flatnonzero(school.submissions.project == project))
        assert np.isin(authors.rows[here], school.registered.of(project)).all()


@settings(max_examples=15)
@given(learners=SIZES, seed=SEEDS)
def test_the_same_numbers_give_the_same_school_and_another_seed_another(learners: int, seed: int) -> None:
    first = columns(synthetic_school(learners, seed))
    assert all(np.array_equal(a, b) for a, b in zip(first, columns(synthetic_school(learners, seed)), strict=True))
    assert not all(
        np.array_equal(a, b) for a, b in zip(first, columns(synthetic_school(learners, seed + 1)), strict=True)
    )


@pytest.mark.parametrize(("learners", "seed", "words"), [(19, 0, "at least 20 learners, not 19"), (20, -1, "not -1")])
def test_numbers_that_make_no_school_are_named(learners: int, seed: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        synthetic_school(learners, seed)
