"""The start of a push: which refs it wants moved, and what the client can be told.

pkt-line: OLD NEW refs/heads/main NUL capabilities
pkt-line: OLD NEW refs/tags/v1
flush, then the pack, which only index-pack looks at
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from web.pkt_lines import BadPacket, PacketSplitter

MAX_COMMANDS = 1_000
MAX_BYTES = 1 << 20
COMMAND = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (refs/[^\0\n ]+)")
DEFAULT_REF = "refs/heads/main"


class BadPush(Exception):
    """Not the start of a push; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushCommands:
    """`refs` in the order of the request. `start` is what was read of the request, for git to read again."""

    refs: tuple[str, ...]
    capabilities: frozenset[str]
    start: bytes

    @property
    def side_band(self) -> bool:
        return "side-band-64k" in self.capabilities

    @property
    def wants_report(self) -> bool:
        return bool(self.capabilities & {"report-status", "report-status-v2"})


async def read_commands(chunks: AsyncIterator[bytes]) -> PushCommands:
    """Read up to the first flush, and no chunk further. Raises BadPush."""
    splitter, payloads, read = PacketSplitter(), list[bytes](), bytearray()
    async for chunk in chunks:
        read += chunk
        try:
            for payload in splitter.feed(chunk):
                if payload is None:
                    return parse_commands(payloads, bytes(read))
                payloads.append(payload)
        except BadPacket as error:
            raise BadPush(str(error)) from None
        if len(read) > MAX_BYTES or len(payloads) > MAX_COMMANDS:
            raise BadPush(f"a push moves at most {MAX_COMMANDS} refs")
    raise BadPush("the request ended before its first flush")


def parse_commands(payloads: list[bytes], start: bytes) -> PushCommands:
    lines = [payload for payload in payloads if not payload.startswith(b"shallow ")]
    if len(lines) > MAX_COMMANDS:
        raise BadPush(f"a push moves at most {MAX_COMMANDS} refs")
    first, _, capabilities = lines[0].partition(b"\0") if lines else (b"", b"", b"")
    refs = tuple(ref_of(line) for line in (first, *lines[1:])) if lines else ()
    words = capabilities.decode(errors="replace").split()
    return PushCommands(refs=refs, capabilities=frozenset(words), start=start)


def ref_of(line: bytes) -> str:
    command = COMMAND.fullmatch(line.removesuffix(b"\n"))
    if not command:
        raise BadPush("a line of the push is no `OLD NEW REF`")
    return command[3].decode(errors="backslashreplace")
