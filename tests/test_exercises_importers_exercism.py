import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import BrokenExercise, UsageError
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.importers.exercism import import_exercism
from exercises.importers.plan import ImportPlan, Left, PlannedFile, write
from exercises.loader import load_exercise
from grader.grade import grade
from sandboxes.pool import WarmPool
from tests.builders import tree

PACKAGES = Path(__file__).parent / "packages/exercism"


def left(folder: Path) -> dict[str, str]:
    return {one.source: one.why for one in import_exercism(folder).left}


def test_a_python_exercise(tmp_path: Path, pool: WarmPool) -> None:
    report = write(import_exercism(PACKAGES / "door-code"), tmp_path)
    exercise = load_exercise(Path(report.exercise))
    names = [testcase.name for testcase in exercise.testcases]
    assert names == ["OpensTest.test_opens", "test_stays_shut", "test_letters", "SpelledTest.test_opens"]
    assert exercise.statements["en"].startswith("# Introduction\n\nDoors are friendly here.\n\n# Instructions")
    solution = Tree(entries=read_entries(exercise.folder / "solutions/accepted/example"), commit=None)
    assert grade(exercise, solution, pool).verdict is Verdict.AC
    stub = Tree(entries=tree({"door_code.py": (PACKAGES / "door-code/door_code.py").read_bytes()}).entries, commit=None)
    report_of_stub = grade(exercise, stub, pool)
    assert {test.verdict for test in report_of_stub.tests} == {Verdict.WA}
    assert report_of_stub.tests[0].detail == "AssertionError: None is not True"


def test_a_c_exercise(tmp_path: Path, pool: WarmPool) -> None:
    exercise = load_exercise(Path(write(import_exercism(PACKAGES / "day-count"), tmp_path).exercise))
    assert [testcase.name for testcase in exercise.testcases] == [
        "test_a_common_year",
        "test_a_leap_year",
        "test_a_century",
    ]
    entries = read_entries(exercise.folder / "solutions/accepted/example")
    assert [entry.path for entry in entries] == ["day_count.c", "day_count.h"]
    assert grade(exercise, Tree(entries=entries, commit=None), pool).verdict is Verdict.AC
    wrong = tree(
        {
            "day_count.h": b"int days(int);\n",
            "day_count.c": b'#include "day_count.h"\nint days(int y) { return y ? 365 : 0; }\n',
        }
    )
    report = grade(exercise, wrong, pool)
    assert [test.verdict.value for test in report.tests] == ["AC", "WA", "AC"]
    assert report.tests[1].detail == "Expected 366 Was 365"


def test_nothing_is_dropped_silently() -> None:
    assert left(PACKAGES / "door-code") == {
        ".meta/config.json: authors": "an exercise here has no such key",
        ".meta/config.json: blurb": "the statement says it",
        ".meta/config.json: mood": "nothing is known of such a key",
        ".meta/config.json: files.riddle": "nothing is known of such a key",
        "door_code.py": "the stub that students begin with: no place for it here",
        ".docs/hints.md": "hints have no place in an exercise here",
        ".meta/template.j2": "what the track's tests were generated from",
        "riddle.txt": "nothing is known of such a file",
    }
    assert "test_day_count.c: TEST_IGNORE()" in left(PACKAGES / "day-count")
    assert "makefile" in left(PACKAGES / "day-count")


def test_every_file_is_carried_or_left() -> None:
    for package in PACKAGES.iterdir():
        plan = import_exercism(package)
        told = {one.source for one in plan.carried} | {one.source for one in plan.left} | {".meta/config.json"}
        for path in package.rglob("*"):
            name = path.relative_to(package).as_posix()
            inside = f"harness/{name}" in plan.files
            assert path.is_dir() or inside or name in told or name.startswith(".docs/"), name


def test_it_is_not_written_over_something(tmp_path: Path) -> None:
    plan = import_exercism(PACKAGES / "day-count")
    write(plan, tmp_path)
    with pytest.raises(Exception, match="there is something already"):
        write(plan, tmp_path)


def config(folder: Path, change: Callable[[dict[str, dict[str, list[str]]]], object]) -> None:
    document = json.loads((folder / ".meta/config.json").read_text())
    change(document)
    (folder / ".meta/config.json").write_text(json.dumps(document))


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no config": (lambda folder: (folder / ".meta/config.json").unlink(), ".meta/config.json: missing"),
    "no JSON": (lambda folder: (folder / ".meta/config.json").write_text("{"), "config.json: not JSON"),
    "deep JSON": (lambda folder: (folder / ".meta/config.json").write_text("[" * 100_000), "config.json: "),
    "no files": (lambda folder: (folder / ".meta/config.json").write_text("{}"), "config.json: files: Field required"),
    "no test": (lambda folder: (folder / "door_code_test.py").unlink(), "door_code_test.py: missing"),
    "no example": (lambda folder: (folder / ".meta/example.py").unlink(), ".meta/example.py: missing"),
    "no statement": (lambda folder: shutil.rmtree(folder / ".docs"), "instructions.md: missing: the statement"),
    "no cases": (lambda folder: (folder / "door_code_test.py").write_text("x = 1\n"), "no test was found"),
    "no Python": (lambda folder: (folder / "door_code_test.py").write_text("def ("), "door_code_test.py: not Python"),
    "another track": (lambda folder: config(folder, lambda c: c["files"].update(solution=["a.rs"])), "these are .rs"),
    "examples of one name": (
        lambda folder: config(folder, lambda c: c["files"].update(example=[".meta/example.py"] * 2)),
        "files.example: two of them would be door_code.py",
    ),
    "bottomless": (lambda folder: bottomless(folder), "what lies in it can't be read: File name too long"),
    "outside": (lambda folder: config(folder, lambda c: c["files"].update(test=["../a.py"])), "../a.py: missing"),
}


def bottomless(folder: Path) -> None:
    """A path to its end would be longer than a path may be."""
    above = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(25):
            Path("a" * 200).mkdir()
            os.chdir("a" * 200)
    finally:
        os.chdir(above)


@pytest.mark.parametrize("what", BROKEN)
def test_a_package_that_lacks_something(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "door-code"
    shutil.copytree(PACKAGES / "door-code", folder)
    do, words = BROKEN[what]
    do(folder)
    with pytest.raises(BrokenExercise) as refusal:
        import_exercism(folder)
    assert words in str(refusal.value)


def test_a_name_that_leads_out_of_the_exercise(tmp_path: Path) -> None:
    folder = tmp_path / "door-code"
    shutil.copytree(PACKAGES / "door-code", folder)
    config(folder, lambda document: document["files"].update(solution=["../../../../../outside.py"]))
    with pytest.raises(BrokenExercise, match=r"outside\.py': the source names a file outside"):
        write(import_exercism(folder), tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize("names", [["a.py", "a.py/b.py"], ["a" * 300 + ".py"]])
def test_what_can_not_be_written_leaves_nothing_behind(tmp_path: Path, names: list[str]) -> None:
    files = {name: PlannedFile(data=b"") for name in names}
    plan = ImportPlan(format="any", slug="one", files=files, carried=(), left=())
    with pytest.raises(UsageError, match="can't be written"):
        write(plan, tmp_path / "into")
    assert not (tmp_path / "into" / "one").exists()


def test_a_left_file_names_its_reason() -> None:
    assert Left(
        source="makefile", why="its flags are those that the harness is compiled with; its other rules aren't run"
    ) in (import_exercism(PACKAGES / "day-count").left)
