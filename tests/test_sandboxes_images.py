import configparser
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Event

import docker
import pytest

from core.errors import GraderFault, UsageError
from core.languages import LANGUAGES
from sandboxes import apt, base_image, image_build, images
from sandboxes.base_image import ensure_base
from sandboxes.engine import ensure_engine
from sandboxes.file_lock import locked
from sandboxes.image_build import apt_context, build, pip_context
from sandboxes.images import ensure_image, image_tag
from sandboxes.pip import kept_options
from wiring.settings import Settings

LEFT_OVERS = "find / -xdev -type f -perm /6000; cat /etc/apt/sources.list.d/* /etc/apt/sources.list 2>/dev/null; "
EMPTY_PLACES = (
    "ls -A /box /tmp | grep -v -e : -e '^$'; ls /var/lib/apt/lists | grep _; ls -d /peermill-apt 2>/dev/null; true"
)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[docker.DockerClient]:
    client = ensure_engine(settings.docker_host, settings.var, lambda _: None)
    yield client
    client.close()


def image(client: docker.DockerClient, language: str, settings: Settings) -> str:
    return ensure_image(client, language, settings.var, lambda _: None)


def run(client: docker.DockerClient, image_id: str, script: str) -> str:
    command = ["sh", "-c", script]
    output = client.containers.run(image_id, command, network_mode="none", remove=True, stderr=True)
    return output.decode().strip()


@pytest.mark.parametrize(
    ("language", "script", "expected"),
    [
        (
            "c",
            "echo 'int main(void){return 42;}' > /tmp/a.c && gcc -o /tmp/a /tmp/a.c && make -v >&2; /tmp/a; echo $?",
            "42",
        ),
        ("cpp", "echo '#include <vector>' > /tmp/a.cc && g++ -c -o /tmp/a.o /tmp/a.cc && make -v >&2; echo 42", "42"),
        ("python", "python3 -c 'import ctypes, json; print(6 * 7)'", "42"),
        ("node", "node -e 'console.log(6 * 7)'", "42"),
        (
            "shell",
            "echo '6 * 7' | bc; echo 42 | gawk '{print $1}'; echo x | grep x | sed s/x/y/ | diff - /dev/null; true",
            "42",
        ),
    ],
)
def test_every_language_has_its_tools_and_the_supervisor_and_nothing_left_over(
    client: docker.DockerClient, settings: Settings, language: str, script: str, expected: str
) -> None:
    image_id = image(client, language, settings)
    assert expected in run(client, image_id, script).split()
    assert run(client, image_id, LEFT_OVERS + EMPTY_PLACES) == ""
    supervisor = (
        "import sys; sys.path.insert(0, '/peermill'); import sandboxes.supervisor.main as it; print(it.__cached__)"
    )
    assert run(client, image_id, f'python3 -ISBc "{supervisor}; import os; os.stat(it.__cached__)"').endswith(".pyc")


def test_an_image_that_is_there_is_found_without_a_build(client: docker.DockerClient, settings: Settings) -> None:
    first = image(client, "python", settings)
    said: list[str] = []
    assert ensure_image(client, "python", settings.var, said.append) == first
    assert said == []


def test_many_who_need_an_image_at_once_wait_for_one_build(
    client: docker.DockerClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    image(client, "python", settings)
    built: list[str] = []

    def counting_build(client: docker.DockerClient, name: str, *, base: str, tag: str, files: dict[str, bytes]) -> str:
        built.append(tag)
        return build(client, name, base=base, tag=tag, files=files)

    monkeypatch.setattr(images, "build", counting_build)
    monkeypatch.setattr(images, "_supervisor", lambda: {"sandboxes/__init__.py": b"# another supervisor"})
    with ThreadPoolExecutor(3) as threads:
        ids = set(threads.map(lambda _: image(client, "python", settings), range(3)))
    assert len(ids) == 1
    assert built == [image_tag("python")]
    client.images.remove(image_tag("python"))


def test_a_tag_follows_everything_that_its_image_is_made_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    room = tmp_path / "sandboxes"
    shutil.copytree(images.ROOM, room)
    monkeypatch.setattr(images, "ROOM", room)
    monkeypatch.setattr(image_build, "DOCKERFILES", room / "dockerfiles")
    tags = [image_tag("c")]
    for changed in (
        "supervisor/main.py",
        "dockerfiles/c/Dockerfile",
        "dockerfiles/apt/run",
        "dockerfiles/sandbox/Dockerfile",
    ):
        with (room / changed).open("a") as file:
            file.write("# changed\n")
        tags.append(image_tag("c"))
    monkeypatch.setattr(base_image, "BOOTSTRAP", ("--variant=minbase",))
    tags.append(image_tag("c"))
    monkeypatch.setattr(images, "tools_recipe", lambda *_: b"norminette of another version")
    tags += [image_tag("c"), image_tag("c", b"true\n"), image_tag("c", b"false\n")]
    assert len(set(tags)) == 9
    assert len({image_tag(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("language", ["cobol", "", "../c", "C", "sandbox"])
def test_a_language_that_we_have_no_image_for(client: docker.DockerClient, settings: Settings, language: str) -> None:
    with pytest.raises(UsageError, match=f"the languages are {', '.join(LANGUAGES)}"):
        image(client, language, settings)


def test_a_build_that_fails_is_told_in_the_builders_words(
    client: docker.DockerClient, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    base = image(client, "python", settings)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/Dockerfile").write_text("ARG BASE\nFROM $BASE\nRUN echo No space left on device; exit 7\n")
    monkeypatch.setattr(image_build, "DOCKERFILES", tmp_path)
    with pytest.raises(GraderFault, match=r"returned a non-zero code: 7; last words: No space left on device"):
        build(client, "broken", base=base, tag="peermill/broken:1", files={})
    assert image_build.image_id(client, "peermill/broken:1") is None


def test_an_engine_that_went_away_is_a_fault_and_no_missing_image(settings: Settings) -> None:
    gone = docker.DockerClient(base_url="tcp://127.0.0.1:1", version="1.41")
    with pytest.raises(GraderFault, match="the Docker engine can't be asked for peermill/python:"):
        image(gone, "python", settings)
    gone.close()


def test_without_mmdebstrap_or_a_registry_it_says_what_to_install(
    client: docker.DockerClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apt, "find_program", lambda _: None)
    monkeypatch.setattr(base_image, "PULLED", "127.0.0.1:1/debian")
    with pytest.raises(GraderFault, match=r"can't be pulled .* run `apt-get install mmdebstrap` as root"):
        ensure_base(client, settings.var, lambda _: None)


def test_a_base_from_a_registry_gets_its_interpreter_and_keeps_no_apt_configuration(
    client: docker.DockerClient, settings: Settings
) -> None:
    base = ensure_base(client, settings.var, lambda _: None)
    built = build(client, "debian", base=base.tag, tag="peermill/test-debian:1", files=apt_context(base.apt))
    assert run(client, built, "python3 -c 'print(42)'") == "42"
    assert run(client, built, "ls -d /peermill-apt /var/lib/apt/lists/*_Packages 2>/dev/null; true") == ""
    client.images.remove("peermill/test-debian:1")


@pytest.fixture
def set_ups(client: docker.DockerClient) -> Iterator[list[bytes]]:
    """Those that a test has images made with, which go when it ends."""
    made: list[bytes] = []
    yield made
    for setup in made:
        for tag in (image_tag("python", setup), images._setup_tag("python", setup)):
            client.images.remove(tag)


def test_a_set_up_adds_to_a_languages_tools_as_root_with_the_network_and_leaves_nothing_else(
    client: docker.DockerClient, settings: Settings, set_ups: list[bytes]
) -> None:
    setup = b"#!/bin/sh\nset -e\napt-get update\napt-get install --yes --no-install-recommends bc\nid -u > /made-by\n"
    made = ensure_image(client, "python", settings.var, lambda _: None, setup)
    set_ups.append(setup)
    assert run(client, made, "echo '6 * 7' | bc; cat /made-by; ls -d /peermill-setup 2>/dev/null; true") == "42\n0"
    assert run(client, made, LEFT_OVERS + EMPTY_PLACES) == ""
    assert made != image(client, "python", settings)


def test_a_set_up_that_fails_is_told_in_its_own_words(client: docker.DockerClient, settings: Settings) -> None:
    with pytest.raises(GraderFault, match=r"returned a non-zero code: 3; last words: no such course"):
        ensure_image(client, "python", settings.var, lambda _: None, b"echo no such course\nexit 3\n")


def setting_up(arguments: tuple[Settings, Path, bytes]) -> tuple[str, list[str]]:
    """In a process of its own."""
    settings, var, setup = arguments
    client = ensure_engine(settings.docker_host, settings.var, lambda _: None)
    said: list[str] = []
    try:
        return ensure_image(client, "python", var, said.append, setup), said
    finally:
        client.close()


def test_processes_that_need_an_image_at_once_wait_for_one_build(
    settings: Settings, tmp_path: Path, set_ups: list[bytes]
) -> None:
    setup = f"#!/bin/sh\necho {tmp_path} > /made-by\n".encode()
    set_ups.append(setup)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        answers = list(processes.map(setting_up, [(settings, tmp_path, setup)] * 3))
    assert len({made for made, _ in answers}) == 1
    assert sum("Setting up an exercise's own python image" in said for _, said in answers) == 1


def test_who_waits_for_anothers_build_is_told(
    client: docker.DockerClient, tmp_path: Path, set_ups: list[bytes]
) -> None:
    said: list[str] = []
    told = Event()

    def say(text: str) -> None:
        said.append(text)
        told.set()

    setup = f"echo {tmp_path} > /made-by\n".encode()  # without a line that names its interpreter: a shell's
    set_ups.append(setup)
    with ThreadPoolExecutor(1) as threads:
        with locked(tmp_path / "images.lock"):
            waiting = threads.submit(ensure_image, client, "python", tmp_path, say, setup)
            assert told.wait(10)
            assert said == ["Waiting for another build to make the python image"]
            assert not waiting.done()
        assert run(client, waiting.result(), "cat /made-by") == str(tmp_path)


def test_pip_reaches_packages_as_on_this_machine_but_for_files_that_only_it_has() -> None:
    listed = (
        ":env:.default-timeout='180'\n"
        "global.cert='/etc/ssl/ours.pem'\n"
        "global.default-timeout='15'\n"
        "global.extra-index-url='file:///srv/simple\\nhttps://mirror.example/simple'\n"
        "global.find-links='/srv/wheels'\n"
        "global.no-color='true'\n"
    )
    options = kept_options(listed)
    assert options == {"default-timeout": "180", "extra-index-url": "https://mirror.example/simple"}
    written = configparser.RawConfigParser()
    written.read_string(pip_context(options)["apt/pip.conf"].decode())
    assert written["global"]["extra-index-url"] == "https://mirror.example/simple"
