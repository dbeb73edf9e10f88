"""One `git http-backend`: fed as the request comes, read as the client takes, ended with the request.

chunks --feed--> stdin  [git http-backend]  stdout --> headers, then chunks
Both pipes are bounded, so a slow side holds up the other and nothing gathers in our memory.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from core.errors import GraderFault

PIECE = 64 << 10
MAX_HEADERS = 16 << 10
GRACE_SECONDS = 5.0
FORWARDED = ("content-type", "cache-control", "expires", "pragma")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendHead:
    status: int
    headers: tuple[tuple[str, str], ...]


class Backend:
    """Use as an async context: when the block ends the process and all its children are gone."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self.argv = argv
        self.environment = environment
        self.process: asyncio.subprocess.Process

    async def __aenter__(self) -> Self:
        self.process = await asyncio.create_subprocess_exec(
            *self.argv,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(self.environment),
            cwd="/",
            start_new_session=True,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.shield(self.stop())

    async def stop(self) -> None:
        """End it so that git takes back what it had half received: end of input, SIGTERM, then SIGKILL."""
        self.end_input()
        for number in (None, signal.SIGTERM, signal.SIGKILL):
            if number is not None:
                self.terminate(number)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await self.drain()
                    await self.process.wait()
                    return

    def terminate(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    async def drain(self) -> None:
        assert self.process.stdout is not None
        while await self.process.stdout.read(PIECE):
            pass

    def end_input(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    async def feed(self, chunks: AsyncIterator[bytes]) -> None:
        """Write all of it, then end the input. Once git reads no further the rest is taken in and dropped:
        a client hears an answer only after it has sent its all."""
        listening = True
        try:
            async for chunk in chunks:
                listening = listening and await self.write(chunk)
        finally:
            self.end_input()

    async def write(self, chunk: bytes) -> bool:
        """False when git reads no further."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(chunk)
            await self.process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    async def head(self) -> BackendHead:
        """Raises GraderFault when git answers with no head."""
        assert self.process.stdout is not None
        headers: dict[str, str] = {}
        size = 0
        while line := (await self.process.stdout.readline()).rstrip(b"\r\n"):
            name, colon, value = line.decode("latin-1").partition(":")
            size += len(line)
            if not colon or size > MAX_HEADERS:
                raise GraderFault("git http-backend answered with no header")
            headers[name.lower()] = value.strip()
        if not headers:
            raise GraderFault("git http-backend answered nothing")
        status = headers.pop("status", "200").split(" ")[0]
        kept = tuple((name, value) for name, value in headers.items() if name in FORWARDED)
        return BackendHead(status=int(status), headers=kept)

    async def chunks(self) -> AsyncIterator[bytes]:
        assert self.process.stdout is not None
        while chunk := await self.process.stdout.read(PIECE):
            yield chunk
