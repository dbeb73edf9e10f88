import io
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docker
import pytest

from core.errors import EngineMissing
from sandboxes import apt, engine, private_engine
from sandboxes.detached import running_pid
from sandboxes.engine import connect, engine_host, ensure_engine, stop_engine
from sandboxes.private_engine import private_host


@pytest.fixture(autouse=True)
def a_machine_without_an_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "DEFAULT_HOST", f"unix://{tmp_path}/none.sock")


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    stop_engine(tmp_path / "var")


def ensure(var: Path) -> docker.DockerClient:
    return ensure_engine(None, var, lambda _: None)


def engine_pid(var: Path) -> int | None:
    return running_pid(private_engine._pid_file(var))


def create_container(client: docker.DockerClient) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("program"))
    client.api.import_image_from_data(archive.getvalue(), repository="empty", tag="1")
    client.containers.create("empty:1", "/program")


def test_an_engine_is_started_found_again_and_stopped(var: Path) -> None:
    assert connect(None, var) is None
    assert engine_host(None, var) is None
    client = ensure(var)
    assert engine_host(None, var) == private_host(var)
    again = ensure(var)
    assert client.info()["DockerRootDir"] == again.info()["DockerRootDir"]
    assert stop_engine(var)
    assert connect(None, var) is None
    assert not stop_engine(var)
    assert not Path(private_host(var).removeprefix("unix://")).parent.exists()
    client.close()
    again.close()


def test_stopping_removes_the_containers_first(var: Path) -> None:
    with_container = ensure(var)
    create_container(with_container)
    with_container.close()
    stop_engine(var)
    client = ensure(var)
    assert client.containers.list(all=True) == []
    assert client.images.list("empty:1")
    client.close()


def test_it_survives_the_process_that_started_it(var: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sandboxes import engine\n"
        "engine.DEFAULT_HOST = sys.argv[2]\n"
        "engine.ensure_engine(None, Path(sys.argv[1]), lambda _: None).close()\n"
    )
    subprocess.run([sys.executable, "-c", program, str(var), engine.DEFAULT_HOST], check=True, start_new_session=True)
    client = connect(None, var)
    assert client is not None
    client.close()


def test_a_killed_engine_is_started_again(var: Path) -> None:
    ensure(var).close()
    pid = engine_pid(var)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    client = ensure(var)
    assert engine_pid(var) not in (None, pid)
    client.close()
    assert stop_engine(var)


def test_stopping_a_killed_engine_leaves_no_mount(var: Path) -> None:
    ensure(var).close()
    pid = engine_pid(var)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert not stop_engine(var)
    assert str(var) not in Path("/proc/self/mountinfo").read_text()


def test_two_engines_run_side_by_side(var: Path, tmp_path: Path) -> None:
    other = tmp_path / "other checkout"
    try:
        first, second = ensure(var), ensure(other)
        assert first.info()["DockerRootDir"] != second.info()["DockerRootDir"]
        create_container(first)
        assert second.containers.list(all=True) == []
        assert stop_engine(other)
        assert len(first.containers.list(all=True)) == 1
        first.close()
        second.close()
    finally:
        stop_engine(other)


def test_many_who_ask_at_once_start_one_engine(var: Path) -> None:
    said: list[str] = []
    with ThreadPoolExecutor(4) as threads:
        clients = list(threads.map(lambda _: ensure_engine(None, var, said.append), range(4)))
    assert said == ["Starting a private Docker engine"]
    assert len({client.info()["DockerRootDir"] for client in clients}) == 1
    for client in clients:
        client.close()


def test_a_path_too_long_for_a_socket(tmp_path: Path) -> None:
    var = tmp_path / ("deep" * 40)
    client = ensure(var)
    assert not private_host(var).startswith(f"unix://{var}")
    client.close()
    assert stop_engine(var)


def test_an_engine_that_can_not_start_says_why_and_leaves_no_process(var: Path) -> None:
    (var / "docker").mkdir(parents=True)
    (var / "docker/data").write_text("a file in the way")
    with pytest.raises(EngineMissing, match=r"did not start: .*docker/data.*dockerd\.log"):
        ensure(var)
    assert engine_pid(var) is None


def test_a_full_disk_is_told_before_anything_starts(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_engine, "NEEDED_BYTES", 1 << 60)
    with pytest.raises(EngineMissing, match=r"MiB free; the sandboxes' images need"):
        ensure(var)
    assert engine_pid(var) is None


def test_a_var_that_is_a_file(var: Path) -> None:
    var.mkdir()
    (var / "docker").write_text("")
    with pytest.raises(EngineMissing, match="can't be started below"):
        ensure(var)


def test_a_docker_host_that_does_not_answer_is_an_error_and_no_other_is_tried(var: Path) -> None:
    with pytest.raises(EngineMissing, match=r"DOCKER_HOST=tcp://127\.0\.0\.1:1 doesn't answer"):
        ensure_engine("tcp://127.0.0.1:1", var, lambda _: None)
    with pytest.raises(EngineMissing, match="DOCKER_HOST=nonsense doesn't answer"):
        connect("nonsense", var)
    assert engine_pid(var) is None


def test_docker_host_goes_before_all_others(var: Path, tmp_path: Path) -> None:
    ensure(var).close()
    client = connect(private_host(var), tmp_path / "elsewhere")
    assert engine_host(private_host(var), tmp_path / "elsewhere") == private_host(var)
    assert client is not None
    client.close()


def test_without_root_it_says_what_to_install(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(private_engine, "socket_folder", lambda var, _: var)
    with pytest.raises(EngineMissing, match=r"apt-get install docker\.io") as caught:
        ensure(var)
    assert "\n" not in str(caught.value)


def test_without_dockerd_and_apt_it_says_what_to_install(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "find_program", lambda _: None)
    with pytest.raises(EngineMissing, match=r"no apt-get to install one: install docker\.io"):
        ensure(var)
