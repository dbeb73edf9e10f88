"""The attached stream of a container, as frames. What comes out of it is treated as hostile.

host --frame--> attach socket --> PID 1's stdin
host <--frame-- Docker's multiplexed stdout: [stream, 0, 0, 0, u32 length] before each piece
"""

import contextlib
import json
import socket
import struct
import time
from typing import Any

from core.errors import GraderFault
from sandboxes.supervisor.wire import LENGTHS, pack

PIECE = struct.Struct(">BxxxI")
STDOUT, STDERR = 1, 2
MAX_HEADER = 1 << 20
READ_SIZE = 1 << 18
COMPLAINT_BYTES = 4096


class StreamEnded(Exception):
    """The container closed its end. `complaint` is what PID 1 last wrote on stderr."""

    def __init__(self, complaint: str) -> None:
        super().__init__(complaint or "the container ended")
        self.complaint = complaint


class FrameStream:
    """One request, one answer; or a conversation, in which frames go both ways. Not safe for two threads."""

    def __init__(self, connection: socket.socket, max_body: int) -> None:
        self._connection = connection
        self._max_body = max_body
        self._raw = bytearray()
        self._stdout = bytearray()
        self._complaint = b""
        self._unsent = bytearray()

    def call(self, header: dict[str, Any], body: bytes, timeout: float) -> tuple[dict[str, Any], bytes]:
        """Raises StreamEnded, or GraderFault on silence for `timeout` seconds or on bytes that are no answer."""
        deadline = time.monotonic() + timeout
        self.ask(header, body, timeout)
        return self.receive(deadline)

    def ask(self, header: dict[str, Any], body: bytes, timeout: float) -> None:
        """Send a request, whose answer is left to be received. Raises as `call`."""
        self._unsent += pack(header, body)
        try:
            self._connection.settimeout(timeout)
            self._connection.sendall(self._unsent)
        except TimeoutError:
            raise GraderFault("the sandbox takes no request") from None
        except OSError as error:
            raise StreamEnded(str(error)) from None
        self._unsent.clear()

    def receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        while (frame := self.next_frame()) is None:
            self._read_piece(deadline)
        return frame

    def next_frame(self) -> tuple[dict[str, Any], bytes] | None:
        """The next frame, if all of it has arrived. Raises GraderFault on bytes that are none."""
        if len(self._stdout) < LENGTHS.size:
            return None
        header_size, body_size = LENGTHS.unpack_from(self._stdout)
        if header_size > MAX_HEADER or body_size > self._max_body:
            raise GraderFault(f"the sandbox announced an answer of {header_size} + {body_size} bytes")
        body_start, end = LENGTHS.size + header_size, LENGTHS.size + header_size + body_size
        if len(self._stdout) < end:
            return None
        header, body = self._stdout[LENGTHS.size : body_start], bytes(self._stdout[body_start:end])
        del self._stdout[:end]
        return object_in(header), body

    def fileno(self) -> int:
        return self._connection.fileno()

    def post(self, header: dict[str, Any], body: bytes = b"") -> None:
        """Have a frame sent by `send_some`, or at the latest before the next request."""
        self._unsent += pack(header, body)

    @property
    def has_unsent(self) -> bool:
        return bool(self._unsent)

    def send_some(self) -> None:
        """Send what the connection takes without waiting. That it has ended, what is received next will tell."""
        self._connection.settimeout(0)
        try:
            del self._unsent[: self._connection.send(self._unsent)]
        except BlockingIOError:
            return
        except OSError:
            self._unsent.clear()

    def receive_some(self) -> None:
        """Take what has arrived without waiting for more. Raises StreamEnded."""
        self._connection.settimeout(0)
        try:
            chunk = self._connection.recv(READ_SIZE)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        self._sort(chunk)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()

    def _read_piece(self, deadline: float) -> None:
        """Wait for what comes next."""
        left = deadline - time.monotonic()
        try:
            if left <= 0:  # a sandbox that never stops talking is no better than a silent one
                raise TimeoutError
            self._connection.settimeout(left)
            chunk = self._connection.recv(READ_SIZE)
        except TimeoutError:
            raise GraderFault("the sandbox doesn't answer") from None
        except OSError:
            chunk = b""
        self._sort(chunk)

    def _sort(self, chunk: bytes) -> None:
        """Move every whole piece that has arrived to its stream."""
        if not chunk:
            raise StreamEnded(self._complaint.decode(errors="replace").strip())
        self._raw += chunk
        start = 0
        while len(self._raw) - start >= PIECE.size:
            stream, size = PIECE.unpack_from(self._raw, start)
            end = start + PIECE.size + size
            if len(self._raw) < end:
                break
            piece = self._raw[start + PIECE.size : end]
            if stream == STDOUT:
                self._stdout += piece
            else:
                self._complaint = (self._complaint + piece)[-COMPLAINT_BYTES:]
            start = end
        del self._raw[:start]


def object_in(header: bytearray) -> dict[str, Any]:
    try:
        document = json.loads(header)
    except (ValueError, RecursionError):
        raise GraderFault("the sandbox answered with bytes that are no JSON") from None
    if not isinstance(document, dict):
        raise GraderFault("the sandbox answered with JSON that is no object")
    return document
