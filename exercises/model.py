"""An exercise, loaded and whole: nothing of it is read from disk again while it is graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from core.rubrics import Rubric
from core.trees import TreeEntry
from exercises.groups import most_points
from exercises.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What is expected of a call. Only what is named counts: `returned` where `returns`, the others where not None."""

    returns: bool
    returned: JsonValue
    arguments: tuple[JsonValue, ...] | None
    printed: str | None
    raised: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a submission's function. `length`: how many elements of a returned C array are looked at."""

    name: str
    arguments: tuple[JsonValue, ...]
    length: int | None
    expected: Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Testcase:
    """One input and what is expected of it. `expected` never comes near a submission; a checker or an interactor gets
    it, with the `flags` that are this testcase's. `files` stand in the submission's folder while it runs."""

    name: str
    group: str
    stdin: bytes
    arguments: tuple[str, ...]
    expected: bytes
    exit_code: int
    cpu_ms: int
    points: float
    calls: tuple[Call, ...] = ()
    flags: tuple[str, ...] = ()
    files: tuple[TreeEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What is known here of a group whose testcases stay on the school's server: how many, and worth what together."""

    testcases: int
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """`slug` is the folder's name; `digest` is a SHA-256 over every file that decides a verdict.

    `harness` are the files put at `school/`, `harness_commands` what builds them, `command` what each testcase runs:
    the manifest's own, or those of the driver that it asks for. `statements` are by language (`en`, `fr`). Testcases
    stand group by group. `validator` are the files of the custom checker or the interactor, `include` the school's of
    [program]. `withheld` are groups that only the school's server has; none where this is the server. `setup` makes the
    sandbox's image, where the language's own isn't enough.
    """

    slug: str
    folder: Path
    digest: str
    manifest: Manifest
    statements: Mapping[str, str]
    rubric: Rubric | None
    harness: tuple[TreeEntry, ...]
    harness_commands: tuple[tuple[str, ...], ...]
    command: tuple[str, ...]
    testcases: tuple[Testcase, ...]
    validator: tuple[TreeEntry, ...] = ()
    include: tuple[TreeEntry, ...] = ()
    withheld: Mapping[str, Withheld] = field(default_factory=dict)
    setup: bytes = b""

    @property
    def max_score(self) -> float:
        points = ((testcase.group, testcase.points) for testcase in self.testcases)
        return sum(most_points(self.manifest.groups, points).values())
