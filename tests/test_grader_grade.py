import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SandboxDied
from core.reports import Report
from core.runs import Command, RunResult, Stopped
from core.trees import Tree
from core.verdicts import Verdict, overall
from grader.grade import faulted, grade, refused
from tests.builders import COMMIT, a_testcase, exercise, ran, tree
from tests.fakes.sandboxes import FakePool

TREE = tree({"main.c": b"int main(){}"})
NAMES = ("one", "two", "three")
EXERCISE = exercise(*(a_testcase(name, arguments=(name,)) for name in NAMES))
FINE = ran(stdout=b"fine\n")

Outcomes = dict[str, RunResult | SandboxDied]


def pool_of(outcomes: Outcomes) -> FakePool:
    """Everything goes well but what `outcomes` says of a command's last word."""

    def script(asked: Command) -> RunResult:
        outcome = outcomes.get(asked.argv[-1], FINE)
        if isinstance(outcome, SandboxDied):
            raise outcome
        return outcome

    return FakePool(script)


def graded(outcomes: Outcomes, of: Tree = TREE) -> tuple[Report, FakePool]:
    pool = pool_of(outcomes)
    return grade(EXERCISE, of, pool), pool


def verdicts(report: Report) -> list[str]:
    return [test.verdict.value for test in report.tests]


def test_all_right() -> None:
    report, pool = graded({})
    assert (report.verdict, report.score, report.max_score) == (Verdict.AC, 3, 3)
    assert (report.exercise, report.exercise_digest) == ("an-exercise", "sha256:0123")
    assert (report.commit, report.image_id) == (COMMIT, "sha256:fake")
    assert [test.name for test in report.tests] == list(NAMES)
    assert pool.languages == ["c"]
    assert report.wall_ms > 0


def test_every_testcase_runs_whatever_came_before_it() -> None:
    report, pool = graded({"one": ran(exit_code=1), "two": ran(stopped=Stopped.WALL)})
    assert verdicts(report) == ["RTE", "TLE", "AC"]
    assert (report.verdict, report.score) == (Verdict.RTE, 1)
    assert len(pool.taken) == 1


def test_a_submission_that_brings_down_every_sandbox_gets_no_fourth() -> None:
    names = [f"test-{number}" for number in range(6)]
    many = exercise(*(a_testcase(name, arguments=(name,)) for name in names))
    pool = pool_of({name: SandboxDied("gone", out_of_memory=True) for name in names})
    report = grade(many, TREE, pool)
    assert verdicts(report) == ["MLE", "MLE", "MLE", "SK", "SK", "SK"]
    assert report.verdict is Verdict.MLE
    assert "3 tests before it" in report.tests[3].detail
    assert len(pool.taken) == 3


def test_the_sandbox_is_given_back() -> None:
    _, pool = graded({})
    assert not pool.taken[0].alive


def test_a_failed_check_needs_no_sandbox() -> None:
    report, pool = graded({}, of=tree({"other.c": b""}))
    assert (report.verdict, report.score, report.max_score, report.image_id) == (Verdict.CF, 0, 3, None)
    assert verdicts(report) == ["SK", "SK", "SK"]
    assert (report.checks[0].passed, report.checks[0].detail[:20]) == (False, "missing file: main.c")
    assert pool.taken == []


def test_a_build_that_fails_skips_the_tests() -> None:
    report, pool = graded({"make": ran(exit_code=2)})
    assert (report.verdict, report.score, verdicts(report)) == (Verdict.CE, 0, ["SK", "SK", "SK"])
    assert report.image_id == "sha256:fake"
    assert [step.command for step in report.steps] == ["make"]
    assert len(pool.taken) == 1


def test_a_build_that_the_kernel_ended_for_memory_is_a_compile_error() -> None:
    report, _ = graded({"make": SandboxDied("gone", out_of_memory=True)})
    assert (report.verdict, report.steps[0].ok) == (Verdict.CE, False)


def test_after_a_death_for_memory_the_rest_goes_on_in_a_fresh_sandbox() -> None:
    report, pool = graded({"two": SandboxDied("gone", out_of_memory=True)})
    assert verdicts(report) == ["AC", "MLE", "AC"]
    assert (report.verdict, report.score) == (Verdict.MLE, 2)
    first, second = pool.taken
    assert first.log == ["put /", "make", "seal", "./main one", "./main two"]
    assert second.log == ["put /", "make", "seal", "./main three"]
    assert [step.command for step in report.steps] == ["make"]
    assert not second.alive


def test_every_test_may_end_its_sandbox() -> None:
    report, pool = graded({name: SandboxDied("gone", out_of_memory=True) for name in NAMES})
    assert verdicts(report) == ["MLE", "MLE", "MLE"]
    assert not any(sandbox.alive for sandbox in pool.taken)


def test_a_death_in_the_last_test_builds_nothing_more() -> None:
    report, pool = graded({"three": SandboxDied("gone", out_of_memory=True)})
    assert verdicts(report) == ["AC", "AC", "MLE"]
    assert len(pool.taken) == 1


def test_a_build_that_succeeds_only_once_skips_what_is_left() -> None:
    """Never a fault of ours: a student could ask for one by building at random. Nor CE: a testcase that brings down its
    sandbox could tell by it what it read."""
    pool = pool_of({})
    builds = iter([FINE, ran(exit_code=1)])

    def script(asked: Command) -> RunResult:
        if asked.argv == ("make",):
            return next(builds)
        raise SandboxDied("gone", out_of_memory=True)

    pool.script = script
    report = grade(EXERCISE, TREE, pool)
    assert (report.verdict, verdicts(report), report.score) == (Verdict.MLE, ["MLE", "SK", "SK"], 0)
    assert [step.ok for step in report.steps] == [True]
    assert report.tests[1].detail == "not run: it could not be built a second time"


def test_a_death_for_anything_else_is_raised_and_the_sandbox_given_back() -> None:
    pool = pool_of({"two": SandboxDied("PID 1 is gone", out_of_memory=False)})
    with pytest.raises(SandboxDied, match="PID 1 is gone"):
        grade(EXERCISE, TREE, pool)
    assert not pool.taken[0].alive


def test_a_refused_tree_is_a_failed_check() -> None:
    report = refused(EXERCISE, COMMIT, "a/../b: leaves the tree")
    assert (report.verdict, report.commit, report.image_id) == (Verdict.CF, COMMIT, None)
    assert (report.checks[0].name, report.checks[0].detail) == ("files", "a/../b: leaves the tree")
    assert verdicts(report) == ["SK", "SK", "SK"]


def test_a_fault_is_je_throughout_and_gives_no_point() -> None:
    report = faulted(EXERCISE, None, "no engine")
    assert (report.verdict, report.score, report.max_score, report.commit) == (Verdict.JE, 0, 3, None)
    assert {(test.verdict, test.detail) for test in report.tests} == {(Verdict.JE, "no engine")}


@given(st.lists(st.sampled_from(Verdict)), st.booleans(), st.booleans())
def test_the_reports_verdict(seen: list[Verdict], compiled: bool, passed: bool) -> None:
    verdict = overall(seen, compiled=compiled, checks_passed=passed)
    if Verdict.JE in seen:
        assert verdict is Verdict.JE
    elif not compiled:
        assert verdict is Verdict.CE
    elif not passed:
        assert verdict is Verdict.CF
    elif verdict is Verdict.AC:
        assert set(seen) <= {Verdict.AC}
    else:
        assert verdict is next(one for one in seen if one is not Verdict.AC)
