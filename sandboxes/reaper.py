"""Clears the containers that a crash left. It goes by labels alone, so it needs no memory of who made them."""

import time

import docker
from docker.errors import DockerException
from docker.models.containers import Container

from sandboxes.container import DEADLINE_LABEL, LABEL, OWNER_LABEL
from sandboxes.owners import owner_lives

ENDED = ("exited", "dead")


def reap(client: docker.DockerClient, now: float | None = None) -> list[str]:
    """Remove every sandbox whose PID 1 has ended, whose owner is gone or whose deadline is past. Returns names."""
    moment = time.time() if now is None else now
    reaped = []
    for container in client.containers.list(all=True, ignore_removed=True, filters={"label": LABEL}):
        if is_left_over(container, moment):
            try:
                container.remove(force=True, v=True)
            except DockerException:
                continue  # another reaper was faster
            reaped.append(str(container.name))
    return reaped


def is_left_over(container: Container, now: float) -> bool:
    deadline = container.labels.get(DEADLINE_LABEL, "")
    past = not deadline.isdecimal() or int(deadline) < now
    return past or not owner_lives(container.labels.get(OWNER_LABEL, "")) or container.status in ENDED
