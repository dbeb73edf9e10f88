"""The server's processes: started, waited for, listed and stopped together.

var/run/NAME.stat   which process it is (see sandboxes/detached.py)
var/log/NAME.log    what it said
"""

import contextlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import GraderFault
from sandboxes.detached import running_pid, running_since, start_detached, stop_detached, tail
from sandboxes.file_lock import locked
from sandboxes.socket_folder import socket_folder

START_SECONDS = 60
STOP_SECONDS = 20
POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """`ready` says whether it serves yet. It is asked often, and not before the process has started."""

    name: str
    argv: tuple[str, ...]
    ready: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`pid` and `since` (seconds of the Unix epoch) are None for a process that isn't running."""

    name: str
    pid: int | None
    since: float | None

    @property
    def running(self) -> bool:
        return self.pid is not None


def start_processes(stages: Iterable[Sequence[Process]], var: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Start those that don't run yet; the names of those started. A stage is started when all of the last are ready.

    Raises GraderFault with the last line of the log of one that doesn't get ready, after stopping those that this
    call had started.
    """
    started: list[Process] = []
    with _alone(var):
        try:
            for stage in stages:
                missing = [process for process in stage if running_pid(_pid_file(var, process.name)) is None]
                for process in missing:
                    started.append(process)
                    _start(process, var, environment)
                for process in missing:
                    _wait_until_ready(process, var)
        except BaseException:
            for process in reversed(started):
                stop_detached(_pid_file(var, process.name), grace_seconds=STOP_SECONDS)
            raise
    return tuple(process.name for process in started)


def stop_processes(var: Path) -> tuple[str, ...]:
    """Stop whatever was started below `var`, the last started first; the names of those that ran."""
    if not (var / "run").is_dir():
        return ()
    with _alone(var):
        pid_files = sorted((var / "run").glob("*.stat"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        stopped = tuple(path.stem for path in pid_files if stop_detached(path, grace_seconds=STOP_SECONDS))
        sockets = socket_folder(var, "run")
        if not sockets.is_relative_to(var.resolve()):
            shutil.rmtree(sockets, ignore_errors=True)
    return stopped


def status(names: Sequence[str], var: Path) -> tuple[Status, ...]:
    """How each process stands."""
    return tuple(_status(name, var) for name in names)


def log_file(var: Path, name: str) -> Path:
    return var / "log" / f"{name}.log"


def has_logged(log: Path, text: str) -> bool:
    """A readiness check for processes that listen nowhere."""
    try:
        return text in log.read_text(errors="replace")
    except OSError:
        return False


def _start(process: Process, var: Path, environment: Mapping[str, str]) -> None:
    log, pid_file = log_file(var, process.name), _pid_file(var, process.name)
    start_detached(process.argv, environment, log=log, pid_file=pid_file)


def _wait_until_ready(process: Process, var: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not process.ready():
        if running_pid(_pid_file(var, process.name)) is None:
            raise _not_started(process, var, "ended")
        if time.monotonic() > deadline:
            raise _not_started(process, var, f"wasn't ready after {START_SECONDS} s")
        time.sleep(POLL_SECONDS)
    if running_pid(_pid_file(var, process.name)) is None:
        raise _not_started(process, var, "ended")


def _not_started(process: Process, var: Path, what: str) -> GraderFault:
    log = log_file(var, process.name)
    return GraderFault(f"{process.name} {what}; the last line of {log}: {tail(log)}")


def _status(name: str, var: Path) -> Status:
    pid = running_pid(_pid_file(var, name))
    return Status(name=name, pid=pid, since=None if pid is None else running_since(pid))


def _pid_file(var: Path, name: str) -> Path:
    return var / "run" / f"{name}.stat"


@contextlib.contextmanager
def _alone(var: Path) -> Iterator[None]:
    """One `up` or `down` at a time."""
    try:
        with locked(var / "run" / "lock"):
            yield
    except OSError as error:
        raise GraderFault(f"the server can't be started or stopped below {var}: {error.strerror}") from None
