import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from core.verdicts import Verdict
from exercises.model import Call, Expectation
from exercises.units import Unit
from grader.decision import Decision
from grader.unit import decide_calls, same
from tests.builders import ran

UNIT = Unit(files=("a.py",), functions=("f",))
NOTHING = Expectation(returns=False, returned=None, arguments=None, printed=None, raised=None)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def a_call(returned: JsonValue, *arguments: JsonValue) -> Call:
    want = Expectation(returns=True, returned=returned, arguments=None, printed=None, raised=None)
    return Call(name="f", arguments=arguments, length=None, expected=want)


def expecting(**changes: object) -> Call:
    plain = {"returns": False, "returned": None, "arguments": None, "printed": None, "raised": None}
    return Call(name="f", arguments=([1],), length=None, expected=Expectation(**plain | changes))  # type: ignore[arg-type]


def record(**keys: object) -> bytes:
    return b"\x1e" + json.dumps(keys).encode() + b"\n"


def decided(stdout: bytes, *calls: Call) -> Decision:
    return decide_calls(UNIT, calls, ran(stdout=stdout), None, "")


def test_all_calls_right() -> None:
    decision = decided(record(returned=1) + record(returned="a"), a_call(1), a_call("a"))
    assert decision == Decision(verdict=Verdict.AC)


def test_the_first_wrong_call_is_told_and_all_are_listed() -> None:
    stdout = record(returned="a-b") + record(returned="a b") + record(returned=3)
    decision = decided(stdout, a_call("a-b", "A b"), a_call("a-b", "A  b"), a_call(4))
    assert (decision.verdict, decision.detail) == (Verdict.WA, 'f("A  b") returned "a b", expected "a-b"')
    assert decision.expected == 'f("A b") returned "a-b"\nf("A  b") returned "a-b"\nf() returned 4\n'
    assert decision.got == 'f("A b") returned "a-b"\nf("A  b") returned "a b"\nf() returned 3\n'


@pytest.mark.parametrize(
    ("stdout", "verdict", "words"),
    [
        (b"", Verdict.RTE, "ended in the middle of call 1, f()"),
        (record(returned=1), Verdict.RTE, "ended in the middle of call 2, f()"),
        (record(returned=1) * 3, Verdict.WA, "3 answers came back from 2 calls"),
        (record(returned=1) + b"\x1e", Verdict.WA, "returned something that can't be read"),
        (record(returned=1) + b"\x1e{}\n", Verdict.WA, "f() returned null, expected 1"),
        (record(returned=1) + record(returned=1, verdict="AC"), Verdict.WA, "can't be read"),
        (record(returned=1) + record(raised="OSError", message="\x1b[31m"), Verdict.RTE, "raised OSError (\\x1b[31m)"),
        (record(returned=1) + record(unreadable="set: {1}"), Verdict.WA, "returned set: {1}, expected 1"),
        (record(returned=1) + b'\x1e{"returned": 1e999}\n', Verdict.WA, "expected 1"),
        (record(returned=1) + b'\x1e{"returned": "\xff"}\n', Verdict.WA, "expected 1"),
        (record(returned=1) + b"\x1e" + b"[" * 60_000 + b"\n", Verdict.WA, "can't be read"),
        (record(returned=1) + b'\x1e{"returned": ' + b"9" * 60_000 + b"}\n", Verdict.WA, "can't be read"),
    ],
)
def test_hostile_output(stdout: bytes, verdict: Verdict, words: str) -> None:
    decision = decided(stdout, a_call(1), a_call(1))
    assert decision.verdict is verdict
    assert words in decision.detail


@pytest.mark.parametrize(
    ("call", "answer", "right"),
    [
        (expecting(printed="hi\n"), b"hi\n" + record(returned=7), True),
        (expecting(printed="hi\n"), b"hi" + record(returned=7), False),
        (expecting(returns=True, returned=7), b"noise" + record(returned=7), True),
        (expecting(raised="KeyError"), record(raised="KeyError", message="x"), True),
        (expecting(raised="KeyError"), record(raised="ValueError"), False),
        (expecting(raised="KeyError"), record(returned=None), False),
        (expecting(arguments=([2],)), record(returned=None, args=[[2]]), True),
        (expecting(arguments=([1],)), record(returned=None), True),
        (expecting(arguments=([2],)), record(returned=None), False),
    ],
)
def test_only_what_is_named_counts(call: Call, answer: bytes, *, right: bool) -> None:
    assert (decided(answer, call).verdict is Verdict.AC) == right


def test_a_run_that_was_stopped_says_in_which_call() -> None:
    result = ran(stdout=record(returned=1) + b"half a line", exit_code=None, signal=11)
    decision = decide_calls(UNIT, (a_call(1), a_call(2, [3])), result, Verdict.RTE, "stopped by SIGSEGV")
    assert (decision.verdict, decision.detail) == (Verdict.RTE, "stopped by SIGSEGV, in the middle of call 2, f([3])")
    assert decision.got == "f() returned 1\nhalf a line"


def test_a_long_value_is_cut() -> None:
    assert len(decided(record(returned="y" * 5000), a_call("x" * 5000)).detail) < 400


@pytest.mark.parametrize(
    ("want", "got", "equal"),
    [
        (1, 1.0, True),
        (1, 1.0000000001, False),
        (1.0, 1.0000000001, True),
        (0.1, 0.1 + 1e-12, True),
        (0.1, 0.11, False),
        (True, 1, False),
        (1, True, False),
        (0.0, False, False),
        (None, False, False),
        ("1", 1, False),
        ([1, 2], [1, 2, 3], False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        (1.5, 10**400, False),
    ],
)
def test_equality_of_values(want: JsonValue, got: JsonValue, *, equal: bool) -> None:
    assert same(want, got, 1e-9) == equal


@given(VALUES)
def test_a_value_equals_itself_after_the_way_through_json(value: JsonValue) -> None:
    assert same(value, json.loads(json.dumps(value)), 1e-9)
    assert decided(record(returned=value), a_call(value)).verdict is Verdict.AC


@given(st.binary(), st.integers(1, 3))
def test_no_output_is_too_odd(stdout: bytes, calls: int) -> None:
    decision = decided(stdout, *(a_call("never to be returned") for _ in range(calls)))
    assert decision.verdict in (Verdict.WA, Verdict.RTE)
    assert decision.detail.isprintable()
    assert all(c in "\n\t" or c.isprintable() for c in f"{decision.expected}{decision.got}")
