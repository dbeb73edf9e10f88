"""What an error becomes: a line and an exit code. Only a bug shows a traceback."""

import errno

import pytest

from core.errors import BrokenExercise, EngineMissing, GraderFault, PeermillError, SandboxDied, UsageError
from tests.command_line import Peermill, run_program, runner


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


def fails(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def answer(*_: object) -> None:
        raise error

    monkeypatch.setattr("cli.server.server_status", answer)


@pytest.mark.parametrize(
    ("error", "exit_code", "line"),
    [
        (UsageError("name a path"), 2, "name a path"),
        (BrokenExercise("x.toml:3: run: missing"), 2, "x.toml:3: run: missing"),
        (GraderFault("too busy"), 3, "too busy"),
        (EngineMissing("no engine"), 3, "no engine"),
        (SandboxDied("it is gone", out_of_memory=False), 3, "it is gone"),
        (PeermillError("anything else"), 3, "anything else"),
        (OSError(errno.ENOSPC, "No space left on device", "var/x"), 3, "var/x: No space left on device"),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "[Errno 28] No space left on device"),
    ],
)
def test_an_error_is_one_line(
    peermill: Peermill, monkeypatch: pytest.MonkeyPatch, error: Exception, exit_code: int, line: str
) -> None:
    fails(monkeypatch, error)
    said = peermill("status", "--json")
    assert (said.exit_code, said.complaint) == (exit_code, line)


def test_an_interrupt_is_exit_code_130(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, KeyboardInterrupt())
    assert peermill("status").exit_code == 130


def test_a_bug_is_not_hidden(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError, match="a bug"):
        peermill("status")


@pytest.mark.parametrize("arguments", [("nothing",), ("grade", "--nothing"), ("grade", "a", "b"), ("exercise", "show")])
def test_what_is_no_command_is_bad_usage(peermill: Peermill, arguments: tuple[str, ...]) -> None:
    said = peermill(*arguments)
    assert (said.exit_code, said.out) == (2, "")
    assert "Usage: peermill" in said.err


def test_a_setting_that_is_none_is_bad_usage(peermill: Peermill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERMILL_POOLSIZE", "3")
    said = peermill("status")
    assert (said.exit_code, said.complaint) == (
        2,
        "PEERMILL_POOLSIZE is not a setting; did you mean PEERMILL_POOL_SIZE?",
    )


def test_the_installed_program_lists_its_commands() -> None:
    said = run_program("--help", environment={})
    assert said.exit_code == 0
    for name in ("grade", "doctor", "exercise", "demo", "up", "down", "status", "queue"):
        assert f"  {name} " in said.out


def test_help_of_grade_has_examples_and_exit_codes(peermill: Peermill) -> None:
    said = peermill("grade", "--help")
    assert "peermill grade . --exercise c-sum" in said.out
    assert "Exit code 0: a report was made" in said.out
