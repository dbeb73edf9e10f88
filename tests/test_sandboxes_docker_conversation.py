"""Conversations of real sandboxes, with processes that do all they can to hold them up, or to fool them."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.errors import GraderFault, SandboxDied
from core.runs import TEST_FOLDER, Conversation, Stopped
from sandboxes.docker_sandbox import DockerSandbox
from sandboxes.pool import WarmPool
from sandboxes.supervisor import service
from tests.builders import command
from tests.fakes.sandboxes import FakeSandbox

LISTENS = "import sys; sys.exit(42 if sys.stdin.buffer.read() else 43)"
WAITS = "import sys; sys.stdin.read()"


@pytest.fixture
def own(pool: WarmPool) -> Iterator[DockerSandbox]:
    with pool.take("python") as taken:
        assert isinstance(taken, DockerSandbox)
        yield taken


@pytest.fixture
def partner(pool: WarmPool) -> Iterator[DockerSandbox]:
    with pool.take("python") as taken:
        assert isinstance(taken, DockerSandbox)
        yield taken


def talk(own: DockerSandbox, said: str, partner: DockerSandbox, partners: str, **changes: object) -> Conversation:
    """Both in Python, for as long as nothing is silent for two seconds. `changes` are of our own limits."""
    return own.converse(
        command("python3", "-ISBc", said, **({"wall_ms": 2000} | changes)),  # type: ignore[arg-type]
        partner,
        command("python3", "-ISBc", partners, wall_ms=2000, stdout_bytes=4 << 20),
    )


def ends_well(own: DockerSandbox, partner: DockerSandbox) -> bool:
    """Both go on to serve, in conversation and alone, with nothing left of what was."""
    alone = all(box.run(command("cat", stdin=b"x")).stdout == b"x" for box in (own, partner))
    held = talk(own, "print(1)", partner, LISTENS)
    return alone and (held.own.exit_code, held.partners.exit_code) == (0, 42)


def test_the_folder_of_a_test_is_the_one_that_is_announced() -> None:
    assert service.HERE == TEST_FOLDER


def test_every_byte_arrives_in_both_directions_though_nobody_reads_before_all_is_written(
    own: DockerSandbox, partner: DockerSandbox
) -> None:
    """More than pipes and sockets hold: two that write without reading would wait for each other for ever."""
    both = """
import hashlib, sys
data = bytes(range(256)) * 8000
sys.stdout.buffer.write(data); sys.stdout.flush()
sys.exit(42 if sys.stdin.buffer.read(len(data)) == data else 43)
"""
    held = talk(own, both, partner, both, stdout_bytes=4 << 20)
    assert (held.own.exit_code, held.partners.exit_code) == (42, 42)
    assert held.left_out > 3_900_000
    assert ends_well(own, partner)


@pytest.mark.parametrize(
    ("said", "stopped"),
    [
        ("while True: print('y' * 999)", Stopped.OUTPUT),
        ("while True: pass", Stopped.CPU),
        ("import time; time.sleep(60)", Stopped.WALL),
        ("import os; os.close(0); os.close(1); import time; time.sleep(60)", Stopped.WALL),
        ("import os\nif os.fork() == 0: os.setsid()\nimport time; time.sleep(60)", Stopped.WALL),
    ],
    ids=str,
)
def test_one_that_passes_a_limit_is_stopped_and_the_other_with_it(
    own: DockerSandbox, partner: DockerSandbox, said: str, stopped: Stopped
) -> None:
    held = talk(own, said, partner, WAITS, cpu_ms=200)
    assert (held.own.stopped, held.partners.stopped) == (stopped, Stopped.PARTNER)
    assert not held.partner_first
    assert ends_well(own, partner)


@pytest.mark.parametrize(
    "said",
    [
        "import os; os.close(0); print('deaf', flush=True); input_is = 0",
        "import sys; print('half', flush=True); sys.stdout.close(); sys.stdin.read(1)",
        "import os\nif os.fork() == 0: os.setsid(); import time; time.sleep(60)\nprint('left a child')",
        "open('/dev/stdout', 'w').write('by name')",
        "import os; os.write(os.open('/proc/self/fd/0', os.O_WRONLY), b'to myself'); print('me')",
    ],
    ids=str,
)
def test_streams_that_are_shut_reopened_or_kept_open_hold_up_nobody(
    own: DockerSandbox, partner: DockerSandbox, said: str
) -> None:
    heard = "import sys\nprint('hello', flush=True)\nsys.exit(42 if sys.stdin.buffer.read() else 43)"
    held = talk(own, said, partner, heard)
    assert (held.own.exit_code, held.own.signal, held.partners.exit_code) == (0, None, 42)
    assert ends_well(own, partner)


def test_who_speaks_to_one_that_has_ended_gets_no_signal(own: DockerSandbox, partner: DockerSandbox) -> None:
    speaks = "import time\nfor _ in range(20): print('there?', flush=True); time.sleep(0.02)"
    held = talk(own, speaks, partner, "import sys; sys.exit(42)")
    assert (held.own.exit_code, held.own.signal, held.partner_first) == (0, None, True)


def test_the_time_in_which_words_pass_is_no_silence(own: DockerSandbox, partner: DockerSandbox) -> None:
    speaks = "import time\nfor _ in range(8): print('on', flush=True); time.sleep(0.2)"
    held = talk(own, speaks, partner, LISTENS, wall_ms=1000)
    assert held.own.exit_code == 0
    assert held.own.wall_ms > 1500


def test_a_talk_that_never_falls_silent_ends_all_the_same(own: DockerSandbox, partner: DockerSandbox) -> None:
    held = talk(own, "import time\nwhile True: print('on', flush=True); time.sleep(0.05)", partner, WAITS, wall_ms=150)
    assert (held.own.stopped, held.partners.stopped) == (Stopped.WALL, Stopped.PARTNER)
    assert 1400 < held.own.wall_ms < 5000


def test_too_much_memory_ends_one_and_the_other_reads_the_end(own: DockerSandbox, partner: DockerSandbox) -> None:
    own.seal()
    held = talk(own, "print(1, flush=True)\nblock = bytearray(200 << 20)", partner, LISTENS, memory_mib=40)
    assert held.own.out_of_memory
    assert held.partners.exit_code == 42
    assert ends_well(own, partner)


def test_words_that_one_does_not_read_are_none_of_its_memory(own: DockerSandbox, partner: DockerSandbox) -> None:
    own.seal()
    speaks = "import sys; sys.stdout.buffer.write(bytes(4 << 20)); sys.stdout.flush(); sys.stdin.read(); sys.exit(42)"
    held = talk(own, "import time; time.sleep(1); block = bytearray(20 << 20)", partner, speaks, memory_mib=40)
    assert (held.own.exit_code, held.own.out_of_memory, held.partners.exit_code) == (0, False, 42)


def test_files_come_and_go_in_a_conversation_too(own: DockerSandbox, partner: DockerSandbox) -> None:
    note = "import sys; open('notes/one', 'wb').write(sys.stdin.buffer.read())"
    noting = replace(command("python3", "-ISBc", note), collect=("notes/one",))
    held = own.converse(command("echo", "hello"), partner, noting)
    assert held.partners.files == {"notes/one": b"hello\n"}


def test_a_command_that_is_not_there_ends_the_talk(own: DockerSandbox, partner: DockerSandbox) -> None:
    held = own.converse(command("./absent"), partner, command("cat"))
    assert (held.own.exec_error, held.own.exit_code) == ("No such file or directory", None)
    assert held.partners.exit_code == 0
    assert ends_well(own, partner)


def killed_soon(sandbox: DockerSandbox) -> threading.Thread:
    def kill() -> None:
        time.sleep(0.4)
        sandbox._api.kill(sandbox.container_id)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def test_the_end_of_ones_own_sandbox_in_the_middle_is_its_death(own: DockerSandbox, partner: DockerSandbox) -> None:
    thread = killed_soon(own)
    with pytest.raises(SandboxDied) as raised:
        talk(own, WAITS, partner, WAITS, wall_ms=20_000)
    thread.join()
    assert not raised.value.out_of_memory


def test_the_end_of_the_partners_sandbox_is_never_the_students(own: DockerSandbox, partner: DockerSandbox) -> None:
    thread = killed_soon(partner)
    with pytest.raises(GraderFault, match="partner's sandbox") as raised:
        talk(own, WAITS, partner, WAITS, wall_ms=20_000)
    thread.join()
    assert not isinstance(raised.value, SandboxDied)


def test_a_partner_that_is_gone_already_is_a_fault(own: DockerSandbox, partner: DockerSandbox) -> None:
    partner.destroy()
    with pytest.raises(GraderFault):
        talk(own, WAITS, partner, WAITS)


def test_a_sandbox_of_another_kind_is_refused(own: DockerSandbox) -> None:
    with pytest.raises(TypeError):
        own.converse(command("cat"), FakeSandbox(lambda _: NotImplemented), command("cat"))
