import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.errors import GraderFault
from sandboxes.detached import running_pid
from wiring import processes
from wiring.processes import Process, has_logged, log_file, start_processes, status, stop_processes

ENVIRONMENT = {"PATH": os.defpath}


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    stop_processes(tmp_path / "var")


def sleeper(name: str, var: Path) -> Process:
    return shell(name, var, "echo it is up; exec sleep 60")


def shell(name: str, var: Path, script: str) -> Process:
    log = log_file(var, name)
    return Process(name=name, argv=("sh", "-c", script), ready=lambda: has_logged(log, "up"))


def test_processes_are_started_once_and_stopped_last_first(var: Path) -> None:
    both = (sleeper("first", var), sleeper("second", var))
    assert start_processes([both], var, ENVIRONMENT) == ("first", "second")
    before = status(["first", "second"], var)
    assert all(entry.running for entry in before)
    assert start_processes([both], var, ENVIRONMENT) == ()
    assert [entry.pid for entry in status(["first", "second"], var)] == [entry.pid for entry in before]
    assert stop_processes(var) == ("second", "first")
    assert [entry.running for entry in status(["first", "second"], var)] == [False, False]
    assert stop_processes(var) == ()


def test_a_stage_waits_for_the_one_before(var: Path) -> None:
    slow = shell("slow", var, f"sleep 0.3; touch {var}/slow.done; echo up; exec sleep 60")
    after = shell("after", var, f"ls {var}/slow.done && echo up; exec sleep 60")
    assert start_processes([[slow], [after]], var, ENVIRONMENT) == ("slow", "after")


def test_status_says_since_when(var: Path) -> None:
    start_processes([[sleeper("one", var)]], var, ENVIRONMENT)
    (entry,) = status(["one"], var)
    assert entry.since is not None
    assert abs(entry.since - time.time()) < 5


def test_one_that_died_is_started_again(var: Path) -> None:
    both = (sleeper("first", var), sleeper("second", var))
    start_processes([both], var, ENVIRONMENT)
    pid = status(["second"], var)[0].pid
    assert pid is not None
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    assert not status(["second"], var)[0].running
    assert start_processes([both], var, ENVIRONMENT) == ("second",)


def test_one_that_ends_at_once_is_told_with_its_last_words_and_none_is_left(var: Path) -> None:
    broken = shell("broken", var, "echo one thing; echo no such table; exit 1")
    with pytest.raises(GraderFault, match=r"broken ended; the last line of .*broken\.log: no such table"):
        start_processes([[sleeper("first", var), broken]], var, ENVIRONMENT)
    assert not status(["first"], var)[0].running


def test_a_failed_start_leaves_what_ran_before(var: Path) -> None:
    start_processes([[sleeper("first", var)]], var, ENVIRONMENT)
    with pytest.raises(GraderFault):
        start_processes([[sleeper("first", var), shell("broken", var, "exit 1")]], var, ENVIRONMENT)
    assert status(["first"], var)[0].running


def test_one_that_never_gets_ready_is_stopped(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "START_SECONDS", 0.2)
    with pytest.raises(GraderFault, match=r"slow wasn't ready after 0\.2 s.*still trying"):
        start_processes([[shell("slow", var, "echo still trying; exec sleep 60")]], var, ENVIRONMENT)
    assert not status(["slow"], var)[0].running


def test_a_program_that_is_missing(var: Path) -> None:
    missing = Process(name="missing", argv=("/no/such/program",), ready=lambda: False)
    with pytest.raises(GraderFault, match=r"missing ended.*/no/such/program"):
        start_processes([[missing]], var, ENVIRONMENT)


def test_two_who_start_at_once_start_one(var: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        started = list(threads.map(lambda _: start_processes([[sleeper("one", var)]], var, ENVIRONMENT), range(4)))
    assert sorted(started) == [(), (), (), ("one",)]


def test_a_var_that_is_a_file(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.write_text("")
    with pytest.raises(GraderFault, match="can't be started or stopped below"):
        start_processes([[sleeper("one", var)]], var, ENVIRONMENT)


def test_two_folders_run_side_by_side(var: Path) -> None:
    demo = var / "demo"
    start_processes([[sleeper("one", var)]], var, ENVIRONMENT)
    assert start_processes([[sleeper("one", demo)]], demo, ENVIRONMENT) == ("one",)
    assert stop_processes(demo) == ("one",)
    assert running_pid(var / "run/one.stat") is not None


def test_a_process_gets_the_environment_given(var: Path) -> None:
    program = "import os; print(sorted(os.environ)); print('up', flush=True)"
    one = Process(
        name="one",
        argv=(sys.executable, "-ISc", f"{program}; import time; time.sleep(60)"),
        ready=lambda: True,
    )
    start_processes([[one]], var, {"PEERMILL_WORKERS": "3"})
    deadline = time.monotonic() + 10
    while not has_logged(log_file(var, "one"), "up") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert has_logged(log_file(var, "one"), "PEERMILL_WORKERS")
    assert not has_logged(log_file(var, "one"), "HOME")
