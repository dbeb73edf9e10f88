"""The peak of memory that we print is this process's own."""

import subprocess
import sys
from pathlib import Path

from cli.memory import peak_rss_mib

PRINT_IT = [sys.executable, "-c", "from cli.memory import peak_rss_mib; print(peak_rss_mib())"]


def test_the_peak_stays_when_the_memory_is_given_back() -> None:
    held = bytearray(64 << 20)
    held[::4096] = b"x" * len(held[::4096])
    peak = peak_rss_mib()
    del held

    assert peak > 64
    assert peak_rss_mib() > peak - 1  # Linux counts in batches of pages


def test_a_process_doesn_t_count_what_the_one_that_started_it_held() -> None:
    held = bytearray(128 << 20)
    held[::4096] = b"x" * len(held[::4096])

    started = subprocess.run(PRINT_IT, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])

    assert 1 < float(started.stdout) < 100
    del held
