"""What a client hears after a push: git's own answer, with our lines put in before it ends.

git http-backend --packets--> forwarded as they come ... the last flush is held back
                                                         our lines, then the flush
The answer on band 1 is git's report of the push: `unpack ok`, `ok REF`, `ng REF reason`.
"""

from web.pkt_lines import FLUSH, BadPacket, PacketSplitter, band_packets, packet
from web.push_commands import PushCommands

MAX_REPORT = 1 << 20
MAX_WORDS = 16 << 10


class PushAnswer:
    """Feed it git's answer. `accepted` lists the refs that moved, `words` is what git told the person (its start)."""

    def __init__(self, commands: PushCommands) -> None:
        self.commands = commands
        self.report = bytearray()
        self.words = bytearray()
        self.splitter = PacketSplitter()

    def feed(self, data: bytes) -> bytes:
        """What of it may go to the client now. Raises BadPacket for an answer that isn't framed as promised."""
        if not self.commands.side_band:
            self.note(self.report, data, MAX_REPORT)
            return b""
        forward = bytearray()
        for payload in self.splitter.feed(data):
            if payload is None:
                continue
            self.read(payload)
            forward += packet(payload)
        return bytes(forward)

    def read(self, payload: bytes) -> None:
        if payload[:1] == b"\1":
            self.note(self.report, payload[1:], MAX_REPORT)
        elif payload[:1] == b"\2":
            self.note(self.words, payload[1:], MAX_WORDS)

    def note(self, notes: bytearray, data: bytes, most: int) -> None:
        notes += data[: most - len(notes)]

    def end(self, lines: list[str]) -> bytes:
        """The rest of the answer. A client without a side band gets git's report alone."""
        if not self.commands.side_band:
            return bytes(self.report)
        return told(lines) + FLUSH

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(line[3:] for line in self.report_lines() if line.startswith("ok "))

    def report_lines(self) -> list[str]:
        try:
            payloads = list(PacketSplitter().feed(bytes(self.report)))
        except BadPacket:
            return []
        return [payload.decode(errors="backslashreplace").rstrip("\n") for payload in payloads if payload]


def refusal(commands: PushCommands, reason: str, lines: list[str]) -> bytes:
    """An answer of our own to a push that git never saw: every ref refused for that short reason."""
    report = packet(f"unpack {reason}\n".encode())
    report += b"".join(packet(f"ng {ref} {reason}\n".encode()) for ref in commands.refs) + FLUSH
    if not commands.wants_report:
        report = b""
    if not commands.side_band:
        return report
    return told(lines) + band_packets(1, report) + FLUSH


def told(lines: list[str]) -> bytes:
    return b"".join(band_packets(2, f"{printable(line)}\n".encode()) for line in lines)


def printable(line: str) -> str:
    """A line that can't move the cursor or colour the terminal of whoever reads it."""
    return "".join(character if character.isprintable() else "?" for character in line)
