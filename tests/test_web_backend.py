"""A stand-in for git http-backend: whatever a shell script does."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator

import pytest

from core.errors import GraderFault
from web import backend as room
from web.backend import Backend, BackendHead


@pytest.fixture(autouse=True)
def _little_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "GRACE_SECONDS", 0.1)


def script(text: str) -> Backend:
    return Backend(["sh", "-c", text], {"PATH": os.defpath})


async def chunks(*data: bytes) -> AsyncIterator[bytes]:
    for chunk in data:
        yield chunk


def test_head_and_body_are_told_apart_and_only_known_headers_forwarded() -> None:
    async def serve() -> tuple[BackendHead, bytes]:
        text = r"printf 'Status: 403 Forbidden\r\nContent-Type: a/b\r\nX-Other: 1\r\n\r\n'; cat"
        async with script(text) as backend:
            await backend.feed(chunks(b"one ", b"two"))
            return await backend.head(), b"".join([chunk async for chunk in backend.chunks()])

    assert asyncio.run(serve()) == (BackendHead(status=403, headers=(("content-type", "a/b"),)), b"one two")


@pytest.mark.parametrize("text", ["true", "echo", "echo no header", r"printf 'a: b\n%.0s' $(seq 9000)"])
def test_an_answer_without_a_head_is_a_fault(text: str) -> None:
    async def serve() -> None:
        async with script(text) as backend:
            await backend.head()

    with pytest.raises(GraderFault, match="git http-backend answered"):
        asyncio.run(serve())


def test_what_git_no_longer_reads_is_dropped_to_the_end() -> None:
    taken = 0

    async def counted() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(200):
            taken += 1
            yield bytes(64 << 10)

    async def serve() -> None:
        async with script("exec 0<&-; sleep 0.1") as backend:
            await backend.feed(counted())

    asyncio.run(serve())
    assert taken == 200


@pytest.mark.parametrize("text", ["sleep 60", "trap '' TERM; sleep 60 & wait; sleep 60", "sleep 60 & sleep 60"])
def test_whatever_it_started_ends_with_the_block(text: str) -> None:
    async def serve() -> int:
        async with script(text) as backend:
            return backend.process.pid

    group = asyncio.run(serve())
    end = time.monotonic() + 5
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(group, 0)
            time.sleep(0.01)
        os.killpg(group, signal.SIGKILL)
        pytest.fail("a process outlived the request")


def test_a_slow_reader_holds_up_the_writer() -> None:
    async def serve() -> int:
        written = 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal written
            for _ in range(1000):
                written += 64 << 10
                yield bytes(64 << 10)

        async with script("sleep 60") as backend:
            task = asyncio.create_task(backend.feed(counted()))
            await asyncio.sleep(0.2)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return written

    assert asyncio.run(serve()) < 1 << 20
