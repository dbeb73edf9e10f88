"""The three standard streams of one run's process, and how PID 1 serves its own ends of them while it runs."""

import os
import select
from collections.abc import Callable
from typing import Any

from sandboxes.supervisor.conversation import Hearing, Speech
from sandboxes.supervisor.processes import Capture, memory_file

HOST = 0


class Pipes:
    """`theirs` are the process's ends, in the order of their descriptors."""

    def __init__(self, request: dict[str, Any], stdin: bytes, owner: int) -> None:
        self.hearing = Hearing(owner) if request["op"] == "converse" else None
        self.out = (Speech if self.hearing else Capture)(request["stdout_cap"], owner)
        self.err = Capture(request["stderr_cap"], owner)
        reader = self.hearing.reader if self.hearing else memory_file(stdin)
        self.theirs = (reader, self.out.writer, self.err.writer)

    def hand_over(self) -> None:
        """Close the process's ends once it has them."""
        for fd in self.theirs:
            os.close(fd)

    def serve(self, poller: select.poll) -> dict[int, Callable[[], bool]]:
        """Register our ends. Returns what to do when one is ready; False means that it has nothing more to wait for."""
        serving: dict[int, Callable[[], bool]] = {capture.reader: capture.read for capture in (self.out, self.err)}
        if hearing := self.hearing:
            serving[HOST] = lambda: hearing.receive(poller)
        for fd in serving:
            poller.register(fd, select.POLLIN)
        if hearing:
            serving[hearing.writer] = hearing.pass_on
        return serving

    def finish(self) -> None:
        """Take what is left once every process is dead."""
        self.out.finish()
        self.err.finish()
        if self.hearing:
            self.hearing.close()
