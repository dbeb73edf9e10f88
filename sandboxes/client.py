"""A client of the Docker engine at an address, if one answers there."""

import socket
from dataclasses import dataclass
from pathlib import Path

import docker
from docker.constants import DEFAULT_DOCKER_API_VERSION
from docker.errors import DockerException

PROBE_SECONDS = 10
REQUEST_SECONDS = 120
UNIX = "unix://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`version` of the engine's API, or None and `why` there is no answer."""

    version: str | None
    why: str


def answer(host: str) -> Answer:
    """Whether an engine answers at `host` (a DOCKER_HOST: unix://..., tcp://..., ssh://...)."""
    try:
        if host.startswith(UNIX):
            _knock(Path(host.removeprefix(UNIX)))
        return Answer(version=_ping(host), why="")
    except (DockerException, OSError, ValueError) as error:
        return Answer(version=None, why=(isinstance(error, OSError) and error.strerror) or str(error))


def open_client(host: str) -> docker.DockerClient | None:
    """A client of the engine at `host`, or None where none answers."""
    version = answer(host).version
    return docker.DockerClient(base_url=host, version=version, timeout=REQUEST_SECONDS) if version else None


def _knock(path: Path) -> None:
    """Docker's library forgets to close a socket that doesn't connect, so it isn't given one."""
    with socket.socket(socket.AF_UNIX) as knocking:
        knocking.settimeout(PROBE_SECONDS)
        knocking.connect(str(path))


def _ping(host: str) -> str:
    client = docker.DockerClient(base_url=host, version=DEFAULT_DOCKER_API_VERSION, timeout=PROBE_SECONDS)
    try:
        response = client.api.get(f"{client.api.base_url}/_ping", timeout=PROBE_SECONDS)
        response.raise_for_status()
        return str(response.headers["Api-Version"])
    except KeyError:
        raise DockerException("what answers is no Docker engine") from None
    finally:
        client.close()
