import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BrokenExercise
from exercises.calls import as_line, read_calls
from exercises.manifest import Manifest
from exercises.model import Call, Expectation
from tests.builders import manifest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
PYTHON = {"language": "python", "unit": {"files": ["a.py"], "functions": ["slugify", "mean"]}, "run": {}}
C_FUNCTIONS = ["int add(int a, int b)", "int *range(int a, int b)", "char *upper(char *text)", "double half(float x)"]
C = {"language": "c", "unit": {"files": ["a.c"], "functions": C_FUNCTIONS}, "run": {}}


def read(folder: Path, of: Manifest, asked: str, expected: str) -> tuple[Call, ...]:
    (folder / "one.in").write_text(asked)
    (folder / "one.out").write_text(expected)
    assert of.unit
    return read_calls(folder / "one.out", of, of.unit)


def test_calls_and_what_is_expected_of_them(tmp_path: Path) -> None:
    asked = '{"call": "mean", "args": [[1, 2]]}\n\n{"args": ["A b"], "call": "slugify"}\n'
    mean, slugify = read(
        tmp_path, manifest(**PYTHON), asked, '{"returned": 1.5}\n{"raised": "TypeError", "printed": ""}\n'
    )
    assert (mean.name, mean.arguments, mean.expected.returns, mean.expected.returned) == ("mean", ([1, 2],), True, 1.5)
    assert slugify.expected == Expectation(returns=False, returned=None, arguments=None, printed="", raised="TypeError")
    assert as_line(slugify) == b'{"call":"slugify","args":["A b"]}\n'


def test_null_may_be_expected(tmp_path: Path) -> None:
    (call,) = read(tmp_path, manifest(**PYTHON), '{"call": "mean"}', '{"returned": null}')
    assert (call.expected.returns, call.expected.returned, call.arguments) == (True, None, ())


@pytest.mark.parametrize(
    ("asked", "expected", "words"),
    [
        ("", "", "one.out: 0 lines for the 0 calls"),
        ('{"call": "mean"}', '{"returned": 1}\n{"returned": 2}', "one.out: 2 lines for the 1 calls of one.in"),
        ('{"call": "meen"}', "{}", "one.in:1: call: no function 'meen' is declared (did you mean mean?)"),
        ('{"call": "x"}', "{}", "unit.functions names slugify, mean"),
        ('{"call": "mean"}\n{"cal": "mean"}', "{}", "one.in:2: "),
        ('{"call": "mean", "arg": []}', "{}", "one.in:1: arg: Extra inputs are not permitted (did you mean args?)"),
        ('{"call": "mean"', "{}", "one.in:1: not one JSON object: EOF"),
        ('{"call": "mean", "args": [NaN]}', "{}", "one.in:1: not one JSON object"),
        (
            '{"call": "mean"}',
            '{"return": 1}',
            "one.out:1: return: Extra inputs are not permitted (did you mean returned?)",
        ),
        ('{"call": "mean", "length": 3}', "{}", "one.in:1: length: only a C function"),
        ("[" * 100_000, "{}", "one.in:1: not one JSON object"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, asked: str, expected: str, words: str) -> None:
    with pytest.raises(BrokenExercise) as refusal:
        read(tmp_path, manifest(**PYTHON), asked, expected)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"call": "add", "args": [1]}, "args: add takes 2, these are 1"),
        ({"call": "add", "args": [1, "2"]}, "args: '2' can't be argument 2 of add, which is `int`"),
        ({"call": "add", "args": [1, 2**31]}, "can't be argument 2"),
        ({"call": "add", "args": [True, 1]}, "can't be argument 1"),
        ({"call": "add", "args": [None, 1]}, "can't be argument 1"),
        ({"call": "range", "args": [1, 2]}, "length: missing"),
        ({"call": "add", "args": [1, 2], "length": 1}, "length: only for a function that returns an array"),
        ({"call": "upper", "args": ["a\0b"]}, "can't be argument 1 of upper, which is `char *`"),
        ({"call": "upper", "args": [{"room": 2, "text": "ab"}]}, "can't be argument 1"),
        ({"call": "upper", "args": [{"text": "ab", "room": 9}]}, "can't be argument 1"),
    ],
)
def test_values_that_c_has_no_place_for(tmp_path: Path, call: dict[str, object], words: str) -> None:
    with pytest.raises(BrokenExercise) as refusal:
        read(tmp_path, manifest(**C), json.dumps(call), "{}")
    assert words in str(refusal.value)


@given(st.lists(VALUES))
def test_a_call_is_one_line_of_json(arguments: list[object]) -> None:
    nothing = Expectation(returns=False, returned=None, arguments=None, printed=None, raised=None)
    line = as_line(Call(name="f", arguments=tuple(arguments), length=None, expected=nothing))  # type: ignore[arg-type]
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"call": "f", "args": arguments}
