"""`exercise.toml`, key by key. Unknown keys are refused, and every key has one meaning in one version.

exercise.toml
├── version, title, language
├── [turn_in]    which files the student hands in
├── [build]      the student's own build (a Makefile, say)
├── [harness]    the school's files, put at `school/` once the student's build is over, and what to build from them
├── [run]        the command that every testcase runs, and its limits
├── [checker]    how output is compared
└── [testcases]  points, and what differs for a named testcase
"""

from typing import Annotated, Literal, Self

from pathspec import PathSpec
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator


def usable_pattern(pattern: str) -> str:
    """The pattern itself. Raises ValueError if, alone, it can't match a file: a comment or an exclusion, say."""
    if pattern[0] in "!#" or not pattern.strip():
        raise ValueError("a pattern names files; comments and exclusions (`#`, `!`) have no place here")
    PathSpec.from_lines("gitignore", (pattern,))
    return pattern


Argument = Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"^[^\x00]+$")]


def open_folder(name: str) -> str:
    """The name itself. Raises ValueError for a folder whose files no submission may see."""
    if name in ("tests", "solutions"):
        raise ValueError(f"{name}/ would be put beside the submission, which must never see it")
    return name


# Strict but for arrays: TOML has those, and no tuples.
CommandLine = Annotated[tuple[Argument, ...], Field(min_length=1, strict=False)]
CommandLines = Annotated[tuple[CommandLine, ...], Field(strict=False)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=256), AfterValidator(usable_pattern)]
Patterns = Annotated[tuple[Pattern, ...], Field(strict=False)]


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class TurnIn(Section):
    """Patterns as in .gitignore. What is neither required nor optional is extra."""

    required: Patterns = ()
    optional: Patterns = ()
    extra: Literal["forbidden", "allowed"] = "forbidden"


class PhaseLimits(Section):
    """CPU time decides; the wall limit only catches those who sleep, so it is the larger."""

    cpu_ms: int = Field(ge=10, le=600_000)
    wall_ms: int = Field(ge=10, le=1_200_000)
    memory_mib: int = Field(ge=4, le=4096)
    processes: int = Field(ge=1, le=1024)
    output_kib: int = Field(ge=1, le=16_384)

    @model_validator(mode="after")
    def wall_is_the_larger(self) -> Self:
        if self.wall_ms < self.cpu_ms:
            raise ValueError(
                f"wall_ms ({self.wall_ms}) is less than cpu_ms ({self.cpu_ms}), which then decides nothing"
            )
        return self


class Build(PhaseLimits):
    commands: CommandLines = ()
    cpu_ms: int = Field(30_000, ge=10, le=600_000)
    wall_ms: int = Field(60_000, ge=10, le=1_200_000)
    memory_mib: int = Field(512, ge=16, le=4096)
    processes: int = Field(64, ge=1, le=1024)
    output_kib: int = Field(64, ge=1, le=16_384)


class Harness(Section):
    """`folder` lies beside the manifest; `commands` run as the build does, under its limits."""

    folder: Annotated[str, AfterValidator(open_folder)] = Field("harness", pattern=r"^[A-Za-z0-9_-]+$")
    commands: CommandLines = ()


class Run(PhaseLimits):
    command: CommandLine
    cpu_ms: int = Field(1_000, ge=10, le=600_000)
    wall_ms: int = Field(4_000, ge=10, le=1_200_000)
    memory_mib: int = Field(64, ge=4, le=4096)
    processes: int = Field(16, ge=1, le=1024)
    output_kib: int = Field(64, ge=1, le=16_384)


class Checker(Section):
    """`exact`: every byte. `lines`: but for spaces at line ends and empty lines at the end. `tokens`: words only.
    `numbers`: words, and numbers may differ by `tolerance` (absolute or relative)."""

    kind: Literal["exact", "lines", "tokens", "numbers"] = "lines"
    tolerance: float = Field(1e-6, gt=0, lt=1)


class TestcaseRule(Section):
    """What differs for one testcase from the rest."""

    points: float | None = Field(None, ge=0, le=1000)
    exit_code: int | None = Field(None, ge=0, le=255)
    cpu_ms: int | None = Field(None, ge=10, le=600_000)


class Testcases(Section):
    """`tests/NAME.out` makes a testcase; `NAME.in` is its stdin, `NAME.args` its arguments, one a line."""

    points: float = Field(1, ge=0, le=1000)
    exit_code: int = Field(0, ge=0, le=255)
    named: dict[str, TestcaseRule] = {}


class Manifest(Section):
    version: Literal[1]
    title: str = Field(min_length=1, max_length=120)
    language: Literal["c", "cpp", "python", "node", "shell"]
    turn_in: TurnIn = TurnIn()
    build: Build = Build()
    harness: Harness | None = None
    run: Run
    checker: Checker = Checker()
    testcases: Testcases = Testcases()
