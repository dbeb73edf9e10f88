"""Two processes in two sandboxes that talk with each other, byte by byte through the host as they go.

    process -> PID 1 --{said}--> Side (own)  --{op: hear}--> PID 1 -> process
            <-       <--{op: hear}--  (partner) Side <--{said}--  <-

All waiting is in one poll for both, nothing waits for one of them alone, and what isn't taken yet is kept: no more than
the other's process may print. Either PID 1 may have turned hostile.
"""

import select
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from core.errors import GraderFault
from core.runs import MOST_KEPT, Said
from sandboxes.stream import FrameStream, StreamEnded

Frame = tuple[dict[str, Any], bytes]


class SideEnded(Exception):
    """The container of a side closed its end in the middle."""

    def __init__(self, side: "Side", ended: StreamEnded) -> None:
        super().__init__(str(ended))
        self.side, self.ended = side, ended


@dataclass(slots=True, kw_only=True, eq=False)
class Side:
    """One sandbox in it. `cap`: bytes that its process may print. `patience`: seconds of silence that it is granted."""

    stream: FrameStream
    cap: int
    patience: float
    answer: Frame | None = None
    said: int = 0
    stopping: bool = False

    def hear(self, text: bytes) -> None:
        """Pass on what the other said; nothing is the end of it."""
        self._post({"op": "hear"}, text)

    def stop(self, why: str) -> None:
        if not self.stopping:
            self.stopping = True
            self._post({"op": "stop", "why": why})

    def _post(self, header: dict[str, Any], body: bytes = b"") -> None:
        if self.answer is None:
            self.stream.post(header, body)
            self.stream.send_some()


@dataclass(slots=True)
class Transcript:
    """What was said, from the beginning and from the end; `left_out` bytes in between are forgotten."""

    head: list[Said] = field(default_factory=list)
    tail: deque[Said] = field(default_factory=deque)
    left_out: int = 0
    _head_room: int = MOST_KEPT
    _tail_size: int = 0

    def add(self, said: Said) -> None:
        fits, rest = said.text[: self._head_room], said.text[self._head_room :]
        self._head_room -= len(fits)
        if fits:
            self.head.append(Said(by_partner=said.by_partner, text=fits))
        if rest:
            self.tail.append(Said(by_partner=said.by_partner, text=rest))
            self._tail_size += len(rest)
            self._forget()

    def _forget(self) -> None:
        while self._tail_size > MOST_KEPT:
            oldest = self.tail.popleft()
            over = min(self._tail_size - MOST_KEPT, len(oldest.text))
            self.left_out += over
            self._tail_size -= over
            if over < len(oldest.text):
                self.tail.appendleft(Said(by_partner=oldest.by_partner, text=oldest.text[over:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed:
    """The answers of both sandboxes to the requests that had started their processes."""

    own: Frame
    partners: Frame
    partner_first: bool
    transcript: Transcript


def relay(own: Side, partner: Side, timeout: float) -> Relayed:
    """Pass on what they say until both have answered. Raises SideEnded; GraderFault after `timeout` seconds, or on what
    no PID 1 of ours says."""
    transcript = Transcript()
    first: Side | None = None
    heard = time.monotonic()
    deadline = heard + timeout
    while own.answer is None or partner.answer is None:
        impatient = own if own.answer is None else partner
        now = time.monotonic()
        if now > deadline:
            raise GraderFault("a sandbox in conversation doesn't answer")
        until = deadline if impatient.stopping else min(deadline, heard + impatient.patience)
        taken = False
        for side in wait((own, partner), until - now):
            taken |= take(side, partner if side is own else own, transcript, by_partner=side is partner)
            first = first or (side if side.answer else None)
        if taken:
            heard = time.monotonic()
        elif time.monotonic() - heard > impatient.patience:
            impatient.stop("wall")
    return Relayed(own=own.answer, partners=partner.answer, partner_first=first is partner, transcript=transcript)


def wait(sides: tuple[Side, Side], seconds: float) -> list[Side]:
    """Send what can be sent, for at most so long. Returns the sides that something has come from."""
    poller = select.poll()
    by_fd = {side.stream.fileno(): side for side in sides if side.answer is None}
    for fd, side in by_fd.items():
        poller.register(fd, select.POLLIN | (select.POLLOUT if side.stream.has_unsent else 0))
    ready = []
    for fd, events in poller.poll(max(0.0, seconds) * 1000 + 1):
        if events & select.POLLOUT:
            by_fd[fd].stream.send_some()
        if events & ~select.POLLOUT:
            ready.append(by_fd[fd])
    return ready


def take(side: Side, other: Side, transcript: Transcript, *, by_partner: bool) -> bool:
    """Receive what has come from `side`: words for the other, or the answer that ends its part. False for neither."""
    taken = False
    try:
        side.stream.receive_some()
    except StreamEnded as ended:
        raise SideEnded(side, ended) from None
    while side.answer is None and (frame := side.stream.next_frame()) is not None:
        taken = True
        header, text = frame
        if "said" in header:
            side.said += len(text)
            if not text or side.said > side.cap:
                raise GraderFault("a sandbox said nothing, or more than its limit")
            transcript.add(Said(by_partner=by_partner, text=text))
            other.hear(text)
        else:
            side.answer = frame
            other.hear(b"")
            if header.get("stopped"):
                other.stop("partner")
    return taken
