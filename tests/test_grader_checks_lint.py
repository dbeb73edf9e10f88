"""Each language's linter in a real sandbox, and what a student could try to quiet it."""

import pytest

from core.reports import CheckReport
from core.trees import EntryKind, Tree
from exercises.checks import LintCheck
from grader.checks.lint import check_lint
from sandboxes.pool import WarmPool
from tests.builders import exercise, file, tree

RULE = LintCheck()


def linted(pool: WarmPool, language: str, files: dict[str, bytes], rule: LintCheck = RULE) -> CheckReport:
    submission = tree(files)
    with pool.take(language) as sandbox:
        sandbox.put(submission.entries)
        return check_lint(sandbox, exercise(language=language), submission, rule)


MODERN = b"""import fs from "node:fs";

class Box {
  #inside = 3n;
  static made = 0;
  get() {
    return this.#inside ?? globalThis.process?.pid;
  }
}

export { Box, fs };
"""
CLEAN = {
    "python": {"a.py": b'"""A module."""\n\n\ndef f(x: int) -> int:\n    """Return it."""\n    return x\n'},
    "node": {"a.mjs": MODERN, "b.cjs": b'const fs = require("fs");\n\nmodule.exports = { fs };\n'},
    "shell": {"a.sh": b'#!/bin/sh\necho "$1"\n'},
    "c": {"a.c": b"int f(void) { return 3; }\n"},
    "cpp": {"a.cpp": b"int f() { return 3; }\n"},
}


@pytest.mark.parametrize("language", CLEAN)
def test_clean_code_passes(language: str, pool: WarmPool) -> None:
    report = linted(pool, language, CLEAN[language])
    assert report.passed, report.evidence
    assert report.detail.endswith(f"finds nothing in {len(CLEAN[language])} files")


QUIET = {
    "python": (
        {
            "-a.py": b"# ruff: noqa\nimport os  # noqa\n",
            "ruff.toml": b'exclude = ["*"]\n',
            ".ruff.toml": b'exclude = ["*"]\n',
            "pyproject.toml": b'[tool.ruff]\nexclude = ["*"]\n',
            ".gitignore": b"*\n",
        },
        "-a.py:2:8: F401: ",
    ),
    "node": (
        {
            "-a.js": b"/* eslint-disable */\nconst unused = 3; // eslint-disable-line\n",
            ".eslintrc.json": b'{"root": true}\n',
            ".eslintrc.js": b"process.exit(0);\n",
            ".eslintignore": b"*\n",
            "package.json": b'{"eslintConfig": {"root": true}}\n',
        },
        "-a.js:2:7: no-unused-vars: ",
    ),
    "shell": (
        {"-a.sh": b"#!/bin/sh\necho $1\n", ".shellcheckrc": b"disable=all\n", "shellcheckrc": b"disable=all\n"},
        "-a.sh:2:6: SC2086: ",
    ),
    "c": (
        {"-a.c": b"// cppcheck-suppress arrayIndexOutOfBounds\nint f(void) { int a[2]; a[5] = 3; return a[5]; }\n"},
        "-a.c:2:26: arrayIndexOutOfBounds: ",
    ),
    "cpp": ({"@a.cpp": b"int f() { int a[2]; a[5] = 3; return a[5]; }\n"}, "@a.cpp:1:22: arrayIndexOutOfBounds: "),
}


@pytest.mark.parametrize("language", QUIET)
def test_a_linter_is_not_quieted_by_what_was_turned_in(language: str, pool: WarmPool) -> None:
    files, words = QUIET[language]
    report = linted(pool, language, files)
    assert report.fatal
    assert words in report.evidence


def test_a_comment_that_quiets_shellcheck_is_a_finding(pool: WarmPool) -> None:
    report = linted(pool, "shell", {"a.sh": b"#!/bin/sh\n  #  shellcheck  source=x disable=all\necho $1\n"})
    assert report.evidence == "a.sh:2: a comment that switches a rule off"


@pytest.mark.parametrize("before", ["{", "if true; then", "true;"])
def test_such_a_comment_is_found_wherever_it_begins(before: str, pool: WarmPool) -> None:
    end = {"{": "}", "true;": ""}.get(before, "fi")
    source = f"#!/bin/sh\n{before} # shellcheck disable=SC2086\necho $1\n{end}\n"
    report = linted(pool, "shell", {"a.sh": source.encode()})
    assert report.evidence == "a.sh:2: a comment that switches a rule off"


def test_what_a_link_shows_is_read_under_its_name(pool: WarmPool) -> None:
    shown = file("notes.txt", b"#!/bin/sh\n# shellcheck disable=SC2086\necho $1\nread x\n")
    submission = Tree(entries=(file("a.sh", b"notes.txt", EntryKind.LINK), shown), commit=None)
    with pool.take("shell") as sandbox:
        sandbox.put(submission.entries)
        report = check_lint(sandbox, exercise(language="shell"), submission, RULE)
    assert "a.sh:4:1: SC2162" in report.evidence
    assert "notes.txt:2: a comment that switches a rule off" in report.evidence


BROKEN = {
    "python": {"a.py": b"def f(:\n"},
    "node": {"a.js": b"function (\n"},
    "shell": {"a.sh": b"#!/bin/sh\nif true\n"},
    "c": {"line\n.c": b"int f( {\n"},
}


@pytest.mark.parametrize("language", BROKEN)
def test_what_can_not_be_parsed_is_a_finding_with_its_place(language: str, pool: WarmPool) -> None:
    report = linted(pool, language, BROKEN[language])
    assert report.fatal
    assert report.evidence.startswith(("a.", "line"))


@pytest.mark.parametrize("language", CLEAN)
def test_bytes_that_are_no_text_are_the_students_failure_or_pass(language: str, pool: WarmPool) -> None:
    name = next(iter(CLEAN[language]))
    assert "\x00" not in linted(pool, language, {name: b"\x00\xff\xfe" * 100}).evidence


def test_options_and_files_are_the_exercises(pool: WarmPool) -> None:
    files = {"a.py": b'"""A module."""\nimport os\n', "b.py": b"import os\n"}
    rule = LintCheck(files=("/a.py",), options=("--ignore", "F401", "--ignore", "I001"))
    assert linted(pool, "python", files, rule).passed


def test_a_linter_that_fails_is_no_pass(pool: WarmPool) -> None:
    report = linted(pool, "python", CLEAN["python"], LintCheck(options=("--no-such-option",)))
    assert report.fatal
    assert report.detail == "ruff could not read the files: exit code 2"
    assert "--no-such-option" in report.evidence


def test_without_files_there_is_nothing_to_find(pool: WarmPool) -> None:
    assert linted(pool, "shell", {"a.txt": b""}).detail == "no file to look into"


def test_a_long_report_is_cut(pool: WarmPool) -> None:
    report = linted(pool, "shell", {"a.sh": b"#!/bin/sh\n" + b"echo $1\n" * 3000})
    assert report.fatal
    assert len(report.evidence) < 9000
    assert "more" in report.detail
