import shutil
from pathlib import Path

import pytest

from core.errors import BrokenExercise
from core.verdicts import Verdict
from exercises.drivers.gradescope import setup_script
from exercises.importers.gradescope import import_gradescope
from exercises.importers.plan import write
from exercises.loader import load_exercise
from exercises.model import Exercise
from grader.grade import grade
from sandboxes.pool import WarmPool
from tests.builders import file, tree

PACKAGE = Path(__file__).parent / "packages/gradescope/small-sums"
RIGHT = b"def add(*numbers):\n    return sum(numbers)\n"


@pytest.fixture
def imported(tmp_path: Path) -> Exercise:
    """With limits that a test has the time to meet."""
    folder = Path(write(import_gradescope(PACKAGE), tmp_path).exercise)
    manifest = folder / "exercise.toml"
    manifest.write_text(manifest.read_text().replace("60000", "2000").replace("120000", "20000"))
    return load_exercise(folder)


@pytest.mark.parametrize(
    ("program", "points", "verdict"),
    [
        (RIGHT, 10, Verdict.AC),
        (b"def add(a, b, *_):\n    return a + b\n", 4, Verdict.WA),
        (b"import os\nos._exit(0)\n", 0, Verdict.RTE),
        (b"import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos._exit(0)\n", 0, Verdict.RTE),
        (b"while True:\n    pass\n", 0, Verdict.TLE),
    ],
)
def test_graded_as_there(imported: Exercise, pool: WarmPool, program: bytes, points: float, verdict: Verdict) -> None:
    report = grade(imported, tree({"sums.py": program}), pool)
    (test,) = report.tests
    assert (test.verdict, test.points, test.max_points) == (verdict, points, 10), test
    assert report.visible_to_process


def test_a_student_hears_nothing_of_hidden_tests_nor_of_what_is_printed(imported: Exercise, pool: WarmPool) -> None:
    report = grade(imported, tree({"sums.py": b"def add(*_):\n    return 3\n"}), pool)
    (test,) = report.tests
    assert test.detail == "4 of 10 points by the autograder; 1 tests are kept"
    assert test.got == "passed 1 adds two\nadd(1, 2) should be 3\nFAILED 2 adds many\nadd(1, 2, 3) should be 6"
    assert "set up by root from grade.py" in test.for_staff
    assert "100000000000000000000" in test.for_staff
    assert "100000000000000000000" not in test.model_copy(update={"for_staff": ""}).model_dump_json()


def test_what_is_said_of_it() -> None:
    plan = import_gradescope(PACKAGE)
    left = {one.source for one in plan.left}
    assert {"the statement", "the solutions", "leaderboard", "stdout_visibility"} <= left
    assert "the assignment's points" not in left
    assert {"setup.sh", "run_autograder", "grade.py", "tests/weights.py"} == {one.source for one in plan.carried}


def test_points_that_nothing_names_are_assumed_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "Small Sums (2)"
    shutil.copytree(PACKAGE, folder)
    shutil.rmtree(folder / "tests")
    plan = import_gradescope(folder)
    assert plan.slug == "small-sums-2"
    assert b"points = 100" in plan.files["exercise.toml"].data
    assert any(one.source == "the assignment's points" for one in plan.left)


@pytest.mark.parametrize("points", ["-5", "1" + "0" * 400, "1e400"])
def test_points_that_no_test_can_have_do_not_count(tmp_path: Path, points: str) -> None:
    folder = tmp_path / "small-sums"
    shutil.copytree(PACKAGE, folder)
    (folder / "tests/weights.py").write_text(f"@weight({points})\ndef f(): pass\n@weight(2.5)\ndef g(): pass\n")
    assert b"points = 2.5" in import_gradescope(folder).files["exercise.toml"].data


def test_a_folder_without_a_letter_has_no_slug(tmp_path: Path) -> None:
    folder = tmp_path / "!!!"
    shutil.copytree(PACKAGE, folder)
    with pytest.raises(BrokenExercise, match="'': a slug is"):
        write(import_gradescope(folder), tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_a_folder_that_lacks_something(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "small-sums"
    shutil.copytree(PACKAGE, folder)
    (folder / name).unlink()
    with pytest.raises(BrokenExercise, match=f"{name}: missing"):
        import_gradescope(folder)


def test_the_same_folder_always_makes_the_same_image() -> None:
    entries = (file("setup.sh", b"true\n"), file("run_autograder", b"true\n"))
    assert setup_script(entries) == setup_script(entries)
    assert setup_script(entries) != setup_script(entries[:1])
