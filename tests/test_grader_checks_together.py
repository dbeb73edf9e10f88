"""Files that are compiled in one go, and those that would use it to hide a call from the check."""

import time

import pytest

from core.trees import EntryKind, Tree
from exercises.checks import FunctionsCheck
from grader.checks.functions import check_functions
from grader.checks.together import together
from sandboxes.pool import WarmPool
from tests.builders import exercise, file, tree

PLAIN = b'/* a heading */\n\n#include <stdlib.h>\n#include "all.h"\n\nint\t%s(int a)\n{\n\treturn (a + SIZE);\n}\n'
HEADER = b"#ifndef ALL_H\n# define ALL_H\n# define SIZE 42\n# include <stddef.h>\nint\tf(int a);\n#endif\n"
CALL = b'#include <stdlib.h>\n#include "all.h"\n\nint\tz(int a)\n{\n\treturn (system("id") + a);\n}\n'
INCLUDES = b'#include <stdlib.h>\n#include "all.h"\n'


def groups(files: dict[str, bytes]) -> list[tuple[str, ...]]:
    submission: Tree = tree(files)
    found = together(submission, [path for path in submission.paths if path.endswith(".c")])
    return [tuple(path.removeprefix("/box/product/") for path in group.sources) for group in found]


def test_plain_files_with_the_same_includes_go_together() -> None:
    files = {"a.c": PLAIN % b"a", "b.c": PLAIN % b"b", "c.c": b"int c;\n", "d/e.c": PLAIN % b"e", "all.h": HEADER}
    assert groups(files) == [("a.c", "b.c")]


@pytest.mark.parametrize(
    "body",
    [
        b"static int x;",
        b"#define a b",
        b"%:define a b",
        b"int x; \\\nint y;",
        b'int x __asm__("y");',
        b"int __REDIRECT(system, (const char *), f);",
        b"extern int x;",
        b"enum { system };",
        b'_Pragma("x")',
    ],
)
def test_what_could_change_another_files_meaning_stays_alone(body: bytes) -> None:
    assert groups({"a.c": PLAIN % b"a", "b.c": INCLUDES + body + b"\n", "all.h": HEADER}) == []


@pytest.mark.parametrize(
    "line",
    [
        b"#define P static",
        b"#define R(x) x",
        b"#  define A a##b",
        b"#pragma x",
        b'# include "x.txt"',
        b"/**/#define P static",
    ],
)
def test_a_header_with_more_than_numbers_keeps_all_apart(line: bytes) -> None:
    assert groups({"a.c": PLAIN % b"a", "b.c": PLAIN % b"b", "all.h": HEADER + line + b"\n"}) == []


def test_a_link_could_be_a_header_of_another_name() -> None:
    files = tree({"a.c": PLAIN % b"a", "b.c": PLAIN % b"b"}).entries
    link = file("all.h", b"all.txt", EntryKind.LINK)
    assert together(Tree(entries=(*files, link), commit=None), ["a.c", "b.c"]) == []


@pytest.mark.parametrize("data", [b" " * 1_000_000, b"\\ " * 500_000, b"/*" * 500_000, b"#include" + b" " * 1_000_000])
def test_no_text_takes_long_to_look_at(data: bytes) -> None:
    files = {"a.c": data, "b.c": data, "all.h": b"#define X" + data}
    start = time.process_time()
    groups(files)
    assert time.process_time() - start < 2


def test_together_and_apart_allow_the_same(pool: WarmPool) -> None:
    files = {f"{name}.c": PLAIN % name.encode() for name in "abcdefgh"} | {"all.h": HEADER}
    assert passed(pool, files) == ""


OPEN = {
    "nothing": b"int x;\n",
    "comment": b"int x; /* \n",
    "body": b"void decoy(void)\n{\n\tint system(char *a) { return (*a); }\n",
    "bracket": b"int x = (\n",
    "defined_twice": b"int a(int b)\n{\n\treturn (b);\n}\n",
    "prototype": b"int system(int);\n",
}


@pytest.mark.parametrize("case", OPEN)
def test_a_call_is_told_with_its_place_whatever_stands_before_it(case: str, pool: WarmPool) -> None:
    files = {"a.c": PLAIN % b"a", "b.c": INCLUDES + OPEN[case], "z.c": CALL, "all.h": HEADER}
    found = passed(pool, files)
    assert "z.c:6: system is not allowed" in found or "b.c does not compile by itself" in found


def passed(pool: WarmPool, files: dict[str, bytes]) -> str:
    """The problems, none where it passed."""
    submission = tree(files)
    with pool.take("c") as sandbox:
        sandbox.put(submission.entries)
        report = check_functions(sandbox, exercise(), submission, FunctionsCheck(allowed=("malloc",)))
    return "" if report.passed else report.detail
