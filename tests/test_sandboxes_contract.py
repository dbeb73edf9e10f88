"""What every Sandbox must do, asked of the real one and of the fake that other tests lean on."""

import shlex
import signal
from collections.abc import Iterator

import pytest

from core.errors import GraderFault, SandboxRefused
from core.runs import Command, RunResult, Sandbox, SandboxPool
from core.trees import EntryKind
from sandboxes.pool import WarmPool
from tests.builders import build_command, command, file, ran
from tests.fakes.sandboxes import FakePool


def small_shell(asked: Command) -> RunResult:
    """The few words of a shell that these tests speak."""
    match list(asked.argv):
        case ["cat"]:
            return ran(stdout=asked.stdin)
        case ["sh", "-c", line]:
            word, *rest = shlex.split(line)
            if word == "exit":
                return ran(exit_code=int(rest[0]))
            if word == "kill":
                return ran(exit_code=None, signal=signal.Signals[f"SIG{rest[0][1:]}"].value)
    return ran(exit_code=None, exec_error="No such file or directory")


@pytest.fixture(params=["fake", "docker"])
def either_pool(request: pytest.FixtureRequest) -> SandboxPool:
    if request.param == "fake":
        return FakePool(small_shell)
    real: WarmPool = request.getfixturevalue("pool")
    return real


@pytest.fixture
def sandbox(either_pool: SandboxPool) -> Iterator[Sandbox]:
    with either_pool.take("shell") as taken:
        yield taken


def test_it_names_its_image(sandbox: Sandbox) -> None:
    assert sandbox.image_id.startswith("sha256:")


def test_what_is_put_can_be_got(sandbox: Sandbox) -> None:
    sandbox.put([file("main.c", b"int x;\0"), file("deep/er/note", b"")])
    assert sandbox.get("main.c", 7) == b"int x;\0"
    assert sandbox.get("deep/er/note", 0) == b""


def test_what_is_absent_too_large_a_folder_or_a_link_is_not_got(sandbox: Sandbox) -> None:
    sandbox.put([file("deep/note", b"four"), file("link", b"/etc/passwd", EntryKind.LINK)])
    for path, most in (("absent", 10), ("deep/note", 3), ("deep", 10), ("link", 10_000), ("link/x", 10)):
        assert sandbox.get(path, most) is None


def test_a_file_is_never_put_over_another(sandbox: Sandbox) -> None:
    sandbox.put([file("main.c", b"first")])
    with pytest.raises(SandboxRefused):
        sandbox.put([file("main.c", b"second")])
    with pytest.raises(SandboxRefused):
        sandbox.put([file("main.c/below", b"third")])
    assert sandbox.get("main.c", 10) == b"first"


def test_a_named_folder_is_emptied_first(sandbox: Sandbox) -> None:
    sandbox.put([file("school/planted", b"x"), file("main.c")])
    sandbox.put([file("main.c", b"theirs")], folder="school")
    assert sandbox.get("school/planted", 10) is None
    assert sandbox.get("school/main.c", 10) == b"theirs"
    assert sandbox.get("main.c", 10) == b""


@pytest.mark.parametrize("stdin", [b"", b"two\nlines", bytes(range(256)) * 64])
def test_stdin_comes_back_byte_by_byte(sandbox: Sandbox, stdin: bytes) -> None:
    result = sandbox.run(command("cat", stdin=stdin))
    assert (result.stdout, result.exit_code, result.signal, result.stopped) == (stdin, 0, None, None)


def test_exit_code_and_signal_are_told_apart(sandbox: Sandbox) -> None:
    exited = sandbox.run(command("sh", "-c", "exit 7"))
    killed = sandbox.run(command("sh", "-c", "kill -SEGV $$"))
    assert (exited.exit_code, exited.signal) == (7, None)
    assert (killed.exit_code, killed.signal) == (None, signal.SIGSEGV)


def test_a_command_that_is_not_there_is_a_result(sandbox: Sandbox) -> None:
    for asked in (command("./absent"), build_command("absent")):
        result = sandbox.run(asked)
        assert (result.exec_error, result.exit_code, result.signal) == ("No such file or directory", None, None)


def test_files_outlive_runs_and_the_seal(sandbox: Sandbox) -> None:
    sandbox.put([file("kept", b"here")])
    sandbox.run(build_command("cat"))
    sandbox.seal()
    sandbox.run(command("cat"))
    assert sandbox.get("kept", 10) == b"here"


def test_two_sandboxes_share_nothing(either_pool: SandboxPool) -> None:
    with either_pool.take("shell") as one, either_pool.take("shell") as other:
        one.put([file("mine", b"x")])
        assert other.get("mine", 10) is None


def use_until_gone(sandbox: Sandbox) -> None:
    """Destroying may take a moment, and goes on beside what the pool does next."""
    while sandbox.run(command("cat")):
        pass


def test_after_its_block_a_sandbox_is_of_no_use(either_pool: SandboxPool) -> None:
    with either_pool.take("shell") as sandbox:
        sandbox.put([file("mine", b"x")])
    with pytest.raises(GraderFault):
        use_until_gone(sandbox)


def test_a_body_that_raises_still_gives_the_sandbox_back(either_pool: SandboxPool) -> None:
    with pytest.raises(ZeroDivisionError), either_pool.take("shell") as sandbox:
        raise ZeroDivisionError
    with pytest.raises(GraderFault):
        use_until_gone(sandbox)
