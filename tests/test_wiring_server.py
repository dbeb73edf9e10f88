import socket
from pathlib import Path

import pytest

from core.errors import GraderFault, UsageError
from wiring.server import server_stages, server_status, start_server, stop_server
from wiring.settings import Settings
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
