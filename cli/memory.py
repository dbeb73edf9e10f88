"""How much memory this process has held."""

from pathlib import Path


def peak_rss_mib() -> float:
    """The most at any time since this programme began. getrusage's figure isn't used: a process that one of a gigabyte
    started says a gigabyte from its first line on, since Linux hands that mark down."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    mark = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(mark.split()[1]) / 1024
