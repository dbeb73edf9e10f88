"""`peermill grade --many`: a stream of trees through one pool, reports in the order of the lines.

lines --(a window of a few)--> threads, one sandbox each --> reports, in order, as soon as each is next
"""

import itertools
import json
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError
from pydantic_core import from_json

from cli.grading import PoolAtNeed, grade_path
from cli.output import EXIT_FAULT, EXIT_OK, EXIT_USAGE, say, show, words_of
from core.errors import UsageError
from core.reports import Report
from core.runs import SandboxPool
from core.verdicts import Verdict
from exercises.loader import find_exercise
from wiring.sandboxes import open_pool
from wiring.settings import load

LINE_BYTES = 64 << 10
EXERCISES_KEPT = 64


class Line(BaseModel):
    """One tree to grade. `path` and `exercise` are as on the command line."""

    model_config = ConfigDict(extra="forbid")

    id: StrictStr | StrictInt
    path: Path
    exercise: str
    commit: str | None = None


class BadLine(BaseModel):
    id: Any
    error: str


def grade_many(path: Path, *, as_json: bool) -> int:
    """Grade every line; the exit code tells of the worst: a bad line 2, else a fault 3, else 0."""
    if path.is_dir() or not path.exists():
        raise UsageError(f"{path}: no such file; --many takes a file of one JSON object a line")
    parallel = os.cpu_count() or 1
    bad = faults = 0
    with PoolAtNeed(partial(open_pool, load(), parallel, say)) as pool, ThreadPoolExecutor(parallel) as threads:
        grader = LineGrader(pool)
        for outcome in in_order(threads, grader, lines_of(path), parallel):
            show(as_document(outcome) if as_json else as_words(outcome))
            bad += isinstance(outcome, BadLine)
            faults += not isinstance(outcome, BadLine) and outcome[1].verdict is Verdict.JE
    return EXIT_USAGE if bad else EXIT_FAULT if faults else EXIT_OK


Outcome = BadLine | tuple[Any, Report]


class LineGrader:
    """Grades one line at a time a thread; an exercise is loaded once for many lines."""

    def __init__(self, pool: SandboxPool) -> None:
        self._pool = pool
        self._exercise = lru_cache(EXERCISES_KEPT)(find_exercise)

    def __call__(self, number: int, text: bytes) -> Outcome:
        try:
            line = parsed(text)
            return line.id, grade_path(line.path, self._exercise(line.exercise), line.commit, self._pool)
        except UsageError as error:
            return BadLine(id=id_of(text), error=f"line {number}: {error}")
        except OSError as error:
            return BadLine(id=id_of(text), error=f"line {number}: {words_of(error)}")


def parsed(text: bytes) -> Line:
    """Raises UsageError."""
    if len(text) > LINE_BYTES:
        raise UsageError(f"longer than {LINE_BYTES} bytes")
    try:
        return Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"][:1] == ("id",):
            raise UsageError("id: a text or a whole number was expected") from None
        where = "".join(f"{part}: " for part in first["loc"])
        raise UsageError(f"{where}{first['msg'].replace(' at line 1 column', ' at column')}") from None


def in_order(
    threads: ThreadPoolExecutor, grader: LineGrader, lines: Iterator[tuple[int, bytes]], parallel: int
) -> Iterator[Outcome]:
    """Keep at most twice as many lines in hand as are graded at once: memory stays bounded by that."""
    window: deque[Future[Outcome]] = deque()
    for number, line in lines:
        window.append(threads.submit(grader, number, line))
        if len(window) >= 2 * parallel:
            yield window.popleft().result()
    while window:
        yield window.popleft().result()


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that aren't blank, numbered from 1. Of one longer than LINE_BYTES only the beginning is kept."""
    with path.open("rb") as file:
        for number in itertools.count(1):
            line = rest = file.readline(LINE_BYTES + 1)
            if not line:
                return
            while len(rest) > LINE_BYTES and not rest.endswith(b"\n"):
                rest = file.readline(LINE_BYTES + 1)
            if line.strip():
                yield number, line.removesuffix(b"\n")


def id_of(text: bytes) -> object:
    try:
        document = from_json(text)
    except ValueError:
        return None
    return document.get("id") if isinstance(document, dict) else None


def as_document(outcome: Outcome) -> str:
    if isinstance(outcome, BadLine):
        return outcome.model_dump_json()
    line_id, report = outcome
    return json.dumps({"id": line_id} | report.model_dump(mode="json"), separators=(",", ":"))


def as_words(outcome: Outcome) -> str:
    if isinstance(outcome, BadLine):
        return f"{outcome.id}  {outcome.error}"
    line_id, report = outcome
    return f"{line_id}  {report.verdict}  {report.score:g}/{report.max_score:g}  {report.exercise}"
