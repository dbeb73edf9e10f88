"""A folder becomes an exercise, whole, or one line that names the file."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BrokenExercise, UsageError
from core.trees import EntryKind
from exercises.files import MAX_FILE_BYTES
from exercises.loader import (
    find_exercise,
    load_exercise,
)
from exercises.model import Exercise

MANIFEST = """\
version = 1
title = "Echo"
language = "shell"
[harness]
[run]
command = ["sh", "echo.sh"]
output_kib = 1
[testcases]
points = 2
[testcases.named.second]
points = 5
exit_code = 3
cpu_ms = 70
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small exercise with all that one can have."""
    top = tmp_path / "echo"
    files = {
        "exercise.toml": MANIFEST.encode(),
        "statement.md": "# Écho\n".encode(),
        "harness/main.sh": b"exit 0\n",
        "harness/data/words": b"\xff\x00",
        "tests/first.in": b"hello\n",
        "tests/first.out": b"hello\n",
        "tests/second.args": b"-n\ntwo words\n\nend\n",
        "tests/second.out": b"",
        "solutions/accepted/cat/echo.sh": b"cat\n",
        "solutions/wrong_answer/nothing/echo.sh": b"\n",
    }
    for name, data in files.items():
        write(top, name, data)
    (top / "harness/main.sh").chmod(0o755)
    return top


def write(top: Path, name: str, data: bytes) -> None:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def refusal(folder: Path) -> str:
    with pytest.raises(BrokenExercise) as caught:
        load_exercise(folder)
    message = str(caught.value)
    assert message.startswith(str(folder))
    assert "\n" not in message
    return message


def test_an_exercise_is_loaded_whole(folder: Path) -> None:
    exercise = load_exercise(folder)
    assert (exercise.slug, exercise.folder, exercise.statements["en"]) == ("echo", folder, "# Écho\n")
    assert [(entry.path, entry.kind, entry.data) for entry in exercise.harness] == [
        ("data/words", EntryKind.FILE, b"\xff\x00"),
        ("main.sh", EntryKind.EXECUTABLE, b"exit 0\n"),
    ]
    first, second = exercise.testcases
    assert (first.name, first.stdin, first.arguments, first.expected) == ("first", b"hello\n", (), b"hello\n")
    assert (first.points, first.exit_code, first.cpu_ms) == (2, 0, 1000)
    assert (second.stdin, second.arguments, second.expected) == (b"", ("-n", "two words", "", "end"), b"")
    assert (second.points, second.exit_code, second.cpu_ms) == (5, 3, 70)
    assert exercise.max_score == 7


def test_nothing_is_read_again_once_it_is_loaded(folder: Path) -> None:
    exercise = load_exercise(folder)
    write(folder, "tests/first.out", b"other\n")
    assert exercise.testcases[0].expected == b"hello\n"


def test_an_empty_arguments_file_is_no_argument_and_an_empty_line_is_one(folder: Path) -> None:
    write(folder, "tests/first.args", b"")
    write(folder, "tests/second.args", b"\n")
    assert [testcase.arguments for testcase in load_exercise(folder).testcases] == [(), ("",)]


@pytest.mark.parametrize("name", ["exercise.toml", "statement.md"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal(folder).startswith(f"{folder / name}: ")


def test_a_missing_harness_is_named(folder: Path) -> None:
    (folder / "harness").rename(folder / "school")
    assert refusal(folder).endswith(f"harness.folder: {folder / 'harness'} is not a folder")


CHECKER = '[checker]\nkind = "custom"\n[checker.program]\nfolder = "judge"\ncommand = ["./judge"]\n'


def test_a_checkers_files_are_loaded_and_decide_the_digest(folder: Path) -> None:
    write(folder, "exercise.toml", (MANIFEST + CHECKER).encode())
    digests = set()
    for source in (b"exit 42\n", b"exit 43\n"):
        write(folder, "judge/judge", source)
        exercise = load_exercise(folder)
        assert [entry.data for entry in exercise.validator] == [source]
        assert all(entry.data != source for entry in exercise.harness)
        digests.add(exercise.digest)
    assert len(digests) == 2


def test_a_file_of_the_checkers_is_not_the_same_as_one_of_the_harness(folder: Path) -> None:
    write(folder, "exercise.toml", (MANIFEST + CHECKER).encode())
    write(folder, "judge/a", b"x")
    before = load_exercise(folder).digest
    (folder / "judge/a").rename(folder / "harness/a")
    assert load_exercise(folder).digest != before


def test_a_missing_checker_is_named(folder: Path) -> None:
    write(folder, "exercise.toml", (MANIFEST + CHECKER).encode())
    assert refusal(folder).endswith(f"checker.program.folder: {folder / 'judge'} is not a folder")
    interactor = '[interactor]\nfolder = "talk"\ncommand = ["./talk"]\n'
    write(folder, "exercise.toml", (MANIFEST + interactor).encode())
    assert refusal(folder).endswith(f"interactor.folder: {folder / 'talk'} is not a folder")


def test_an_answer_for_a_checker_may_be_longer_than_any_output(folder: Path) -> None:
    write(folder, "tests/first.out", b"x" * 2000)
    assert "output_kib" in refusal(folder)
    write(folder, "exercise.toml", (MANIFEST + CHECKER).encode())
    write(folder, "judge/judge", b"")
    assert len(load_exercise(folder).testcases[0].expected) == 2000


@pytest.mark.parametrize("name", ["Echo", "e_cho", "-echo", "echo-", "é"])
def test_a_folder_whose_name_is_no_slug_is_refused(folder: Path, name: str) -> None:
    renamed = folder.rename(folder.with_name(name))
    assert "a slug is" in refusal(renamed)


@pytest.mark.parametrize("name", ["third.in", "third.args", "README", "first.txt", "first.in~", ".first.out.swp"])
def test_a_stray_file_among_the_tests_is_named(folder: Path, name: str) -> None:
    write(folder, f"tests/{name}", b"")
    assert f"{name!r} belongs to no testcase" in refusal(folder)


@pytest.mark.parametrize("name", [".out", "a b.out", "-a.out", "é.out", "a\nb.out"])
def test_a_testcase_whose_name_is_odd_is_refused(folder: Path, name: str) -> None:
    write(folder, f"tests/{name}", b"")
    assert repr(name) in refusal(folder)


def test_no_test_at_all_is_refused(folder: Path) -> None:
    for path in (folder / "tests").iterdir():
        path.unlink()
    assert "no testcase" in refusal(folder)
    (folder / "tests").rmdir()
    assert "no testcase" in refusal(folder)


def test_a_rule_for_a_testcase_that_does_not_exist_is_refused(folder: Path) -> None:
    write(folder, "exercise.toml", MANIFEST.replace("named.second", "named.secnod").encode())
    assert refusal(folder).endswith("testcases.named.secnod: no such testcase (did you mean second?)")


def test_testcases_that_give_no_point_are_refused(folder: Path) -> None:
    write(
        folder,
        "exercise.toml",
        MANIFEST.replace("points = 2", "points = 0").replace("points = 5", "points = 0").encode(),
    )
    assert "no point" in refusal(folder)


def test_an_expected_output_that_no_submission_may_print_is_refused(folder: Path) -> None:
    write(folder, "tests/first.out", b"x" * 1025)
    assert refusal(folder).endswith("run.output_kib: 1 KiB is too little, tests/first.out has 1025 bytes")


@pytest.mark.parametrize("name", ["exercise.toml", "statement.md", "tests/first.args"])
def test_bytes_that_are_no_text_are_refused(folder: Path, name: str) -> None:
    write(folder, name, b"ab\xff")
    assert refusal(folder).startswith(f"{folder / name}: ")


def test_a_nul_in_an_argument_is_refused(folder: Path) -> None:
    write(folder, "tests/second.args", b"a\0b\n")
    assert "NUL" in refusal(folder)


EVERY_KIND_OF_FILE = [
    "exercise.toml",
    "statement.md",
    "tests/first.in",
    "tests/first.out",
    "tests/second.args",
    "harness/main.sh",
]


@pytest.mark.parametrize("name", EVERY_KIND_OF_FILE)
def test_a_huge_file_is_refused_before_it_is_read(folder: Path, name: str) -> None:
    os.truncate(folder / name, MAX_FILE_BYTES + 1)
    assert f"{folder / name}: " in refusal(folder)


@pytest.mark.parametrize("name", EVERY_KIND_OF_FILE)
def test_a_pipe_is_refused_and_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert refusal(folder).endswith("is not a regular file")


@pytest.mark.parametrize("name", [name for name in EVERY_KIND_OF_FILE if not name.startswith("harness")])
def test_an_endless_device_behind_a_link_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).symlink_to("/dev/zero")
    assert refusal(folder).endswith("is not a regular file")


@pytest.mark.parametrize("target", ["main.sh", "/etc/passwd", "nowhere", "..", "."])
def test_a_link_in_the_harness_is_refused(folder: Path, target: str) -> None:
    (folder / "harness/link").symlink_to(target)
    assert refusal(folder) == f"{folder / 'harness/link'}: a link; put the file itself here"


def test_a_name_in_the_harness_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "harness" / os.fsdecode(b"\xff")).write_bytes(b"")
    assert "isn't printable UTF-8" in refusal(folder)


# --- the digest ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is written to disk; the statement and the solutions decide no verdict."""

    title: str
    statement: str
    harness: dict[str, tuple[bytes, bool]]
    tests: dict[str, bytes]
    solution: bytes


few_bytes = st.sampled_from([b"", b"a", b"a\n", b"b"])
contents = st.builds(
    Contents,
    title=st.sampled_from(["A", "B"]),
    statement=st.sampled_from(["", "Write it.", "Write it well."]),
    harness=st.dictionaries(st.sampled_from(["m", "n", "a/m"]), st.tuples(few_bytes, st.booleans()), max_size=2),
    tests=st.fixed_dictionaries(
        {"t.out": few_bytes},
        optional=dict.fromkeys(("t.in", "t.args", "u.out", "t.files/m", "t.files/n"), few_bytes),
    ),
    solution=few_bytes,
)


def load(made: Contents) -> Exercise:
    with tempfile.TemporaryDirectory() as parent:
        top = Path(parent) / "made"
        manifest = f'version = 1\ntitle = "{made.title}"\nlanguage = "c"\n[harness]\n[run]\ncommand = ["./a"]\n'
        write(top, "exercise.toml", manifest.encode())
        write(top, "statement.md", made.statement.encode())
        (top / "harness").mkdir()
        for name, (data, executable) in made.harness.items():
            write(top, f"harness/{name}", data)
            (top / "harness" / name).chmod(0o755 if executable else 0o644)
        for name, data in made.tests.items():
            write(top, f"tests/{name}", data)
        write(top, "solutions/accepted/one/a.c", made.solution)
        return load_exercise(top)


@settings(max_examples=150)
@given(one=contents, other=contents)
def test_two_exercises_share_a_digest_exactly_if_all_that_decides_is_the_same(one: Contents, other: Contents) -> None:
    left, right = load(one), load(other)
    same = (left.manifest, left.harness, left.testcases) == (right.manifest, right.harness, right.testcases)
    assert (left.digest == right.digest) == same


def test_a_testcases_file_that_can_be_run_is_another_one(folder: Path) -> None:
    file = folder / "tests/first.files/tool"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\n")
    digests = set()
    for mode in (0o644, 0o755):
        file.chmod(mode)
        digests.add(load_exercise(folder).digest)
    assert len(digests) == 2


@given(made=contents, statement=st.sampled_from(["", "Other words."]), solution=few_bytes)
def test_statement_and_solutions_leave_the_digest_as_it_is(made: Contents, statement: str, solution: bytes) -> None:
    reworded = Contents(
        title=made.title, statement=statement, harness=made.harness, tests=made.tests, solution=solution
    )
    assert load(made).digest == load(reworded).digest


# --- the catalogue ---


def test_an_exercise_is_found_by_slug_and_by_folder(folder: Path) -> None:
    assert find_exercise("echo", catalogue=folder.parent).folder == folder
    assert find_exercise(str(folder)).folder == folder


@pytest.mark.parametrize("name", ["ehco", "", "nowhere/at/all", "a\0b", "x" * 5000, "\udcff"])
def test_an_unknown_exercise_is_one_line(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    with pytest.raises(UsageError) as caught:
        find_exercise(name, catalogue=folder.parent)
    assert "\n" not in str(caught.value)


def test_a_misspelt_slug_has_a_hint(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"no exercise 'ehco' \(did you mean echo\?\)"):
        find_exercise("ehco", catalogue=folder.parent)


def test_the_library_has_one_testcase_a_function() -> None:
    exercise = find_exercise("c-libft")
    assert len(exercise.testcases) == 43
    assert all(testcase.arguments == (testcase.name,) for testcase in exercise.testcases)


def test_an_exercise_says_what_its_testcases_run(tmp_path: Path) -> None:
    folder = tmp_path / "silent"
    folder.mkdir()
    (folder / "exercise.toml").write_text('version = 1\ntitle = "Silent"\nlanguage = "shell"\n')
    (folder / "statement.md").write_text("Do it.\n")
    (folder / "tests").mkdir()
    (folder / "tests/one.out").write_text("fine\n")
    with pytest.raises(BrokenExercise, match=r"exercise\.toml: run\.command: missing"):
        load_exercise(folder)
