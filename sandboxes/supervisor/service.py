"""The requests that PID 1 serves.

put       {folder, files: [[path, kind, size], ...]}   body: the files' bytes one after another
run       see `Service.run`            body: the files, then stdin; the answer's body: stdout, stderr, files collected
converse  the same, but that stdin and stdout pass by the host while it runs: see `conversation.py`
seal      {}                           makes the built product read-only
get       {path, max_bytes}            the answer's body: the file
"""

import contextlib
import os
import select
import signal
import time
from typing import Any

from sandboxes.supervisor.counters import Counters, longest_wait_us
from sandboxes.supervisor.files import (
    PRODUCT,
    acting_as,
    empty,
    make_parent,
    read_below,
    read_file,
    remove,
    seal,
    top_names,
    write_below,
    write_entry,
)
from sandboxes.supervisor.pipes import Pipes
from sandboxes.supervisor.processes import (
    READ_SIZE,
    how_it_ended,
    kill_all,
    killed_before_pid_1,
    reap,
    remove_ipc,
    spawn,
)

HERE = "/box/run/test"
SHARED_FOLDERS = ("/tmp", "/dev/shm", "/dev/mqueue")
SAMPLE_SECONDS = 0.01

Request = dict[str, Any]
Answer = tuple[dict[str, Any], bytes]


class Service:
    """`cpus` is the container's share: CPU time can't pass faster than that many seconds a second."""

    def __init__(self, build_uid: int, run_uid: int, cpus: float) -> None:
        self.users = {"build": build_uid, "run": run_uid}
        self.cpus = cpus
        self.counters = Counters()
        self.wake, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        os.chown(PRODUCT, build_uid, build_uid)
        self.shown: list[str] = []

    def answer(self, request: Request, body: bytes) -> Answer:
        match request["op"]:
            case "put":
                return self.put(request, body)
            case "seal":
                return self.seal()
            case "get":
                return self.get(request)
            case _:
                return self.run(request, body)

    def put(self, request: Request, body: bytes) -> Answer:
        start = 0
        with acting_as(self.users["build"]):
            if request["folder"]:
                remove(request["folder"])
            for path, kind, size in request["files"]:
                write_entry(path, kind, body[start : start + size])
                start += size
        return {}, b""

    def get(self, request: Request) -> Answer:
        with acting_as(self.users["build"]):
            return {}, read_file(request["path"], request["max_bytes"])

    def seal(self) -> Answer:
        with acting_as(self.users["build"]):
            seal()
            self.shown = top_names()
        return {"fixed_kib": self.counters.fixed_kib()}, b""

    def run(self, request: Request, body: bytes) -> Answer:
        """Run one command as the build or the run user, to its end or a limit, and leave nothing of it behind.

        Request: who, argv, env, cpu_us, wall_us, stdout_cap, stderr_cap (bytes), sample_memory; and in the folder of a
        test files (as of `put`) and collect (paths; the first most_collected bytes of each). A build works in the
        product's folder; a test in a folder made for it, whose links show the sealed product.
        """
        who = request["who"]
        uid = self.users[who]
        os.chdir(PRODUCT if who == "build" else self.fresh_folder(uid, request, body))
        pipes = Pipes(request, body[sum(size for _, _, size in request["files"]) :], uid)
        answer = self.run_here(uid, request, pipes)
        collected = self.collect(uid, request["collect"], request["most_collected"])
        answer["collected"] = [-1 if data is None else len(data) for data in collected]
        os.chdir("/")
        self.clean(who)
        return answer, b"".join((pipes.out.data, pipes.err.data, *(data for data in collected if data is not None)))

    def run_here(self, uid: int, request: Request, pipes: Pipes) -> dict[str, Any]:
        """Start the command, see it to its end, and say what it did and used."""
        oom_kills, forks_refused = self.counters.oom_kills(), self.counters.forks_refused()
        cpu_start, start, exec_errno = self.counters.cpu_us(), time.monotonic(), 0
        try:
            with killed_before_pid_1():
                pid = spawn(uid, request["argv"], request["env"], pipes.theirs)
        except OSError as error:
            pid, exec_errno = 0, error.errno or -1
        pipes.hand_over()
        answer = self.watch(pid, request, pipes, cpu_start, start) if pid else {}
        pipes.finish()
        return answer | {
            "exec_errno": exec_errno,
            "cpu_us": self.counters.cpu_us() - cpu_start,
            "wall_us": int((time.monotonic() - start) * 1e6),
            "oom_kills": self.counters.oom_kills() - oom_kills,
            "forks_refused": self.counters.forks_refused() - forks_refused,
            "stdout_bytes": len(pipes.out.data),
            "stderr_bytes": len(pipes.err.data),
            "stdout_over": pipes.out.over,
            "stderr_over": pipes.err.over,
        }

    def watch(self, pid: int, request: Request, pipes: Pipes, cpu_start: int, start: float) -> dict[str, Any]:
        """Serve the pipes until the process ends or passes a limit, then kill whatever is left."""
        poller = select.poll()
        poller.register(self.wake, select.POLLIN)
        serving = pipes.serve(poller)
        status = stopped = None
        wait_us = peak_kib = 0
        while status is None and stopped is None:
            cpu_left = request["cpu_us"] - (self.counters.cpu_us() - cpu_start)
            wall_left = request["wall_us"] - int((time.monotonic() - start) * 1e6)
            asked = pipes.hearing.why if pipes.hearing else None
            if cpu_left <= 0:
                stopped = "cpu"
            elif asked or wall_left <= 0:
                stopped, wait_us = asked or "wall", longest_wait_us()
            elif pipes.out.over:
                stopped = "output"
            else:
                pause = min(cpu_left / self.cpus, wall_left) / 1e6
                if request["sample_memory"]:
                    pause = min(pause, SAMPLE_SECONDS)
                    peak_kib = max(peak_kib, self.counters.memory_kib())
                for fd, _ in poller.poll(pause * 1000 + 1):
                    if fd == self.wake:
                        os.read(self.wake, READ_SIZE)
                        status = reap(pid)
                    elif not serving[fd]():
                        poller.unregister(fd)
        killed = kill_all(pid)
        ended = how_it_ended(killed if status is None else status)
        return ended | {"stopped": stopped, "wait_us": wait_us, "peak_kib": peak_kib}

    def fresh_folder(self, uid: int, request: Request, body: bytes) -> str:
        """The folder of a test: the request's files, then links to what they leave visible of the product."""
        os.mkdir(HERE, 0o755)
        os.chown(HERE, uid, uid)
        start = 0
        with acting_as(uid):
            for path, kind, size in request["files"]:
                write_below(HERE, path, kind, body[start : start + size])
                start += size
            for path in request["collect"]:
                make_parent(HERE, path)
            for name in self.shown:
                with contextlib.suppress(FileExistsError):
                    os.symlink(f"{PRODUCT}/{name}", f"{HERE}/{name}")
        return HERE

    def collect(self, uid: int, paths: list[str], most: int) -> list[bytes | None]:
        """What there is of each file asked for; the run's user may have put anything in its place."""
        found: list[bytes | None] = [None] * len(paths)
        for number, path in enumerate(paths):
            with contextlib.suppress(OSError), acting_as(uid):
                found[number] = read_below(HERE, path, most)
        return found

    def clean(self, who: str) -> None:
        """Remove every trace of the last run but the product. Only its user can have left any."""
        with acting_as(self.users[who]):
            remove_ipc()
            for folder in SHARED_FOLDERS:
                empty(folder)
            if who == "run":
                os.chmod(HERE, 0o700)
                empty(HERE)
            else:
                os.chmod(PRODUCT, 0o755)  # a build may have shut it, and PID 1 has no right to override that
        if who == "run":
            os.rmdir(HERE)
