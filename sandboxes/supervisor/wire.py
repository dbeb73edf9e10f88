"""Frames: two big-endian u32 lengths, a JSON header, a body of bytes. One answer a request, in order.

PID 1 says `{fixed_kib}` once it is ready, then answers. An answer with `fault` means that the request was refused.
"""

import json
import os
import struct
import sys
from typing import Any

LENGTHS = struct.Struct(">II")


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    text = json.dumps(header, separators=(",", ":")).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def read_request() -> tuple[dict[str, Any], bytes]:
    header_size, body_size = LENGTHS.unpack(read_exactly(LENGTHS.size))
    header: dict[str, Any] = json.loads(read_exactly(header_size))
    return header, read_exactly(body_size)


def read_exactly(count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        chunk = os.read(0, min(count - len(data), 1 << 20))
        if not chunk:
            sys.exit(0)  # the host is gone, and the container goes with PID 1
        data += chunk
    return bytes(data)


def write(header: dict[str, Any], body: bytes = b"") -> None:
    data = memoryview(pack(header, body))
    while data:
        data = data[os.write(1, data) :]
