"""The sections of `exercise.toml` that say what is checked besides the testcases, and what a failed check costs.

[checks]
├── [checks.makefile]   the rules of a Makefile, relinking, wildcards, flags
├── [checks.norm]       the C style of the 42 schools (norminette)
├── [checks.lint]       the language's own linter: ruff, eslint, shellcheck, cppcheck
├── [checks.functions]  which functions of the C library may be called
└── [checks.memory]     leaks and invalid accesses while the testcases run
"""

from typing import Annotated, Literal

from pydantic import Field

from exercises.section import Names, Patterns, Section


class Check(Section):
    """A failed check makes the report CF, worth nothing; with `deduct` it takes so many marks of 100 instead."""

    deduct: Annotated[float, Field(gt=0, le=100)] | None = None


Rule = Literal["all", "clean", "fclean", "re", "bonus", "name"]


class MakefileCheck(Check):
    """`name`: the file that a plain `make` builds. A second `make` must then do nothing.

    The rule "name" is the file's own (`make libft.a`). `flags`: what each call of the compiler must be given.
    """

    name: str = Field(min_length=1, max_length=128)
    rules: Annotated[tuple[Rule, ...], Field(strict=False)] = ("all", "clean", "fclean", "re")
    wildcards: Literal["allowed", "forbidden"] = "allowed"
    flags: Names = ()


class NormCheck(Check):
    """`ignored`: rules by norminette's names for them, as INVALID_HEADER."""

    files: Patterns = ("*.c", "*.h")
    ignored: Names = ()


class LintCheck(Check):
    """`files` none: those of the language. `options` go to the linter as they are."""

    files: Patterns = ()
    options: Names = ()


class FunctionsCheck(Check):
    """`allowed`: what the turned-in `files` may call besides what they define and what the compiler itself adds.

    `options` go to the compiler where the sources need any (`-DBUFFER_SIZE=32`).
    """

    allowed: Names
    files: Patterns = ("*.c",)
    options: Names = ()


class MemoryCheck(Check):
    """`valgrind` runs each testcase under it; `sanitizers` needs an exercise that builds with them."""

    tool: Literal["valgrind", "sanitizers"] = "valgrind"
    leaks: bool = True


class Checks(Section):
    makefile: MakefileCheck | None = None
    norm: NormCheck | None = None
    lint: LintCheck | None = None
    functions: FunctionsCheck | None = None
    memory: MemoryCheck | None = None


LANGUAGES_OF = {
    "makefile": ("c", "cpp"),
    "norm": ("c",),
    "lint": ("c", "cpp", "python", "node", "shell"),
    "functions": ("c",),
    "memory": ("c", "cpp"),
}


def check_languages(checks: Checks, language: str) -> None:
    """Raises ValueError for a check that there is no tool for in that language."""
    for name, languages in LANGUAGES_OF.items():
        if getattr(checks, name) is not None and language not in languages:
            raise ValueError(f"checks.{name}: there is such a check for {', '.join(languages)}, not for {language}")
