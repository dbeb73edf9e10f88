"""The container's own cgroup counters, v1 or v2, kept open: a figure costs one pread."""

import contextlib
import os
import time
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")
V1 = ("cpuacct/cpuacct.usage", "memory/memory.usage_in_bytes", "memory/memory.oom_control", "pids/pids.events")
V2 = ("cpu.stat", "memory.current", "memory.events", "pids.events")


class Counters:
    def __init__(self, root: Path = CGROUP) -> None:
        self._v2 = (root / "cgroup.controllers").exists()
        self._stat = root / ("memory.stat" if self._v2 else "memory/memory.stat")
        names = V2 if self._v2 else V1
        self._cpu, self._memory, self._oom, self._pids = (os.open(root / name, os.O_RDONLY) for name in names)

    def cpu_us(self) -> int:
        """CPU time of the whole container less PID 1's own: orphans that escape wait4 are in it."""
        text = os.pread(self._cpu, 4096, 0)
        total = field(text, b"usage_usec") if self._v2 else int(text) // 1000
        return total - time.process_time_ns() // 1000

    def memory_kib(self) -> int:
        return int(os.pread(self._memory, 64, 0)) >> 10

    def fixed_kib(self) -> int:
        """What can't be reclaimed, PID 1 and the product above all: the usage less the clean page cache of files."""
        text = self._stat.read_bytes()
        cache, in_memory = (b"file", b"shmem") if self._v2 else (b"total_cache", b"total_shmem")
        return self.memory_kib() - (field(text, cache) - field(text, in_memory) >> 10)

    def oom_kills(self) -> int:
        return field(os.pread(self._oom, 4096, 0), b"oom_kill")

    def forks_refused(self) -> int:
        return field(os.pread(self._pids, 4096, 0), b"max")


def field(text: bytes, name: bytes) -> int:
    """The number beside `name` in lines of `name number`; 0 where no such line is."""
    for line in text.splitlines():
        key, _, value = line.partition(b" ")
        if key == name:
            return int(value)
    return 0


def longest_wait_us() -> int:
    """The longest time that one live thread has stood runnable without a CPU.

    Source: the second figure of /proc/PID/task/TID/schedstat (kernel: Documentation/scheduler/sched-stats).
    """
    waits = [0]
    for pid in os.listdir("/proc"):
        if pid.isdigit() and pid != "1":
            with contextlib.suppress(OSError):  # it may end at any moment, and its threads with it
                waits += [wait_us(pid, thread) for thread in os.listdir(f"/proc/{pid}/task")]
    return max(waits)


def wait_us(pid: str, thread: str) -> int:
    try:
        figures = Path(f"/proc/{pid}/task/{thread}/schedstat").read_text()
    except OSError:
        return 0
    return int(figures.split()[1]) // 1000
