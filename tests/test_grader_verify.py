"""Exercises verified for real: what holds, and each way in which one doesn't."""

import re
import shutil
from pathlib import Path

import pytest

from core.errors import BrokenExercise, GraderFault
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import load_exercise
from exercises.new import WORDS, new_exercise
from grader.verify.documents import Verification
from grader.verify.mutants import mutants_of
from grader.verify.verify import MUTANT, TRIES, Plan, verify
from sandboxes.pool import WarmPool
from tests.builders import ran
from tests.fakes.sandboxes import FakePool

SILENT = Plan(runs=2, mutants=False, tell=lambda _: None)
WITH_MUTANTS = Plan(runs=1, mutants=True, tell=lambda _: None)
COIN = "test $(( $(od -An -N1 -tu1 /dev/urandom) % 2 )) = 0 && cat || echo tails\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shell exercise that holds: `cat`, with one right solution and a wrong one."""
    top = tmp_path / "echo"
    files = {
        "exercise.toml": 'version = 1\ntitle = "Echo"\nlanguage = "shell"\n'
        '[turn_in]\nrequired = ["/echo.sh"]\n[run]\ncommand = ["sh", "echo.sh"]\n',
        "statement.md": "Print what you read.\n",
        "tests/one.in": "fine\n",
        "tests/one.out": "fine\n",
        "solutions/accepted/cat/echo.sh": "cat\n",
        "solutions/wrong_answer/silent/echo.sh": "true\n",
        "solutions/stated.toml": '["wrong_answer/silent"]\nfails = ["one"]\n',
    }
    for name, text in files.items():
        write(top / name, text)
    return top


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def replace(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def verified(folder: Path, pool: WarmPool, plan: Plan = SILENT) -> Verification:
    return verify(load_exercise(folder), pool, plan)


def test_an_exercise_that_holds(folder: Path, pool: WarmPool) -> None:
    told: list[str] = []
    found = verified(folder, pool, Plan(runs=3, mutants=True, tell=told.append))
    assert (found.ok, found.problems, found.fault) == (True, (), None)
    assert [solution.got for solution in found.solutions] == [(Verdict.AC,) * 3, (Verdict.WA,) * 3]
    assert found.time is not None
    assert found.time.testcase == "one"
    assert sorted(told) == ["accepted/cat", "wrong_answer/silent"]
    assert found.notes == ("mutants of it can't be made",)


@pytest.mark.parametrize("language", WORDS)
def test_a_new_exercise_holds(tmp_path: Path, language: str, pool: WarmPool) -> None:
    plan = WITH_MUTANTS if language in ("c", "python") else SILENT
    found = verified(new_exercise("the-first", language, tmp_path), pool, plan)
    assert (found.problems, found.fault) == ((), None)
    assert found.mutants is None or found.mutants.survivors == ()


def test_a_solution_in_the_wrong_folder(folder: Path, pool: WarmPool) -> None:
    write(folder / "solutions/run_time_error/fine/echo.sh", "cat\n")
    assert verified(folder, pool).problems == ("run_time_error/fine: got AC, expected RTE",)


def test_a_solution_that_fails_for_another_reason(folder: Path, pool: WarmPool) -> None:
    write(folder / "tests/two.out", "")
    replace(folder / "solutions/stated.toml", '["one"]', '["two"]')
    assert verified(folder, pool).problems == (
        "wrong_answer/silent: one fails, which isn't stated (WA: the output differs from what was expected)",
        "wrong_answer/silent: two is stated to fail and gets AC",
    )


def test_a_flaky_solution_is_never_as_stated(folder: Path, pool: WarmPool) -> None:
    write(folder / "solutions/accepted/cat/echo.sh", COIN)
    found = verified(folder, pool, Plan(runs=24, mutants=False, tell=lambda _: None))
    (problem,) = found.problems
    assert re.search(r"^accepted/cat: got WA, expected AC .* \[run \d+ of 24\]$", problem)
    assert set(found.solutions[0].got) == {Verdict.AC, Verdict.WA}


def test_a_time_limit_without_room(folder: Path, pool: WarmPool) -> None:
    write(folder / "solutions/accepted/cat/echo.sh", "i=0; while [ $i -lt 40000 ]; do i=$((i + 1)); done; cat\n")
    slow = verified(folder, pool).time
    assert slow is not None
    replace(folder / "exercise.toml", "[run]\n", f"[run]\ncpu_ms = {max(10, round(slow.slowest_ms * 1.5))}\n")
    found = verified(folder, pool)
    assert "the time limit of" in found.problems[0] or "got TLE" in found.problems[0]


def test_an_exercise_without_a_right_solution(folder: Path, pool: WarmPool) -> None:
    shutil.rmtree(folder / "solutions/accepted")
    assert verified(folder, pool).problems == ("there is no accepted solution",)


def test_what_nobody_stated_is_noted(folder: Path, pool: WarmPool) -> None:
    (folder / "solutions/stated.toml").unlink()
    found = verified(folder, pool)
    assert found.ok
    assert found.notes == ("solutions/stated.toml doesn't say why they fail: wrong_answer/silent",)


# --- mutants ---


def test_weak_tests_leave_survivors(tmp_path: Path, pool: WarmPool) -> None:
    folder = new_exercise("the-first", "c", tmp_path)
    for path in folder.glob("tests/0[1345678]*"):
        path.unlink()
    replace(folder / "exercise.toml", '"07-*", "08-*"', '"02-*"')
    shutil.rmtree(folder / "solutions")
    shutil.copytree(new_exercise("other", "c", tmp_path) / "solutions/accepted", folder / "solutions/accepted")
    found = verified(folder, pool, WITH_MUTANTS)
    assert found.mutants is not None
    assert found.mutants.share is not None
    assert found.mutants.share < 0.85
    assert f"kill {found.mutants.share:.0%} of the mutants; mutation.least is 85%" in " ".join(found.problems)
    assert any(
        "+        if (number < largest)" in diff or "+            {}" in diff for diff in found.mutants.survivors
    )
    assert found.mutants.killed + len(found.mutants.survivors) + len(found.mutants.excused) == (
        found.mutants.compiled - found.mutants.equivalent
    )


def test_what_the_compiler_makes_the_same_is_not_counted(tmp_path: Path, pool: WarmPool) -> None:
    folder = new_exercise("the-first", "c", tmp_path)
    replace(folder / "solutions/accepted/loop/largest.c", "int largest, number;", "int largest, number, unused = 5;")
    replace(folder / "solutions/accepted/loop/largest.c", "    if (scanf", "    (void)unused;\n    if (scanf")
    found = verified(folder, pool, WITH_MUTANTS)
    assert found.ok, found.problems
    assert found.mutants is not None
    assert found.mutants.equivalent == 3  # 6, 4 and 0 instead of 5


@pytest.mark.parametrize(
    ("mutant_id", "problem"),
    [
        ("00000000", "mutation.equivalent.00000000: there is no such mutant (any more)"),
        ("killed", r"mutation.equivalent.[0-9a-f]{8}: not equivalent, 0\d-\S+ kills it"),
    ],
)
def test_what_is_called_equivalent_must_be_so(tmp_path: Path, mutant_id: str, problem: str, pool: WarmPool) -> None:
    folder = new_exercise("the-first", "python", tmp_path)
    if mutant_id == "killed":
        mutant_id = killed_id(folder)
    write(
        folder / "exercise.toml", (folder / "exercise.toml").read_text() + f'equivalent = {{ "{mutant_id}" = "x" }}\n'
    )
    found = verified(folder, pool, WITH_MUTANTS)
    assert not found.ok
    assert re.fullmatch(problem.replace("(", r"\(").replace(")", r"\)"), found.problems[0])


def killed_id(folder: Path) -> str:
    """A mutant that every testcase notices: the first statement is the one that reads."""
    return mutants_of("python", read_entries(folder / "solutions/accepted/list"))[0].id


def test_the_solution_to_mutate_is_an_accepted_one(tmp_path: Path) -> None:
    folder = new_exercise("the-first", "python", tmp_path)
    replace(folder / "exercise.toml", "least = 0.85", 'least = 0.85\nsolution = "lsit"')
    with pytest.raises(BrokenExercise, match=r"mutation\.solution: no accepted one is 'lsit'"):
        verify(load_exercise(folder), FakePool(lambda _: ran()), SILENT)


# --- what it costs, and faults ---


def test_a_solution_takes_one_sandbox_and_one_build_for_all_its_runs(tmp_path: Path) -> None:
    folder = new_exercise("the-first", "python", tmp_path)
    pool = FakePool(lambda _: ran())
    verify(load_exercise(folder), pool, Plan(runs=5, mutants=False, tell=lambda _: None))
    assert len(pool.taken) == 4  # the fifth fails its check, and needs none
    for sandbox in pool.taken:
        assert sandbox.log.count("python3 -m py_compile largest.py") == 1
        assert sandbox.log.count("python3 largest.py") == 5 * 8


def test_a_fault_is_tried_again_and_then_told() -> None:
    faults = []

    def script(_: object) -> None:
        faults.append("no CPU")
        raise GraderFault("no CPU was free")

    exercise = load_exercise(Path(__file__).parents[1] / "exercises/catalogue/c-sum")
    found = verify(exercise, FakePool(script), SILENT)  # type: ignore[arg-type]  # it never returns
    assert (found.ok, found.fault) == (False, "no CPU was free")
    assert len(faults) >= TRIES


def test_a_mutant_is_told_of(tmp_path: Path, pool: WarmPool) -> None:
    told: list[str] = []
    folder = new_exercise("the-first", "python", tmp_path)
    found = verified(folder, pool, Plan(runs=1, mutants=True, tell=told.append))
    assert found.mutants is not None
    assert told.count(MUTANT) == found.mutants.made > 0
