"""The sandboxes' images, one a language, made the first time that one is needed.

    peermill/base  ->  dockerfiles/LANGUAGE  ->  peermill/LANGUAGE-tools  ->  dockerfiles/sandbox  ->  peermill/LANGUAGE
                       (apt-get install,                                      (the supervisor)
                        python_tools)
    An exercise with a set-up of its own has one step more:
    peermill/LANGUAGE-tools  ->  dockerfiles/setup  ->  peermill/LANGUAGE-setup  ->  dockerfiles/sandbox  ->  ...
                                 (its script)

A tag ends in a hash of all that the image is made from, so a change of any of it makes a new one, and one that is
there already costs one question to the engine.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import docker

from core.errors import UsageError
from core.languages import LANGUAGES
from sandboxes import pip
from sandboxes.apt import Say
from sandboxes.base_image import ensure_base, recipe
from sandboxes.file_lock import locked
from sandboxes.image_build import apt_context, build, folder_files, image_id, pip_context
from sandboxes.python_tools import tools_context, tools_recipe

ROOM = Path(__file__).parent


def ensure_image(client: docker.DockerClient, language: str, var: Path, say: Say, setup: bytes = b"") -> str:
    """The id of the language's image, built if the engine has none yet; others who ask meanwhile wait.

    With `setup`, a script that was run as root with the network once the language's tools were there.

    Raises UsageError for a language that we have no Dockerfile for, GraderFault when it can't be built.
    """
    if language not in LANGUAGES:
        raise UsageError(f"there is no image for {language!r}; the languages are {', '.join(LANGUAGES)}")
    tag = image_tag(language, setup)
    found = image_id(client, tag)
    if found is None:
        with locked(var / "images.lock", lambda: say(f"Waiting for another build to make the {language} image")):
            found = image_id(client, tag) or _build(client, language, setup, tag, var, say)
    return found


def image_tag(language: str, setup: bytes = b"") -> str:
    """`peermill/LANGUAGE:HASH`, of everything that the image is made from."""
    supervisor = _files_recipe(folder_files("sandbox") | _supervisor())
    return f"peermill/{language}:{_hash(_tools_recipe(language), _setup_recipe(setup), supervisor)}"


def _build(client: docker.DockerClient, language: str, setup: bytes, tag: str, var: Path, say: Say) -> str:
    tools = f"peermill/{language}-tools:{_hash(_tools_recipe(language))}"
    if image_id(client, tools) is None:
        base = ensure_base(client, var, say)
        say(f"Building the {language} image")
        files = apt_context(base.apt) | tools_context(*LANGUAGES[language].python_tools)
        build(client, language, base=base.tag, tag=tools, files=files)
    if setup:
        tools = _set_up(client, language, tools, setup, var, say)
    return build(client, "sandbox", base=tools, tag=tag, files=_supervisor())


def _set_up(client: docker.DockerClient, language: str, tools: str, setup: bytes, var: Path, say: Say) -> str:
    tag = _setup_tag(language, setup)
    if image_id(client, tag) is None:
        say(f"Setting up an exercise's own {language} image")
        way = apt_context(ensure_base(client, var, say).apt) | pip_context(pip.machine_options())
        build(client, "setup", base=tools, tag=tag, files=way | {"setup": setup})
    return tag


def _setup_tag(language: str, setup: bytes) -> str:
    return f"peermill/{language}-setup:{_hash(_tools_recipe(language), _setup_recipe(setup))}"


def _supervisor() -> dict[str, bytes]:
    """The supervisor's package, as it lies in the image."""
    sources = [ROOM / "__init__.py", *sorted((ROOM / "supervisor").glob("*.py"))]
    return {f"sandboxes/{path.relative_to(ROOM)}": path.read_bytes() for path in sources}


def _tools_recipe(language: str) -> bytes:
    apt = {f"apt/{name}": data for name, data in folder_files("apt").items()}
    return recipe() + _files_recipe(apt | folder_files(language)) + tools_recipe(*LANGUAGES[language].python_tools)


def _setup_recipe(setup: bytes) -> bytes:
    return _files_recipe(folder_files("setup")) + setup if setup else b""


def _files_recipe(files: Mapping[str, bytes]) -> bytes:
    return b"".join(b"%s\0%d\0%s" % (name.encode(), len(data), data) for name, data in sorted(files.items()))


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
