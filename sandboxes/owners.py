"""Who owns a container: boot, pid namespace, pid and start time, so that a reaper can tell if they still live."""

import os
from pathlib import Path

PROC = Path("/proc")


def this_process() -> str:
    return f"{boot_and_namespace()}/{os.getpid()}/{start_time(os.getpid())}"


def owner_lives(owner: str) -> bool:
    """False only for an owner of this boot and namespace that is gone: of another machine's nothing can be said."""
    where, _, process = owner.rpartition("/")
    where, _, pid = where.rpartition("/")
    if where != boot_and_namespace():
        return True
    return pid.isdecimal() and start_time(int(pid)) == process


def boot_and_namespace() -> str:
    boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
    return f"{boot}/{(PROC / 'self/ns/pid').readlink()}"


def start_time(pid: int) -> str | None:
    """Clock ticks from boot to the process's start; None where there is no such process."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return None
