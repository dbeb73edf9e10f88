import pytest

from core.runs import RunResult, Stopped
from core.verdicts import Verdict
from grader.classify import classify, signal_name
from tests.builders import limits, ran

# In the order of blame: each of these decides even where every one below it holds too.
RULES = (
    ({"out_of_memory": True}, Verdict.MLE, "needed more than 64 MiB of memory"),
    ({"stopped": Stopped.CPU, "cpu_ms": 1003.2}, Verdict.TLE, "used 1003 ms of CPU time, the limit is 1000 ms"),
    ({"stdout_over": True}, Verdict.OLE, "printed more than 64 KiB"),
    ({"exec_error": "Permission denied"}, Verdict.RTE, "could not be started: Permission denied"),
    ({"signal": 11}, Verdict.RTE, "stopped by SIGSEGV (Segmentation fault)"),
    ({"exit_code": 3}, Verdict.RTE, "ended with exit code 3, expected 0"),
)


def judged(result: RunResult, exit_code: int = 0) -> tuple[Verdict | None, str]:
    return classify(result, limits(), exit_code)


def test_a_good_run_leaves_the_verdict_to_the_output() -> None:
    assert judged(ran()) == (None, "")
    assert judged(ran(exit_code=3), exit_code=3) == (None, "")


@pytest.mark.parametrize(("facts", "verdict", "words"), RULES)
def test_each_rule_alone(facts: dict[str, object], verdict: Verdict, words: str) -> None:
    assert judged(ran(**facts)) == (verdict, words)


@pytest.mark.parametrize("place", range(len(RULES)))
def test_the_first_rule_that_holds_decides(place: int) -> None:
    facts: dict[str, object] = {}
    for below in reversed(RULES[place:]):
        facts |= below[0]
    assert judged(ran(**facts))[0] is RULES[place][1]


def test_cpu_time_decides_even_where_nothing_had_to_be_stopped() -> None:
    assert judged(ran(cpu_ms=1000.01))[0] is Verdict.TLE
    assert judged(ran(cpu_ms=1000))[0] is None


def test_a_sleeper_is_told_how_little_it_did() -> None:
    verdict, words = judged(ran(stopped=Stopped.WALL, signal=9, exit_code=None, cpu_ms=2.4))
    assert verdict is Verdict.TLE
    assert words == "still not done after 4000 ms (used only 2 ms of CPU time: is it waiting for something?)"


def test_a_flood_that_was_stopped_is_no_crash() -> None:
    assert judged(ran(stopped=Stopped.OUTPUT, signal=9, exit_code=None))[0] is Verdict.OLE


def test_too_much_on_stderr_is_no_fault() -> None:
    assert judged(ran(stderr_over=True))[0] is None


def test_zero_where_another_exit_code_was_asked_for() -> None:
    assert judged(ran(), exit_code=2) == (Verdict.RTE, "ended with exit code 0, expected 2")


@pytest.mark.parametrize("facts", [{"signal": 6, "exit_code": None}, {"exit_code": 1}])
def test_forks_refused_are_told_where_the_program_failed(facts: dict[str, object]) -> None:
    _, words = judged(ran(forks_refused=True, **facts))
    assert words.endswith(" (it asked for more than 16 processes at once)")


def test_forks_refused_do_not_condemn_a_program_that_coped() -> None:
    assert judged(ran(forks_refused=True))[0] is None


@pytest.mark.parametrize(
    ("number", "name"),
    [(11, "SIGSEGV (Segmentation fault)"), (31, "SIGSYS (Bad system call)"), (10, "SIGUSR1"), (63, "signal 63")],
)
def test_signals_by_name(number: int, name: str) -> None:
    assert signal_name(number) == name
