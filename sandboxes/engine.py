"""Which Docker engine the sandboxes run in.

DOCKER_HOST set?     that one, or an error: a wrong setting must not be papered over
default socket?      the machine's own engine; we never stop or change it
private socket?      ours, started earlier
root with apt?       install Debian's docker.io if need be, then the machine's engine or a private one
else                 EngineMissing, saying what to do
"""

import os
import time
from pathlib import Path

import docker

from core.errors import EngineMissing
from sandboxes import apt
from sandboxes.apt import Say
from sandboxes.client import answer, open_client
from sandboxes.file_lock import locked
from sandboxes.private_engine import private_host, start_private_engine, stop_private_engine

DEFAULT_HOST = "unix:///var/run/docker.sock"
SERVICE_SECONDS = 20
PACKAGE = "docker.io"


def connect(docker_host: str | None, var: Path) -> docker.DockerClient | None:
    """A client of the engine that answers, or None. Raises EngineMissing if `docker_host` is set and doesn't."""
    if docker_host:
        client = open_client(docker_host)
        if client is None:
            why = answer(docker_host).why
            raise EngineMissing(f"DOCKER_HOST={docker_host} doesn't answer: {why}; start that engine, or unset it")
        return client
    return open_client(DEFAULT_HOST) or open_client(private_host(var))


def ensure_engine(docker_host: str | None, var: Path, say: Say) -> docker.DockerClient:
    """A client of an engine that answers, installed and started if we may. Raises EngineMissing.

    The engine outlives this process. Several may ask at once: one starts it, the others wait.
    """
    client = connect(docker_host, var)
    if client is not None:
        return client
    if os.geteuid() != 0:
        raise EngineMissing(f"no Docker engine answers ({DEFAULT_HOST}: {answer(DEFAULT_HOST).why}): {_advice()}")
    with locked(var / "engine.lock"):
        return connect(docker_host, var) or _start(var, say)


def engine_host(docker_host: str | None, var: Path) -> str | None:
    """The address of the engine that `connect` finds, to hand to other processes as their DOCKER_HOST."""
    hosts = (docker_host,) if docker_host else (DEFAULT_HOST, private_host(var))
    return next((host for host in hosts if answer(host).version), None)


def stop_engine(var: Path) -> bool:
    """Stop the private engine of this `var`, with all that runs in it. False where we started none."""
    with locked(var / "engine.lock"):
        return stop_private_engine(var)


def _start(var: Path, say: Say) -> docker.DockerClient:
    if apt.find_program("dockerd") is None:
        if not apt.can_install():
            raise EngineMissing(f"no Docker engine answers and there is no apt-get to install one: {_advice()}")
        apt.install(PACKAGE, say)
        client = _service_client()
        if client is not None:
            return client
    dockerd = apt.find_program("dockerd")
    if dockerd is None:
        raise EngineMissing(f"{PACKAGE} is installed but has no dockerd: {_advice()}")
    say("Starting a private Docker engine")
    start_private_engine(dockerd, var)
    client = open_client(private_host(var))
    if client is None:
        raise EngineMissing("the private Docker engine started and stopped answering: see its log")
    return client


def _service_client() -> docker.DockerClient | None:
    """Where the package has just started the machine's own engine, that one."""
    wait = SERVICE_SECONDS if Path("/run/systemd/system").is_dir() else 0
    deadline = time.monotonic() + wait
    while True:
        client = open_client(DEFAULT_HOST)
        if client is not None or time.monotonic() >= deadline:
            return client
        time.sleep(0.2)


def _advice() -> str:
    return f"install {PACKAGE} (`apt-get install {PACKAGE}`) and join its group, or run this as root"
