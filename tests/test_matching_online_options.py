import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.online.asking import submission_at
from matching.online.ledger import Ledger
from matching.online.options import Options, near_best
from matching.online.terms import DeskTerms
from matching.online.times import DAY, GRANULE, HOUR, hour_of
from matching.rule_lines import broken_rules
from matching.school_market import SchoolMarket
from matching.synthetic import synthetic_policy, synthetic_school
from matching.tables import Ints
from tests.test_matching_online_asking import MONDAY, asking, online_school

PEOPLE, SEED = 120, 3
SCHOOL, POLICY = synthetic_school(PEOPLE, SEED), synthetic_policy()
MARKET = SchoolMarket(SCHOOL, POLICY)


def ledger_with(slots: list[tuple[int, int]]) -> Ledger:
    """Slots of half an hour, by person and quarters of an hour ahead; those that nobody may open are left out."""
    ledger = Ledger(SCHOOL, POLICY, DeskTerms(load_price=0.0), MONDAY)
    able = {int(person) for person in MARKET.pool.person}
    for person, ahead in slots:
        if person in able:
            ledger.open(person, MONDAY + ahead * GRANULE, MONDAY + (ahead + 2) * GRANULE, MONDAY)
    return ledger


def keeps_every_rule(submission: int, person: int) -> bool:
    """But that of shared hours, which the slot itself stands for."""
    lines = broken_rules(SCHOOL, POLICY, submission, person, None)
    return not [line for line in lines if "shared hours" not in line]


some_slots = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.integers(2, 1300)), max_size=60, unique_by=lambda one: one[0]
)


@settings(max_examples=40)
@given(some_slots, st.integers(0, len(SCHOOL.submissions.names) - 1))
def test_the_slots_found_are_those_that_keep_every_rule_in_hours_when_the_team_can(
    opened: list[tuple[int, int]], row: int
) -> None:
    ledger, submission = ledger_with(opened), submission_at(SCHOOL, row)
    found = ledger.options(submission, ledger.barred(submission, MONDAY), MONDAY)
    expected = [
        place.slot
        for place in ledger.slots.places
        if keeps_every_rule(row, place.evaluator)
        and all(submission.week >> hour_of(moment) & 1 for moment in (place.begin, place.end - 1))
    ]
    assert sorted(found.slots.tolist()) == expected


@settings(max_examples=40)
@given(some_slots, st.integers(0, len(SCHOOL.submissions.names) - 1))
def test_a_slot_is_worth_what_a_round_would_say_with_waiting_until_it_begins(
    opened: list[tuple[int, int]], row: int
) -> None:
    ledger, submission = ledger_with(opened), submission_at(SCHOOL, row)
    found = ledger.options(submission, (), MONDAY)
    rounds = MARKET.value(np.full(len(found), row), found.person) - MARKET.waited[row]
    days = (ledger.slots.begin[found.slots] - MONDAY) / DAY
    weights = POLICY.weights
    assert found.value == pytest.approx(rounds + weights.waiting * (1 - days / weights.waiting_days))
    assert found.score == pytest.approx(found.value)


def test_who_has_done_more_than_the_others_scores_less_by_the_price() -> None:
    ledger = Ledger(online_school(6), POLICY, DeskTerms(load_price=0.5), MONDAY)
    for person in (2, 4):
        ledger.open(person, MONDAY + 5 * HOUR, MONDAY + 6 * HOUR, MONDAY)
    ledger.take((1,), 0)
    found = ledger.options(asking(), (), MONDAY)
    score = dict(zip(found.slots.tolist(), (found.score - found.value).tolist(), strict=True))
    assert score == pytest.approx({1: -0.25, 2: 0.25, 3: 0.25})


def options(*entries: tuple[int, float]) -> Options:
    """Each (person, score), a slot each in their order."""
    person: Ints = np.array([person for person, _ in entries], dtype=np.int64)
    score = np.array([score for _, score in entries], dtype=np.float64)
    return Options(np.arange(len(entries)), person, score, score)


def test_near_best_are_few_evaluators_each_once_and_none_far_below() -> None:
    given_terms = DeskTerms(among=3, loss=0.5)
    entries = options((5, 1.0), (5, 0.9), (6, 0.8), (7, 0.7), (8, 0.6), (9, 0.1))
    assert near_best(entries, given_terms, lambda _: True) == [0, 2, 3]
    assert near_best(entries, given_terms, lambda slot: slot not in (0, 2)) == [1, 3, 4]
    assert near_best(entries, DeskTerms(among=9, loss=0.25), lambda _: True) == [0, 2]
    assert near_best(entries, given_terms, lambda _: False) == []


@given(st.lists(st.integers(0, 9), max_size=60))
def test_ranks_are_those_of_a_sort(scores: list[int]) -> None:
    entries = options(*((at, float(score)) for at, score in enumerate(scores)))
    ranked = [scores[at] for at in entries.ranked()]
    assert sorted(entries.ranked()) == list(range(len(scores)))
    assert ranked == sorted(scores, reverse=True)
