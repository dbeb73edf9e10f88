"""What a result is worth. The examples are those of docs/scoring.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports import CheckReport
from core.verdicts import Verdict
from tests.builders import a_testcase, exercise
from tests.grouped import came_out, grouped, points

WA, AC, JE = Verdict.WA, Verdict.AC, Verdict.JE
FATAL = CheckReport(name="functions", passed=False, detail="system is not allowed")
DEDUCTION = CheckReport(name="norm", passed=False, points=-10)
Groups = dict[str, dict[str, object]]
BONUS: Groups = {"bonus": {"bonus": True}}


def test_each_testcase_gives_its_own_points() -> None:
    found = came_out(exercise(*(a_testcase(f"{n}", points=n) for n in (1, 2, 3))), {"2": WA})
    assert (found.verdict, found.score, found.max_score, found.mark) == (WA, 4, 6, 66)
    assert found.breakdown == (
        "tests: 4 of 6 points; 2 of 3 testcases passed",
        "100 x 4 / 6 = 66.6667 marks",
        "mark 66: 66.6667, rounded down",
    )


@pytest.mark.parametrize(("rule", "worth"), [("sum", 15), ("all", 0), ("min", 10)])
def test_a_group_counts_by_its_rule(rule: str, worth: float) -> None:
    group = grouped({"basic": {"rule": rule, "points": 20}})
    assert points(came_out(group, {"basic-1": 0.5, "basic-2": 1})) == {
        "tests": 2,
        "basic": {"all": 20}.get(rule, worth),
    }
    assert points(came_out(group, {"basic-1": WA})) == {"tests": 2, "basic": 10 if rule == "sum" else 0}


def test_all_or_nothing_takes_every_point_but_not_the_other_parts() -> None:
    whole = grouped({"more": {}, **BONUS}, scoring={"rule": "all_or_nothing"})
    found = came_out(whole, {"more-2": WA})
    assert (found.score, found.max_score, found.mark) == (0, 6, 0)
    assert "the exercise is all or nothing, and not every testcase passed: no points" in found.breakdown
    found = came_out(whole, {"bonus-1": WA})
    assert (found.verdict, found.score, found.mark) == (AC, 4, 100)
    assert "the bonus is all or nothing, and not every testcase passed: no points" in found.breakdown


@pytest.mark.parametrize(
    ("verdicts", "mark", "score", "verdict"),
    [
        ({}, 125, 4, AC),
        ({"bonus-2": WA}, 112, 3, AC),
        ({"bonus-1": WA, "bonus-2": WA}, 100, 2, AC),
        ({"tests-1": WA}, 50, 1, WA),
        ({"tests-1": 0.5}, 75, 1.5, AC),
    ],
)
def test_the_bonus_comes_on_top_of_what_is_perfect(
    verdicts: dict[str, Verdict | float], mark: int, score: float, verdict: Verdict
) -> None:
    found = came_out(grouped(BONUS), verdicts)
    assert (found.mark, found.score, found.max_score, found.verdict) == (mark, score, 4, verdict)


def test_checks_take_marks_or_everything() -> None:
    assert came_out(grouped(BONUS), checks=[DEDUCTION]).mark == 115
    assert came_out(grouped({}), {"tests-1": WA, "tests-2": WA}, checks=[DEDUCTION]).mark == 0
    found = came_out(grouped({}), checks=[FATAL])
    assert (found.verdict, found.score, found.mark) == (Verdict.CF, 0, 0)
    assert found.breakdown[-2:] == ("no point counts, whatever passed: check functions failed", "mark 0")
    assert came_out(grouped({}), checks=[DEDUCTION]).breakdown[1:] == (
        "100 x 2 / 2 = 100 marks",
        "check norm failed: -10 marks",
        "mark 90",
    )


def test_the_sums_of_the_documentation() -> None:
    ten = grouped(BONUS, tests=4)
    assert came_out(ten, {"bonus-4": WA}).mark == 118
    assert came_out(ten, {"bonus-4": WA}, [DEDUCTION]).mark == 108
    most = came_out(ten, {f"tests-{number}": WA for number in (2, 3, 4)}, [DEDUCTION, DEDUCTION, DEDUCTION])
    assert most.mark == 0
    three = exercise(
        *(a_testcase(f"t{number}") for number in range(2)),
        *(a_testcase(f"edge-{number}", group="edge") for number in range(3)),
        groups={"edge": {"testcases": ["edge-*"], "rule": "all", "points": 5}},
    )
    assert came_out(three, {"edge-1": WA}, [DEDUCTION]).breakdown == (
        "tests: 2 of 2 points; 2 of 2 testcases passed",
        "edge: 0 of 5 points; 2 of 3 testcases passed, and it takes all of them",
        "100 x 2 / 7 = 28.5714 marks",
        "check norm failed: -10 marks",
        "mark 18: 18.5714, rounded down",
    )


@pytest.mark.parametrize(
    ("rule", "score", "run"), [("independent", 5, 6), ("sequential", 1, 2), ("all_or_nothing", 0, 2)]
)
def test_an_exercise_counts_by_its_rule(rule: str, score: float, run: int) -> None:
    found = came_out(grouped({"b": {}, "c": {}}, scoring={"rule": rule}), {"tests-2": WA})
    assert found.score == score
    assert sum(test.verdict is not Verdict.SK for test in found.tests) == run


def test_a_judge_error_makes_no_mark() -> None:
    for testcase in ("tests-1", "bonus-2"):
        found = came_out(grouped(BONUS), {testcase: JE})
        assert (found.verdict, found.mark) == (JE, None)


def test_a_mark_is_not_lost_to_the_machines_fractions() -> None:
    tenths = exercise(*(a_testcase(f"{n}", points=0.1) for n in range(3)))
    found = came_out(tenths)
    assert (found.score, found.max_score, found.mark) == (0.3, 0.3, 100)


MIXED: Groups = {"a": {"rule": "min"}, "b": {"rule": "all", "points": 7}, "c": {"requires": ["a"]}, **BONUS}
OUTCOMES = st.sampled_from(list(Verdict)) | st.floats(0, 1)
NAMES = [f"{group}-{number}" for group in ("tests", *MIXED) for number in (1, 2)]


@given(
    st.dictionaries(st.sampled_from(NAMES), OUTCOMES),
    st.sampled_from(["independent", "sequential", "all_or_nothing"]),
    st.lists(st.sampled_from([FATAL, DEDUCTION])),
)
def test_whatever_happens(verdicts: dict[str, Verdict | float], rule: str, checks: list[CheckReport]) -> None:
    found = came_out(grouped(MIXED, scoring={"rule": rule}), verdicts, checks)
    assert found.score == pytest.approx(sum(group.points for group in found.groups))
    assert 0 <= found.score <= found.max_score == 15
    assert all(0 <= group.points <= group.max_points for group in found.groups)
    assert found.mark is None if found.verdict is JE else found.mark in range(126)
    mandatory = [test for test in found.tests if test.group != "bonus"]
    spotless = all(test.verdict is AC and test.points == test.max_points for test in mandatory)
    if found.mark is not None and found.mark > 100:
        assert spotless
    if not spotless or any(check.fatal for check in checks):
        assert points(found)["bonus"] == 0


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from([AC, WA])), st.sampled_from(NAMES))
def test_one_more_testcase_that_passes_never_costs_a_mark(verdicts: dict[str, Verdict], better: str) -> None:
    before = came_out(grouped(MIXED), verdicts)
    after = came_out(grouped(MIXED), {**verdicts, better: AC})
    assert before.mark is not None
    assert after.mark is not None
    assert before.mark <= after.mark
    assert before.score <= after.score
