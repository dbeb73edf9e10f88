"""One `docker build`, with a context made in memory: the same files always give the same context, so layers are reused.

dockerfiles/NAME/* + files  ->  tar  ->  the engine's builder, on the host's network  ->  TAG
"""

import io
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import docker
from docker.errors import DockerException, ImageNotFound

from core.errors import GraderFault
from sandboxes.apt import CA_BUNDLE, AptConfiguration

DOCKERFILES = Path(__file__).parent / "dockerfiles"
BUILD_SECONDS = 900
BUILDERS_OWN = (" --->", "Removing intermediate", "Step ")
STAGE_LABEL = "peermill.stage"
PROGRAM_STARTS = (b"#!", b"\x7fELF")


def image_id(client: docker.DockerClient, tag: str) -> str | None:
    """The id of the image of that tag (or id), or None where the engine has none. Raises GraderFault."""
    try:
        return str(client.images.get(tag).id)
    except ImageNotFound:
        return None
    except (DockerException, OSError) as error:
        raise GraderFault(f"the Docker engine can't be asked for {tag}: {error}") from None


def build(client: docker.DockerClient, name: str, *, base: str, tag: str, files: Mapping[str, bytes]) -> str:
    """Build dockerfiles/NAME on `base` with `files` beside it, and give its id.

    Raises GraderFault with the builder's own words.
    """
    try:
        lines = client.api.build(
            fileobj=_context(folder_files(name) | dict(files)),
            custom_context=True,
            tag=tag,
            rm=True,
            forcerm=True,
            network_mode="host",
            buildargs={"BASE": base},
            timeout=BUILD_SECONDS,
            decode=True,
        )
        _follow(tag, lines)
        client.images.prune(filters={"dangling": True, "label": STAGE_LABEL})
        return str(client.images.get(tag).id)
    except (DockerException, OSError) as error:
        raise GraderFault(f"the image {tag} can't be built: {error}") from None


def folder_files(name: str) -> dict[str, bytes]:
    """What lies in dockerfiles/NAME: a Dockerfile and what it copies."""
    folder = DOCKERFILES / name
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _follow(tag: str, lines: Iterable[dict[str, str]]) -> None:
    said = "nothing"
    for line in lines:
        if "error" in line:
            raise GraderFault(f"the image {tag} can't be built: {line['error'].strip()}; last words: {said}")
        if not line.get("stream", "").startswith(BUILDERS_OWN):
            said = line.get("stream", "").strip() or said


def apt_context(configuration: AptConfiguration) -> dict[str, bytes]:
    """dockerfiles/apt and the files that it reads, as they lie in a build's context."""
    options = list(configuration.options)
    files = {f"apt/{name}": data for name, data in folder_files("apt").items()}
    if CA_BUNDLE.exists():
        files["apt/ca.crt"] = CA_BUNDLE.read_bytes()
        options.append('Acquire::https::CAInfo "/peermill-apt/ca.crt";')
    files["apt/apt.conf"] = _lines(options)
    if configuration.sources:
        files["apt/sources.list"] = _lines(configuration.sources)
    return files


def pip_context(options: Mapping[str, str]) -> dict[str, bytes]:
    """pip's configuration beside apt's. The image is the set-up's own, so pip may put packages beside Debian's."""
    lines = ["[global]", "break-system-packages = true", *(f"{name} = {value}" for name, value in options.items())]
    if CA_BUNDLE.exists():
        lines.append("cert = /peermill-apt/ca.crt")
    return {"apt/pip.conf": _lines(lines)}


def _lines(lines: tuple[str, ...] | list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _context(files: Mapping[str, bytes]) -> io.BytesIO:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.mode = 0o755 if data.startswith(PROGRAM_STARTS) else 0o644
            tar.addfile(member, io.BytesIO(data))
    buffer.seek(0)
    return buffer
