"""`exercise.toml`, key by key. Unknown keys are refused, and every key has one meaning in one version.

exercise.toml
├── version, title, language
├── [turn_in]    which files the student hands in
├── [checks]     style, allowed functions, Makefile rules, leaks: see `checks.py`
├── [build]      the student's own build (a Makefile, say)
├── [harness]    the school's files, put at `school/` once the student's build is over, and what to build from them
├── [run]        the command that every testcase runs, and its limits
├── [unit]       functions that testcases call, [framework] tests inside the student's process: see `units.py`
├── [program]    one program, in any of several languages: see `programs.py`
├── [page]       a web page that testcases use in a browser: see `pages.py`
├── [checker]    how output is compared, [interactor] who talks with the submission: see `checkers.py`
├── [testcases]  points, and what differs for a named testcase
├── [scoring], [groups], [feedback]   how testcases make a mark, and who sees what: see `groups.py`
└── [mutation]   how good the testcases must be at telling right from wrong: see `mutation.py`
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.checkers import Checker, Validator
from exercises.checks import Checks, check_languages
from exercises.groups import Feedback, Group, Scoring, first_problem_of
from exercises.mutation import Mutation
from exercises.pages import Page, check_page
from exercises.programs import Program, check_program
from exercises.section import (
    Arguments,
    CommandLine,
    CommandLines,
    FolderName,
    LanguageName,
    OpenFolder,
    Patterns,
    PhaseLimits,
    Points,
    Section,
)
from exercises.units import Framework, Unit, check_framework, check_unit


class TurnIn(Section):
    """Patterns as in .gitignore, but that what is required or optional is a file of that name, and no folder of it
    unless the pattern ends with `/` or `*`. What is neither is extra; `forbidden` is never allowed.

    With `deduct` files that shouldn't be there take so many marks of 100; a missing one always costs everything.
    """

    required: Patterns = ()
    optional: Patterns = ()
    forbidden: Patterns = ()
    extra: Literal["forbidden", "allowed"] = "forbidden"
    deduct: Annotated[float, Field(gt=0, le=100)] | None = None


class Build(PhaseLimits):
    """`bonus` is built last; where it can't be, only the bonus groups are lost."""

    commands: CommandLines = ()
    bonus: CommandLines = ()
    cpu_ms: int = Field(30_000, ge=10, le=600_000)
    wall_ms: int = Field(60_000, ge=10, le=1_200_000)
    memory_mib: int = Field(512, ge=16, le=4096)
    processes: int = Field(64, ge=1, le=1024)
    output_kib: int = Field(64, ge=1, le=16_384)


class Harness(Section):
    """`folder` lies beside the manifest; `commands` run as the build does, under its limits."""

    folder: OpenFolder = "harness"
    commands: CommandLines = ()
    bonus: CommandLines = ()


class Run(PhaseLimits):
    """`command` none: the driver's, which then must be there."""

    command: CommandLine | None = None
    cpu_ms: int = Field(1_000, ge=10, le=600_000)
    wall_ms: int = Field(4_000, ge=10, le=1_200_000)
    memory_mib: int = Field(64, ge=4, le=4096)
    processes: int = Field(16, ge=1, le=1024)
    output_kib: int = Field(64, ge=1, le=16_384)


class TestcaseRule(Section):
    """What differs for one testcase from the rest. `flags` come after the checker's or interactor's own."""

    points: Points | None = None
    exit_code: int | None = Field(None, ge=0, le=255)
    cpu_ms: int | None = Field(None, ge=10, le=600_000)
    flags: Arguments = ()


class Testcases(Section):
    """`tests/NAME.out` makes a testcase; `NAME.in` is its stdin, `NAME.args` its arguments, one a line."""

    points: Points = 1
    exit_code: int = Field(0, ge=0, le=255)
    named: dict[str, TestcaseRule] = Field({})


class Manifest(Section):
    version: Literal[1]
    title: str = Field(min_length=1, max_length=120)
    language: LanguageName
    turn_in: TurnIn = TurnIn()
    checks: Checks = Checks()
    build: Build = Build()
    harness: Harness | None = None
    run: Run = Run()
    unit: Unit | None = None
    framework: Framework | None = None
    page: Page | None = None
    program: Program | None = None
    checker: Checker = Checker()
    interactor: Validator | None = None
    testcases: Testcases = Testcases()
    scoring: Scoring = Scoring()
    groups: dict[FolderName, Group] = Field({})
    feedback: Feedback = Feedback()
    mutation: Mutation | None = None

    @property
    def validator(self) -> Validator | None:
        """The school's program that decides, if there is one: the interactor, or the custom checker."""
        return self.interactor or self.checker.program

    @model_validator(mode="after")
    def one_program_decides(self) -> Self:
        if self.interactor and self.checker.program:
            raise ValueError("interactor: it decides by itself; [checker.program] has nothing to do beside it")
        if self.validator and self.harness and self.validator.folder == self.harness.folder:
            raise ValueError(f"harness.folder: {self.harness.folder}/ has the program that decides verdicts")
        if self.validator is None and any(rule.flags for rule in self.testcases.named.values()):
            raise ValueError("testcases.named: flags are a custom checker's or an interactor's, and there is none")
        if self.interactor and self.checks.memory and self.checks.memory.tool == "valgrind":
            raise ValueError("checks.memory: valgrind runs a testcase alone, and an interactive one can't be")
        return self

    @model_validator(mode="after")
    def checks_have_their_tools(self) -> Self:
        check_languages(self.checks, self.language)
        if self.framework and self.checks.memory:
            raise ValueError("checks.memory: it follows one testcase at a time, and a framework runs all in one go")
        return self

    @model_validator(mode="after")
    def groups_go_together(self) -> Self:
        problem = first_problem_of(self.groups)
        if problem:
            raise ValueError(problem)
        return self

    @model_validator(mode="after")
    def one_driver_runs_it(self) -> Self:
        if self.unit:
            check_unit(self.language, self.unit)
        if self.framework:
            check_framework(self.language, self.framework, has_command=self.run.command is not None)
        if self.unit and (self.framework or self.run.command or self.interactor):
            raise ValueError("unit: the calls are all that is run; [framework], [interactor], run.command can't be too")
        if self.unit and self.checker.program:
            raise ValueError("unit: values are compared by themselves; [checker.program] has nothing to do here")
        builds = self.build.commands or self.build.bonus or self.run.command or self.harness
        drives = self.unit or self.framework or self.page or self.checks != Checks()
        check_program(self.program, self.language, others=bool(builds or drives))
        check_page(self.language, self.page)
        if self.page and (self.framework or self.run.command or self.interactor):
            raise ValueError("page: the browser is all that runs; [framework], [interactor], run.command can't be too")
        if self.framework and self.validator:
            raise ValueError("framework: it decides by itself; a checker's program or an interactor can't as well")
        return self
