"""Starting a submission's process, reading what it prints, and making sure that nothing of it outlives its run."""

import contextlib
import ctypes
import itertools
import os
import signal
from collections.abc import Iterator, Sequence

READ_SIZE = 1 << 16
LIBC = ctypes.CDLL(None)
IPC_RMID = 0


class Capture:
    """Reads one pipe to at most `cap` bytes; what comes after is read and thrown away."""

    def __init__(self, cap: int, owner: int) -> None:
        self.reader, self.writer = os.pipe2(os.O_CLOEXEC)
        os.fchown(self.writer, owner, owner)  # so that `> /dev/stderr` works after the drop of uid
        os.set_blocking(self.reader, False)
        self.data, self.over = bytearray(), False
        self._room = cap

    def read(self) -> bool:
        """Take what is there, once. False at the end of the stream or when nothing is there."""
        try:
            chunk = os.read(self.reader, READ_SIZE)
        except BlockingIOError:
            return False
        if fits := chunk[: self._room]:
            self.take(fits)
        self._room -= len(fits)
        self.over |= len(chunk) > len(fits)
        return bool(chunk)

    def take(self, chunk: bytes) -> None:
        self.data += chunk

    def finish(self) -> None:
        """Take what is left once every writer is dead."""
        while not self.over and self.read():
            pass
        os.close(self.reader)


def memory_file(data: bytes) -> int:
    """A read-only descriptor on `data` that any user may open again through /dev/stdin."""
    fd = os.memfd_create("stdin")
    try:
        while data:
            data = data[os.write(fd, data) :]
        return os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(fd)


def spawn(uid: int, argv: list[str], env: dict[str, str], descriptors: Sequence[int]) -> int:
    """Start a command as `uid` in the current folder. Returns its pid; raises OSError if it can't be executed.

    `posix_spawn` shares PID 1's memory until exec, where a fork would copy its page tables (half of a test's time).
    The ids are taken on here, before it: exec makes `uid` the saved id too and drops every capability, and until
    exec is done PID 1 stands still, so no code of the submission ever runs beside a way back. For the few microseconds
    after exec in which PID 1 still bears `uid`, it may be signalled (it handles SIGCHLD only, and that does nothing);
    that it isn't slowed then is up to the system call filter.
    """
    os.setresgid(uid, uid, 0)
    os.setresuid(uid, uid, 0)
    try:
        return os.posix_spawn(
            which(argv[0], env["PATH"]),
            argv,
            env,
            file_actions=[(os.POSIX_SPAWN_DUP2, source, target) for target, source in enumerate(descriptors)],
            setsid=True,
            setsigdef=(signal.SIGPIPE, signal.SIGXFSZ),
        )
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


def which(command: str, path: str) -> str:
    if "/" in command:
        return command
    candidates = (f"{folder}/{command}" for folder in path.split(":"))
    return next((name for name in candidates if os.access(name, os.X_OK)), command)


@contextlib.contextmanager
def killed_before_pid_1() -> Iterator[None]:
    """What starts meanwhile is the kernel's first choice when memory runs out."""
    with open("/proc/self/oom_score_adj", "wb", buffering=0) as score:
        score.write(b"1000")
        try:
            yield
        finally:
            score.seek(0)
            score.write(b"0")


def reap(main: int) -> int | None:
    """Reap every process that has ended. Returns the wait status of `main` once it is among them."""
    status = None
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            if ended[0] == main:
                status = ended[1]
    return status


def kill_all(main: int) -> int | None:
    """Kill and reap until no process is left but PID 1. Returns the wait status of `main` if it was reaped here.

    `kill(-1)` signals all under one kernel lock, so a fork bomb can't outrun it.
    """
    status = None
    while killed_any():
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, code = os.waitpid(-1, 0)
                if pid == main:
                    status = code
    return status


def killed_any() -> bool:
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def remove_ipc() -> None:
    """Remove the System V objects of the current effective user."""
    for kind, remove in (("shm", LIBC.shmctl), ("msg", LIBC.msgctl), ("sem", LIBC.semctl)):
        with open(f"/proc/sysvipc/{kind}") as table:
            for line in itertools.islice(table, 1, None):
                number = int(line.split()[1])
                remove(number, *((0, IPC_RMID) if kind == "sem" else (IPC_RMID, None)))


def how_it_ended(status: int | None) -> dict[str, int | None]:
    if status is None:
        return {"exit": None, "signal": None}
    if os.WIFSIGNALED(status):
        return {"exit": None, "signal": os.WTERMSIG(status)}
    return {"exit": os.WEXITSTATUS(status), "signal": None}
