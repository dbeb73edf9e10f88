import time
from pathlib import Path

import pytest

from sandboxes.supervisor.counters import Counters, field, longest_wait_us

V1 = {
    "cpuacct/cpuacct.usage": "{cpu_ns}\n",
    "memory/memory.usage_in_bytes": f"{20 << 20}\n",
    "memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n",
    "memory/memory.stat": f"cache 9\ntotal_cache {6 << 20}\ntotal_shmem {2 << 20}\n",
    "pids/pids.events": "max 4\n",
}
V2 = {
    "cgroup.controllers": "cpu memory pids\n",
    "cpu.stat": "usage_usec {cpu_us}\nuser_usec 1\n",
    "memory.current": f"{20 << 20}\n",
    "memory.events": "low 0\nhigh 0\nmax 8\noom 4\noom_kill 3\noom_group_kill 0\n",
    "memory.stat": f"anon 1\nfile {6 << 20}\nshmem {2 << 20}\n",
    "pids.events": "max 4\n",
}


@pytest.fixture(params=[V1, V2], ids=["v1", "v2"])
def counters(request: pytest.FixtureRequest, tmp_path: Path) -> Counters:
    spent_us = 5_000_000 + time.process_time_ns() // 1000
    for name, text in request.param.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.format(cpu_ns=spent_us * 1000, cpu_us=spent_us))
    return Counters(tmp_path)


def test_memory(counters: Counters) -> None:
    assert counters.memory_kib() == 20 << 10
    assert counters.fixed_kib() == 16 << 10  # less the 4 MiB of page cache that no program keeps


def test_events(counters: Counters) -> None:
    assert counters.oom_kills() == 3
    assert counters.forks_refused() == 4


def test_cpu_time_is_that_of_the_container_less_our_own(counters: Counters) -> None:
    assert 4_000_000 < counters.cpu_us() <= 5_000_000


def test_a_figure_is_read_anew_each_time(counters: Counters, tmp_path: Path) -> None:
    (tmp_path / "pids.events" if (tmp_path / "pids.events").exists() else tmp_path / "pids/pids.events").write_text(
        "max 5\n"
    )
    assert counters.forks_refused() == 5


@pytest.mark.parametrize(
    ("text", "value"), [(b"max 5\n", 5), (b"maximum 9\nmax 5", 5), (b"", 0), (b"other 7\n", 0), (b"max 12 \n", 12)]
)
def test_field(text: bytes, value: int) -> None:
    assert field(text, b"max") == value


def test_the_longest_wait_is_a_time() -> None:
    assert longest_wait_us() >= 0
