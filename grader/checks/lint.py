"""The language's own linter on the files as pushed: ruff, eslint, shellcheck, cppcheck.

Each reads the files alone. What a student could turn it off with is refused where the tool can: its configuration files
(`--isolated`, `--no-eslintrc`, `--norc`) and comments (`--ignore-noqa`, `--no-inline-config`; cppcheck follows none).
shellcheck can't, so a comment that switches a rule off is a finding here.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic import RootModel

from core.reports import CheckReport
from core.runs import Sandbox
from core.trees import EntryKind, Tree
from exercises.checks import LintCheck
from exercises.model import Exercise
from grader.checks.outcome import one_line, outcome
from grader.checks.sources import PRODUCT, as_arguments, as_turned_in, files_matched
from grader.checks.tool import FromSandbox, Said, run_tool, tool_limits

FOUND = (0, 1)  # exit codes of a linter that came to its end; 2 and more is a linter that didn't
ESLINT = {
    "root": True,
    "extends": "eslint:recommended",
    "env": {"es6": True, "node": True},
    "globals": {"globalThis": "readonly", "BigInt": "readonly"},
    "parserOptions": {"ecmaVersion": 2022, "sourceType": "module"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linter:
    """`argv` comes before the exercise's options and the files, `stdin` is what it reads. `lines` raises ValueError."""

    name: str
    files: tuple[str, ...]
    argv: tuple[str, ...]
    lines: Callable[[Said], list[str]]
    stdin: bytes = b""


class Spot(FromSandbox):
    row: int
    column: int


class RuffFinding(FromSandbox):
    filename: str
    code: str | None
    message: str
    location: Spot


class EslintFinding(FromSandbox):
    """`line` and `column` are absent where a file can't be parsed at all."""

    ruleId: str | None = None  # noqa: N815  # the tool's own key
    message: str
    line: int = 1
    column: int = 1


class EslintFile(FromSandbox):
    filePath: str  # noqa: N815  # the tool's own key
    messages: list[EslintFinding]


class ShellFinding(FromSandbox):
    file: str
    line: int
    column: int
    code: int
    message: str


class ShellReport(FromSandbox):
    comments: list[ShellFinding]


def check_lint(sandbox: Sandbox, exercise: Exercise, tree: Tree, rule: LintCheck) -> CheckReport:
    """One call for all files. Raises SandboxDied, GraderFault."""
    linter = LINTERS[exercise.manifest.language]
    files = files_matched(tree, rule.files or linter.files)
    if not files:
        return outcome("lint", rule, (), passed="no file to look into")
    argv = [*linter.argv, *rule.options, *as_arguments(files)]
    said = run_tool(sandbox, argv, tool_limits(exercise.manifest.build), linter.stdin)
    if said.trouble or said.exit_code not in FOUND:
        why = said.trouble or f"exit code {said.exit_code}"
        return outcome("lint", rule, [f"{linter.name} could not read the files: {why}"], evidence=last_words(said))
    try:
        problems = linter.lines(said)
    except ValueError:
        return outcome("lint", rule, [f"{linter.name} could not read the files"], evidence=last_words(said))
    if linter.name == "shellcheck":
        problems += switched_off(tree, set(files))
    return outcome("lint", rule, problems, passed=f"{linter.name} finds nothing in {len(files)} files")


def line(path: str, row: int, column: int, rule: str | None, words: str) -> str:
    return one_line(f"{as_turned_in(path)}:{row}:{column}: {rule or 'syntax'}: {words}")


def ruff_lines(said: Said) -> list[str]:
    found = RootModel[list[RuffFinding]].model_validate_json(said.stdout).root
    return [line(it.filename, it.location.row, it.location.column, it.code, it.message) for it in found]


def eslint_lines(said: Said) -> list[str]:
    found = RootModel[list[EslintFile]].model_validate_json(said.stdout).root
    return [line(file.filePath, it.line, it.column, it.ruleId, it.message) for file in found for it in file.messages]


def shellcheck_lines(said: Said) -> list[str]:
    found = ShellReport.model_validate_json(said.stdout).comments
    return [line(it.file, it.line, it.column, f"SC{it.code}", it.message) for it in found]


def cppcheck_lines(said: Said) -> list[str]:
    """Raises ValueError for what is no report. Remarks without a place are about cppcheck's own options."""
    try:
        root = fromstring(said.stderr, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError) as problem:
        raise ValueError(str(problem)) from None
    lines = []
    for error in root.iter("error"):
        place = error.find("location")
        if place is not None:
            row, column = int(place.get("line", 0)), int(place.get("column", 0))
            lines.append(line(place.get("file", ""), row, column, error.get("id"), error.get("msg", "")))
    return lines


def switched_off(tree: Tree, files: set[str]) -> list[str]:
    """In these files; in all where one of these is a link, which shows any of them."""
    linked = any(entry.kind is EntryKind.LINK for entry in tree.entries if entry.path in files)
    return [
        one_line(f"{entry.path}:{number}: a comment that switches a rule off")
        for entry in tree.entries
        if linked or entry.path in files
        for number, text in enumerate(entry.data.split(b"\n"), 1)
        if switches_off(text)
    ]


def switches_off(text: bytes) -> bool:
    """Wherever the comment begins: shellcheck obeys one after `{`, `then` or `;` as well."""
    comment = text.partition(b"#")[2]
    return b"disable=" in comment.partition(b"shellcheck")[2]


def last_words(said: Said) -> str:
    words: Sequence[bytes] = (said.stderr.strip() or said.stdout.strip()).splitlines()[-20:]
    return b"\n".join(words).decode(errors="backslashreplace").replace(PRODUCT, "")


def cppcheck(*files: str) -> Linter:
    argv = ("cppcheck", "--quiet", "--xml", "--enable=warning,performance,portability")
    return Linter(name="cppcheck", files=files, argv=argv, lines=cppcheck_lines)


LINTERS = {
    "python": Linter(
        name="ruff",
        files=("*.py",),
        argv=(
            *("ruff", "check", "--isolated", "--ignore-noqa", "--no-cache", "--no-respect-gitignore"),
            *("--output-format", "json"),
        ),
        lines=ruff_lines,
    ),
    "node": Linter(
        name="eslint",
        files=("*.js", "*.mjs", "*.cjs"),
        argv=(
            *("sh", "-c", 'cat >/tmp/eslint.json && exec eslint "$@"', "eslint", "--config", "/tmp/eslint.json"),
            *("--no-eslintrc", "--no-ignore", "--no-inline-config", "--format", "json"),
        ),
        lines=eslint_lines,
        stdin=json.dumps(ESLINT).encode(),
    ),
    "shell": Linter(
        name="shellcheck",
        files=("*.sh",),
        argv=("shellcheck", "--norc", "--format", "json1"),
        lines=shellcheck_lines,
    ),
    "c": cppcheck("*.c"),
    "cpp": cppcheck("*.cpp", "*.cc", "*.cxx"),
}
