"""The web process as it is started for real."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from school.access import issue_token
from school.enrol import enrol_person, open_campus, register_team
from tests.fakes.live_server import WorkTree
from wiring.composition import compose
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


def test_an_address_that_is_none_is_the_last_thing_it_says(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var", http_host="192.0.2.1")
    argv = [sys.executable, "-m", "web"]
    done = subprocess.run(argv, env=process_environment(settings), capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "192.0.2.1" in done.stderr.splitlines()[-1]


def test_a_large_push_is_never_whole_in_memory(tmp_path: Path) -> None:
    """40 MiB through a web process that grows by a few: git and the disk hold the pack."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = Settings(var=tmp_path / "var", http_port=port)
    remote = registered(settings)
    tree = WorkTree(tmp_path / "work")
    tree.commit("Small", sum__c=b"1")
    with subprocess.Popen([sys.executable, "-m", "web"], env=process_environment(settings)) as process:
        wait_for_health(port)
        tree.git("push", remote, "main")
        before = peak_kib(process.pid)
        tree.commit("Large", **{f"noise{number}": os.urandom(20 << 20) for number in range(2)})
        told = tree.git("push", remote, "main", core__compression="0").stderr
        grown = peak_kib(process.pid) - before
        process.terminate()
    assert "Submission 2 waits" in told
    assert grown < 16 << 10


def registered(settings: Settings) -> str:
    """The address, token included, of a new team's repository."""
    with compose(settings) as services:
        open_campus(services.store, "Paris")
        enrol_person(services.store, login="ada", campus="Paris")
        token = issue_token(services.store, services.clock, services.secrets, "ada")
        _, repository = register_team(
            services.store, services.repositories, services.clock, name="one", logins=["ada"], exercise="c-sum"
        )
    return f"http://ada:{token}@127.0.0.1:{settings.http_port}/git/{repository.folder}.git"


def peak_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


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


def test_a_var_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    environment = process_environment(Settings(var=tmp_path / "file"))
    done = subprocess.run([sys.executable, "-m", "web"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"peermill: {tmp_path}/file/repositories: this folder can't be made: Not a directory"
    ]
