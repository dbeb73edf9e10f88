import itertools
from collections.abc import Iterable

import pytest

from core import reports
from core.errors import GraderFault, SandboxDied
from core.runs import RunResult, Stopped, Who
from core.verdicts import Verdict
from exercises import model
from grader.course import skipped
from grader.fairness import PATIENCE
from grader.judge import died, judge
from grader.referee import Referee
from tests.builders import a_testcase, exercise, ran
from tests.fakes.sandboxes import FakePool, FakeSandbox

TESTCASE = a_testcase("many words", arguments=("-n", "two words"), stdin=b"in", points=2.5)
EXERCISE = exercise(TESTCASE, run={"command": ["./main", "x"], "wall_ms": 4000, "memory_mib": 30, "output_kib": 1})


def judged(
    *results: RunResult, testcase: model.Testcase = TESTCASE, exercise: model.Exercise = EXERCISE
) -> tuple[reports.TestcaseReport, FakeSandbox]:
    ahead: Iterable[RunResult] = itertools.chain(results)
    sandbox = FakeSandbox(lambda _: next(iter(ahead)))
    return judge(sandbox, exercise, testcase, Referee(exercise, FakePool(lambda _: ran()))), sandbox


def test_the_right_output_earns_the_points_and_shows_nothing_more() -> None:
    report, _ = judged(ran(stdout=b"fine\n", stderr=b"debugging", cpu_ms=1.23456, wall_ms=2.34567))
    assert (report.name, report.verdict, report.points, report.max_points) == ("many words", Verdict.AC, 2.5, 2.5)
    assert (report.cpu_ms, report.wall_ms, report.memory_kib, report.exit_code) == (1.235, 2.346, 640, 0)
    assert (report.expected, report.got, report.stderr, report.detail) == (None, None, "", "")


def test_the_command_is_the_exercises_with_the_testcases_arguments() -> None:
    report, sandbox = judged(ran(stdout=b"fine\n"))
    (asked,) = sandbox.commands
    assert (asked.who, asked.argv, asked.stdin) == (Who.TEST, ("./main", "x", "-n", "two words"), b"in")
    assert (asked.limits.memory_mib, asked.limits.stdout_bytes) == (30, 1024)
    assert report.command == "./main x -n 'two words' < 'tests/many words.in'"


def test_a_testcases_own_cpu_limit_moves_its_wall_limit() -> None:
    slow, quick = a_testcase(cpu_ms=3000), a_testcase(cpu_ms=100)
    for testcase, wall_ms in ((slow, 6000), (quick, 4000)):
        _, sandbox = judged(ran(stdout=b"fine\n"), testcase=testcase)
        assert (sandbox.commands[0].limits.cpu_ms, sandbox.commands[0].limits.wall_ms) == (testcase.cpu_ms, wall_ms)


def test_a_wrong_output_shows_both_sides() -> None:
    report, _ = judged(ran(stdout=b"fin\x1b\n", stderr=b"hint"))
    assert (report.verdict, report.points) == (Verdict.WA, 0)
    assert (report.expected, report.got, report.stderr) == ("fine\n", "fin\\x1b\n", "hint")


def test_a_crash_shows_what_came_before_it_and_never_the_expected_output() -> None:
    report, _ = judged(ran(signal=11, exit_code=None, stdout=b"fine\n"))
    assert (report.verdict, report.signal, report.exit_code) == (Verdict.RTE, "SIGSEGV (Segmentation fault)", None)
    assert (report.expected, report.got) == (None, "fine\n")


def test_the_right_output_does_not_save_a_run_that_failed() -> None:
    report, _ = judged(ran(stdout=b"fine\n", stopped=Stopped.CPU, cpu_ms=1001))
    assert (report.verdict, report.points) == (Verdict.TLE, 0)


def test_the_exit_code_asked_for_is_the_testcases() -> None:
    report, _ = judged(ran(stdout=b"fine\n", exit_code=3), testcase=a_testcase(exit_code=3))
    assert report.verdict is Verdict.AC


def test_the_checker_is_the_exercises() -> None:
    strict = exercise(checker={"kind": "exact"})
    report, _ = judged(ran(stdout=b"fine"), testcase=a_testcase(), exercise=strict)
    assert report.verdict is Verdict.WA


def test_a_run_that_got_no_cpu_is_tried_again_with_more_patience() -> None:
    starved = ran(stopped=Stopped.WALL, starved=True)
    report, sandbox = judged(*[starved] * (len(PATIENCE) - 1), ran(stdout=b"fine\n"))
    assert report.verdict is Verdict.AC
    first, *later = (command.limits for command in sandbox.commands)
    assert [limits.wall_ms for limits in later] == [first.wall_ms * patience for patience in PATIENCE[1:]]
    assert {limits.cpu_ms for limits in later} == {first.cpu_ms}


def test_a_machine_that_is_always_too_busy_is_at_fault() -> None:
    with pytest.raises(GraderFault, match="too much to do"):
        judged(*[ran(stopped=Stopped.WALL, starved=True)] * len(PATIENCE))


def test_a_death_for_memory_is_the_students() -> None:
    report = died(EXERCISE, TESTCASE, SandboxDied("gone", out_of_memory=True))
    assert (report.verdict, report.points, report.max_points) == (Verdict.MLE, 0, 2.5)
    assert (report.memory_kib, report.detail) == (30 << 10, "needed more than 30 MiB of memory")
    assert report.command == "./main x -n 'two words' < 'tests/many words.in'"


def test_a_death_for_anything_else_is_ours() -> None:
    death = SandboxDied("gone", out_of_memory=False)
    with pytest.raises(SandboxDied) as raised:
        died(EXERCISE, TESTCASE, death)
    assert raised.value is death


def test_a_skipped_testcase_keeps_its_worth() -> None:
    report = skipped(TESTCASE)
    assert (report.verdict, report.points, report.max_points, report.command) == (Verdict.SK, 0, 2.5, "")
