"""A Docker engine of our own, for a machine that has none running; it leaves the machine's network alone.

    var/docker/data       images and containers
    var/docker/run        socket, exec root, pid files (a short folder elsewhere where the path is too long)
    var/log/dockerd.log

It has its own exec root and its own namespace in containerd, so that engines of other checkouts, and one that the
machine starts later, don't collide with it.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from docker.errors import DockerException

from core.errors import EngineMissing
from sandboxes.apt import SYSTEM_PATH
from sandboxes.client import answer, open_client
from sandboxes.detached import running_pid, start_detached, stop_detached, tail
from sandboxes.socket_folder import made_private, socket_folder

START_SECONDS = 60
STOP_SECONDS = 20
NEEDED_BYTES = 2 << 30
POLL_SECONDS = 0.1


def private_host(var: Path) -> str:
    """The DOCKER_HOST of the private engine, whether it runs or not."""
    return f"unix://{_run_folder(var)}/docker.sock"


def start_private_engine(dockerd: str, var: Path) -> None:
    """Start the engine and wait until it answers. Raises EngineMissing with the last line of its log."""
    try:
        free = shutil.disk_usage(_made(var / "docker")).free
        if free < NEEDED_BYTES:
            raise EngineMissing(f"{var} has {free >> 20} MiB free; the sandboxes' images need {NEEDED_BYTES >> 20} MiB")
        if running_pid(_pid_file(var)) is None:
            _clear_what_a_killed_engine_left(var)
            (var / "docker/daemon.json").write_text("{}")
            environment = {"PATH": SYSTEM_PATH, "HOME": str(var / "docker")}
            start_detached(command(dockerd, var), environment, log=_log(var), pid_file=_pid_file(var))
    except OSError as error:
        raise EngineMissing(f"the private Docker engine can't be started below {var}: {error.strerror}") from None
    _wait_until_it_answers(var)


def stop_private_engine(var: Path) -> bool:
    """Remove the engine's containers, end it and wait until it's gone. False where none of ours ran."""
    if running_pid(_pid_file(var)) is not None:
        _remove_containers(private_host(var))
    stopped = stop_detached(_pid_file(var), grace_seconds=STOP_SECONDS)
    _unmount_below(var / "docker", _run_folder(var))
    shutil.rmtree(_run_folder(var), ignore_errors=True)
    return stopped


def command(dockerd: str, var: Path) -> tuple[str, ...]:
    """The engine's command line. Without bridge or firewall it changes nothing in the machine's network."""
    run = _run_folder(var)
    namespace = f"peermill-{hashlib.sha256(os.fsencode(var.resolve())).hexdigest()[:12]}"
    return (
        dockerd,
        f"--config-file={var.resolve()}/docker/daemon.json",
        f"--host={private_host(var)}",
        f"--data-root={var.resolve()}/docker/data",
        f"--exec-root={run}/exec",
        f"--pidfile={run}/dockerd.pid",
        f"--containerd-namespace={namespace}",
        f"--containerd-plugins-namespace={namespace}-plugins",
        "--bridge=none",
        "--iptables=false",
        "--ip6tables=false",
        "--ip-forward=false",
        "--log-level=warn",
    )


def _wait_until_it_answers(var: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while running_pid(_pid_file(var)) is not None and time.monotonic() < deadline:
        if answer(private_host(var)).version:
            return
        time.sleep(POLL_SECONDS)
    stop_private_engine(var)
    raise EngineMissing(f"the private Docker engine did not start: {tail(_log(var))} (log: {_log(var)})")


def _clear_what_a_killed_engine_left(var: Path) -> None:
    """dockerd waits in vain where a pid file names a process that isn't its own any more, or only a zombie."""
    run = made_private(_run_folder(var))
    for name in ("dockerd.pid", "exec/containerd/containerd.pid"):
        (run / name).unlink(missing_ok=True)


def _remove_containers(host: str) -> None:
    """What still runs in our engine is a sandbox. An engine that doesn't answer is ended all the same."""
    client = open_client(host)
    if client is None:
        return
    with contextlib.closing(client), contextlib.suppress(DockerException, OSError):
        for container in client.containers.list(all=True, ignore_removed=True):
            container.remove(force=True)


def _unmount_below(*folders: Path) -> None:
    """An engine that was killed leaves its mounts behind, and no one could remove `var` then."""
    mounts = [Path(line.split()[4]) for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    ours = [mount for mount in mounts if any(mount.is_relative_to(folder.resolve()) for folder in folders)]
    for mount in reversed(ours):
        subprocess.run(["/bin/umount", "--lazy", str(mount)], check=False, capture_output=True)


def _run_folder(var: Path) -> Path:
    return socket_folder(var, "docker/run")


def _pid_file(var: Path) -> Path:
    return _run_folder(var) / "peermill-dockerd.stat"


def _log(var: Path) -> Path:
    return var / "log" / "dockerd.log"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
