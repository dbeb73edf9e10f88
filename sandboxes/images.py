"""The sandboxes' images, one a language, made the first time that one is needed.

    peermill/base  ->  dockerfiles/LANGUAGE  ->  peermill/LANGUAGE-tools  ->  dockerfiles/sandbox  ->  peermill/LANGUAGE
                       (apt-get install,                                      (the supervisor)
                        python_tools)

A tag ends in a hash of all that the image is made from, so a change of any of it makes a new one, and one that is
there already costs one question to the engine.
"""

import hashlib
from pathlib import Path

import docker

from core.errors import UsageError
from core.languages import LANGUAGES
from sandboxes.apt import Say
from sandboxes.base_image import ensure_base, recipe
from sandboxes.file_lock import locked
from sandboxes.image_build import DOCKERFILES, apt_context, build, image_id
from sandboxes.python_tools import tools_context

ROOM = Path(__file__).parent


def ensure_image(client: docker.DockerClient, language: str, var: Path, say: Say) -> str:
    """The id of the language's image, built if the engine has none yet; others who ask meanwhile wait.

    Raises UsageError for a language that we have no Dockerfile for, GraderFault when it can't be built.
    """
    if language not in LANGUAGES:
        raise UsageError(f"there is no image for {language!r}; the languages are {', '.join(LANGUAGES)}")
    tag = image_tag(language)
    found = image_id(client, tag)
    if found is None:
        with locked(var / "images.lock"):
            found = image_id(client, tag) or _build(client, language, tag, var, say)
    return found


def image_tag(language: str) -> str:
    """`peermill/LANGUAGE:HASH`, of everything that the image is made from."""
    return f"peermill/{language}:{_hash(_tools_recipe(language), _dockerfile('sandbox'), *_supervisor().values())}"


def _build(client: docker.DockerClient, language: str, tag: str, var: Path, say: Say) -> str:
    tools = f"peermill/{language}-tools:{_hash(_tools_recipe(language))}"
    if image_id(client, tools) is None:
        base = ensure_base(client, var, say)
        say(f"Building the {language} image")
        build(client, language, base=base.tag, tag=tools, files=apt_context(base.apt) | _python_tools(language))
    return build(client, "sandbox", base=tools, tag=tag, files=_supervisor())


def _supervisor() -> dict[str, bytes]:
    """The supervisor's package, as it lies in the image."""
    sources = [ROOM / "__init__.py", *sorted((ROOM / "supervisor").glob("*.py"))]
    return {f"sandboxes/{path.relative_to(ROOM)}": path.read_bytes() for path in sources}


def _tools_recipe(language: str) -> bytes:
    copied = _python_tools(language)
    names = "\n".join(copied).encode()
    parts = (recipe(), _dockerfile(language), (DOCKERFILES / "apt/install").read_bytes(), names, *copied.values())
    return b"\0".join(parts)


def _python_tools(language: str) -> dict[str, bytes]:
    return tools_context(*LANGUAGES[language].python_tools)


def _dockerfile(name: str) -> bytes:
    return (DOCKERFILES / name / "Dockerfile").read_bytes()


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
