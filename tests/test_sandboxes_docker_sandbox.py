"""The real sandbox, where only a real one can show it: users, limits, counters, clean-up, and how it dies."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docker.errors import DockerException, NotFound
from pydantic import ValidationError

from core.errors import GraderFault, SandboxDied
from core.runs import MOST_COLLECTED, RunResult, Stopped
from sandboxes.container import MIB
from sandboxes.docker_sandbox import DockerSandbox, FixedMemory, RunAnswer, parsed, result_of, start_sandbox
from sandboxes.owners import this_process
from sandboxes.pool import WarmPool
from tests.builders import build_command, command, file

ORPHAN = """
import os, time
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        while time.process_time() < 0.2: pass
        open("/tmp/done", "w")
    os._exit(0)
os.wait()
while not os.path.exists("/tmp/done"): time.sleep(0.01)
"""


@pytest.fixture
def sandbox(pool: WarmPool) -> Iterator[DockerSandbox]:
    with pool.take("python") as taken:
        assert isinstance(taken, DockerSandbox)
        yield taken


def shell(sandbox: DockerSandbox, line: str, *, stdin: bytes = b"", **changes: object) -> RunResult:
    return sandbox.run(command("sh", "-c", line, stdin=stdin, **changes))


def python(sandbox: DockerSandbox, program: str, *, stdin: bytes = b"", **changes: object) -> RunResult:
    return sandbox.run(command("python3", "-ISBc", program, stdin=stdin, **changes))


def inspect(sandbox: DockerSandbox) -> dict[str, dict[str, object]]:
    document: dict[str, dict[str, object]] = sandbox._api.inspect_container(sandbox.container_id)
    return document


def kill_pid_1(sandbox: DockerSandbox) -> None:
    sandbox._api.kill(sandbox.container_id)


def test_builds_and_tests_are_different_users_and_neither_is_root(sandbox: DockerSandbox) -> None:
    builder = int(sandbox.run(build_command("id", "-u")).stdout)
    tester = int(sandbox.run(command("id", "-u")).stdout)
    assert builder != tester
    assert min(builder, tester) >= 200_000
    assert sandbox.run(command("id", "-G")).stdout.split() == [str(tester).encode()]


def test_no_two_live_sandboxes_share_a_user(pool: WarmPool) -> None:
    with pool.take("shell") as one, pool.take("shell") as other:
        users = [box.run(asked("id", "-u")).stdout for box in (one, other) for asked in (command, build_command)]
    assert len(set(users)) == 4


def test_the_container_is_as_shut_as_docker_can_make_it(sandbox: DockerSandbox) -> None:
    host = inspect(sandbox)["HostConfig"]
    assert host["NetworkMode"] == "none"
    assert host["ReadonlyRootfs"] is True
    assert host["Privileged"] is False
    assert host["LogConfig"] == {"Type": "none", "Config": {}}
    assert host["CapDrop"] == ["ALL"]
    capabilities = host["CapAdd"]
    assert isinstance(capabilities, list)
    assert sorted(name.removeprefix("CAP_") for name in capabilities) == ["CHOWN", "KILL", "SETGID", "SETUID"]
    options = host["SecurityOpt"]
    assert isinstance(options, list)
    assert "no-new-privileges" in options
    assert any(option.startswith("seccomp={") for option in options)
    assert (host["IpcMode"], host["Memory"], host["Binds"]) == ("private", host["MemorySwap"], None)


def test_each_run_has_its_own_limits_in_the_engine(sandbox: DockerSandbox) -> None:
    given = []
    for memory_mib, processes in ((40, 7), (80, 12)):
        shell(sandbox, ":", memory_mib=memory_mib, processes=processes)
        host = inspect(sandbox)["HostConfig"]
        assert host["Memory"] == host["MemorySwap"]
        assert host["PidsLimit"] == processes + 1
        given.append(host["Memory"])
    small, large = given
    assert isinstance(small, int)
    assert isinstance(large, int)
    assert large - small == 40 * MIB


def test_a_test_can_read_the_product_and_not_change_it(sandbox: DockerSandbox) -> None:
    sandbox.put([file("data/words", b"before")])
    sandbox.run(build_command("chmod", "-R", "777", "."))
    sandbox.seal()
    tried = "cat data/words; for f in data/words data/new; do echo after > $f; rm -f $f; done; rm -rf data/*"
    assert shell(sandbox, f"{tried} 2> /dev/null").stdout == b"before"
    assert sandbox.get("data/words", 10) == b"before"
    assert sandbox.get("data/new", 10) is None


def test_each_test_starts_in_a_folder_of_its_own_that_shows_the_product(sandbox: DockerSandbox) -> None:
    sandbox.put([file("words", b"here")])
    sandbox.seal()
    for _ in range(2):
        assert shell(sandbox, "ls -A; cat words; touch mine; rm words; touch words").stdout == b"words\nhere"


def test_a_builds_files_stay_and_its_processes_do_not(sandbox: DockerSandbox) -> None:
    sandbox.run(build_command("sh", "-c", "echo made > made; setsid sleep 60 & touch /tmp/left"))
    assert sandbox.get("made", 10) == b"made\n"
    seen = sandbox.run(build_command("sh", "-c", "cd /proc; ls -A /tmp; echo [0-9]*"))
    assert len(seen.stdout.split()) == 2  # PID 1 and the shell that asks


def test_the_standard_streams_can_be_opened_by_name(sandbox: DockerSandbox) -> None:
    result = shell(sandbox, "cat /dev/stdin; echo out > /dev/stdout; echo err > /dev/stderr", stdin=b"in\n")
    assert (result.stdout, result.stderr, result.exit_code) == (b"in\nout\n", b"err\n", 0)


def test_cpu_time_of_orphans_is_counted(sandbox: DockerSandbox) -> None:
    result = python(sandbox, ORPHAN)
    assert result.exit_code == 0
    assert 200 <= result.cpu_ms < 400


def test_memory_is_measured_anew_for_each_test(sandbox: DockerSandbox) -> None:
    sandbox.seal()
    small, large, again = (python(sandbox, f"block = bytearray({mib} << 20)") for mib in (0, 30, 0))
    assert large.exit_code == 0
    assert 30 << 10 <= large.memory_kib <= 42 << 10
    assert max(small.memory_kib, again.memory_kib) < 12 << 10


def test_too_much_memory_ends_the_test_and_not_the_sandbox(sandbox: DockerSandbox) -> None:
    sandbox.seal()
    result = python(sandbox, "block = bytearray(100 << 20)", memory_mib=40)
    assert result.out_of_memory
    assert not python(sandbox, "block = bytearray(20 << 20)", memory_mib=40).out_of_memory


def test_the_cpu_limit_stops_what_spins(sandbox: DockerSandbox) -> None:
    result = python(sandbox, "while True: pass", cpu_ms=100)
    assert (result.stopped, result.signal) == (Stopped.CPU, 9)
    assert 100 <= result.cpu_ms < 200


def test_the_wall_limit_stops_what_sleeps_and_does_not_call_it_starved(sandbox: DockerSandbox) -> None:
    result = shell(sandbox, "sleep 60", wall_ms=150)
    assert (result.stopped, result.starved) == (Stopped.WALL, False)
    assert 150 <= result.wall_ms < 2000
    assert result.cpu_ms < 100


def test_output_past_the_cap_stops_the_run_and_stderr_is_only_cut(sandbox: DockerSandbox) -> None:
    flood = shell(sandbox, "yes", stdout_bytes=1000)
    assert (flood.stopped, flood.stdout_over, flood.stdout) == (Stopped.OUTPUT, True, b"y\n" * 500)
    noisy = shell(sandbox, "yes | head -c 5000 >&2; echo done", stderr_bytes=1000)
    assert (noisy.stopped, noisy.stderr_over, noisy.stdout, noisy.exit_code) == (None, True, b"done\n", 0)
    assert noisy.stderr == b"y\n" * 500


def test_what_is_no_regular_file_is_not_got(sandbox: DockerSandbox) -> None:
    made = "mkfifo pipe; ln -s /etc/passwd link; ln -s /etc folder; mkdir -m 0 shut"
    sandbox.run(build_command("sh", "-c", made))
    for path in ("pipe", "link", "folder/passwd", "shut/x", "pipe/x"):
        assert sandbox.get(path, 1 << 20) is None


def test_a_supervisor_that_is_gone_is_a_death_not_for_memory(sandbox: DockerSandbox) -> None:
    kill_pid_1(sandbox)
    with pytest.raises(SandboxDied) as raised:
        shell(sandbox, ":")
    assert not raised.value.out_of_memory


def test_a_supervisor_that_dies_in_the_middle_of_a_run_is_noticed_at_once(sandbox: DockerSandbox) -> None:
    timer = threading.Timer(0.3, kill_pid_1, [sandbox])
    timer.start()
    start = time.monotonic()
    with pytest.raises(SandboxDied):
        shell(sandbox, "sleep 60", wall_ms=50_000)
    timer.join()
    assert time.monotonic() - start < 10


def test_a_supervisor_that_the_kernel_ended_for_memory_says_so(sandbox: DockerSandbox) -> None:
    """Files that stay fill the memory, then the supervisor has an output to copy and is all that is left to kill."""
    fill = "head -c 42000000 /dev/zero > stays; head -c 12000000 /dev/zero"
    with pytest.raises(SandboxDied) as raised:
        sandbox.run(build_command("sh", "-c", fill, memory_mib=48, stdout_bytes=16 * MIB))
    assert raised.value.out_of_memory


def test_a_destroyed_sandbox_leaves_neither_container_nor_descriptor(pool: WarmPool) -> None:
    def descriptors() -> set[str]:
        return {str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if os.path.lexists(path)}

    sandbox = pool._start(pool.image_of("shell"), "shell")
    during = descriptors()
    sandbox.destroy()
    sandbox.destroy()
    sockets = {name for name in during if name.startswith("socket:")}
    assert str(sandbox._stream._connection.fileno()) == "-1"
    assert len(sockets & descriptors()) < len(sockets)
    with pytest.raises(GraderFault):
        shell(sandbox, ":")


ENDED_WELL = {
    "exec_errno": 0,
    "cpu_us": 1500,
    "wall_us": 2500,
    "oom_kills": 0,
    "forks_refused": 0,
    "stdout_bytes": 3,
    "stderr_bytes": 3,
    "collected": [4, -1],
    "stdout_over": False,
    "stderr_over": False,
    "exit": 0,
}


def answered(**changes: object) -> RunResult:
    answer = RunAnswer.model_validate(ENDED_WELL | changes)
    return result_of(answer, b"outerrnote", ("notes/one", "two"), 1000, 77)


def test_an_answer_becomes_a_result() -> None:
    result = answered()
    assert (result.stdout, result.stderr, result.memory_kib) == (b"out", b"err", 77)
    assert result.files == {"notes/one": b"note"}
    assert (result.cpu_ms, result.wall_ms, result.exit_code, result.signal) == (1.5, 2.5, 0, None)
    assert not result.out_of_memory


def test_a_command_that_memory_was_too_small_for_is_out_of_memory() -> None:
    assert answered(exec_errno=12, exit=None).out_of_memory


def test_a_counter_that_ran_backwards_is_zero() -> None:
    assert answered(cpu_us=-20).cpu_ms == 0


@pytest.mark.parametrize(
    ("stopped", "wait_us", "cpu_us", "starved"),
    [
        ("wall", 251_000, 0, True),
        ("wall", 249_000, 0, False),
        ("wall", 400_000, 200_000, False),
        ("partner", 251_000, 0, True),
        ("cpu", 900_000, 0, False),
        (None, 900_000, 0, False),
    ],
)
def test_only_a_wall_stop_after_waiting_for_others_is_starved(
    stopped: str | None, wait_us: int, cpu_us: int, starved: bool
) -> None:
    assert answered(stopped=stopped, wait_us=wait_us, cpu_us=cpu_us).starved is starved


@pytest.mark.parametrize(
    "changes",
    [
        {"exit": 256},
        {"exit": -1},
        {"signal": 65},
        {"signal": "9"},
        {"stopped": "tired"},
        {"wall_us": -1},
        {"wall_us": 10**400},
        {"cpu_us": -(10**400)},
        {"exec_errno": 10**20},
        {"stdout_bytes": -1},
        {"stdout_over": 1},
        {"cpu_us": 1.5},
        {"verdict": "AC"},
        {"oom_kills": None},
        {"collected": [-2]},
        {"collected": [MOST_COLLECTED + 1]},
        {"collected": [0] * 101},
        {"collected": {}},
    ],
)
def test_an_answer_that_is_off_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RunAnswer.model_validate(ENDED_WELL | changes)


@pytest.mark.parametrize(
    "changes", [{"stdout_bytes": 4}, {"stderr_bytes": 0}, {"collected": [4]}, {"collected": [4, 0, -1]}], ids=str
)
def test_an_answer_of_another_size_than_announced_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(GraderFault, match="malformed"):
        answered(**changes)


@pytest.mark.parametrize("header", [{}, {"fixed_kib": -1}, {"fixed_kib": "9"}, {"fixed_kib": 1 << 40}], ids=str)
def test_a_hostile_pid_1_can_not_raise_its_own_limit(header: dict[str, object]) -> None:
    with pytest.raises(GraderFault, match="malformed"):
        parsed(FixedMemory, header)


@pytest.mark.parametrize("step", ["attach_socket", "start"])
def test_a_container_that_can_not_be_started_is_not_left_behind(
    pool: WarmPool, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    asked = []

    def failing(container_id: str, *_: object) -> None:
        asked.append(container_id)
        raise DockerException("the engine has lost its head")

    monkeypatch.setattr(pool.client.api, step, failing)
    with pytest.raises(GraderFault, match="could not start a sandbox: the engine has lost its head"):
        start_sandbox(pool.client, pool.image_of("shell"), "runc", this_process(), {})
    (container_id,) = asked
    with pytest.raises(NotFound):
        pool.client.api.inspect_container(container_id)
