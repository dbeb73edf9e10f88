"""A container's peak memory, from the host: the one counter that only the host can set back before each test.

    v1  memory.max_usage_in_bytes   any write sets it to the present usage
    v2  memory.peak                 a write sets it back for that one descriptor (Linux 6.12 and later)

Where neither can be written (another machine's engine, an older kernel, not root) PID 1 samples instead.
"""

import contextlib
import os
from pathlib import Path

from sandboxes.supervisor.counters import field

PROC = Path("/proc")
CGROUP = Path("/sys/fs/cgroup")
V1 = ("memory.max_usage_in_bytes", b"total_cache", b"total_shmem")
V2 = ("memory.peak", b"file", b"shmem")


class PeakMemory:
    """Kept open for the life of a container: a system call to set it back, two to read it."""

    def __init__(self, folder: Path, names: tuple[str, bytes, bytes]) -> None:
        peak, self._cache, self._in_memory = names
        self._peak = os.open(folder / peak, os.O_RDWR | os.O_CLOEXEC)
        self._stat = os.open(folder / "memory.stat", os.O_RDONLY | os.O_CLOEXEC)

    def reset(self) -> None:
        os.pwrite(self._peak, b"0", 0)

    def above_kib(self, fixed_kib: int) -> int:
        """The peak since `reset` above `fixed_kib`, without the clean page cache of files that programs read.

        Exact also where the limit made the kernel give page cache back in the middle of the test.
        """
        stat = os.pread(self._stat, 16384, 0)
        cache = field(stat, self._cache) - field(stat, self._in_memory)
        return max(0, (int(os.pread(self._peak, 64, 0)) - cache >> 10) - fixed_kib)

    def close(self) -> None:
        os.close(self._peak)
        os.close(self._stat)


def peak_memory_of(pid: int, proc: Path = PROC, cgroup: Path = CGROUP) -> PeakMemory | None:
    """The counter of the cgroup that process `pid` is in, or None where it can't be set back from here."""
    with contextlib.suppress(OSError):
        for line in (proc / str(pid) / "cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if "memory" in controllers.split(","):
                folder, names = cgroup / "memory" / path.lstrip("/"), V1
            elif not controllers:
                folder, names = cgroup / path.lstrip("/"), V2
            else:
                continue
            with contextlib.suppress(OSError), contextlib.ExitStack() as on_failure:
                counter = PeakMemory(folder, names)
                on_failure.callback(counter.close)
                counter.reset()
                on_failure.pop_all()
                return counter
    return None
