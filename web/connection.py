"""A client's connection to the web process; uvicorn by itself keeps one for as long as its client is silent.

accepted --too many already?--> aborted
   '--> looked at every so often --no request since the last look?--> aborted

Without it anyone could hold every descriptor of the process, and what is logged of that would fill the disk.
"""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol


class WatchedConnection(H11Protocol):
    """How long an answer may take is not its concern: a connection counts as silent between requests only.

    With git's pipes and the database, `most` stays below the 1024 descriptors that a process has by default.
    """

    most: ClassVar[int] = 800
    look_seconds: ClassVar[float] = 30.0
    next_look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self.look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.next_look:
            self.next_look.cancel()
        super().connection_lost(exc)

    def look_later(self) -> None:
        last = self.cycle if self.silent else self
        self.next_look = self.loop.call_later(self.look_seconds, self.look, last)

    def look(self, last: object) -> None:
        """`last` is the request that had been answered when it was last looked at, if none was being answered."""
        if self.silent and self.cycle is last:
            self.transport.abort()
        else:
            self.look_later()

    @property
    def silent(self) -> bool:
        return self.cycle is None or self.cycle.response_complete
