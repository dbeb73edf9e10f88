"""The web process as it is started for real."""

import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wiring.settings import Settings, process_environment


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = Settings(var=tmp_path / "var", http_port=port)
    argv = [sys.executable, "-m", "web"]
    with subprocess.Popen(argv, env=process_environment(settings), stderr=subprocess.PIPE) as process:
        assert wait_for_health(port) == (200, b"ok\n")
        process.terminate()
        process.communicate(timeout=20)
    assert (settings.var / "peermill.db").exists()


def wait_for_health(port: int) -> tuple[int, bytes]:
    for _ in range(400):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            return response.status, response.read()
        except ConnectionRefusedError:
            time.sleep(0.05)
        finally:
            connection.close()
    pytest.fail("the web process never answered")
