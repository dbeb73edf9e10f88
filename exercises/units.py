"""The sections of `exercise.toml` for tests that call a submission instead of running it as a program.

[unit]        hidden tests send calls and get values back; the host compares, and what is expected stays there
[framework]   tests that run inside the student's process, which can see them and lie
"""

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from exercises.prototypes import parse_prototype
from exercises.section import Names, Points, Section

FUNCTION = r"[A-Za-z_$][A-Za-z0-9_$]*"
UNIT_LANGUAGES = ("c", "python", "node", "java")
SourceFile = Annotated[str, StringConstraints(max_length=256, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$")]


class Unit(Section):
    """`functions` of the turned-in `files` that testcases may call: names, for C the prototypes.

    The first file is the module (Python, JavaScript) or names the class (Java); for C all are compiled, or linked, with
    `flags`. A number is expected to within `tolerance`, absolute or relative, where it is written with a point or an
    exponent; any other value must be equal.
    """

    files: Annotated[tuple[SourceFile, ...], Field(min_length=1, strict=False)]
    functions: Names = Field(min_length=1)
    flags: Names = ("-Wall", "-Wextra", "-Werror", "-O1", "-g")
    tolerance: float = Field(1e-9, gt=0, lt=1)


def check_unit(language: str, unit: Unit) -> None:
    """Raises ValueError where the language has no such driver, or a function is none that it can call."""
    if language not in UNIT_LANGUAGES:
        raise ValueError(f"unit: functions of {language} can't be called; expected one of {', '.join(UNIT_LANGUAGES)}")
    names = function_names(language, unit)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"unit.functions: {twice} stands there twice")


def function_names(language: str, unit: Unit) -> list[str]:
    """Raises ValueError."""
    return [function_name(language, text) for text in unit.functions]


def function_name(language: str, text: str) -> str:
    if language == "c":
        return parse_prototype(text).name
    if not re.fullmatch(FUNCTION, text):
        raise ValueError(f"unit.functions: {text!r}: expected a function's name")
    return text


FRAMEWORK_LANGUAGES = {"pytest": ("python",), "node": ("node",), "junit": ("java",), "unity": ("c", "cpp")}
AUTOGRADER = "autograder"  # the one testcase of a Gradescope autograder whose tests aren't named
CaseName = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Framework(Section):
    """Tests of the harness that run inside the student's process: they are visible to it, and it may forge results.

    `cases` are the tests that count, by the framework's own names, with their points; one that the results don't have
    has failed. `files` are the harness's test files (`junit`: the classes); Unity runs `run.command`, Gradescope its
    `run_autograder`. Gradescope alone may do without `cases`: its own scores then fill `points`.
    """

    kind: Literal["pytest", "node", "junit", "unity", "gradescope"]
    files: Names = ()
    cases: dict[CaseName, Points] = Field({})
    points: Points | None = None


def check_framework(language: str, framework: Framework, *, has_command: bool) -> None:
    """Raises ValueError for what the kind can't be or do."""
    kind = framework.kind
    if language not in FRAMEWORK_LANGUAGES.get(kind, (language,)):
        raise ValueError(f"framework.kind: {kind} tests {' or '.join(FRAMEWORK_LANGUAGES[kind])}, not {language}")
    if has_command != (kind == "unity"):
        raise ValueError("run.command: needed by unity, and only by it: the other frameworks bring their own")
    if bool(framework.files) != (kind in ("pytest", "node", "junit")):
        raise ValueError("framework.files: the tests that pytest, node and junit run; the others take none")
    if not framework.cases and kind != "gradescope":
        raise ValueError('framework.cases: missing: which tests count, as "name" = points')
    if bool(framework.cases) == (framework.points is not None):
        raise ValueError("framework.points: what Gradescope's own scores fill, where no cases are named")
