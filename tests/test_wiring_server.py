import socket
from pathlib import Path

import pytest

from core.errors import GraderFault, UsageError
from sandboxes import engine
from sandboxes.engine import connect, ensure_engine
from wiring.processes import start_processes
from wiring.redis_server import answers, redis_process
from wiring.server import server_stages, server_status, start_server, stop_server
from wiring.settings import Settings, process_environment
from wiring.tear_down import Stopped, tear_down


def test_the_processes_in_the_order_of_their_needs(tmp_path: Path) -> None:
    stages = server_stages(Settings(var=tmp_path, workers=2))
    names = [[process.name for process in stage] for stage in stages]
    assert names == [["redis"], ["web", "worker-1", "worker-2", "beat"]]


def test_with_a_redis_of_the_school_ours_is_not_started(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, redis_url="redis://127.0.0.1:1/0")
    assert server_stages(settings)[0] == ()
    with pytest.raises(GraderFault, match="no Redis answers at PEERMILL_REDIS_URL=redis://127"):
        start_server(settings)


def test_a_port_in_use_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = Settings(var=tmp_path, http_port=other.getsockname()[1])
        with pytest.raises(UsageError, match=r"something else listens on .*PEERMILL_HTTP_PORT"):
            start_server(settings)
    assert not any(entry.running for entry in server_status(settings))


def test_tear_down_where_nothing_runs_makes_nothing(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var")
    assert tear_down(settings) == Stopped(processes=(), engine=False)
    assert stop_server(settings) == ()
    assert not settings.var.exists()


def test_tear_down_stops_servers_and_engine_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "DEFAULT_HOST", f"unix://{tmp_path}/none.sock")
    settings, stranger = Settings(var=tmp_path / "var"), Settings(var=tmp_path / "another checkout")
    try:
        ensure_engine(None, settings.var, lambda _: None).close()
        for one in (settings, stranger, Settings(var=settings.demo)):
            start_processes([[redis_process(one)]], one.var, process_environment(one))
        assert tear_down(settings) == Stopped(processes=("redis", "redis"), engine=True)
        assert connect(None, settings.var) is None
        assert answers(stranger.redis)
    finally:
        tear_down(settings)
        tear_down(stranger)
