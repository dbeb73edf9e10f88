"""Which changes are made to a program, how they're named, and which of them are chosen."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.trees import EntryKind, TreeEntry
from grader.verify.equivalent import python_code
from grader.verify.mutants import Mutant, mutants_of, spread
from tests.builders import file


def lines(language: str, source: str, name: str | None = None) -> set[str]:
    """The lines that the mutants put in, without what they stand in."""
    names = {"c": "a.c", "cpp": "a.cpp", "python": "a.py", "node": "a.js"}
    found = mutants_of(language, [file(name or names[language], source.encode())])
    return {line[1:].strip() for mutant in found for line in mutant.lines_changed if line.startswith("+")}


@pytest.mark.parametrize(
    ("language", "source", "made"),
    [
        ("c", "int f(int a)\n{\nreturn a + b;\n}\n", {"return a - b;", "return 0;"}),
        ("c", "int x = a < b;\n", {"int x = a <= b;"}),
        ("c", "int x = a == b && c;\n", {"int x = a != b && c;", "int x = a == b || c;"}),
        ("c", "int x = 3;\n", {"int x = 4;", "int x = 2;", "int x = 0;"}),
        ("c", "int x = 0x10;\n", {"int x = (0x10 + 1);", "int x = (0x10 - 1);", "int x = 0;"}),
        ("c", "char x = 'a';\n", {"char x = ('a' + 1);"}),
        ("c", "char x[32];\n", set()),
        ("c", "int x = -y;\n", {"int x = (y);"}),
        ("c", "void f(void) {\nif (x)\ny();\n}\n", {"if (!(x))", "{}"}),
        ("c", "void f(void) {\nfor (;;)\nbreak;\n}\n", {"{}"}),
        ("c", "void f(void) {\ni++;\n}\n", {"i--;", "{}"}),
        ("c", "void f(void) {\nx += y;\n}\n", {"x -= y;", "{}"}),
        ("cpp", "int f(int a)\n{\nreturn a << b;\n}\n", {"return a >> b;", "return 0;"}),
        ("python", "x = a if b else c\n", {"pass", "x = a if not (b) else c"}),
        ("python", "x = not a\n", {"pass", "x = (a)"}),
        ("python", "x = a not in b\n", {"pass", "x = a in b"}),
        ("python", "def f():\n    return 5\n", {"return None", "return 6", "return 4", "return 0"}),
        ("python", "for i in range(1, n):\n    pass\n", {
            "for i in range(2, n):", "for i in range(0, n):",
            "for i in range(1, (n) + 1):", "for i in range(1, (n) - 1):",
        }),
        ("python", "'Text.'\n", set()),
        ("python", "x: int\n", set()),
        ("python", 'if __name__ == "__main__":\n    main()\n', {'if __name__ != "__main__":', "pass"}),
        ("node", "const x = a === b;\n", {"const x = a !== b;"}),
        ("node", "const x = a ? b : c;\n", {"const x = !(a) ? b : c;"}),
        ("shell", "x=1\n", set()),
    ],
)  # fmt: skip
def test_each_rule(language: str, source: str, made: set[str]) -> None:
    assert lines(language, source, "a.sh" if language == "shell" else None) == made


def test_files_of_another_kind_stay() -> None:
    entries = [
        file("a.h", b"#define X (1 + 2)\nstatic int x = 3;\n"),
        TreeEntry(path="b.c", kind=EntryKind.LINK, data=b"1.c"),
    ]
    assert mutants_of("c", entries) == []


SOURCE = b"""\
def f(a, b):
    if a < b and a != 0:
        return a + b
    for i in range(b):
        a += 1
    for i in range(b):
        a += 1
    return a
"""


def test_a_diff_has_the_place_the_id_and_the_rule() -> None:
    mutant = mutants_of("python", [file("sub/a.py", SOURCE)])[0]
    assert mutant.diff.split("\n")[:3] == [
        "--- a/sub/a.py",
        "+++ b/sub/a.py",
        f"@@ -1,4 +1,4 @@ {mutant.id} condition",
    ]
    assert "+    if not (a < b and a != 0):" in mutant.diff


def test_no_two_mutants_share_an_id_or_a_program() -> None:
    found = mutants_of("python", [file("a.py", SOURCE), file("b.py", SOURCE)])
    assert len({mutant.id for mutant in found}) == len(found)
    assert len({(mutant.path, mutant.source) for mutant in found}) == len(found)


def test_an_id_outlives_an_edit_elsewhere() -> None:
    before = {mutant.id for mutant in mutants_of("python", [file("a.py", SOURCE)])}
    after = {mutant.id for mutant in mutants_of("python", [file("a.py", b"import sys\n\n\n" + SOURCE)])}
    assert before <= after


def test_what_is_chosen_comes_from_all_lines_and_is_always_the_same() -> None:
    found = mutants_of("python", [file("a.py", SOURCE)])
    chosen = spread(found, 6)
    assert [mutant.id for mutant in chosen] == [mutant.id for mutant in spread(found, 6)]
    assert len({mutant.line for mutant in chosen}) == 6
    assert spread(found, 1000) == found


@given(st.integers(0, 40))
def test_no_line_gets_two_before_each_has_one_as_long_as_it_has_any(most: int) -> None:
    found = mutants_of("python", [file("a.py", SOURCE)])
    had = Counter(mutant.line for mutant in found)
    got = Counter(mutant.line for mutant in spread(found, most))
    assert sum(got.values()) == min(most, len(found))
    assert all(got[line] >= min(had[line], max(got.values(), default=0) - 1) for line in had)


@given(st.binary(max_size=200))
def test_no_source_is_too_odd(source: bytes) -> None:
    for language, name in (("c", "a.c"), ("python", "a.py"), ("node", "a.js"), ("cpp", "a.cpp")):
        for mutant in mutants_of(language, [file(name, source)]):
            assert mutant.diff


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (b"x = 1 + 1\n", b"x = 2\n", True),
        (b"def f():\n    return 1\n", b"def f():\n\n    return 1\n", True),
        (b"def f():\n    return 1\n", b"def f():\n    return True\n", False),
        (b"x = 1\n", b"x = 1.0\n", False),
        (b"x = a < b\n", b"x = a <= b\n", False),
        (b"x = (\n", b"x = (\n", True),
    ],
)
def test_python_programs_are_the_same_if_they_compile_to_the_same(one: bytes, other: bytes, same: bool) -> None:
    assert (python_code(one) == python_code(other)) is same


def test_what_does_not_compile_is_no_program() -> None:
    assert python_code(b"x = (\n") is None


def test_a_source_is_compiled_and_never_run() -> None:
    code = "from grader.verify.equivalent import python_code; python_code(b'print(1)')"
    assert subprocess.run((sys.executable, "-c", code), capture_output=True, check=True).stdout == b""


def test_a_mutant_is_one_change() -> None:
    for mutant in mutants_of("python", [file("a.py", SOURCE)]):
        assert isinstance(mutant, Mutant)
        start, end = mutant.change.start, mutant.change.end
        assert mutant.source.startswith(SOURCE[:start])
        assert mutant.source.endswith(SOURCE[end:])
