"""What a student may read. The attacks ask what two reports that differ in kept testcases alone show of it: nothing."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports import CheckReport, Finding, Report, StepReport
from core.verdicts import Verdict
from exercises.model import Withheld
from grader.checks.findings import from_findings
from grader.visibility import as_student
from tests.builders import a_testcase, exercise
from tests.grouped import SECRET, came_out, grouped

WA, AC, TLE, JE = Verdict.WA, Verdict.AC, Verdict.TLE, Verdict.JE
GROUPS: dict[str, dict[str, object]] = {
    "after": {"visibility": "after_deadline"},
    "hidden": {"visibility": "hidden", "rule": "min", "points": 10},
    "unlocked": {"visibility": "after_pass"},
    "open": {},
    "needy": {"visibility": "hidden", "requires": ["open", "unlocked"]},
    "bonus": {"bonus": True},
}
FEEDBACK = {"pushes": 3, "hours": 24}
RULES = ["independent", "sequential", "all_or_nothing"]
OPEN = [f"{group}-{number}" for group in ("tests", "open") for number in (1, 2)]
KEPT = [f"{group}-{number}" for group in GROUPS if group != "open" for number in (1, 2)]
OUTCOMES = st.sampled_from([verdict for verdict in Verdict if verdict is not JE]) | st.floats(0, 1)


def full(verdicts: Mapping[str, Verdict | float] | None = None, rule: str = "independent", **more: object) -> Report:
    of = grouped(GROUPS, scoring={"rule": rule}, feedback=FEEDBACK)
    return came_out(of, verdicts, **more)  # type: ignore[arg-type]


def shown(report: Report, *, closed: bool = False, told: bool = False) -> str:
    return as_student(report, closed=closed, told=told).model_dump_json()


def groups_told(report: Report) -> dict[str, str]:
    return {group.name: group.told for group in report.groups}


def test_shown_groups_are_shown_whole() -> None:
    of = grouped({"open": {}, "bonus": {"bonus": True}})
    for verdicts in ({}, {"open-1": WA}, {"bonus-1": TLE}):
        found = came_out(of, verdicts)
        assert as_student(found, closed=False, told=False) == found


def test_what_is_for_staff_is_in_no_students_report() -> None:
    found = came_out(grouped({"open": {}, "hidden": {"visibility": "hidden"}}), {"open-1": WA})
    noted = found.model_copy(
        update={"tests": tuple(test.model_copy(update={"for_staff": "the secret answer"}) for test in found.tests)}
    )
    for closed in (False, True):
        assert "secret answer" not in as_student(noted, closed=closed, told=True).model_dump_json()


def test_a_failure_of_the_schools_is_no_wrong_answer_in_a_hidden_group() -> None:
    found = came_out(grouped({"hidden": {"visibility": "hidden"}}), {"hidden-1": JE})
    view = as_student(found, closed=False, told=True)
    assert (view.verdict, view.mark) == (JE, None)


def test_a_hidden_group_tells_its_points_and_nothing_else() -> None:
    of = grouped({"hidden": {"visibility": "hidden"}}, tests=3)
    view = as_student(came_out(of, {"hidden-2": TLE}), closed=False, told=True)
    assert groups_told(view) == {"tests": "all", "hidden": "points"}
    assert (view.score, view.max_score, view.mark, view.so_far) == (5, 6, 83, False)
    assert "hidden: 2 of 3 points; its testcases are never shown" in view.breakdown
    assert view.verdict is WA  # that it failed, not how
    text = view.model_dump_json()
    assert "TLE" not in text
    assert "hidden-2" not in text


def test_a_hidden_group_stays_so_after_the_deadline() -> None:
    view = as_student(full({"hidden-1": TLE}), closed=True, told=False)
    assert "hidden-1" not in view.model_dump_json()
    assert groups_told(view)["hidden"] == "points"


def test_a_group_opens_once_it_passed() -> None:
    of = grouped({"unlocked": {"visibility": "after_pass"}})
    passed = as_student(came_out(of), closed=False, told=True)
    assert [test.name for test in passed.tests] == ["tests-1", "tests-2", "unlocked-1", "unlocked-2"]
    failed = as_student(came_out(of, {"unlocked-1": WA}), closed=False, told=True)
    assert [test.name for test in failed.tests] == ["tests-1", "tests-2"]
    assert "unlocked: 1 of 2 points; its testcases are shown once all of them pass" in failed.breakdown


def test_what_waits_for_the_deadline_counts_nowhere_before_it() -> None:
    of = grouped({"after": {"visibility": "after_deadline"}})
    found = came_out(of, {"after-1": TLE})
    view = as_student(found, closed=False, told=True)
    assert (view.verdict, view.score, view.max_score, view.mark, view.so_far) == (AC, 2, 2, 100, True)
    assert "after: 2 points, kept until the repository closes" in view.breakdown
    assert as_student(found, closed=True, told=False) == found


def test_nothing_told_is_no_acceptance() -> None:
    all_kept = exercise(a_testcase("after-1", group="after"), groups={"after": GROUPS["after"] | {"testcases": ["*"]}})
    view = as_student(came_out(all_kept), closed=False, told=True)
    assert (view.verdict, view.score, view.max_score, view.mark) == (Verdict.SK, 0, 0, None)


@given(
    st.dictionaries(st.sampled_from(OPEN), OUTCOMES),
    st.dictionaries(st.sampled_from(KEPT), OUTCOMES),
    st.dictionaries(st.sampled_from(KEPT), OUTCOMES),
    st.sampled_from(RULES),
)
def test_past_the_budget_no_kept_testcase_changes_a_byte(
    same: dict[str, Verdict | float], one: dict[str, Verdict | float], other: dict[str, Verdict | float], rule: str
) -> None:
    assert shown(full({**same, **one}, rule)) == shown(full({**same, **other}, rule))


AFTER = [name for name in KEPT if name.startswith("after-")]


@given(
    st.dictionaries(st.sampled_from([*OPEN, *KEPT]), OUTCOMES),
    st.dictionaries(st.sampled_from(AFTER), OUTCOMES),
    st.sampled_from(RULES),
)
def test_within_the_budget_nothing_tells_of_what_waits_for_the_deadline(
    same: dict[str, Verdict | float], other: dict[str, Verdict | float], rule: str
) -> None:
    assert shown(full({**same, **other}, rule), told=True) == shown(
        full(same | dict.fromkeys(AFTER, AC), rule), told=True
    )


@given(st.dictionaries(st.sampled_from(["hidden-1", "hidden-2"]), st.sampled_from([AC, WA, TLE, Verdict.RTE])))
def test_within_the_budget_how_a_hidden_testcase_failed_is_not_told(verdicts: dict[str, Verdict]) -> None:
    """The group's points are those of its worst testcase, so any failure gives the same points."""
    failed = {**verdicts, "hidden-2": Verdict.MLE}
    assert shown(full(failed), told=True) == shown(full({"hidden-1": WA}), told=True)


@given(
    st.dictionaries(st.sampled_from([*OPEN, *KEPT]), OUTCOMES | st.just(JE)),
    st.sampled_from(RULES),
    st.booleans(),
    st.booleans(),
)
def test_no_word_of_a_kept_testcase_gets_out(
    verdicts: dict[str, Verdict | float], rule: str, closed: bool, told: bool
) -> None:
    report = full(verdicts, rule)
    view = as_student(report, closed=closed, told=told)
    telling = groups_told(view)
    text = view.model_dump_json()
    for test in report.tests:
        if telling[test.group] != "all":
            assert f"{SECRET} {test.name}" not in text
            assert f'"{test.name}"' not in text
    assert {test.group for test in view.tests} <= {name for name, told_ in telling.items() if told_ == "all"}
    assert view.score == pytest.approx(sum(group.points for group in view.groups))
    assert view.so_far == any(told_ == "nothing" for told_ in telling.values())


def test_the_whole_time_is_cut_to_what_is_shown() -> None:
    report = full().model_copy(update={"wall_ms": 31337.0})
    assert as_student(report, closed=False, told=False).wall_ms == 80
    assert as_student(report, closed=False, told=True).wall_ms == 80 + 40


def test_the_bonus_and_its_build_tell_that_all_else_was_perfect() -> None:
    step = StepReport(
        command="make bonus", ok=True, cpu_ms=1, wall_ms=1, memory_kib=1, detail="", output="", bonus=True
    )
    report = full().model_copy(update={"steps": (step,)})
    assert as_student(report, closed=True, told=True).steps == (step,)
    view = as_student(report, closed=False, told=True)
    assert (view.steps, groups_told(view)["bonus"]) == ((), "nothing")
    assert view.mark == 100


def memory(*names: str, points: float = 0) -> CheckReport:
    return from_findings(
        "memory", [Finding(testcase=name, evidence=f"{SECRET} {name}") for name in names], points=points
    )


@pytest.mark.parametrize("points", [0, -20])
def test_a_check_of_running_testcases_tells_of_shown_ones_alone(points: float) -> None:
    def view(*names: str, told: bool = False) -> Report:
        return as_student(full(checks=[memory(*names, points=points)]), closed=False, told=told)

    assert view("after-1", "hidden-2").checks == (memory(),)
    assert shown(full(checks=[memory("hidden-1", points=points)])) == shown(full(checks=[memory(points=points)]))
    assert view("open-1", "hidden-2").checks == (memory("open-1", points=points),)
    told = view("hidden-2", "after-1", told=True).checks[0]
    assert (told.passed, told.points, told.detail, told.evidence) == (
        False,
        points,
        "failed in testcases that are kept",
        "",
    )
    assert view("after-1", told=True).checks == (memory(),)


def test_a_judge_error_in_a_kept_testcase_is_no_way_to_ask_it() -> None:
    assert shown(full({"hidden-1": JE})) == shown(full({"hidden-1": WA}))
    assert as_student(full({"open-1": JE}), closed=False, told=False).verdict is JE


def test_what_is_elsewhere_stays_there() -> None:
    at_home = replace(grouped({"open": {}}), withheld={"hidden": Withheld(testcases=3, points=7)})
    found = came_out(at_home, {"open-1": WA})
    assert (found.score, found.max_score, found.mark, found.so_far) == (3, 4, 75, True)
    assert "hidden: 7 points, kept on the school's server" in found.breakdown
    assert as_student(found, closed=True, told=True).groups == found.groups


def test_an_old_report_without_groups_is_shown_as_it_was() -> None:
    old = full().model_copy(update={"groups": ()})
    assert as_student(old, closed=False, told=False) == old
