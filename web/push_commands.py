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
MAX_REF_BYTES = 500
COMMAND = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (refs/[^\0\n ]+)")
DEFAULT_REF = "refs/heads/main"


class BadPush(Exception):
    """Not the start of a push; the message says why."""


class TooMuch(Exception):
    """A push that a git client does make, and that isn't taken; the message is for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushCommands:
    """`refs` in the order of the request, `deleted` those of them that are to go.

    `start` is what was read of the request, for git to read again.
    """

    refs: tuple[str, ...]
    deleted: frozenset[str]
    capabilities: frozenset[str]
    start: bytes

    @property
    def side_band(self) -> bool:
        return "side-band-64k" in self.capabilities

    @property
    def wants_report(self) -> bool:
        return bool(self.capabilities & {"report-status", "report-status-v2"})


async def read_commands(chunks: AsyncIterator[bytes]) -> PushCommands:
    """Read up to the first flush, and no chunk further. Raises BadPush, TooMuch."""
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
            raise TooMuch(f"a push moves at most {MAX_COMMANDS} refs")
    raise BadPush("the request ended before its first flush")


def parse_commands(payloads: list[bytes], start: bytes) -> PushCommands:
    lines = [payload for payload in payloads if not payload.startswith(b"shallow ")]
    if len(lines) > MAX_COMMANDS:
        raise TooMuch(f"a push moves at most {MAX_COMMANDS} refs")
    first, _, capabilities = lines[0].partition(b"\0") if lines else (b"", b"", b"")
    moves = [move_of(line) for line in (first, *lines[1:])] if lines else []
    return PushCommands(
        refs=tuple(ref for ref, _ in moves),
        deleted=frozenset(ref for ref, deletes in moves if deletes),
        capabilities=frozenset(capabilities.decode(errors="replace").split()),
        start=start,
    )


def move_of(line: bytes) -> tuple[str, bool]:
    """The ref, and whether it is to be deleted."""
    command = COMMAND.fullmatch(line.removesuffix(b"\n"))
    if not command:
        raise BadPush("a line of the push is no `OLD NEW REF`")
    if len(command[2]) > MAX_REF_BYTES:
        raise TooMuch(f"the name of a ref has at most {MAX_REF_BYTES} bytes")
    return command[2].decode(errors="backslashreplace"), not command[1].strip(b"0")
