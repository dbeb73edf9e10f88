import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports import CheckReport
from core.trees import TreeEntry
from exercises.manifest import TurnIn
from grader.turn_in import check_turn_in
from tests.builders import file, tree

RULES = TurnIn(required=("/main.c", "Makefile"), optional=("*.h", "/src/**"))


def checked(*paths: str, rules: TurnIn = RULES) -> CheckReport:
    return check_turn_in(tree(dict.fromkeys(paths, b"")), rules)


@pytest.mark.parametrize(
    "paths",
    [("main.c", "Makefile"), ("main.c", "sub/Makefile"), ("main.c", "Makefile", "a.h", "b/c.h", "src/x/y.c")],
)
def test_what_is_asked_for_passes_and_is_named(paths: tuple[str, ...]) -> None:
    report = checked(*paths)
    assert (report.name, report.passed, report.detail) == ("turn-in", True, ", ".join(sorted(paths)))


def test_nothing_turned_in_is_not_a_missing_file() -> None:
    assert checked().detail == "nothing turned in: there are no files"
    assert not checked(rules=TurnIn(extra="allowed")).passed


def test_each_missing_file_is_named() -> None:
    assert checked("a.h").detail == "missing file: main.c; missing file: Makefile"
    assert checked("sub/main.c", "Makefile").detail.startswith("missing file: main.c; forbidden extra file: sub/main.c")


def test_extra_files_are_forbidden_unless_allowed() -> None:
    paths = ("main.c", "Makefile", "notes.txt")
    assert checked(*paths).detail == "forbidden extra file: notes.txt"
    assert checked(*paths, rules=RULES.model_copy(update={"extra": "allowed"})).passed


def test_a_folder_of_that_name_is_no_such_file() -> None:
    assert checked("main.c/x", "Makefile").detail == "missing file: main.c; forbidden extra file: main.c/x"
    assert checked("main.c", "Makefile", "a.h/evil.so").detail == "forbidden extra file: a.h/evil.so"
    assert checked("main.c", "Makefile", "a.h/b.h").detail == "forbidden extra file: a.h/b.h"
    below = TurnIn(required=("main.c",), optional=("/src/", "*.h"))
    assert checked("main.c", "src/deep/x.y", "src/a.h/z", rules=below).passed


BINARIES = TurnIn(required=("/main.c",), optional=("*.c",), forbidden=("*.o", "/old_*.c"), extra="allowed")


@pytest.mark.parametrize("extra", ["allowed", "forbidden"])
def test_a_forbidden_file_is_named_as_one_whatever_else_allows_it(extra: str) -> None:
    rules = BINARIES.model_copy(update={"extra": extra})
    report = checked("main.c", "old_main.c", "src/x.o", rules=rules)
    assert (report.fatal, report.detail) == (True, "forbidden file: old_main.c, src/x.o")


def test_files_too_many_may_cost_marks_instead_of_everything() -> None:
    priced = BINARIES.model_copy(update={"deduct": 10.0, "extra": "forbidden"})
    report = checked("main.c", "a.o", "notes.txt", rules=priced)
    assert (report.passed, report.points, report.fatal) == (False, -10, False)
    assert report.detail == "forbidden file: a.o; forbidden extra file: notes.txt"


@pytest.mark.parametrize("paths", [("a.o",), (), ("main.c", "a.o", "school/x")])
def test_what_is_missing_or_in_the_way_costs_everything_all_the_same(paths: tuple[str, ...]) -> None:
    assert checked(*paths, rules=BINARIES.model_copy(update={"deduct": 10.0})).fatal


def test_of_many_extra_files_the_first_are_named_and_the_rest_counted() -> None:
    report = checked("main.c", "Makefile", *(f"x{number}" for number in range(8)))
    assert report.detail == "forbidden extra file: x0, x1, x2, x3, x4 and 3 more"


@pytest.mark.parametrize("path", ["school", "school/main.c", "school/deep/x"])
def test_the_schools_folder_is_reserved_even_where_extra_files_are_allowed(path: str) -> None:
    report = checked("main.c", "Makefile", path, rules=RULES.model_copy(update={"extra": "allowed"}))
    assert report.detail == f"{path}: the name school/ is kept for the school's files"


def test_a_folder_deeper_down_may_be_called_school() -> None:
    assert checked("main.c", "Makefile", "src/school/x.c", "schools.h").passed


@pytest.mark.parametrize("name", ["!main.c", "#main.c", "main.c ", "*.c", "[m]ain.c", "main\\.c", "MAIN.C", "main.c/x"])
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    report = checked(name, "Makefile", rules=TurnIn(required=("/main.c", "Makefile"), optional=()))
    assert report.detail.startswith("missing file: main.c")


def test_a_name_that_would_fool_the_reader_is_shown_escaped() -> None:
    assert checked("main.c", "Makefile", "x\u202ec.exe").detail == "forbidden extra file: x\\u202ec.exe"
    assert checked("main.c", "Makefile", "school/\u200b").detail.startswith("school/\\u200b: ")


@given(st.lists(st.text(string.printable + "é\u202e", min_size=1), max_size=4))
def test_no_names_make_it_raise(names: list[str]) -> None:
    entries: list[TreeEntry] = [file(name) for name in names]
    report = check_turn_in(tree({entry.path: b"" for entry in entries}), TurnIn(required=("/only.c",)))
    assert report.passed is (names == ["only.c"])
