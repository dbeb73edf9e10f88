"""A request's body as a stream: gzip undone, sizes capped, and never waiting for ever for the next piece.

receive() -> http.request pieces -> [inflate, at most 64 KiB at a time] -> count -> chunks
"""

import asyncio
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator

from starlette.types import Receive

PIECE = 64 << 10
IDLE_SECONDS = 60.0
GZIP = 16 + zlib.MAX_WBITS


class ClientGone(Exception):
    """The connection ended, or fell silent, before the body did."""


class BadBody(Exception):
    """The body isn't what its headers say."""


class BodyTooLarge(Exception):
    """More than the cap. What came before it has been passed on."""


async def read_body(receive: Receive, encoding: str, max_bytes: int) -> AsyncGenerator[bytes]:
    """Chunks of the decoded body. Raises ClientGone, BadBody, BodyTooLarge; `encoding` is Content-Encoding's value."""
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise BadBody(f"Content-Encoding {encoding} isn't understood; use gzip or none")
    inflater = Inflater() if encoding.endswith("gzip") else None
    total = 0
    async for piece in read_pieces(receive):
        for chunk in inflater.feed(piece) if inflater else [piece]:
            total += len(chunk)
            if total > max_bytes:
                raise BodyTooLarge(f"the request is larger than {max_bytes} bytes")
            yield chunk
    if inflater:
        inflater.check_end()


async def read_pieces(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                message = await receive()
        except TimeoutError:
            raise ClientGone("nothing came for a minute") from None
        if message["type"] == "http.disconnect":
            raise ClientGone("the client went away")
        more = message.get("more_body", False)
        if body := message.get("body", b""):
            yield body


class Inflater:
    """One gzip member, in bounded pieces however well it was packed."""

    def __init__(self) -> None:
        self.stream = zlib.decompressobj(GZIP)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self.stream.eof:
                raise BadBody("bytes follow the gzip body")
            try:
                chunk = self.stream.decompress(data, PIECE)
            except zlib.error as error:
                raise BadBody(f"the body is no gzip: {error}") from None
            data = self.stream.unconsumed_tail or self.stream.unused_data
            if chunk:
                yield chunk

    def check_end(self) -> None:
        if not self.stream.eof:
            raise BadBody("the gzip body ends too early")
