from collections.abc import Mapping
from pathlib import Path

import pytest

from core.errors import BrokenExercise
from exercises.groups import Group, first_problem_of, in_running_order
from exercises.loader import load_exercise

MANIFEST = """version = 1
title = "The sum"
language = "c"
[run]
command = ["./sum"]
"""


def groups(named: Mapping[str, Mapping[str, object]]) -> dict[str, Group]:
    return {name: Group.model_validate({"testcases": [f"{name}-*"], **section}) for name, section in named.items()}


def test_the_bonus_runs_last_and_the_more_secret_later() -> None:
    found = groups(
        {
            "extra": {"bonus": True},
            "late": {"visibility": "after_deadline"},
            "hidden": {"visibility": "hidden"},
            "second": {},
            "first": {},
            "secret-extra": {"bonus": True, "visibility": "hidden"},
            "unlocked": {"visibility": "after_pass"},
        }
    )
    order = ["second", "first", "hidden", "unlocked", "late", "extra", "secret-extra"]
    assert in_running_order(found) == order
    assert first_problem_of(found) is None


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ({"a": {"requires": ["b"]}}, "groups.a.requires: there is no group 'b'"),
        ({"a": {"requires": ["tests"]}}, "groups.a.requires: tests are the testcases in no group"),
        ({"a": {"requires": ["a"]}}, "groups.a.requires: a comes after a; put the one that is required first"),
        (
            {"a": {"requires": ["b"]}, "b": {}},
            "groups.a.requires: b comes after a; put the one that is required first",
        ),
        (
            {"a": {"visibility": "hidden"}, "b": {"requires": ["a"]}},
            "groups.b.requires: a is kept from students, and whether b ran would tell of it",
        ),
        (
            {"late": {"visibility": "after_deadline"}, "b": {"requires": ["late"], "visibility": "hidden"}},
            "groups.b.requires: late is kept from students, and whether b ran would tell of it",
        ),
        ({"a": {"bonus": True}, "b": {"requires": ["a"]}}, "groups.b.requires: a comes after b; put the one"),
        ({"tests": {}}, "groups.tests: that is the name of the testcases that are in no group; take another"),
    ],
)
def test_groups_that_cannot_go_together_are_named(named: Mapping[str, Mapping[str, object]], problem: str) -> None:
    assert (first_problem_of(groups(named)) or "").startswith(problem)


def an_exercise(folder: Path, sections: str, *names: str) -> Path:
    (folder / "c-sum/tests").mkdir(parents=True)
    (folder / "c-sum/exercise.toml").write_text(MANIFEST + sections)
    (folder / "c-sum/statement.md").write_text("Add.")
    for name in names:
        (folder / "c-sum/tests" / f"{name}.out").write_text("1\n")
    return folder / "c-sum"


def test_testcases_stand_in_the_order_in_which_they_run(tmp_path: Path) -> None:
    sections = '[groups.extra]\nbonus = true\npoints = 3\ntestcases = ["x*"]\n[groups.a]\ntestcases = ["a*"]\n'
    found = load_exercise(an_exercise(tmp_path, sections, "a2", "a1", "x", "z"))
    assert [(testcase.name, testcase.group) for testcase in found.testcases] == [
        ("z", "tests"), ("a1", "a"), ("a2", "a"), ("x", "extra"),
    ]  # fmt: skip
    assert found.max_score == 6


@pytest.mark.parametrize(
    ("sections", "problem"),
    [
        ('[groups.all]\nbonus = true\ntestcases = ["*"]\n', "the testcases, but for the bonus, together give no point"),
        ('[groups.all]\npoints = 0\ntestcases = ["*"]\n', "the testcases, but for the bonus, together give no point"),
        ('[groups.b]\ntestcases = ["b*"]\n', "groups.b.testcases: no testcase has such a name"),
        ('[groups.a]\ntestcases = ["*"]\nrequires = ["c"]\n', "groups.a.requires: there is no group 'c'"),
    ],
)
def test_a_broken_group_is_refused(tmp_path: Path, sections: str, problem: str) -> None:
    with pytest.raises(BrokenExercise) as error:
        load_exercise(an_exercise(tmp_path, sections, "a"))
    assert problem in str(error.value)
