"""Grading on a student's own machine as the school's server grades: its exercise, and the very image it uses.

server: /exercises/SLUG.json --> Exercise, hidden tests apart
        /images/LANGUAGE.json --> an image's id --in this engine?--> graded in it
                                                 '--no--> /images/LANGUAGE/HEX.tar.gz --> loaded, id compared
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, cast

import requests
import urllib3
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import GraderFault, UsageError
from exercises.bundle import from_json
from exercises.model import Exercise
from sandboxes.image_shelf import PREFIX, SUFFIX
from wiring.settings import Settings

TIMEOUT_SECONDS = 60
IMAGE_WAIT_SECONDS = 600
POLL_SECONDS = 2
MAX_DOCUMENT_BYTES = 64 << 20
MIB = 1 << 20


class ImageName(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    image_id: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    bytes: int = Field(ge=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolServer:
    """Implements sandboxes.image_shelf.ImageSource. `token` is the person's own, as in the address that they push to.

    Methods raise UsageError and GraderFault.
    """

    url: str
    token: str = field(repr=False)
    say: Callable[[str], None] = field(repr=False)

    def exercise(self, slug: str) -> Exercise:
        with self._get(f"/exercises/{slug}.json") as answer:
            return from_json(self._document(answer))

    def name(self, language: str) -> str:
        """Waits while the server writes the image down."""
        return self._image_name(language).image_id

    @contextlib.contextmanager
    def open(self, language: str, image_id: str) -> Iterator[BinaryIO]:
        size = self._image_name(language).bytes
        self.say(f"Fetching the school's {language} image, {size / MIB:.0f} MiB; it stays for the next time")
        with self._get(f"/images/{language}/{image_id.removeprefix(PREFIX)}{SUFFIX}") as answer:
            yield cast(BinaryIO, answer.raw)

    def _image_name(self, language: str) -> ImageName:
        deadline = time.monotonic() + IMAGE_WAIT_SECONDS
        while time.monotonic() < deadline:
            with self._get(f"/images/{language}.json") as answer:
                document = self._document(answer)
                if answer.status_code == requests.codes.ok:
                    return self._parsed(document)
            time.sleep(POLL_SECONDS)
        raise GraderFault(f"{self.url} had no image of {language} ready after {IMAGE_WAIT_SECONDS} s; try again later")

    def _parsed(self, document: bytes) -> ImageName:
        try:
            return ImageName.model_validate_json(document)
        except ValidationError as error:
            raise GraderFault(f"{self.url} named its image in an unknown way: {error.errors()[0]['msg']}") from None

    def _get(self, path: str) -> requests.Response:
        """An answer whose body is still to be read. Redirects aren't followed: the token is for this server alone."""
        try:
            answer = requests.get(
                f"{self.url}{path}",
                auth=("", self.token),
                stream=True,
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            why = type(error).__name__  # its words are a tower of the libraries' own
            raise GraderFault(f"{self.url} doesn't answer ({why}): is the address right, and the server up?") from None
        if answer.status_code in (requests.codes.ok, requests.codes.accepted):
            return answer
        with answer:
            if answer.status_code == requests.codes.unauthorized:
                raise UsageError(f"{self.url} doesn't know your token: PEERMILL_TOKEN is the one that you push with")
            raise UsageError(f"{self.url}{path} answered {answer.status_code}: {self._words(answer)}")

    def _document(self, answer: requests.Response) -> bytes:
        data = self._read(answer.raw, MAX_DOCUMENT_BYTES + 1)
        if len(data) > MAX_DOCUMENT_BYTES:
            raise GraderFault(f"{self.url} answered with more than {MAX_DOCUMENT_BYTES // MIB} MiB")
        return data

    def _words(self, answer: requests.Response) -> str:
        line = self._read(answer.raw, 300).decode(errors="replace").strip()
        return "".join(character if character.isprintable() else "?" for character in line)

    def _read(self, stream: urllib3.HTTPResponse, most: int) -> bytes:
        try:
            return stream.read(most, decode_content=True)
        except (OSError, urllib3.exceptions.HTTPError) as error:
            raise GraderFault(f"{self.url} broke off its answer: {error}") from None


def school_server(settings: Settings, say: Callable[[str], None]) -> SchoolServer:
    """Raises UsageError where no token is set."""
    if settings.server is None or settings.token is None:
        raise UsageError(
            "set PEERMILL_SERVER to the school's address and PEERMILL_TOKEN to the token that you push with"
        )
    return SchoolServer(url=settings.server.rstrip("/"), token=settings.token, say=say)
