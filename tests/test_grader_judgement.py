"""What a checker's exit code and files come to, whatever it writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.runs import RunResult, Stopped
from core.verdicts import Verdict
from grader.judgement import by_judgement, read_judgement, share_of, unfit
from grader.referee import MULTIPLIER, SCORE, TO_STAFF, TO_STUDENT, Unfit
from tests.builders import LIMITS, ran

PATHS = {"score": SCORE, "multiplier": MULTIPLIER, "student": TO_STUDENT, "staff": TO_STAFF}


def judged(exit_code: int | None = 42, **files: bytes) -> RunResult:
    return ran(exit_code=exit_code, files={PATHS[name]: data for name, data in files.items()})


def test_42_accepts_and_43_does_not() -> None:
    right = by_judgement(read_judgement(judged(42), LIMITS, 4), "checker")
    wrong = by_judgement(read_judgement(judged(43), LIMITS, 4), "checker", got="this")
    assert (right.verdict, right.share, right.detail, right.got) == (Verdict.AC, 1, "", None)
    assert (wrong.verdict, wrong.detail, wrong.got) == (Verdict.WA, "the checker doesn't accept it", "this")


def test_one_message_is_for_the_student_and_one_for_staff() -> None:
    result = judged(43, student=b" too \x1b[2J small\n", staff=b"it was 7\n")
    decision = by_judgement(read_judgement(result, LIMITS, 4), "interactor", transcript="> 6")
    assert (decision.detail, decision.for_staff) == ("too \\x1b[2J small", "it was 7\n")
    assert decision.transcript == "> 6"


@pytest.mark.parametrize(
    ("files", "share"),
    [
        ({"multiplier": b"0.25\n"}, 0.25),
        ({"multiplier": b"1"}, 1),
        ({"multiplier": b"0"}, 0),
        ({"score": b"1"}, 0.25),
        ({"score": b" 4.0 "}, 1),
        ({"score": b"1e-1"}, 0.025),
        ({}, 1),
    ],
)
def test_a_score_is_a_share_of_the_points(files: dict[str, bytes], share: float) -> None:
    decision = by_judgement(read_judgement(judged(42, **files), LIMITS, 4), "checker")
    assert decision.verdict is Verdict.AC
    assert decision.share == pytest.approx(share)
    assert ("of the points" in decision.detail) == (share < 1)


def test_a_testcase_of_no_points_may_be_scored() -> None:
    assert read_judgement(judged(score=b"0"), LIMITS, 0).share == 1
    assert read_judgement(judged(score=b"50"), LIMITS, 0).share == 1
    assert read_judgement(judged(43, score=b"50"), LIMITS, 0).accepted is False


@pytest.mark.parametrize(
    "result",
    [
        judged(0),
        judged(1),
        judged(41),
        judged(None),
        ran(exit_code=None, signal=11),
        ran(exit_code=42, stopped=Stopped.OUTPUT),
        ran(exit_code=None, signal=9, stopped=Stopped.WALL),
        ran(exit_code=None, signal=9, stopped=Stopped.CPU),
        ran(exit_code=42, out_of_memory=True),
        ran(exit_code=None, exec_error="No such file or directory"),
        judged(43, score=b"1"),
        judged(43, multiplier=b"0"),
        judged(42, score=b"1", multiplier=b"1"),
        judged(42, score=b"4.1"),
        judged(42, score=b"-1"),
        judged(42, score=b"nan"),
        judged(42, score=b"inf"),
        judged(42, score=b""),
        judged(42, score=b"1 2"),
        judged(42, score=b"9" * 5000),
        judged(42, multiplier=b"1.01"),
        judged(42, multiplier=b"one"),
        judged(42, multiplier=b"\xff"),
    ],
    ids=str,
)
def test_anything_else_is_a_failure_of_the_schools(result: RunResult) -> None:
    with pytest.raises(Unfit):
        read_judgement(result, LIMITS, 4)


def test_staff_see_why_and_what_it_noted_and_the_student_only_that_it_failed() -> None:
    result = ran(exit_code=1, stderr=b"IndexError\x07", files={TO_STAFF: b"case 7"})
    with pytest.raises(Unfit) as failure:
        read_judgement(result, LIMITS, 1)
    decision = unfit("checker", failure.value, got="what it had printed")
    assert decision.verdict is Verdict.JE
    for seen in ("exit code 1", "IndexError\\x07", "case 7"):
        assert seen in decision.for_staff
        assert seen not in decision.detail
    assert "not your program's fault" in decision.detail


@given(st.binary(max_size=60), st.sampled_from((SCORE, MULTIPLIER)), st.floats(0, 1000))
def test_no_bytes_are_worth_more_than_all_points(data: bytes, path: str, points: float) -> None:
    try:
        share = share_of({path: data}, points, accepted=True)
    except ValueError:
        return
    assert 0 <= share <= 1
