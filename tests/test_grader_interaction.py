"""Who decides an interactive testcase: each rule on conversations as they come back, then all of it for real."""

from pathlib import Path

import pytest

from core.errors import SandboxDied
from core.reports import Report
from core.runs import MOST_KEPT, Command, Conversation, RunResult, Said, Stopped
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import load_exercise
from exercises.solutions import Solution, solutions
from grader.grade import grade
from grader.interaction import as_text, decide
from sandboxes.pool import WarmPool
from tests.builders import LIMITS, a_testcase, exercise, ran, tree
from tests.fakes.conversations import Talker, stopped_at
from tests.fakes.sandboxes import FakePool

GUESS = load_exercise(Path(__file__).parent / "exercises/guess-the-number")
CRASHED = ran(exit_code=None, signal=11)
SPUN = ran(exit_code=None, signal=9, stopped=Stopped.CPU, cpu_ms=1001)
CUT_OFF = stopped_at(Stopped.PARTNER)


def talked(own: RunResult, partners: RunResult, *, partner_first: bool, said: tuple[Said, ...] = ()) -> Conversation:
    return Conversation(own=own, partners=partners, partner_first=partner_first, said=said, left_out=0)


@pytest.mark.parametrize(
    ("own", "interactor", "interactor_first", "verdict"),
    [
        (ran(), ran(exit_code=42), True, Verdict.AC),
        (ran(), ran(exit_code=42), False, Verdict.AC),
        (ran(), ran(exit_code=43), True, Verdict.WA),
        (ran(), ran(exit_code=43), False, Verdict.WA),
        (CRASHED, ran(exit_code=43), True, Verdict.WA),
        (SPUN, ran(exit_code=43), True, Verdict.WA),
        (CRASHED, ran(exit_code=43), False, Verdict.RTE),
        (SPUN, ran(exit_code=43), False, Verdict.TLE),
        (CRASHED, ran(exit_code=42), True, Verdict.RTE),
        (SPUN, ran(exit_code=42), True, Verdict.TLE),
        (stopped_at(Stopped.WALL), CUT_OFF, False, Verdict.TLE),
        (stopped_at(Stopped.OUTPUT), CUT_OFF, False, Verdict.OLE),
        (ran(exit_code=None, signal=9, out_of_memory=True), ran(exit_code=1), False, Verdict.MLE),
        (CRASHED, ran(exit_code=1), False, Verdict.RTE),
        (CRASHED, ran(exit_code=1), True, Verdict.JE),
        (ran(), ran(exit_code=1), True, Verdict.JE),
        (ran(), ran(exit_code=0), False, Verdict.JE),
        (ran(), stopped_at(Stopped.WALL), False, Verdict.JE),
        (CUT_OFF, SPUN, True, Verdict.JE),
        (CUT_OFF, stopped_at(Stopped.OUTPUT), True, Verdict.JE),
        (ran(exit_code=3), ran(exit_code=42), False, Verdict.RTE),
    ],
)
def test_who_ended_first_decides(
    own: RunResult, interactor: RunResult, interactor_first: bool, verdict: Verdict
) -> None:
    held = talked(own, interactor, partner_first=interactor_first)
    assert decide(held, LIMITS, LIMITS, a_testcase()).verdict is verdict


def test_a_transcript_says_who_said_what() -> None:
    said = (
        Said(by_partner=True, text=b"3"),
        Said(by_partner=True, text=b" 4\n5\n"),
        Said(by_partner=False, text=b"\x1b[2J\xff"),
    )
    assert as_text(talked(ran(), ran(), partner_first=False, said=said)) == (
        "< 3 4\n< 5\n> \\x1b[2J\\xff [no line end]"
    )


def test_a_transcript_shows_where_some_was_left_out() -> None:
    said = (Said(by_partner=False, text=b"a" * MOST_KEPT), Said(by_partner=False, text=b"end\n"))
    held = Conversation(own=ran(), partners=ran(), partner_first=False, said=said, left_out=70)
    first, gap, last = as_text(held).split("\n")
    assert (first[:3], gap, last) == ("> a", "[... 70 bytes left out]", "> end")


INTERACTOR = {"folder": "talks", "command": ["./talks"], "commands": [["make", "talks"]]}
ECHOES = exercise(a_testcase("one", stdin=b"secret"), interactor=INTERACTOR)


def echoing(asked: Command) -> Talker:
    if asked.argv[0] == "./talks":
        heard = yield b"hello\n"
        while not heard and heard is not None:
            heard = yield b""
        return ran(exit_code=42 if heard == b"hello\n" else 43)
    heard = yield b""
    while not heard:
        heard = yield b""
    yield heard
    return ran()


def test_neither_input_nor_answer_come_near_the_submission() -> None:
    pool = FakePool(lambda _: ran(), echoing)
    (report,) = grade(ECHOES, tree({"main.c": b""}), pool).tests
    assert (report.verdict, report.transcript) == (Verdict.AC, None)
    theirs, schools = pool.taken
    assert [(asked.stdin, asked.files) for asked in theirs.commands] == [(b"", ())] * len(theirs.commands)
    assert {entry.data for entry in schools.commands[-1].files} == {b"secret", b"fine\n"}
    assert schools.log[:3] == ["put /", "make talks", "seal"]


def test_a_conversation_that_starved_is_held_again() -> None:
    tries: list[Command] = []

    def starving(asked: Command) -> Talker:
        tries.append(asked)
        if len(tries) <= 2:
            return ran(exit_code=None, signal=9, stopped=Stopped.WALL, starved=True)
        return (yield from echoing(asked))

    (report,) = grade(ECHOES, tree({"main.c": b""}), FakePool(lambda _: ran(), starving)).tests
    assert report.verdict is Verdict.AC


def test_a_submission_that_takes_its_sandbox_down_ends_the_interactors_with_it() -> None:
    """The interactor's is still in the middle of a conversation, so that the next testcase takes fresh ones of both."""
    deaths = [SandboxDied("gone", out_of_memory=True)]

    def dying(asked: Command) -> Talker:
        if asked.argv[0] != "./talks" and deaths:
            raise deaths.pop()
        return (yield from echoing(asked))

    twice = exercise(a_testcase("one"), a_testcase("two"), interactor=INTERACTOR)
    pool = FakePool(lambda _: ran(), dying)
    first, second = grade(twice, tree({"main.c": b""}), pool).tests
    assert (first.verdict, second.verdict) == (Verdict.MLE, Verdict.AC)
    assert len(pool.taken) == 4


def test_an_interactor_that_can_not_be_built_is_the_schools_failure() -> None:
    def script(asked: Command) -> RunResult:
        return ran(exit_code=2, stderr=b"talks.c:1: error") if "talks" in asked.argv else ran()

    (report,) = grade(ECHOES, tree({"main.c": b""}), FakePool(script, echoing)).tests
    assert (report.verdict, report.points) == (Verdict.JE, 0)
    assert "talks.c:1: error" in report.for_staff
    assert "talks.c" not in report.detail


def graded(solution: Solution, pool: WarmPool) -> Report:
    return grade(GUESS, Tree(entries=read_entries(solution.folder), commit=None), pool)


@pytest.mark.parametrize("solution", solutions(GUESS), ids=lambda solution: solution.name)
def test_a_solution_gets_the_verdict_of_its_folder(solution: Solution, pool: WarmPool) -> None:
    report = graded(solution, pool)
    assert {report.verdict} == set(solution.verdicts), report.tests
    for test in report.tests:
        assert (test.transcript is None) == (test.verdict in (Verdict.AC, Verdict.SK))
        assert test.expected is None
        assert test.stdin == ""
