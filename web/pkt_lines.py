"""git's framing: four hexadecimal digits of length (their own four included), then the payload; `0000` is a flush.

0032 want 3f2a...   0000   0008 \\x01 NAK...
"""

import re
from collections.abc import Iterator

FLUSH = b"0000"
HEXADECIMAL = re.compile(rb"[0-9a-fA-F]{4}")
LARGEST_PAYLOAD = 65516
LARGEST_BAND_PAYLOAD = 990  # what a client that only knows the small side band can take


class BadPacket(Exception):
    """Bytes that are no pkt-line."""


def packet(payload: bytes) -> bytes:
    return b"%04x" % (len(payload) + 4) + payload


def band_packets(band: int, payload: bytes) -> bytes:
    """The payload on a side band: 1 is data, 2 is text for the person at the client's terminal, 3 the last."""
    pieces = (payload[at : at + LARGEST_BAND_PAYLOAD] for at in range(0, len(payload), LARGEST_BAND_PAYLOAD))
    return b"".join(packet(bytes([band]) + piece) for piece in pieces)


class PacketSplitter:
    """Bytes in as they come, whole packets out; None stands for a flush. What is incomplete waits in `rest`."""

    def __init__(self) -> None:
        self.rest = b""

    def feed(self, data: bytes) -> Iterator[bytes | None]:
        """Raises BadPacket. Packets not taken from the iterator stay in `rest`."""
        self.rest += data
        while len(self.rest) >= 4:
            length = packet_length(self.rest[:4])
            if length == 0:
                self.rest = self.rest[4:]
                yield None
                continue
            if len(self.rest) < length:
                return
            payload, self.rest = self.rest[4:length], self.rest[length:]
            yield payload


def packet_length(digits: bytes) -> int:
    length = int(digits, 16) if HEXADECIMAL.fullmatch(digits) else -1
    if length != 0 and not 4 <= length <= LARGEST_PAYLOAD + 4:
        raise BadPacket(f"{digits!r} is no length of a pkt-line")
    return length
