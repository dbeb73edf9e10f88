"""The reaper on the real engine, beside sandboxes that live: what it may take, and what it must leave alone."""

import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator

import docker
import pytest
from docker.errors import NotFound

from sandboxes.container import DEADLINE_LABEL, LABEL, OWNER_LABEL, labels
from sandboxes.owners import boot_and_namespace, this_process
from sandboxes.pool import WarmPool
from sandboxes.reaper import reap
from wiring.settings import Settings, process_environment

DEAD = f"{boot_and_namespace()}/1/0"
ELSEWHERE = "another-boot/pid:[1]/1/0"
HOLDS_ONE = """
import sys, time
from wiring.sandboxes import open_pool
from wiring.settings import load
with open_pool(load(), 0, sys.stderr.write) as pool, pool.take("shell") as sandbox:
    print(sandbox.container_id, flush=True)
    time.sleep(60)
"""

Make = Callable[[dict[str, str]], str]


@pytest.fixture
def client(pool: WarmPool) -> docker.DockerClient:
    return pool.client


@pytest.fixture
def make(client: docker.DockerClient, pool: WarmPool) -> Iterator[Make]:
    """Makes a container that never ran, with the labels given, and tells its name."""
    made: list[str] = []

    def container(given: dict[str, str]) -> str:
        made.append(f"reaper-test-{uuid.uuid4().hex}")
        client.api.create_container(pool.image_of("shell"), ["true"], name=made[-1], labels=given)
        return made[-1]

    yield container
    for name in made:
        if exists(client, name):
            client.api.remove_container(name, force=True)


def exists(client: docker.DockerClient, name: str) -> bool:
    try:
        client.api.inspect_container(name)
    except NotFound:
        return False
    return True


def fresh(**changes: str) -> dict[str, str]:
    return labels(this_process(), time.time()) | changes


@pytest.mark.parametrize(
    "changes",
    [
        {DEADLINE_LABEL: "1000"},
        {DEADLINE_LABEL: "soon"},
        {DEADLINE_LABEL: ""},
        {DEADLINE_LABEL: "\u00b2"},
        {OWNER_LABEL: DEAD},
        {OWNER_LABEL: f"{boot_and_namespace()}/nobody/0"},
    ],
)
def test_what_is_late_or_has_lost_its_owner_is_removed(
    client: docker.DockerClient, make: Make, changes: dict[str, str]
) -> None:
    name = make(fresh(**changes))
    reap(client)
    assert not exists(client, name)


def test_what_someone_still_needs_is_left_alone(client: docker.DockerClient, make: Make) -> None:
    mine, theirs, foreign = make(fresh()), make(fresh(**{OWNER_LABEL: ELSEWHERE})), make({"some.label": "1"})
    looks_late = make({DEADLINE_LABEL: "1000", OWNER_LABEL: DEAD})  # but is none of ours
    assert not {mine, theirs, foreign, looks_late} & set(reap(client))
    assert all(exists(client, name) for name in (mine, theirs, foreign, looks_late))


def test_what_has_ended_is_removed(client: docker.DockerClient, make: Make) -> None:
    name = make(fresh())
    client.api.start(name)
    client.api.wait(name)
    reap(client)
    assert not exists(client, name)


def test_another_machines_sandbox_is_removed_once_late(client: docker.DockerClient, make: Make) -> None:
    name = make(fresh(**{OWNER_LABEL: ELSEWHERE, DEADLINE_LABEL: "1000"}))
    reap(client)
    assert not exists(client, name)


def test_a_sandbox_in_use_is_left_alone(client: docker.DockerClient, pool: WarmPool) -> None:
    with pool.take("shell") as sandbox:
        reap(client)
        assert sandbox.get("absent", 1) is None


def test_a_container_ends_with_the_process_that_held_it(client: docker.DockerClient, settings: Settings) -> None:
    holder = [sys.executable, "-c", HOLDS_ONE]
    with subprocess.Popen(holder, env=process_environment(settings), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        container_id = process.stdout.readline().strip()
        container = client.containers.get(container_id)
        assert container.labels[LABEL] == "1"
        process.kill()
    assert client.api.wait(container_id, timeout=10)["StatusCode"] == 0
    reap(client)
    assert not exists(client, container_id)
