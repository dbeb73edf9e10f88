from collections.abc import Sequence

import pytest

from core.errors import SandboxDied, SandboxRefused
from core.runs import Command, RunResult, Stopped, Who
from core.trees import TreeEntry
from grader.build import make_product
from tests.builders import exercise, file, ran, tree
from tests.fakes.sandboxes import FakeSandbox, Script

TREE = tree({"main.c": b"int main(){}"})
EXERCISE = exercise(
    school=(file("driver.c", b"theirs"),),
    build={"commands": [["make"], ["make", "more"]], "memory_mib": 100, "cpu_ms": 3000, "output_kib": 2},
    harness={"commands": [["cc", "school/driver.c"]]},
)


def well(_: Command) -> RunResult:
    return ran(stdout=b"out\n", stderr=b"err\x1b[0m\n")


def failing(line: str, result: RunResult | SandboxDied) -> Script:
    """All goes well but that command."""

    def script(asked: Command) -> RunResult:
        if " ".join(asked.argv) != line:
            return well(asked)
        if isinstance(result, SandboxDied):
            raise result
        return result

    return script


def test_the_schools_files_come_after_the_students_build() -> None:
    sandbox = FakeSandbox(well)
    steps = make_product(sandbox, EXERCISE, TREE)
    assert sandbox.log == ["put /", "make", "make more", "put school/", "cc school/driver.c", "seal"]
    assert [step.command for step in steps] == ["make", "make more", "cc school/driver.c"]
    assert sandbox.get("school/driver.c", 10) == b"theirs"


def test_every_step_runs_as_the_builder_under_the_builds_limits() -> None:
    sandbox = FakeSandbox(well)
    make_product(sandbox, EXERCISE, TREE)
    assert {asked.who for asked in sandbox.commands} == {Who.BUILD}
    limits = {asked.limits for asked in sandbox.commands}
    assert [(one.memory_mib, one.cpu_ms, one.stdout_bytes) for one in limits] == [(100, 3000, 2048)]


def test_a_step_shows_what_it_printed_and_used() -> None:
    step = make_product(FakeSandbox(well), EXERCISE, TREE)[0]
    assert (step.ok, step.detail, step.output) == (True, "", "out\nerr\\x1b[0m\n")
    assert (step.cpu_ms, step.wall_ms, step.memory_kib) == (1.5, 2.5, 640)


def test_nothing_comes_after_a_step_that_failed() -> None:
    sandbox = FakeSandbox(failing("make", ran(exit_code=2, stderr=b"main.c:1: error")))
    (step,) = make_product(sandbox, EXERCISE, TREE)
    assert sandbox.log == ["put /", "make"]
    assert (step.ok, step.detail, step.output) == (False, "ended with exit code 2, expected 0", "main.c:1: error")


def test_a_harness_that_does_not_compile_with_it_fails_the_build() -> None:
    sandbox = FakeSandbox(failing("cc school/driver.c", ran(exit_code=1)))
    assert [step.ok for step in make_product(sandbox, EXERCISE, TREE)] == [True, True, False]
    assert "seal" not in sandbox.log


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (ran(out_of_memory=True), "needed more than 100 MiB of memory"),
        (ran(stopped=Stopped.CPU, cpu_ms=3001), "used 3001 ms of CPU time, the limit is 3000 ms"),
        (ran(stopped=Stopped.OUTPUT), "printed more than 2 KiB"),
        (
            ran(exit_code=None, exec_error="No such file or directory"),
            "could not be started: No such file or directory",
        ),
        (SandboxDied("gone", out_of_memory=True), "needed more than 100 MiB of memory"),
    ],
)
def test_why_a_step_failed(result: RunResult | SandboxDied, words: str) -> None:
    steps = make_product(FakeSandbox(failing("make more", result)), EXERCISE, TREE)
    assert [(step.ok, step.detail) for step in steps] == [(True, ""), (False, words)]


def test_a_sandbox_that_died_for_no_memory_is_our_fault() -> None:
    death = SandboxDied("gone", out_of_memory=False)
    with pytest.raises(SandboxDied, match="gone"):
        make_product(FakeSandbox(failing("make", death)), EXERCISE, TREE)


class FullSandbox(FakeSandbox):
    """The student's build has left no room."""

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        if folder:
            raise SandboxRefused("No space left on device")
        super().put(entries)


def test_a_build_that_leaves_no_room_for_the_schools_files_fails() -> None:
    *_, last = make_product(FullSandbox(well), EXERCISE, TREE)
    assert (last.ok, last.command.split()[0]) == (False, "put")
    assert last.detail.endswith(": No space left on device")


class LeftInTheWay(FakeSandbox):
    """One that fails once the student's build is over, as what that build left makes it do."""

    fault: SandboxRefused | SandboxDied
    where: str

    def put(self, entries: Sequence[TreeEntry], *, folder: str = "") -> None:
        if folder and self.where == "put":
            raise self.fault
        super().put(entries, folder=folder)

    def seal(self) -> None:
        if self.where == "seal":
            raise self.fault


def left_in_the_way(where: str, fault: SandboxRefused | SandboxDied) -> LeftInTheWay:
    sandbox = LeftInTheWay(well)
    sandbox.where, sandbox.fault = where, fault
    return sandbox


@pytest.mark.parametrize("where", ["put", "seal"])
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (SandboxRefused("too many \x1b[2Jnames"), "what the build left is in the way: too many \\x1b[2Jnames"),
        (SandboxDied("gone", out_of_memory=True), "what the build left takes up all memory"),
    ],
)
def test_what_a_build_leaves_in_the_way_is_its_own_failure(
    where: str, fault: SandboxRefused | SandboxDied, told: str
) -> None:
    *_, last = make_product(left_in_the_way(where, fault), EXERCISE, TREE)
    assert (last.ok, last.command, last.detail) == (False, where, told)


@pytest.mark.parametrize("where", ["put", "seal"])
def test_a_sandbox_that_dies_of_something_else_after_the_build_is_our_fault(where: str) -> None:
    with pytest.raises(SandboxDied):
        make_product(left_in_the_way(where, SandboxDied("gone", out_of_memory=False)), EXERCISE, TREE)


def test_a_tree_that_can_not_be_put_is_our_fault() -> None:
    sandbox = FakeSandbox(well)
    sandbox.put(TREE.entries)
    with pytest.raises(SandboxRefused):
        make_product(sandbox, EXERCISE, TREE)


def test_without_commands_the_tree_is_the_product() -> None:
    sandbox = FakeSandbox(well)
    assert make_product(sandbox, exercise(build={}), TREE) == ()
    assert sandbox.log == ["put /", "seal"]
