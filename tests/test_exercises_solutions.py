"""What a solution is stated to do, and every way in which a statement can be wrong."""

import shutil
from pathlib import Path

import pytest

from core.errors import BrokenExercise
from core.verdicts import Verdict
from exercises.loader import CATALOGUE, load_exercise
from exercises.solutions import Solution, solutions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exercise with the testcases `one` and `two`, a right solution and a wrong one."""
    top = tmp_path / "echo"
    write(
        top / "exercise.toml", 'version = 1\ntitle = "Echo"\nlanguage = "shell"\n[run]\ncommand = ["sh", "echo.sh"]\n'
    )
    write(top / "statement.md", "Do it.\n")
    for name in ("one", "two"):
        write(top / f"tests/{name}.out", "fine\n")
    write(top / "solutions/accepted/cat/echo.sh", "cat\n")
    write(top / "solutions/wrong_answer/nothing/echo.sh", "true\n")
    return top


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def found(folder: Path) -> dict[str, Solution]:
    return {solution.name: solution for solution in solutions(load_exercise(folder))}


def refusal(folder: Path) -> str:
    exercise = load_exercise(folder)
    with pytest.raises(BrokenExercise) as caught:
        solutions(exercise)
    return str(caught.value).removeprefix(f"{folder}/solutions/")


def test_a_solution_gets_the_verdict_of_its_folder(folder: Path) -> None:
    assert {name: solution.verdicts for name, solution in found(folder).items()} == {
        "accepted/cat": (Verdict.AC,),
        "wrong_answer/nothing": (Verdict.WA,),
    }


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("wrong_answr/cat/echo.sh", "wrong_answr: no verdict has such a folder (did you mean wrong_answer?)"),
        ("README.md", "README.md: no verdict has such a folder; expected one of accepted, wrong_answer"),
        ("accepted/echo.sh", "accepted/echo.sh: a solution is a folder, with the files as they are turned in"),
    ],
)
def test_what_is_no_solution_is_named(folder: Path, name: str, hint: str) -> None:
    write(folder / "solutions" / name, "")
    assert refusal(folder).startswith(hint)


def test_a_statement_says_why_a_solution_fails(folder: Path) -> None:
    write(folder / "solutions/stated.toml", '["wrong_answer/nothing"]\nfails = ["t*"]\nverdicts = ["WA", "RTE"]\n')
    solution = found(folder)["wrong_answer/nothing"]
    assert solution.statement is not None
    assert solution.statement.fails == ("t*",)
    assert solution.verdicts == (Verdict.WA, Verdict.RTE)


@pytest.mark.parametrize(
    ("stated", "complaint"),
    [
        ('["wrong_answer/nothin"]\n', "there is no such solution (did you mean wrong_answer/nothing?)"),
        ('["wrong_answer/nothing"]\nfials = []\n', ":2: wrong_answer/nothing.fials: Extra inputs"),
        ('["wrong_answer/nothing"]\nfails = ["three"]\n', "wrong_answer/nothing.fails: no testcase is named 'three'"),
        ('["wrong_answer/nothing"]\nverdicts = ["WRONG"]\n', ":2: wrong_answer/nothing.verdicts.0: Input should be"),
        ("[", "not TOML"),
    ],
)  # fmt: skip
def test_a_false_statement_is_named(folder: Path, stated: str, complaint: str) -> None:
    write(folder / "solutions/stated.toml", stated)
    said = refusal(folder)
    assert said.startswith("stated.toml:")
    assert complaint in said


def test_a_misspelt_key_has_a_hint(folder: Path) -> None:
    write(folder / "solutions/stated.toml", '["wrong_answer/nothing"]\nfials = ["one"]\n')
    assert refusal(folder).endswith("(did you mean fails?)")


def test_a_folder_and_its_statement_agree(folder: Path) -> None:
    write(folder / "solutions/stated.toml", '["wrong_answer/nothing"]\nverdicts = ["RTE"]\n')
    assert refusal(folder).startswith("wrong_answer/nothing: its folder says WA, but it is stated to get RTE")


@pytest.mark.parametrize(
    ("tag", "verdicts"),
    [
        ("# @EXPECTED_RESULTS@: WRONG-ANSWER", (Verdict.WA,)),
        ("/* @expected_results@: wrong_answer, TIMELIMIT */", (Verdict.WA, Verdict.TLE)),
        ("# @EXPECTED_RESULTS@: RUN-ERROR, NO-OUTPUT\r", (Verdict.WA, Verdict.RTE, Verdict.MLE)),
    ],
)
def test_a_tag_in_a_source_names_the_verdicts(folder: Path, tag: str, verdicts: tuple[Verdict, ...]) -> None:
    write(folder / "solutions/wrong_answer/nothing/echo.sh", f"true\n{tag}\n")
    assert found(folder)["wrong_answer/nothing"].verdicts == verdicts


def test_a_tag_that_is_no_result_is_named(folder: Path) -> None:
    write(folder / "solutions/wrong_answer/nothing/echo.sh", "# @EXPECTED_RESULTS@: WRONG-ANSWR\n")
    assert refusal(folder).endswith("@EXPECTED_RESULTS@: 'WRONG-ANSWR' is no result (did you mean WRONG-ANSWER?)")


def test_a_statement_goes_before_a_tag(folder: Path) -> None:
    write(folder / "solutions/wrong_answer/nothing/echo.sh", "# @EXPECTED_RESULTS@: CORRECT\n")
    write(folder / "solutions/stated.toml", '["wrong_answer/nothing"]\nverdicts = ["WA"]\n')
    assert found(folder)["wrong_answer/nothing"].verdicts == (Verdict.WA,)


def test_the_catalogues_statements_hold_together(tmp_path: Path) -> None:
    shutil.copytree(CATALOGUE / "c-sum", tmp_path / "c-sum")
    assert {solution.name.split("/")[0] for solution in solutions(load_exercise(tmp_path / "c-sum"))} >= {"accepted"}
