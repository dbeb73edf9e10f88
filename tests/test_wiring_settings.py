import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GraderFault, UsageError
from sandboxes.socket_folder import SOCKET_PATH_BYTES, made_private, socket_folder
from wiring.settings import CHECKOUT, Settings, load, process_environment


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("PEERMILL_") or name == "DOCKER_HOST":
            monkeypatch.delenv(name)


def test_the_defaults_need_nothing_installed() -> None:
    settings = load()
    assert settings.var == CHECKOUT / "var"
    assert settings.database == f"sqlite:///{CHECKOUT}/var/peermill.db"
    assert settings.embedded_redis
    assert settings.url == "http://127.0.0.1:8042"


def test_the_environment_and_overrides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PEERMILL_HTTP_PORT", "9000")
    monkeypatch.setenv("PEERMILL_WORKERS", "4")
    monkeypatch.setenv("DOCKER_HOST", "unix:///somewhere.sock")
    settings = load(var=tmp_path, workers=1)
    assert (settings.http_port, settings.workers, settings.var) == (9000, 1, tmp_path)
    assert settings.docker_host == "unix:///somewhere.sock"


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "")
    monkeypatch.setenv("PEERMILL_REDIS_URL", "")
    assert load().docker_host is None
    assert load().embedded_redis


def test_a_relative_var_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEERMILL_VAR", "here")
    assert load().var == tmp_path / "here"


def test_an_unknown_key_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERMILL_HTTPPORT", "9000")
    with pytest.raises(UsageError, match="PEERMILL_HTTPPORT is not a setting; did you mean PEERMILL_HTTP_PORT"):
        load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PEERMILL_HTTP_PORT", "eighty"),
        ("PEERMILL_HTTP_HOST", "one host"),
        ("PEERMILL_HTTP_PORT", "70000"),
        ("PEERMILL_WORKERS", "0"),
        ("PEERMILL_QUOTA_MIB", "-1"),
        ("PEERMILL_REDIS_URL", "http://redis"),
        ("PEERMILL_DATABASE_URL", "peermill.db"),
        ("PEERMILL_PUBLIC_URL", "javascript:alert(1)"),
    ],
)
def test_a_bad_value_is_one_line_that_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=name) as caught:
        load()
    assert "\n" not in str(caught.value)


def test_celery_and_redis_are_told_of_the_same_redis(tmp_path: Path) -> None:
    settings = load(var=tmp_path)
    assert settings.redis == f"unix://{settings.redis_socket}"
    assert settings.broker == f"redis+socket://{settings.redis_socket}"
    outside = load(redis_url="rediss://example:6380/3")
    assert outside.redis == outside.broker == "rediss://example:6380/3"


@given(
    workers=st.integers(1, 256),
    port=st.integers(1, 65535),
    docker_host=st.none() | st.just("tcp://example:2375"),
    redis=st.none() | st.just("redis://example:6379/1"),
)
def test_settings_survive_the_way_to_a_process(
    workers: int, port: int, docker_host: str | None, redis: str | None
) -> None:
    settings = Settings(workers=workers, http_port=port, docker_host=docker_host, redis_url=redis)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.as_environment().items():
            patch.setenv(name, value)
        assert load() == settings


def test_a_process_gets_our_settings_and_no_left_over_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERMILL_REDIS_URL", "redis://left-over")
    monkeypatch.setenv("LANG", "C.UTF-8")
    environment = process_environment(Settings(redis_url=None))
    assert environment["LANG"] == "C.UTF-8"
    assert "PEERMILL_REDIS_URL" not in environment


def test_sockets_live_below_var_unless_it_is_too_deep(tmp_path: Path) -> None:
    assert socket_folder(Path("/srv/var"), "run") == Path("/srv/var/run")
    deep = tmp_path / ("deep" * 25)
    folder = socket_folder(deep, "run")
    assert folder == socket_folder(deep, "run")
    assert folder != socket_folder(tmp_path / ("peep" * 25), "run")
    assert len(os.fsencode(folder / "exec/containerd/containerd.sock.ttrpc")) <= SOCKET_PATH_BYTES


def test_a_private_folder_is_for_us_alone(tmp_path: Path) -> None:
    assert made_private(tmp_path / "a/run").stat().st_mode & 0o777 == 0o700
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(GraderFault, match="not a folder of ours"):
        made_private(tmp_path / "link")
