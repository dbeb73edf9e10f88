"""The pool's rules on containers that are only counted, then its promises on real ones."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Lock
from typing import cast

import docker
import pytest
from docker.errors import NotFound

from core.errors import GraderFault
from sandboxes import pool as pool_module
from sandboxes.docker_sandbox import DockerSandbox, start_sandbox
from sandboxes.pool import WarmPool
from tests.builders import command

IMAGES = {"c": "image-c", "python": "image-python"}


@dataclass
class Counted:
    """Stands where a container would."""

    number: int
    image_id: str
    started: float = field(default_factory=time.monotonic)
    destroyed: int = 0

    def destroy(self) -> None:
        self.destroyed += 1


@dataclass
class Starter:
    """Starts what is only counted; `faults` says how many of the next starts fail."""

    made: list[Counted] = field(default_factory=list)
    faults: int = 0
    lock: Lock = field(default_factory=Lock)

    def __call__(
        self, _client: object, image_id: str, _runtime: str, _owner: str, _environment: object
    ) -> DockerSandbox:
        with self.lock:
            if self.faults:
                self.faults -= 1
                raise GraderFault("the engine could not start a sandbox")
            self.made.append(Counted(len(self.made), image_id))
            return cast(DockerSandbox, self.made[-1])


@pytest.fixture
def starter(monkeypatch: pytest.MonkeyPatch) -> Starter:
    made = Starter()
    monkeypatch.setattr(pool_module, "start_sandbox", made)
    return made


def pool_of(size: int) -> WarmPool:
    return WarmPool(cast(docker.DockerClient, None), image_of, size=size, runtime="runc")


def image_of(language: str, setup: bytes = b"") -> str:
    return IMAGES[language] + setup.decode()


def taken(pool: WarmPool, language: str = "c") -> Counted:
    with pool.take(language) as sandbox:
        return cast(Counted, sandbox)


def test_a_warm_one_is_ready_before_it_is_asked_for(starter: Starter) -> None:
    pool = pool_of(2)
    pool.warm("c")
    before = list(starter.made)
    assert len(before) == 2
    with pool.take("c") as sandbox:
        assert cast(Counted, sandbox) in before
    pool.close()


def test_an_exercise_with_a_set_up_of_its_own_gets_no_other_image(starter: Starter) -> None:
    pool = pool_of(1)
    taken(pool)
    with pool.take("c", b"-with-more") as sandbox:
        assert cast(Counted, sandbox).image_id == "image-c-with-more"
    pool.close()
    assert all(sandbox.destroyed == 1 for sandbox in starter.made)


def test_what_was_taken_is_destroyed_once_and_never_given_again(starter: Starter) -> None:
    pool = pool_of(1)
    numbers = [taken(pool).number for _ in range(6)]
    pool.close()
    assert len(set(numbers)) == 6
    assert {sandbox.destroyed for sandbox in starter.made} == {1}


def test_after_each_submission_the_warm_ones_are_made_up_for(starter: Starter) -> None:
    pool = pool_of(2)
    taken(pool)
    pool.warm("c")
    assert len(starter.made) == 3
    assert sum(sandbox.destroyed == 0 for sandbox in starter.made) >= 2
    pool.close()


def test_a_pool_of_none_starts_what_is_asked_for(starter: Starter) -> None:
    pool = pool_of(0)
    taken(pool)
    assert len(starter.made) == 1
    pool.close()


@pytest.mark.usefixtures("starter")
def test_each_language_has_its_own() -> None:
    pool = pool_of(1)
    for language, image_id in IMAGES.items():
        pool.warm(language)
        assert taken(pool, language).image_id == image_id
    pool.close()


def test_one_that_waited_too_long_is_replaced(starter: Starter, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = pool_of(2)
    pool.warm("c")
    old = list(starter.made)
    monkeypatch.setattr(pool_module, "WARM_SECONDS", 0.0)
    assert taken(pool) not in old
    pool.close()
    assert all(sandbox.destroyed == 1 for sandbox in old)


def test_many_at_once_get_one_each(starter: Starter) -> None:
    pool, meet = pool_of(2), Barrier(6, timeout=10)

    def hold(_: int) -> int:
        with pool.take("c") as sandbox:
            meet.wait()
            return cast(Counted, sandbox).number

    with ThreadPoolExecutor(6) as threads:
        numbers = list(threads.map(hold, range(6)))
    pool.close()
    assert len(set(numbers)) == 6
    assert {sandbox.destroyed for sandbox in starter.made} == {1}


def test_close_destroys_what_waits_and_what_is_in_use_when_it_is_done(starter: Starter) -> None:
    pool = pool_of(2)
    pool.warm("c")
    with pool.take("c") as sandbox:
        pool.close()
        assert cast(Counted, sandbox).destroyed == 0
    assert [sandbox.destroyed for sandbox in starter.made] == [1, 1]


def test_a_start_that_fails_is_a_fault(starter: Starter) -> None:
    starter.faults = 9
    pool = pool_of(0)
    with pytest.raises(GraderFault, match="could not start"):
        taken(pool)
    with pytest.raises(GraderFault, match="could not start"):
        pool_of(1).warm("c")
    pool.close()


def test_a_warm_one_that_failed_to_start_is_started_again_at_need(starter: Starter) -> None:
    pool = pool_of(1)
    starter.faults = 1
    with pytest.raises(GraderFault):
        pool.warm("c")
    assert taken(pool).number == 0
    pool.close()


def test_a_submission_that_fails_still_gives_its_sandbox_back(starter: Starter) -> None:
    pool = pool_of(0)
    with pytest.raises(ZeroDivisionError), pool.take("c"):
        raise ZeroDivisionError
    pool.close()
    assert [sandbox.destroyed for sandbox in starter.made] == [1]


Real = tuple[WarmPool, list[DockerSandbox]]


@pytest.fixture
def real(pool: WarmPool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Real]:
    """A pool of its own on the real engine, and every sandbox that it started."""
    started: list[DockerSandbox] = []

    def recorded(
        client: docker.DockerClient, image_id: str, runtime: str, owner: str, environment: dict[str, str]
    ) -> DockerSandbox:
        started.append(start_sandbox(client, image_id, runtime, owner, environment))
        return started[-1]

    monkeypatch.setattr(pool_module, "start_sandbox", recorded)
    own = WarmPool(pool.client, pool.image_of, size=1, runtime="runc")
    yield own, started
    own.close()


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def exists(sandbox: DockerSandbox) -> bool:
    try:
        sandbox._api.inspect_container(sandbox.container_id)
    except NotFound:
        return False
    return True


def test_a_real_container_is_there_before_its_submission_and_gone_after(real: Real) -> None:
    pool, started = real
    pool.warm("shell")
    (warm,) = started
    with pool.take("shell") as sandbox:
        assert sandbox is warm
        assert sandbox.run(command("true")).exit_code == 0
    assert eventually(lambda: not exists(warm))


def test_a_real_pool_that_closes_leaves_no_container(real: Real) -> None:
    pool, started = real
    pool.warm("shell")
    with pool.take("shell"):
        pass
    pool.close()
    assert len(started) == 2
    assert not any(exists(sandbox) for sandbox in started)
