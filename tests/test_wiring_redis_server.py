from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from kombu.connection import Connection

from wiring.processes import start_processes, stop_processes
from wiring.redis_server import answers, redis_process
from wiring.settings import Settings, process_environment


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    settings = Settings(var=tmp_path / "var")
    yield settings
    stop_processes(settings.var)


def start(settings: Settings) -> None:
    start_processes([[redis_process(settings)]], settings.var, process_environment(settings))


def test_a_real_redis_serves_on_a_socket_that_only_we_can_open(settings: Settings) -> None:
    assert not answers(settings.redis)
    start(settings)
    with redis.Redis.from_url(settings.redis) as client:
        client.lpush("bell", "1")
        assert client.rpop("bell") == b"1"
        assert client.config_get("port") == {"port": "0"}
    assert settings.redis_socket.stat().st_mode & 0o077 == 0
    assert settings.redis_socket.parent.stat().st_mode & 0o077 == 0


def test_it_is_gone_after_a_stop_and_can_start_again(settings: Settings) -> None:
    start(settings)
    assert stop_processes(settings.var) == ("redis",)
    assert not answers(settings.redis)
    start(settings)
    assert answers(settings.redis)


def test_a_path_too_long_for_a_socket_leaves_no_folder_elsewhere(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / ("deep" * 40))
    start(settings)
    assert answers(settings.redis)
    assert not settings.redis_socket.is_relative_to(tmp_path)
    stop_processes(settings.var)
    assert not settings.redis_socket.parent.exists()


def test_it_keeps_nothing(settings: Settings) -> None:
    start(settings)
    with redis.Redis.from_url(settings.redis) as client:
        client.set("key", "value")
    stop_processes(settings.var)
    start(settings)
    with redis.Redis.from_url(settings.redis) as client:
        assert client.get("key") is None


def test_celery_reaches_it_by_its_own_url(settings: Settings) -> None:
    start(settings)
    connection = Connection(settings.broker)  # type: ignore[no-untyped-call]  # kombu has no types
    with connection, connection.SimpleQueue("bell") as queue:  # type: ignore[no-untyped-call]
        queue.put({"job": 7})
        message = queue.get(timeout=5)
        assert message.payload == {"job": 7}
        message.ack()
