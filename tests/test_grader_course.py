"""Which testcases are run, as those before them came out."""

import pytest

from core.reports import CheckReport
from core.verdicts import Verdict
from tests.grouped import came_out, grouped, skipped_in

WA = Verdict.WA


def reasons(report_tests: object) -> set[str]:
    return {test.detail for test in report_tests if test.verdict is Verdict.SK}  # type: ignore[attr-defined]


def test_independent_testcases_all_run() -> None:
    assert skipped_in(came_out(grouped({"more": {}}), {"tests-1": WA, "more-1": WA})) == []


@pytest.mark.parametrize("rule", ["sequential", "all_or_nothing"])
def test_the_first_failure_stops_the_rest(rule: str) -> None:
    found = came_out(grouped({"more": {}}, scoring={"rule": rule}), {"tests-2": WA})
    assert skipped_in(found) == ["more-1", "more-2"]
    assert reasons(found.tests) == {"not run: tests-2 before it failed"}


def test_a_failure_in_a_kept_group_is_not_named() -> None:
    kept = grouped({"after": {"visibility": "after_deadline"}, "hidden": {"visibility": "hidden"}},
                   scoring={"rule": "sequential"})  # fmt: skip
    assert reasons(came_out(kept, {"hidden-1": WA}).tests) == {"not run: a testcase before it failed"}


def test_a_group_waits_for_those_that_it_requires() -> None:
    chain = grouped({"a": {}, "b": {"requires": ["a"]}, "c": {"requires": ["b"]}, "d": {}})
    found = came_out(chain, {"a-2": Verdict.TLE})
    assert skipped_in(found) == ["b-1", "b-2", "c-1", "c-2"]
    assert reasons(found.tests) == {"not run: group a has to pass first", "not run: group b has to pass first"}


@pytest.mark.parametrize("of_tests", [WA, 0.5])
def test_the_bonus_runs_only_once_all_else_is_perfect(of_tests: Verdict | float) -> None:
    with_bonus = grouped({"bonus": {"bonus": True}, "more": {}})
    assert [test.name for test in came_out(with_bonus).tests][-2:] == ["bonus-1", "bonus-2"]
    assert skipped_in(came_out(with_bonus)) == []
    found = came_out(with_bonus, {"more-1": of_tests})
    assert skipped_in(found) == ["bonus-1", "bonus-2"]
    assert reasons(found.tests) == {"not run: the bonus counts once everything else is perfect"}


def test_a_check_that_takes_everything_takes_the_bonus_run_too_and_a_deduction_does_not() -> None:
    with_bonus = grouped({"bonus": {"bonus": True}})
    fatal, deduction = CheckReport(name="norm", passed=False), CheckReport(name="norm", passed=False, points=-5)
    assert skipped_in(came_out(with_bonus, checks=[fatal])) == ["bonus-1", "bonus-2"]
    assert skipped_in(came_out(with_bonus, checks=[deduction])) == []


def test_in_the_bonus_a_failure_stops_the_bonus_alone() -> None:
    with_bonus = grouped({"bonus": {"bonus": True}}, tests=3, scoring={"rule": "sequential"})
    found = came_out(with_bonus, {"bonus-1": WA})
    assert skipped_in(found) == ["bonus-2", "bonus-3"]
    assert found.verdict is Verdict.AC
