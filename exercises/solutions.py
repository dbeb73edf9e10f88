"""The solutions that an exercise ships, right and wrong, and what each of them is to do when it is graded.

solutions/FOLDER/NAME/...   the files as they are turned in; FOLDER stands for a verdict
solutions/stated.toml       ["FOLDER/NAME"]: the reason why that one fails
        |
        v
Solution: the verdicts that it may get, and its statement
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from core.errors import BrokenExercise
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.locate import near
from exercises.model import Exercise
from exercises.section import Names, Section
from exercises.toml import parse_toml

STATED = "stated.toml"
ACCEPTED = "accepted"
PARTIAL = "partially_accepted"
FAILURES = (Verdict.WA, Verdict.TLE, Verdict.RTE, Verdict.MLE, Verdict.OLE)
# Those with several verdicts are the Kattis problem package format's; `mixed` may get any.
FOLDERS = {
    ACCEPTED: (Verdict.AC,),
    "wrong_answer": (Verdict.WA,),
    "time_limit_exceeded": (Verdict.TLE,),
    "memory_limit_exceeded": (Verdict.MLE,),
    "output_limit_exceeded": (Verdict.OLE,),
    "run_time_error": (Verdict.RTE,),
    "compile_error": (Verdict.CE,),
    "check_failed": (Verdict.CF,),
    "rejected": (*FAILURES, Verdict.CE),
    "brute_force": (Verdict.TLE, Verdict.RTE, Verdict.MLE),
    PARTIAL: (*FAILURES, Verdict.AC),
    "mixed": (Verdict.AC, *FAILURES, Verdict.CE, Verdict.CF),
}
# DOMjudge's tag in a jury's source, and its two spellings of each result (SubmissionService, PROBLEM_RESULT_REMAP).
# It has no verdict for memory, which ends a run there as an error, and none for an output that is merely empty here.
EXPECTED_RESULTS = re.compile(rb"@EXPECTED_RESULTS@:[ \t]*([^\n\r*]*)", re.IGNORECASE)
RESULTS = {
    "CORRECT": (Verdict.AC,),
    "ACCEPTED": (Verdict.AC,),
    "WRONG-ANSWER": (Verdict.WA,),
    "NO-OUTPUT": (Verdict.WA,),
    "TIMELIMIT": (Verdict.TLE,),
    "TIME-LIMIT-EXCEEDED": (Verdict.TLE,),
    "RUN-ERROR": (Verdict.RTE, Verdict.MLE),
    "RUN-TIME-ERROR": (Verdict.RTE, Verdict.MLE),
    "OUTPUT-LIMIT": (Verdict.OLE,),
    "COMPILER-ERROR": (Verdict.CE,),
    "CHECK-MANUALLY": FOLDERS["mixed"],
}


Verdicts = Annotated[tuple[Annotated[Verdict, Field(strict=False)], ...], Field(strict=False)]


class Rule(Section):
    """What some testcases get, by shell patterns on their names; all of them where there are none. Each gets one of
    `permitted`, and at least one gets one of `required`; of one the checker notes `notes` for staff, or more."""

    testcases: Names = ("*",)
    permitted: Verdicts | None = None
    required: Verdicts | None = None
    notes: str | None = Field(None, min_length=1)


class Statement(Section):
    """Why a solution fails. What is left out isn't asked.

    `fails`: shell patterns on testcases; exactly those fail and no other, skipped ones apart. `check`: the name of
    the one check that fails. `says`: part of the detail of a testcase, check or build step that failed. `verdicts`:
    those it may get, one of its folder's among them. `least` and `most`: the points it gets, both included. With
    `rules` every testcase is judged, whatever those before it got.
    """

    fails: Names | None = None
    check: str | None = None
    says: str | None = Field(None, min_length=1)
    verdicts: Verdicts | None = None
    least: float | None = Field(None, ge=0)
    most: float | None = Field(None, ge=0)
    rules: Annotated[tuple[Rule, ...], Field(strict=False)] = ()


class Stated(RootModel[dict[str, Statement]]):
    """`solutions/stated.toml`: a table for each solution, named `FOLDER/NAME`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """`name` is `FOLDER/NAME`. Every grading of it must give one of `verdicts`; its folder's come first."""

    name: str
    folder: Path
    verdicts: tuple[Verdict, ...]
    statement: Statement | None

    @property
    def accepted(self) -> bool:
        return self.verdicts == (Verdict.AC,)

    @property
    def partial(self) -> bool:
        """Whether it gets some of the points, neither none nor all."""
        return self.name.startswith(f"{PARTIAL}/")


def solutions(exercise: Exercise) -> tuple[Solution, ...]:
    """Every solution, by folder and name. Raises BrokenExercise for what can't be one, and for a false statement."""
    found = folders(exercise.folder / "solutions")
    stated = read_statements(exercise, found)
    return tuple(solution(name, folder, stated.get(name)) for name, folder in found.items())


def folders(top: Path) -> dict[str, Path]:
    """`FOLDER/NAME` -> its folder. Raises BrokenExercise for a verdict that there isn't, and a file among solutions."""
    found = {}
    for folder in sorted(path for path in top.glob("*") if path.name != STATED):
        if folder.name not in FOLDERS or not folder.is_dir():
            hint = near(folder.name, FOLDERS) or f"; expected one of {', '.join(FOLDERS)}"
            raise BrokenExercise(f"{folder}: no verdict has such a folder{hint}")
        for path in sorted(folder.iterdir()):
            if not path.is_dir():
                raise BrokenExercise(f"{path}: a solution is a folder, with the files as they are turned in")
            found[f"{folder.name}/{path.name}"] = path
    return found


def read_statements(exercise: Exercise, names: Iterable[str]) -> dict[str, Statement]:
    path = exercise.folder / "solutions" / STATED
    if not path.exists():
        return {}
    stated = parse_toml(path, Stated, "the statements").root
    for name, statement in stated.items():
        if name not in names:
            raise BrokenExercise(f"{path}: {name!r}: there is no such solution{near(name, names)}")
        testcases = [testcase.name for testcase in exercise.testcases]
        check_patterns(path, f"{name}.fails", statement.fails or (), testcases)
        for rule in statement.rules:
            check_patterns(path, f"{name}.rules.testcases", rule.testcases, testcases)
    return stated


def check_patterns(path: Path, key: str, patterns: Names, testcases: list[str]) -> None:
    for pattern in patterns:
        if not any(fnmatchcase(testcase, pattern) for testcase in testcases):
            raise BrokenExercise(f"{path}: {key}: no testcase is named {pattern!r}{near(pattern, testcases)}")


def solution(name: str, folder: Path, statement: Statement | None) -> Solution:
    """Where neither a statement nor a tag names verdicts, they are its folder's."""
    own = FOLDERS[name.split("/")[0]]
    allowed = (statement and statement.verdicts) or tagged_verdicts(folder) or own
    if not set(own) & set(allowed):
        said = ", ".join(allowed)
        raise BrokenExercise(
            f"{folder}: its folder says {' or '.join(own)}, but it is stated to get {said}; move it to one of those"
        )
    first = tuple(verdict for verdict in own if verdict in allowed)
    others = tuple(verdict for verdict in allowed if verdict not in own)
    return Solution(name=name, folder=folder, verdicts=(*first, *others), statement=statement)


def tagged_verdicts(folder: Path) -> tuple[Verdict, ...]:
    """What DOMjudge's `@EXPECTED_RESULTS@: ` in a source allows; nothing where there's no such tag."""
    for entry in read_entries(folder):
        if match := EXPECTED_RESULTS.search(entry.data):
            return results_named(folder / entry.path, match[1].decode(errors="replace"))
    return ()


def results_named(path: Path, tag: str) -> tuple[Verdict, ...]:
    verdicts: list[Verdict] = []
    for word in tag.split(","):
        result = word.strip().upper().replace("_", "-")
        if result not in RESULTS:
            raise BrokenExercise(f"{path}: @EXPECTED_RESULTS@: {word.strip()!r} is no result{near(result, RESULTS)}")
        verdicts += RESULTS[result]
    return tuple(dict.fromkeys(verdicts))
