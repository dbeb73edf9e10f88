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
    """One request, one answer. Not safe for two threads."""

    def __init__(self, connection: socket.socket, max_body: int) -> None:
        self._connection = connection
        self._max_body = max_body
        self._raw = bytearray()
        self._stdout = bytearray()
        self._complaint = b""

    def call(self, header: dict[str, Any], body: bytes, timeout: float) -> tuple[dict[str, Any], bytes]:
        """Raises StreamEnded, or GraderFault on silence for `timeout` seconds or on bytes that are no answer."""
        deadline = time.monotonic() + timeout
        try:
            self._connection.settimeout(timeout)
            self._connection.sendall(pack(header, body))
        except TimeoutError:
            raise GraderFault("the sandbox takes no request") from None
        except OSError as error:
            raise StreamEnded(str(error)) from None
        return self.receive(deadline)

    def receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        header_size, body_size = LENGTHS.unpack(self._exactly(LENGTHS.size, deadline))
        if header_size > MAX_HEADER or body_size > self._max_body:
            raise GraderFault(f"the sandbox announced an answer of {header_size} + {body_size} bytes")
        try:
            header = json.loads(self._exactly(header_size, deadline))
        except (ValueError, RecursionError):
            raise GraderFault("the sandbox answered with bytes that are no JSON") from None
        if not isinstance(header, dict):
            raise GraderFault("the sandbox answered with JSON that is no object")
        return header, self._exactly(body_size, deadline)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()

    def _exactly(self, count: int, deadline: float) -> bytes:
        while len(self._stdout) < count:
            self._read_piece(deadline)
        data = bytes(self._stdout[:count])
        del self._stdout[:count]
        return data

    def _read_piece(self, deadline: float) -> None:
        """Move every whole piece that has arrived to its stream."""
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
