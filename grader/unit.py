"""What the calls of a [unit] testcase came to. The driver's stdout is hostile; what is expected never left the host.

stdout  --split at RS-->  (printed, record) a call  --compare-->  the first call that went wrong decides

A submission can write records of its own: it doesn't know what is expected, so it only spoils its own answers.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic_core import from_json

from core.runs import RunResult
from core.verdicts import Verdict
from exercises.model import Call
from exercises.units import Unit
from grader.decision import Decision
from grader.words import differing_excerpts, excerpt, visible

RECORD = b"\x1e"
VALUE_CHARACTERS = 120


class Record(BaseModel):
    """One answer of the driver. Neither `raised` nor `unreadable`: it returned `returned`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    returned: JsonValue = None
    args: list[JsonValue] | None = None
    raised: str | None = None
    message: str = ""
    unreadable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a call did: what it printed, and its record."""

    printed: str
    record: Record


def decide_calls(
    unit: Unit, calls: Sequence[Call], result: RunResult, verdict: Verdict | None, detail: str
) -> Decision:
    """`verdict` and `detail` are what the run alone decided; where it ended as it should, the first bad call does."""
    answers, printed = answers_of(result.stdout)
    got = as_lines(did(call, answer) for call, answer in zip(calls, answers, strict=False))
    if verdict is not None:
        stopped = f"{detail}{where_it_stopped(calls, answers)}"
        return Decision(verdict=verdict, detail=stopped, got=excerpt(got + printed))
    problem = first_problem(calls, answers, unit.tolerance)
    if problem is None:
        return Decision(verdict=Verdict.AC)
    expected = as_lines(
        did(call, answer) if answer and agrees(call, answer, unit.tolerance) else should(call)
        for call, answer in zip_longest(calls, answers[: len(calls)])
    )
    bad, why = problem
    wanted_excerpt, got_excerpt = differing_excerpts(expected, got)
    return Decision(verdict=bad, detail=why, expected=wanted_excerpt, got=got_excerpt)


def as_lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def first_problem(calls: Sequence[Call], answers: Sequence[Answer], tolerance: float) -> tuple[Verdict, str] | None:
    for call, answer in zip(calls, answers, strict=False):
        if not agrees(call, answer, tolerance):
            crashed = answer.record.raised is not None and call.expected.raised is None
            return (Verdict.RTE if crashed else Verdict.WA), f"{did(call, answer)}, {wanted(call)}"
    if len(answers) < len(calls):
        return Verdict.RTE, f"ended {interrupted(calls, len(answers))}"
    if len(answers) > len(calls):
        return Verdict.WA, f"{len(answers)} answers came back from {len(calls)} calls"
    return None


def where_it_stopped(calls: Sequence[Call], answers: Sequence[Answer]) -> str:
    """`, in the middle of call 3, slugify("A b")`, for a run that was stopped or crashed."""
    return f", {interrupted(calls, len(answers))}" if len(answers) < len(calls) else ""


def interrupted(calls: Sequence[Call], done: int) -> str:
    return f"in the middle of call {done + 1}, {asked(calls[done])}"


def answers_of(stdout: bytes) -> tuple[list[Answer], bytes]:
    """An answer for each RS, whatever follows it, with what the call had printed before; and what stands after all."""
    printed, *parts = stdout.split(RECORD)
    answers = []
    for part in parts:
        document, _, after = part.partition(b"\n")
        answers.append(Answer(printed=printed.decode(errors="replace"), record=record_of(document)))
        printed = after
    return answers, printed


def record_of(document: bytes) -> Record:
    try:
        return Record.model_validate(from_json(document.decode(errors="replace"), allow_inf_nan=False))
    except (ValidationError, ValueError, RecursionError):
        return Record(unreadable="something that can't be read")


def agrees(call: Call, answer: Answer, tolerance: float) -> bool:
    """Whether the call did all that the testcase names."""
    want, record = call.expected, answer.record
    if record.unreadable is not None or record.raised != want.raised:
        return False
    after = call.arguments if record.args is None else record.args
    return (
        (not want.returns or same(want.returned, record.returned, tolerance))
        and (want.arguments is None or same(list(want.arguments), list(after), tolerance))
        and (want.printed is None or want.printed == answer.printed)
    )


def same(want: JsonValue, got: JsonValue, tolerance: float) -> bool:
    """Equality of JSON values: true is not 1, and a number written with a point may differ by the tolerance."""
    match want, got:
        case bool(), _:
            return want is got
        case float(), int() | float():
            return not isinstance(got, bool) and close(want, got, tolerance)
        case int(), int() | float():
            return not isinstance(got, bool) and want == got
        case list(), list():
            return len(want) == len(got) and all(same(a, b, tolerance) for a, b in zip(want, got, strict=True))
        case dict(), dict():
            return want.keys() == got.keys() and all(same(want[key], got[key], tolerance) for key in want)
        case _:
            return type(want) is type(got) and want == got


def close(want: float, got: float, tolerance: float) -> bool:
    try:
        return math.isclose(want, got, rel_tol=tolerance, abs_tol=tolerance)
    except OverflowError:  # a whole number too large for a float
        return False


def asked(call: Call) -> str:
    return f"{call.name}({', '.join(shown(value) for value in call.arguments)})"


def did(call: Call, answer: Answer) -> str:
    """`slugify("A b") returned "a b"`: what came of the call, as far as the testcase asks."""
    want, record = call.expected, answer.record
    if record.unreadable is not None:
        return f"{asked(call)} returned {short(record.unreadable)}"
    if record.raised is not None:
        return f"{asked(call)} raised {short(record.raised)}{f' ({short(record.message)})' if record.message else ''}"
    returned = shown(record.returned) if want.returns or want.raised is not None else None
    after = call.arguments if record.args is None else record.args
    arguments = shown(list(after)) if want.arguments is not None else None
    printed = shown(answer.printed) if want.printed is not None else None
    return f"{asked(call)} {effects(returned, arguments, printed)}"


def should(call: Call) -> str:
    """The same of a call that does all that is expected of it."""
    want = call.expected
    if want.raised is not None:
        return f"{asked(call)} raised {want.raised}"
    returned = shown(want.returned) if want.returns else None
    arguments = shown(list(want.arguments)) if want.arguments is not None else None
    printed = shown(want.printed) if want.printed is not None else None
    return f"{asked(call)} {effects(returned, arguments, printed)}"


def wanted(call: Call) -> str:
    """`expected "a-b"`; where more than a value was asked for, what was."""
    want = call.expected
    if want.returns and want.raised is None and want.arguments is None and want.printed is None:
        return f"expected {shown(want.returned)}"
    return f"expected: {should(call).removeprefix(asked(call)).strip()}"


def effects(returned: str | None, arguments: str | None, printed: str | None) -> str:
    said = (("returned", returned), ("left its arguments", arguments), ("printed", printed))
    return ", ".join(f"{verb} {value}" for verb, value in said if value is not None)


def shown(value: JsonValue) -> str:
    return short(json.dumps(value, ensure_ascii=False))


def short(text: str) -> str:
    """One line, safe to print."""
    line = visible(text).replace("\n", "\\n").replace("\t", "\\t")
    return line if len(line) <= VALUE_CHARACTERS else f"{line[:VALUE_CHARACTERS]}..."
