"""The testcases of [unit]: NAME.in holds calls, NAME.out what is expected of each, one JSON object a line.

NAME.in    {"call": "slugify", "args": ["A b"]}        `length`: how many elements of a returned C array to look at
NAME.out   {"returned": "a-b"}                         of `returned`, `args`, `printed`, `raised` only those named count
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, JsonValue, ValidationError
from pydantic_core import from_json

from core.errors import BrokenExercise
from exercises.c_values import check_c_call
from exercises.files import read
from exercises.locate import near, near_key
from exercises.manifest import Manifest
from exercises.model import Call, Expectation
from exercises.prototypes import parse_prototype
from exercises.section import Section
from exercises.units import Unit, function_names

Line = TypeVar("Line", bound=Section)


class CallLine(Section):
    call: str
    args: list[JsonValue] = []  # noqa: RUF012  # pydantic copies it
    length: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class ExpectedLine(Section):
    """`raised` is the exception's name; nothing is then returned."""

    returned: JsonValue = None
    args: list[JsonValue] | None = None
    printed: str | None = None
    raised: str | None = None


def read_calls(expected: Path, manifest: Manifest, unit: Unit) -> tuple[Call, ...]:
    """The calls of the testcase whose NAME.out is `expected`. Raises BrokenExercise naming the file and the line."""
    path = expected.with_suffix(".in")
    asked = parse_lines(path, CallLine)
    wanted = parse_lines(expected, ExpectedLine)
    if not asked or len(asked) != len(wanted):
        raise BrokenExercise(f"{expected}: {len(wanted)} lines for the {len(asked)} calls of {path.name}; one for each")
    names = function_names(manifest.language, unit)
    for number, line in enumerate(asked, 1):
        if line.call not in names:
            known = near(line.call, names) or f"; unit.functions names {', '.join(names)}"
            raise BrokenExercise(f"{path}:{number}: call: no function {line.call!r} is declared{known}")
        check_values(path, number, manifest.language, unit.functions[names.index(line.call)], line)
    return tuple(call_of(line, want) for line, want in zip(asked, wanted, strict=True))


def check_values(path: Path, number: int, language: str, function: str, line: CallLine) -> None:
    try:
        if language == "c":
            check_c_call(parse_prototype(function), line.args, line.length)
        elif line.length is not None:
            raise ValueError("length: only a C function returns an array without one")
    except ValueError as error:
        raise BrokenExercise(f"{path}:{number}: {error}") from None


def call_of(line: CallLine, want: ExpectedLine) -> Call:
    named = want.model_fields_set
    return Call(
        name=line.call,
        arguments=tuple(line.args),
        length=line.length,
        expected=Expectation(
            returns="returned" in named,
            returned=want.returned,
            arguments=None if want.args is None else tuple(want.args),
            printed=want.printed,
            raised=want.raised,
        ),
    )


def parse_lines(path: Path, model: type[Line]) -> list[Line]:
    """Raises BrokenExercise naming the line, and the key that was meant."""
    lines = read(path, "the calls").split(b"\n")
    return [parse_line(path, number, line, model) for number, line in enumerate(lines, 1) if line.strip()]


def parse_line(path: Path, number: int, line: bytes, model: type[Line]) -> Line:
    try:
        return model.model_validate(from_json(line, allow_inf_nan=False))
    except ValidationError as error:
        problem = error.errors()[0]
        keys = tuple(str(part) for part in problem["loc"])
        hint = near_key(model, keys) if problem["type"] == "extra_forbidden" else ""
        raise BrokenExercise(f"{path}:{number}: {'.'.join(keys)}: {problem['msg']}{hint}") from None
    except ValueError as error:
        raise BrokenExercise(f"{path}:{number}: not one JSON object: {error}") from None


def as_stdin(calls: Iterable[Call]) -> bytes:
    """The calls as the drivers read them: keys in this order, no space between."""
    return b"".join(as_line(call) for call in calls)


def as_line(call: Call) -> bytes:
    length = {} if call.length is None else {"length": call.length}
    document = {"call": call.name, **length, "args": call.arguments}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
