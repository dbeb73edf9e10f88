import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandboxes.detached import running_pid, running_since, start_detached, stop_detached, tail

ENVIRONMENT = {"PATH": os.defpath}


@pytest.fixture
def pid_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "run" / "it.stat"
    yield path
    stop_detached(path, grace_seconds=0)


def start(pid_file: Path, *argv: str) -> Path:
    log = pid_file.parent.parent / "log" / "it.log"
    start_detached(argv, ENVIRONMENT, log=log, pid_file=pid_file)
    return log


def wait_for_line(log: Path, line: str) -> None:
    deadline = time.monotonic() + 10
    while tail(log) != line and time.monotonic() < deadline:
        time.sleep(0.01)
    assert tail(log) == line


def test_it_runs_in_a_session_of_its_own_and_is_known(pid_file: Path) -> None:
    start(pid_file, "sleep", "60")
    pid = running_pid(pid_file)
    assert pid is not None
    assert os.getsid(pid) == pid
    since = running_since(pid)
    assert since is not None
    assert abs(since - time.time()) < 5


def test_it_gets_the_environment_given_and_its_output_goes_to_the_log(pid_file: Path) -> None:
    log = start(pid_file, "sh", "-c", "echo $PATH; echo $HOME-; exec sleep 60")
    wait_for_line(log, "-")
    assert log.read_text() == f"{os.defpath}\n-\n"


def test_stop_ends_it_once(pid_file: Path) -> None:
    start(pid_file, "sleep", "60")
    assert stop_detached(pid_file, grace_seconds=5)
    assert running_pid(pid_file) is None
    assert not pid_file.exists()
    assert not stop_detached(pid_file, grace_seconds=5)


def test_what_ignores_sigterm_is_killed(pid_file: Path) -> None:
    log = start(pid_file, "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done")
    wait_for_line(log, "ready")
    pid = running_pid(pid_file)
    assert pid is not None
    assert stop_detached(pid_file, grace_seconds=0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_another_process_with_the_recorded_pid_is_left_alone(pid_file: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger:
        stat = Path(f"/proc/{stranger.pid}/stat").read_text()
        head, _, rest = stat.rpartition(")")
        fields = rest.split()
        fields[19] = str(int(fields[19]) - 1)
        pid_file.parent.mkdir()
        pid_file.write_text(f"{head}) {' '.join(fields)}")
        assert running_pid(pid_file) is None
        assert not stop_detached(pid_file, grace_seconds=0)
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("text", ["", "12", "abc (sh) S", "1 (sh)", "\udcff", "0 " * 30, "-1 (sh) " + "1 " * 30])
def test_a_damaged_pid_file_names_no_process(pid_file: Path, text: str) -> None:
    pid_file.parent.mkdir()
    pid_file.write_bytes(text.encode(errors="surrogateescape"))
    assert running_pid(pid_file) is None
    assert not stop_detached(pid_file, grace_seconds=0)


def test_a_program_that_is_missing_shows_as_ended(pid_file: Path) -> None:
    log = start(pid_file, "no-such-program")
    deadline = time.monotonic() + 10
    while running_pid(pid_file) is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert running_pid(pid_file) is None
    assert "no-such-program" in tail(log)


def test_the_tail_of_a_log_that_is_not_there(tmp_path: Path) -> None:
    assert tail(tmp_path / "none") == "no log: No such file or directory"
    (tmp_path / "empty").touch()
    assert tail(tmp_path / "empty") == "its log is empty"
