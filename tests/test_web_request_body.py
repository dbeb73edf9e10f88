import asyncio
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive

from web import request_body
from web.request_body import PIECE, BadBody, BodyTooLarge, ClientGone, read_body


def receiving(*messages: Message) -> Receive:
    waiting = list(messages)

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    return receive


def pieces(data: bytes, size: int) -> list[Message]:
    cut = [data[at : at + size] for at in range(0, len(data), size)] or [b""]
    last = len(cut) - 1
    return [{"type": "http.request", "body": piece, "more_body": at < last} for at, piece in enumerate(cut)]


def read(receive: Receive, encoding: str = "", max_bytes: int = 1 << 20) -> list[bytes]:
    async def collect() -> list[bytes]:
        return [chunk async for chunk in read_body(receive, encoding, max_bytes)]

    return asyncio.run(collect())


@given(st.binary(max_size=2000), st.integers(1, 500), st.sampled_from(["", "identity", "gzip", "x-gzip"]))
def test_a_body_arrives_as_it_was_sent(data: bytes, size: int, encoding: str) -> None:
    sent = gzip.compress(data) if "gzip" in encoding else data
    assert b"".join(read(receiving(*pieces(sent, size)), encoding)) == data


def test_a_bomb_is_stopped_at_the_cap_in_small_pieces() -> None:
    bomb = gzip.compress(bytes(50 << 20))
    taken = list[int]()

    async def collect() -> None:
        async for chunk in read_body(receiving(*pieces(bomb, 1000)), "gzip", 1 << 20):
            taken.append(len(chunk))

    with pytest.raises(BodyTooLarge):
        asyncio.run(collect())
    assert max(taken) <= PIECE
    assert sum(taken) <= 1 << 20


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no gzip at all", "no gzip"),
        (gzip.compress(b"x" * 100)[:-3], "too early"),
        (gzip.compress(b"x") + b"more", "follow"),
        (gzip.compress(b"x") + gzip.compress(b"y"), "follow"),
        (zlib.compress(b"x"), "no gzip"),
        (b"", "too early"),
    ],
)
def test_what_is_no_gzip_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadBody, match=words):
        read(receiving(*pieces(data, 7)), "gzip")


def test_an_encoding_that_nobody_knows_is_named() -> None:
    with pytest.raises(BadBody, match="br isn't understood"):
        read(receiving(*pieces(b"x", 1)), "br")


def test_a_client_that_goes_away_or_falls_silent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    start: Message = {"type": "http.request", "body": b"x", "more_body": True}
    with pytest.raises(ClientGone, match="went away"):
        read(receiving(start, {"type": "http.disconnect"}))
    monkeypatch.setattr(request_body, "IDLE_SECONDS", 0.01)
    with pytest.raises(ClientGone, match="nothing came"):
        read(receiving(start))
