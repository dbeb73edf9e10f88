"""Images as files: how a language's image gets from the school's engine to a student's, unchanged.

school:   engine --docker save, gzip--> shelf/LANGUAGE/HEX.tar.gz      one file a language, HEX of the image's id
student:  a stream of that file --docker load--> engine, and the id is compared: an image's id is a hash of all of it
"""

import contextlib
import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import docker
import requests
from docker.errors import DockerException

from core.errors import GraderFault
from sandboxes import image_build

SUFFIX = ".tar.gz"
PREFIX = "sha256:"
FAST = 1
KEPT = "peermill/from-school"  # a name, so that a clean-up of nameless images leaves it


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedImage:
    """`path` holds the image of `image_id`, as `docker save` writes it, compressed."""

    image_id: str
    path: Path
    size: int


def shelve(client: docker.DockerClient, image_id: str, shelf: Path) -> ShelvedImage:
    """Have that image, and no other, on this language's shelf. Raises GraderFault."""
    path = shelf / f"{image_id.removeprefix(PREFIX)}{SUFFIX}"
    if not path.exists():
        try:
            shelf.mkdir(parents=True, exist_ok=True)
            _save(client, image_id, path)
        except (DockerException, requests.RequestException, OSError) as error:
            raise GraderFault(f"the image {image_id} can't be written to {shelf}: {error}") from None
    for other in shelf.glob(f"*{SUFFIX}"):
        if other != path:
            other.unlink(missing_ok=True)
    return ShelvedImage(image_id=image_id, path=path, size=path.stat().st_size)


def shelved(shelf: Path) -> ShelvedImage | None:
    """The image on that shelf, if one is."""
    with contextlib.suppress(OSError):
        for path in sorted(shelf.glob(f"*{SUFFIX}")):
            image_id = PREFIX + path.name.removesuffix(SUFFIX)
            return ShelvedImage(image_id=image_id, path=path, size=path.stat().st_size)
    return None


def _save(client: docker.DockerClient, image_id: str, path: Path) -> None:
    """Written beside it first, so that a file of that name is always a whole one."""
    with _draft(path) as draft:
        with gzip.open(draft, "wb", compresslevel=FAST) as packed:
            for chunk in client.images.get(image_id).save():
                packed.write(chunk)
        draft.flush()
        os.fsync(draft.fileno())
        Path(draft.name).replace(path)


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".draft-", delete=False) as draft:
        try:
            yield draft  # type: ignore[misc]
        finally:
            Path(draft.name).unlink(missing_ok=True)


class ImageSource(Protocol):
    """Where images come from that this machine doesn't build. Raises GraderFault."""

    def name(self, language: str) -> str:
        """The id of that language's image."""

    def open(self, language: str, image_id: str) -> AbstractContextManager[BinaryIO]:
        """The file of it, as on a shelf."""


def fetch(client: docker.DockerClient, source: ImageSource, language: str, setup: bytes = b"") -> str:
    """The id of the source's image of that language, which is in this engine afterwards. Raises GraderFault."""
    if setup:
        raise GraderFault("this exercise has a set-up of its own, whose image stays on the school's server")
    image_id = source.name(language)
    if image_build.image_id(client, image_id) is None:
        with source.open(language, image_id) as stream:
            load(client, stream, image_id)
    return image_id


def load(client: docker.DockerClient, stream: BinaryIO, image_id: str) -> None:
    """Put the image from a shelf's file into this engine. Raises GraderFault if another one came out of it.

    The id says all: it's the hash of a document that holds the hash of every layer, and the engine checks those.
    """
    try:
        with tempfile.TemporaryFile() as packed:
            shutil.copyfileobj(stream, packed)
            packed.seek(0)
            found = [str(image.id) for image in client.images.load(packed)]
        if image_id in found:
            client.images.get(image_id).tag(KEPT, image_id.removeprefix(PREFIX)[:12])
            return
    except (DockerException, requests.RequestException, OSError) as error:
        raise GraderFault(f"the image {image_id} can't be loaded: {error}") from None
    raise GraderFault(f"the server promised the image {image_id} and sent {', '.join(found) or 'none'}")
