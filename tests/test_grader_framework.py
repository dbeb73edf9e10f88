import json

import pytest

from core.errors import SandboxDied
from core.reports import Report
from core.runs import Command, RunResult, Stopped
from core.verdicts import Verdict
from exercises.model import Exercise
from grader.grade import grade
from tests.builders import a_testcase, exercise, ran, tree
from tests.fakes.sandboxes import FakePool

TREE = tree({"main.c": b""})
UNITY: dict[str, object] = {"kind": "unity", "cases": {"one": 1, "two": 3}}


def of_framework(framework: dict[str, object], *names: str, points: float = 1) -> Exercise:
    command = {"command": ["school/tests"]} if framework["kind"] == "unity" else {}
    return exercise(*(a_testcase(name, points=points) for name in names), framework=framework, run=command)


def graded(of: Exercise, result: RunResult | SandboxDied) -> tuple[Report, FakePool]:
    def script(asked: Command) -> RunResult:
        if asked.argv == ("make",):
            return ran()
        if isinstance(result, SandboxDied):
            raise result
        return result

    pool = FakePool(script)
    return grade(of, TREE, pool), pool


def unity(*lines: str, **changes: object) -> RunResult:
    return ran(stdout="".join(f"t.c:1:{line}\n" for line in lines).encode(), **changes)


def verdicts(report: Report) -> dict[str, str]:
    return {test.name: test.verdict.value for test in report.tests}


def test_one_run_gives_all_cases() -> None:
    report, pool = graded(of_framework(UNITY, "one", "two"), unity("one:PASS", "two:FAIL: 1 was 2", exit_code=1))
    assert verdicts(report) == {"one": "AC", "two": "WA"}
    assert [command.argv for command in pool.taken[0].commands] == [("make",), ("school/tests",)]
    assert (report.tests[1].detail, report.visible_to_process) == ("1 was 2", True)


def test_a_case_that_the_results_lack_has_failed() -> None:
    report, _ = graded(of_framework(UNITY, "one", "two"), unity("one:PASS", "three:PASS", exit_code=7))
    assert verdicts(report) == {"one": "AC", "two": "WA"}
    assert report.tests[1].detail == "the results don't have it (exit code 7)"


def test_a_second_result_cant_mend_the_first() -> None:
    report, _ = graded(of_framework(UNITY, "one", "two"), unity("one:FAIL: no", "two:PASS", "one:PASS", "two:PASS"))
    assert verdicts(report) == {"one": "WA", "two": "AC"}


def test_nothing_at_all_is_a_run_time_error() -> None:
    report, _ = graded(of_framework(UNITY, "one", "two"), ran())
    assert verdicts(report) == {"one": "RTE", "two": "RTE"}
    assert report.tests[0].detail == "there are no results: the tests ended without writing any"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"stopped": Stopped.CPU, "exit_code": None, "signal": 9}, "TLE"),
        ({"stopped": Stopped.OUTPUT, "exit_code": None, "signal": 9}, "OLE"),
        ({"exit_code": None, "signal": 11}, "RTE"),
        ({"out_of_memory": True, "exit_code": None, "signal": 9}, "MLE"),
    ],
)
def test_cases_without_a_result_end_as_the_run_did(changes: dict[str, object], verdict: str) -> None:
    report, _ = graded(of_framework(UNITY, "one", "two"), unity("one:PASS", **changes))
    assert verdicts(report) == {"one": "AC", "two": verdict}


def test_a_sandbox_that_died_for_memory_is_mle_for_all_and_no_second_try() -> None:
    report, pool = graded(of_framework(UNITY, "one", "two"), SandboxDied("gone", out_of_memory=True))
    assert verdicts(report) == {"one": "MLE", "two": "MLE"}
    assert len(pool.taken) == 1


def test_hostile_messages_are_made_visible() -> None:
    report, _ = graded(of_framework(UNITY, "one"), unity("one:FAIL: \x1b[31m\u202e" + "x" * 4000))
    assert report.tests[0].detail.startswith("\\x1b[31m\\u202ex")
    assert len(report.tests[0].detail) <= 300


AUTOGRADER: dict[str, object] = {"kind": "gradescope", "points": 20}


def autograded(score: float | None, *tests: dict[str, object]) -> RunResult:
    document: dict[str, object] = {"tests": tests} | ({} if score is None else {"score": score})
    return ran(stdout=json.dumps(document).encode())


@pytest.mark.parametrize(
    ("score", "points", "verdict"),
    [(20, 20, "AC"), (99, 20, "AC"), (12.5, 12.5, "WA"), (-5, 0, "WA"), (1e300, 20, "AC")],
)
def test_a_score_is_capped_to_what_the_exercise_gives(score: float, points: float, verdict: str) -> None:
    report, _ = graded(of_framework(AUTOGRADER, "autograder", points=20), autograded(score))
    assert (report.tests[0].points, verdicts(report)) == (points, {"autograder": verdict})


def test_a_students_view_has_only_the_tests_that_the_source_shows() -> None:
    tests = [
        {"name": "adds", "score": 1, "max_score": 1},
        {"name": "secret", "score": 0, "max_score": 1, "visibility": "hidden", "output": "the secret answer"},
        {"name": "late", "score": 0, "max_score": 1, "visibility": "after_due_date"},
    ]
    report, _ = graded(of_framework(AUTOGRADER, "autograder", points=20), autograded(None, *tests))
    (test,) = report.tests
    assert (test.points, test.got) == (1, "passed adds")
    assert test.detail == "1 of 20 points by the autograder; 2 tests are kept"
    assert "secret answer" not in report.model_dump_json()


def test_named_gradescope_tests_have_their_own_points() -> None:
    framework: dict[str, object] = {"kind": "gradescope", "cases": {"1 adds": 4, "secret": 6}}
    tests = [
        {"name": "adds", "number": "1", "score": 1, "max_score": 2},
        {"name": "secret", "score": 0, "max_score": 1, "visibility": "hidden", "output": "the secret answer"},
    ]
    report, _ = graded(of_framework(framework, "1 adds", "secret", points=4), autograded(100, *tests))
    assert [(test.points, test.verdict) for test in report.tests] == [(2, Verdict.WA), (0, Verdict.WA)]
    assert "secret answer" not in report.model_dump_json()
