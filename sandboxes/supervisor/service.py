"""The four requests that PID 1 serves.

put   {folder, files: [[path, kind, size], ...]}   body: the files' bytes one after another
run   see `Service.run`                            body: stdin; the answer's body: stdout, then stderr
seal  {}                                           makes the built product read-only
get   {path, max_bytes}                            the answer's body: the file
"""

import os
import select
import signal
import time
from collections.abc import Sequence
from typing import Any

from sandboxes.supervisor.counters import Counters, longest_wait_us
from sandboxes.supervisor.files import PRODUCT, acting_as, empty, read_file, remove, seal, top_names, write_entry
from sandboxes.supervisor.processes import (
    READ_SIZE,
    Capture,
    how_it_ended,
    kill_all,
    killed_before_pid_1,
    memory_file,
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

    def run(self, request: Request, stdin: bytes) -> Answer:
        """Run one command as the build or the run user, to its end or a limit, and leave nothing of it behind.

        Request: who, argv, env, cpu_us, wall_us, stdout_cap, stderr_cap (bytes), sample_memory.
        A build works in the product's folder; a test in a folder made for it, whose links show the sealed product.
        """
        who = request["who"]
        uid = self.users[who]
        os.chdir(PRODUCT if who == "build" else self.fresh_folder(uid))
        oom_kills, forks_refused = self.counters.oom_kills(), self.counters.forks_refused()
        captures = [Capture(request[cap], uid) for cap in ("stdout_cap", "stderr_cap")]
        descriptors = (memory_file(stdin), *(capture.writer for capture in captures))
        cpu_start, start, exec_errno = self.counters.cpu_us(), time.monotonic(), 0
        try:
            with killed_before_pid_1():
                pid = spawn(uid, request["argv"], request["env"], descriptors)
        except OSError as error:
            pid, exec_errno = 0, error.errno or -1
        for fd in descriptors:
            os.close(fd)
        answer = self.watch(pid, request, captures, cpu_start, start) if pid else {}
        for capture in captures:
            capture.finish()
        out, err = (capture.data for capture in captures)
        answer |= {
            "exec_errno": exec_errno,
            "cpu_us": self.counters.cpu_us() - cpu_start,
            "wall_us": int((time.monotonic() - start) * 1e6),
            "oom_kills": self.counters.oom_kills() - oom_kills,
            "forks_refused": self.counters.forks_refused() - forks_refused,
            "stdout_bytes": len(out),
            "stdout_over": captures[0].over,
            "stderr_over": captures[1].over,
        }
        os.chdir("/")
        self.clean(who)
        return answer, bytes(out + err)

    def watch(
        self, pid: int, request: Request, captures: Sequence[Capture], cpu_start: int, start: float
    ) -> dict[str, Any]:
        """Drain the pipes until the process ends or passes a limit, then kill whatever is left."""
        poller = select.poll()
        by_fd = {capture.reader: capture for capture in captures}
        for fd in (self.wake, *by_fd):
            poller.register(fd, select.POLLIN)
        status = stopped = None
        wait_us = peak_kib = 0
        while status is None and stopped is None:
            cpu_left = request["cpu_us"] - (self.counters.cpu_us() - cpu_start)
            wall_left = request["wall_us"] - int((time.monotonic() - start) * 1e6)
            if cpu_left <= 0:
                stopped = "cpu"
            elif wall_left <= 0:
                stopped, wait_us = "wall", longest_wait_us()
            elif captures[0].over:
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
                    elif not by_fd[fd].read():
                        poller.unregister(fd)
        killed = kill_all(pid)
        ended = how_it_ended(killed if status is None else status)
        return ended | {"stopped": stopped, "wait_us": wait_us, "peak_kib": peak_kib}

    def fresh_folder(self, uid: int) -> str:
        os.mkdir(HERE, 0o755)
        os.chown(HERE, uid, uid)
        with acting_as(uid):
            for name in self.shown:
                os.symlink(f"{PRODUCT}/{name}", f"{HERE}/{name}")
        return HERE

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
