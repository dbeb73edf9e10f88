"""The two pipes of a process that talks with one in another sandbox, by way of the host.

    its stdout --> Speech  --{said} + bytes-->        host --> the other sandbox
    its stdin  <-- Hearing <--{op: hear} + bytes--    host     (no bytes: the end; {op: stop, why}: it is to be stopped)

PID 1 never waits for the process: what it doesn't read is kept here, and the host sends no more than the other may
print. The host always takes what is said, and sends a frame in one go, so that PID 1 may wait for that.
"""

import os
import select

from sandboxes.supervisor import wire
from sandboxes.supervisor.processes import Capture


class Speech(Capture):
    """Passes on what it reads, up to its cap, instead of keeping it."""

    def take(self, chunk: bytes) -> None:
        wire.write({"said": len(chunk)}, chunk)


class Hearing:
    """`why` is what the host asks to have the process stopped for. After `close` nothing is passed on."""

    def __init__(self, owner: int) -> None:
        self.reader, self.writer = os.pipe2(os.O_CLOEXEC)
        os.fchown(self.reader, owner, owner)  # so that /dev/stdin can be opened after the drop of uid
        os.set_blocking(self.writer, False)
        self.why: str | None = None
        self._pending, self._ended, self._open = bytearray(), False, True

    def receive(self, poller: select.poll) -> bool:
        """Take one frame of the host's, to be passed on once the pipe has room. Always True: there may be more."""
        request, body = wire.read_request()
        if request["op"] == "stop":
            self.why = request["why"]
            return True
        self._pending += body
        self._ended |= not body
        if self._open:
            poller.register(self.writer, select.POLLOUT)
        return True

    def pass_on(self) -> bool:
        """Write what the pipe has room for. False once nothing is left."""
        try:
            while self._pending:
                del self._pending[: os.write(self.writer, self._pending)]
        except BlockingIOError:
            return True
        except BrokenPipeError:
            self._pending.clear()  # it reads no more, which is its own affair
        if self._ended:
            self.close()
        return False

    def close(self) -> None:
        if self._open:
            os.close(self.writer)
            self._open = False
