"""Processes that outlive us, and that we must be able to end later without ever hitting another.

    start_detached  ->  sh writes its own /proc/PID/stat into the pid file, then becomes the program
    stop_detached   <-  a pid counts only while its start time is still the recorded one

A pid alone is not enough: the kernel gives it to someone else once ours has ended.
"""

import contextlib
import os
import select
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

RECORD_THEN_EXEC = 'read -r stat < /proc/$$/stat && echo "$stat" > "$0" && exec "$@"'
STATE, START_TIME = 0, 19  # of the fields after the program's name, see proc(5)
RECORD_SECONDS = 10
KILL_SECONDS = 30
TAIL_BYTES = 8192


def start_detached(argv: Sequence[str], environment: Mapping[str, str], *, log: Path, pid_file: Path) -> None:
    """Start the program in a session of its own, its output in `log`, and wait until its pid file is written.

    A program that can't be executed shows as one that has ended: `running_pid` is None and `log` says why.
    """
    for file in (log, pid_file):
        file.parent.mkdir(parents=True, exist_ok=True)
    pid_file.unlink(missing_ok=True)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        null = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
        both = [(os.POSIX_SPAWN_DUP2, output, target) for target in (1, 2)]
        command = ["sh", "-c", RECORD_THEN_EXEC, str(pid_file), *argv]
        pid = os.posix_spawn("/bin/sh", command, dict(environment), file_actions=[null, *both], setsid=True)
    finally:
        os.close(output)
    deadline = time.monotonic() + RECORD_SECONDS
    while not _written(pid_file) and _fields(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.005)


def running_pid(pid_file: Path) -> int | None:
    """The pid of the process recorded, if that very process still runs."""
    pid, started = _recorded(pid_file)
    fields = _fields(pid)
    return pid if fields is not None and fields[START_TIME] == started else None


def running_since(pid: int) -> float | None:
    """When the process started, in seconds of the Unix epoch."""
    fields = _fields(pid)
    if fields is None:
        return None
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return time.time() - uptime + int(fields[START_TIME]) / os.sysconf("SC_CLK_TCK")


def stop_detached(pid_file: Path, *, grace_seconds: float) -> bool:
    """End the recorded process: SIGTERM, then SIGKILL after `grace_seconds`. True if one ran; it's gone after this."""
    pid = running_pid(pid_file)
    if pid is not None:
        _end(pid_file, pid, grace_seconds)
    pid_file.unlink(missing_ok=True)
    return pid is not None


def tail(log: Path) -> str:
    """The last line of a log, or a word on why there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - TAIL_BYTES))
            lines = file.read().decode(errors="replace").split("\n")
    except OSError as error:
        return f"no log: {error.strerror}"
    return next((line.strip() for line in reversed(lines) if line.strip()), "its log is empty")


def _end(pid_file: Path, pid: int, grace_seconds: float) -> None:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        if running_pid(pid_file) != pid:  # asked again now that the handle can't point to another
            return
        for number, seconds in ((signal.SIGTERM, grace_seconds), (signal.SIGKILL, KILL_SECONDS)):
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, number)
            if _ended(handle, seconds):
                break
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
    finally:
        os.close(handle)


def _ended(handle: int, seconds: float) -> bool:
    poller = select.poll()
    poller.register(handle, select.POLLIN)
    return bool(poller.poll(seconds * 1000))


def _written(pid_file: Path) -> bool:
    return _recorded(pid_file)[0] != 0


def _recorded(pid_file: Path) -> tuple[int, str]:
    """(pid, start time) from the file; (0, "") where there is no whole record."""
    try:
        text = pid_file.read_text(errors="replace")
        return int(text.split(maxsplit=1)[0]), text.rpartition(")")[2].split()[START_TIME]
    except (OSError, ValueError, IndexError):
        return 0, ""


def _fields(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the program's name; None where no such process is alive."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[STATE] in "ZX" else fields
