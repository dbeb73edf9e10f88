"""Programs that read a hidden test's input and try to tell it, in real sandboxes, past the feedback budget.

Each is graded against two secrets; what the team then reads must be the same, but for the times of what it is shown.
"""

import pytest

from core.reports import Report
from exercises.model import Exercise
from grader.grade import grade
from grader.visibility import as_student
from sandboxes.pool import WarmPool
from tests.builders import a_testcase, exercise, tree

ASKS = 'secret=$(cat)\nif [ "$secret" = one ]; then {act}; fi\necho fine\n'
ACTS = {
    "prints": 'echo "the input is $secret"',
    "complains": 'echo "the input is $secret" >&2',
    "exits": "exit 7",
    "crashes": "kill -SEGV $$",
    "waits": "sleep 100",
    "floods": "yes",
    "hogs": "x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done",
    "fills": "while :; do cat /bin/* > /tmp/$((i += 1)); done",
    "forks": "f() { f | f & }; f; wait",
    "leaves": "(sleep 100 &) ; echo $secret > /tmp/note; echo $secret > note",
}


def exercise_with(secret: bytes) -> Exercise:
    return exercise(
        a_testcase("open"),
        a_testcase("kept-1", group="kept", stdin=secret),
        a_testcase("kept-2", group="kept"),
        a_testcase("late-1", group="late"),
        a_testcase("extra", group="bonus"),
        language="shell",
        turn_in={"required": ["/main.sh"]},
        build={"commands": [["cp", "main.sh", "main"]], "bonus": [["true"]]},
        run={"command": ["sh", "main"], "cpu_ms": 300, "wall_ms": 1500},
        groups={
            "kept": {"testcases": ["kept-*"], "visibility": "hidden"},
            "late": {"testcases": ["late-*"], "visibility": "hidden", "requires": ["kept"]},
            "bonus": {"testcases": ["extra"], "bonus": True},
        },
    )


def seen(pool: WarmPool, secret: bytes, program: str) -> tuple[Report, Report]:
    """(the whole report, what the team reads of it without the times, which vary by themselves)."""
    report = grade(exercise_with(secret), tree({"main.sh": program.encode()}), pool)
    view = as_student(report, closed=False, told=False)
    still = {"cpu_ms": 0, "wall_ms": 0, "memory_kib": 0}
    return report, view.model_copy(
        update={
            "wall_ms": 0,
            "tests": tuple(test.model_copy(update=still) for test in view.tests),
            "steps": tuple(step.model_copy(update=still) for step in view.steps),
        }
    )


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_hidden_input_stays_hidden(pool: WarmPool, act: str) -> None:
    program = ASKS.format(act=act)
    whole, one = seen(pool, b"one", program)
    other_whole, other = seen(pool, b"two", program)
    assert one == other
    assert [test.name for test in one.tests] == ["open"]
    assert other_whole.mark == 125
    assert whole.verdict == "AC" or whole.mark != other_whole.mark  # what was tried did happen
