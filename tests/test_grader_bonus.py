"""The bonus in real sandboxes: built apart, due only once all else is perfect, and never able to spoil it."""

import pytest

from core.reports import Report
from core.verdicts import Verdict
from exercises.model import Exercise
from grader.grade import grade
from sandboxes.pool import WarmPool
from tests.builders import a_testcase, exercise, tree

RIGHT = b"echo fine\n"


def with_bonus() -> Exercise:
    """`main.sh` is the product; `extra.sh` builds the bonus over it."""
    return exercise(
        a_testcase("plain"),
        a_testcase("extra", group="extra", expected=b"more\n"),
        language="shell",
        turn_in={"required": ["/main.sh"], "optional": ["/extra.sh"]},
        build={"commands": [["cp", "main.sh", "main"]], "bonus": [["sh", "extra.sh"]]},
        run={"command": ["sh", "main"]},
        groups={"extra": {"testcases": ["extra"], "bonus": True}},
    )


def graded(pool: WarmPool, main: bytes, extra: bytes) -> Report:
    return grade(with_bonus(), tree({"main.sh": main, "extra.sh": extra}), pool)


def verdicts(report: Report) -> list[str]:
    return [test.verdict.value for test in report.tests]


def test_the_bonus_runs_on_a_product_of_its_own(pool: WarmPool) -> None:
    report = graded(pool, RIGHT, b"echo 'echo more' > main\n")
    assert (verdicts(report), report.verdict, report.mark) == (["AC", "AC"], Verdict.AC, 125)
    assert [(step.command, step.bonus) for step in report.steps] == [
        ("cp main.sh main", False),
        ("cp main.sh main", True),
        ("sh extra.sh", True),
    ]


@pytest.mark.parametrize("extra", [b"echo wrong > main; exit 3\n", b"rm -rf *\n"])
def test_a_bonus_that_cannot_be_built_spoils_nothing(pool: WarmPool, extra: bytes) -> None:
    report = graded(pool, RIGHT, extra)
    assert (report.tests[0].verdict, report.verdict, report.mark) == (Verdict.AC, Verdict.AC, 100)
    assert report.tests[1].points == 0


def test_a_bonus_that_is_not_due_is_not_built(pool: WarmPool) -> None:
    report = graded(pool, b"echo wrong\n", b"echo 'echo more' > main\n")
    assert (verdicts(report), report.verdict, report.mark) == (["WA", "SK"], Verdict.WA, 0)
    assert [step.bonus for step in report.steps] == [False]


def test_a_bonus_that_takes_all_memory_fails_alone(pool: WarmPool) -> None:
    report = graded(pool, RIGHT, b"x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done\n")
    assert (verdicts(report), report.verdict, report.mark) == (["AC", "SK"], Verdict.AC, 100)
    assert report.tests[1].detail == "not run: the bonus could not be built"


LEAKS_IF_ASKED = b"""#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int n, char **v)
{
    (void)v;
    if (n > 1)
        memset(malloc(9), 0, 9);
    return puts("fine") < 0;
}
"""


def test_a_leak_in_the_bonus_costs_the_bonus_alone(pool: WarmPool) -> None:
    watched = exercise(
        a_testcase("plain"),
        a_testcase("extra", group="extra", arguments=("leak",)),
        build={"commands": [["cc", "-g", "-o", "main", "main.c"]]},
        run={"command": ["./main"]},
        checks={"memory": {"tool": "valgrind"}},
        groups={"extra": {"testcases": ["extra"], "bonus": True}},
    )
    report = grade(watched, tree({"main.c": LEAKS_IF_ASKED}), pool)
    assert (verdicts(report), report.verdict, report.mark) == (["AC", "RTE"], Verdict.AC, 100)
    assert all(check.passed for check in report.checks)
    assert "9 bytes in 1 blocks are definitely lost" in report.tests[1].detail
