"""The host's memory counter, on folders that look as the kernel's do in version 1 and 2."""

import os
from pathlib import Path

import pytest

from sandboxes.cgroups import peak_memory_of

PID = 77
V1_LINES = "5:cpu,cpuacct:/docker/a\n4:memory:/docker/a\n1:name=systemd:/docker/a\n0::/system.slice\n"
V2_LINES = "0::/system.slice/docker-a.scope\n"


def made(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    return made(tmp_path / "proc" / str(PID), {}).parent


@pytest.fixture
def cgroup(tmp_path: Path) -> Path:
    return tmp_path / "cgroup"


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # iterating a Path opens one more


def test_version_1(proc: Path, cgroup: Path) -> None:
    (proc / str(PID) / "cgroup").write_text(V1_LINES)
    stat = f"cache 1\nrss 2\ntotal_cache {3 << 20}\ntotal_shmem {1 << 20}\n"
    folder = made(cgroup / "memory/docker/a", {"memory.max_usage_in_bytes": "999", "memory.stat": stat})
    counter = peak_memory_of(PID, proc, cgroup)
    assert counter is not None
    assert (folder / "memory.max_usage_in_bytes").read_text() == "099"  # the write that sets a real one back
    (folder / "memory.max_usage_in_bytes").write_text(str(10 << 20))
    assert counter.above_kib(1024) == (10 - 2 - 1) << 10
    assert counter.above_kib(1 << 20) == 0
    counter.close()


def test_version_2(proc: Path, cgroup: Path) -> None:
    (proc / str(PID) / "cgroup").write_text(V2_LINES)
    stat = f"anon 5\nfile {2 << 20}\nkernel 7\nshmem {1 << 20}\n"
    folder = made(cgroup / "system.slice/docker-a.scope", {"memory.peak": "0", "memory.stat": stat})
    counter = peak_memory_of(PID, proc, cgroup)
    assert counter is not None
    (folder / "memory.peak").write_text(str(9 << 20))
    assert counter.above_kib(0) == 8 << 10
    counter.close()


@pytest.mark.parametrize("lines", [V1_LINES, V2_LINES, "", "4:cpu:/docker/a\n"])
def test_no_counter_is_none(proc: Path, cgroup: Path, lines: str) -> None:
    (proc / str(PID) / "cgroup").write_text(lines)
    assert peak_memory_of(PID, proc, cgroup) is None


def test_a_process_that_is_gone_has_none(proc: Path, cgroup: Path) -> None:
    assert peak_memory_of(PID + 1, proc, cgroup) is None


def test_a_counter_that_can_not_be_set_back_is_none_and_is_not_held_open(proc: Path, cgroup: Path) -> None:
    (proc / str(PID) / "cgroup").write_text(V2_LINES)
    folder = made(cgroup / "system.slice/docker-a.scope", {"memory.stat": ""})
    (folder / "memory.peak").symlink_to("/dev/full")  # it opens, and every write to it fails
    before = descriptors()
    assert peak_memory_of(PID, proc, cgroup) is None
    assert descriptors() == before
