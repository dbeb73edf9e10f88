"""What every Sandbox must do, asked of the real one and of the fake that other tests lean on."""

import shlex
import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.errors import GraderFault, SandboxRefused
from core.runs import TEST_FOLDER, Command, Conversation, RunResult, Said, Sandbox, SandboxPool, Stopped
from core.trees import EntryKind
from sandboxes.pool import WarmPool
from tests.builders import build_command, command, file, ran
from tests.fakes.conversations import Talker
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
            if word == "cp":
                given = {f"{TEST_FOLDER}/{entry.path}": entry.data for entry in asked.files}
                return ran(files={rest[1]: given[rest[0]]})
    return ran(exit_code=None, exec_error="No such file or directory")


def small_talk(asked: Command) -> Talker:
    """What the same shell says of a few conversations."""
    match asked.argv[-1]:
        case "cat; exit 42":
            heard = yield b""
            while heard is not None:
                heard = yield heard
            return ran(exit_code=42)
        case "echo hello; read line; echo again $line":
            heard = yield b"hello\n"
            while not heard:
                heard = yield b""
            yield b"again " + heard
            return ran()
        case "sleep 60":
            while True:
                yield b""
        case "yes":
            while True:
                yield b"y\n" * 100
        case "exec 0<&- ; echo deaf; sleep 0.2; exit 43":
            yield b"deaf\n"
            return ran(exit_code=43)
        case "exit 7":
            return ran(exit_code=7)
    raise AssertionError(asked.argv)


@pytest.fixture(params=["fake", "docker"])
def either_pool(request: pytest.FixtureRequest) -> SandboxPool:
    if request.param == "fake":
        return FakePool(small_shell, small_talk)
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


def test_a_tests_files_are_there_and_what_it_writes_comes_back(sandbox: Sandbox) -> None:
    line = f"cp {TEST_FOLDER}/data/one.in notes/one"
    asked = replace(
        command("sh", "-c", line), files=(file("data/one.in", b"a\0b"),), collect=("notes/one", "notes/other/two")
    )
    for _ in range(2):
        result = sandbox.run(asked)
        assert (result.files, result.stdout) == ({"notes/one": b"a\0b"}, b"")


@pytest.fixture
def partner(either_pool: SandboxPool) -> Iterator[Sandbox]:
    with either_pool.take("shell") as taken:
        yield taken


def talk(sandbox: Sandbox, own: str, partner: Sandbox, partners: str, *, cap: int = 64 << 10) -> Conversation:
    return sandbox.converse(
        command("sh", "-c", own, wall_ms=1000, stdout_bytes=cap),
        partner,
        command("sh", "-c", partners, wall_ms=1000),
    )


def test_two_that_talk_hear_each_other_as_they_go(sandbox: Sandbox, partner: Sandbox) -> None:
    for _ in range(2):
        held = talk(sandbox, "echo hello; read line; echo again $line", partner, "cat; exit 42")
        assert held.said == (
            Said(by_partner=False, text=b"hello\n"),
            Said(by_partner=True, text=b"hello\n"),
            Said(by_partner=False, text=b"again hello\n"),
            Said(by_partner=True, text=b"again hello\n"),
        )
        assert (held.own.exit_code, held.partners.exit_code, held.partner_first) == (0, 42, False)
        assert (held.own.stdout, held.partners.stdout, held.left_out) == (b"", b"", 0)


def test_who_ends_first_is_told_and_the_other_reads_the_end(sandbox: Sandbox, partner: Sandbox) -> None:
    held = talk(sandbox, "cat; exit 42", partner, "exit 7")
    assert (held.own.exit_code, held.partners.exit_code, held.partner_first) == (42, 7, True)


def test_words_for_one_that_does_not_listen_go_nowhere(sandbox: Sandbox, partner: Sandbox) -> None:
    held = talk(sandbox, "cat; exit 42", partner, "exec 0<&- ; echo deaf; sleep 0.2; exit 43")
    assert (held.own.exit_code, held.partners.exit_code) == (42, 43)
    assert held.own.signal is None


def test_two_that_wait_for_each_other_are_stopped(sandbox: Sandbox, partner: Sandbox) -> None:
    held = talk(sandbox, "sleep 60", partner, "cat; exit 42")
    assert (held.own.stopped, held.partners.stopped) == (Stopped.WALL, Stopped.PARTNER)
    assert held.said == ()
    assert talk(sandbox, "exit 7", partner, "exit 7").own.exit_code == 7


def test_one_that_waits_after_the_other_has_ended_is_stopped(sandbox: Sandbox, partner: Sandbox) -> None:
    held = talk(sandbox, "exit 7", partner, "sleep 60")
    assert (held.own.exit_code, held.partners.stopped, held.partner_first) == (7, Stopped.WALL, False)


def test_one_that_says_too_much_is_stopped_and_the_other_with_it(sandbox: Sandbox, partner: Sandbox) -> None:
    held = talk(sandbox, "yes", partner, "sleep 60", cap=30_000)
    assert (held.own.stopped, held.partners.stopped) == (Stopped.OUTPUT, Stopped.PARTNER)
    kept = sum(len(said.text) for said in held.said)
    assert kept + held.left_out <= 30_000


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
