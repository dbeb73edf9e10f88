"""A student's own machine against a real server of the school: the same exercise, the same image, the same words."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cli.from_school import SchoolServer
from core.errors import GraderFault, UsageError
from exercises.loader import CATALOGUE, load_exercise
from sandboxes.image_shelf import SUFFIX
from sandboxes.pool import WarmPool
from tests.command_line import Peermill, runner
from tests.fakes.live_server import LiveServer, live_server
from tests.git_builders import run_git
from wiring.image_shelf import fill_shelf

SUM = CATALOGUE / "c-sum"
MEASURED = re.compile(r"(under )?\d+(\.\d+)? (ms|MiB)")


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveServer]:
    """A school where ada is registered for c-sum; her settings point to it."""
    with live_server(tmp_path) as live:
        live.enrol("ada", "eve")
        live.team("one", "ada")
        monkeypatch.setenv("PEERMILL_SERVER", live.url)
        monkeypatch.setenv("PEERMILL_TOKEN", live.tokens["ada"])
        yield live


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = shutil.copytree(SUM / "solutions/wrong_answer/overflow", tmp_path / "project")
    run_git("init", at=folder)
    return folder


def test_it_says_what_the_server_says(server: LiveServer, peermill: Peermill, project: Path, pool: WarmPool) -> None:
    shelf = server.services.settings.var / "images/c"
    shelf.mkdir(parents=True)
    image_id = pool.image_of("c")
    (shelf / f"{image_id.removeprefix('sha256:')}{SUFFIX}").write_bytes(b"not read: this engine has the image")
    at_home = peermill("grade", project, "--exercise", "c-sum", "--from-school")
    at_school = peermill("grade", project, "--exercise", "c-sum")
    assert at_home.exit_code == 0
    assert image_id in at_home.out
    assert MEASURED.sub("N", at_home.out) == MEASURED.sub("N", at_school.out)


def test_a_worker_shelves_what_was_asked_for(server: LiveServer, pool: WarmPool) -> None:
    school = SchoolServer(url=server.url, token=server.tokens["ada"], say=lambda _: None)
    settings = server.services.settings
    assert fill_shelf(settings, pool) is None
    (settings.var / "images").mkdir()
    (settings.var / "images/shell.wanted").touch()
    image = fill_shelf(settings, pool)
    assert image is not None
    assert fill_shelf(settings, pool) is None
    assert school.name("shell") == image.image_id == pool.image_of("shell")
    with school.open("shell", image.image_id) as stream:
        assert stream.read() == image.path.read_bytes()


@pytest.mark.parametrize(
    ("token", "slug", "words"),
    [
        ("pm_wrong", "c-sum", "doesn't know your token: PEERMILL_TOKEN"),
        (None, "c-libft", "answered 403: There is no such exercise, or you are not registered for it."),
    ],
)
def test_what_the_server_refuses_is_said_in_its_words(
    server: LiveServer,
    peermill: Peermill,
    project: Path,
    token: str | None,
    slug: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PEERMILL_TOKEN", token or server.tokens["ada"])
    said = peermill("grade", project, "--exercise", slug, "--from-school")
    assert said.exit_code == 2
    assert words in said.complaint


def test_an_exercise_with_an_image_of_its_own_is_refused_before_anything_runs(
    peermill: Peermill, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERMILL_SERVER", "http://127.0.0.1:9")
    monkeypatch.setenv("PEERMILL_TOKEN", "pm_x")
    own = replace(load_exercise(SUM), setup=b"apt-get install lua5.4")
    monkeypatch.setattr(SchoolServer, "exercise", lambda *_: own)
    said = peermill("grade", project, "--exercise", "c-sum", "--from-school")
    assert said.exit_code == 2
    assert "an image of its own" in said.complaint


def test_without_a_server_the_settings_to_make_are_named(peermill: Peermill, project: Path) -> None:
    said = peermill("grade", project, "--exercise", "c-sum", "--from-school")
    assert said.exit_code == 2
    assert "PEERMILL_SERVER" in said.complaint
    assert "PEERMILL_TOKEN" in said.complaint


def test_a_server_that_is_gone_is_a_fault() -> None:
    school = SchoolServer(url="http://127.0.0.1:9", token="pm_x", say=lambda _: None)
    with pytest.raises(GraderFault, match=r"^http://127\.0\.0\.1:9 doesn't answer \(ConnectionError\): is"):
        school.exercise("c-sum")


def test_a_token_is_in_no_words_of_ours(server: LiveServer) -> None:
    school = SchoolServer(url=server.url, token=server.tokens["eve"], say=lambda _: None)
    assert school.token not in repr(school)
    with pytest.raises(UsageError) as refused:
        school.exercise("c-sum")
    assert school.token not in str(refused.value)
