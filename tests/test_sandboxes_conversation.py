"""The relay between two sandboxes, of which either PID 1 may have turned hostile: without one, over socket pairs."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import GraderFault
from core.runs import MOST_KEPT, Said
from sandboxes.conversation import Relayed, Side, SideEnded, Transcript, relay
from sandboxes.stream import FrameStream
from sandboxes.supervisor.wire import LENGTHS, pack
from tests.test_sandboxes_stream import piece

AMPLE = 10.0
CAP = 10_000
DONE: dict[str, Any] = {"exit": 0}


@dataclass(slots=True, kw_only=True)
class End:
    """The other end of a side's stream: what a PID 1 there sends, and what it was sent."""

    side: Side
    other: socket.socket

    def sends(self, *frames: bytes) -> None:
        for frame in frames:
            self.other.sendall(piece(frame))

    def says(self, text: bytes) -> None:
        self.sends(pack({"said": len(text)}, text))

    def hears(self) -> tuple[dict[str, Any], bytes]:
        """The next frame from the host."""
        header_size, body_size = LENGTHS.unpack(self._exactly(LENGTHS.size))
        header: dict[str, Any] = json.loads(self._exactly(header_size))
        return header, self._exactly(body_size)

    def _exactly(self, count: int) -> bytes:
        data = self.other.recv(count, socket.MSG_WAITALL) if count else b""
        if len(data) < count:
            raise ConnectionError("the host has closed its end")
        return data


def open_end(cap: int = CAP, patience: float = AMPLE) -> End:
    ours, other = socket.socketpair()
    return End(side=Side(stream=FrameStream(ours, 1 << 20), cap=cap, patience=patience), other=other)


@dataclass(slots=True, kw_only=True)
class Pair:
    own: End
    partner: End
    threads: list[threading.Thread] = field(default_factory=list)

    def meanwhile(self, *acts: Callable[[], object]) -> None:
        for act in acts:
            self.threads.append(threading.Thread(target=quietly(act)))
            self.threads[-1].start()

    def relay(self, timeout: float = AMPLE) -> Relayed:
        return relay(self.own.side, self.partner.side, timeout)

    def close(self) -> None:
        for end in (self.own, self.partner):
            end.side.stream.close()
            end.other.close()
        for thread in self.threads:
            thread.join()


def quietly(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with contextlib.suppress(OSError):  # the test is over
            act()

    return run


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair(own=open_end(), partner=open_end())
    yield made
    made.close()


def test_what_one_says_the_other_hears_and_its_end_too(pair: Pair) -> None:
    def partner() -> None:
        assert pair.partner.hears() == ({"op": "hear"}, b"guess 5\n")
        pair.partner.says(b"higher\n")
        assert pair.partner.hears() == ({"op": "hear"}, b"")
        pair.partner.sends(pack({"exit": 42}))

    def own() -> None:
        pair.own.says(b"guess 5\n")
        assert pair.own.hears() == ({"op": "hear"}, b"higher\n")
        pair.own.sends(pack(DONE, b"stderr"))

    pair.meanwhile(partner, own)
    relayed = pair.relay()
    assert (relayed.own, relayed.partners, relayed.partner_first) == ((DONE, b"stderr"), ({"exit": 42}, b""), False)
    assert relayed.transcript.head == [
        Said(by_partner=False, text=b"guess 5\n"),
        Said(by_partner=True, text=b"higher\n"),
    ]


def test_silence_stops_the_first_and_then_the_other_with_it() -> None:
    pair = Pair(own=open_end(patience=0.1), partner=open_end())
    with contextlib.closing(pair):
        told: list[dict[str, Any]] = []

        def end(end: End) -> Callable[[], None]:
            def act() -> None:
                while (header := end.hears()[0])["op"] != "stop":
                    pass
                told.append(header)
                end.sends(pack({"stopped": header["why"]}))

            return act

        pair.meanwhile(end(pair.own), end(pair.partner))
        assert not pair.relay().partner_first
        assert told == [{"op": "stop", "why": "wall"}, {"op": "stop", "why": "partner"}]


def test_who_is_left_alone_is_stopped_when_its_own_patience_ends() -> None:
    pair = Pair(own=open_end(), partner=open_end(patience=0.1))
    with contextlib.closing(pair):
        pair.own.sends(pack(DONE))

        def partner() -> None:
            assert [pair.partner.hears() for _ in range(2)] == [
                ({"op": "hear"}, b""),
                ({"op": "stop", "why": "wall"}, b""),
            ]
            pair.partner.sends(pack({"stopped": "wall"}))

        pair.meanwhile(partner)
        assert pair.relay().partners == ({"stopped": "wall"}, b"")


@pytest.mark.parametrize(
    "frame",
    [
        pack({"said": 0}),
        pack({"said": "x"}, b"x" * (CAP + 1)),
        LENGTHS.pack(1 << 31, 0),
        LENGTHS.pack(2, 1 << 31),
        pack({})[:-2] + b"[]",
        pack({})[:-2] + b"{(",
    ],
    ids=["nothing", "too much", "huge header", "huge body", "a list", "no JSON"],
)
@pytest.mark.parametrize("whose", ["own", "partner"])
def test_a_frame_that_no_pid_1_of_ours_sends_is_a_fault(pair: Pair, frame: bytes, whose: str) -> None:
    {"own": pair.own, "partner": pair.partner}[whose].sends(frame)
    with pytest.raises(GraderFault):
        pair.relay()


def test_a_flood_of_words_ends_at_the_cap(pair: Pair) -> None:
    def flood() -> None:
        while True:
            pair.own.says(b"y" * 100)

    pair.meanwhile(flood, lambda: [pair.partner.hears() for _ in range(1000)])
    with pytest.raises(GraderFault, match="more than its limit"):
        pair.relay()


@pytest.mark.parametrize("chatter", [b"", piece(b"x" * 900, 2), b"\1"], ids=["silence", "stderr", "drip"])
def test_two_that_never_answer_meet_the_deadline(pair: Pair, chatter: bytes) -> None:
    def chat() -> None:
        while chatter:
            pair.own.other.sendall(chatter)

    pair.meanwhile(chat)
    start = time.monotonic()
    with pytest.raises(GraderFault, match="doesn't answer"):
        pair.relay(timeout=0.3)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("whose", ["own", "partner"])
@pytest.mark.parametrize("before", [b"", piece(pack({"said": 3}, b"abc"))[:13]], ids=["clean", "in a frame"])
def test_which_side_ended_is_known(pair: Pair, whose: str, before: bytes) -> None:
    ended = {"own": pair.own, "partner": pair.partner}[whose]
    ended.other.sendall(piece(b"the reason", 2) + before)
    ended.other.close()
    with pytest.raises(SideEnded, match="the reason") as raised:
        pair.relay()
    assert raised.value.side is ended.side


def test_words_that_nobody_takes_hold_up_neither_side() -> None:
    """Both say all that they may before they read a byte: more than any socket holds."""
    pair = Pair(own=open_end(cap=8 << 20), partner=open_end(cap=8 << 20))
    with contextlib.closing(pair):

        def speak(end: End) -> Callable[[], None]:
            def act() -> None:
                for _ in range(128):
                    end.says(b"x" * (64 << 10))
                heard = 0
                while heard < 8 << 20:
                    heard += len(end.hears()[1])
                end.sends(pack(DONE))

            return act

        pair.meanwhile(speak(pair.own), speak(pair.partner))
        assert pair.relay().own == (DONE, b"")


def test_what_was_not_sent_before_the_end_goes_before_the_next_request(pair: Pair) -> None:
    """A frame is sent whole or not at all: the supervisor drops it, and reads the request after it."""
    pair.own.says(b"x" * CAP)
    pair.partner.sends(pack(DONE))
    pair.own.sends(pack(DONE))
    pair.relay()
    pair.meanwhile(lambda: pair.own.side.stream.ask({"op": "run"}, b"", AMPLE))
    seen = []
    while (header := pair.own.hears()[0]) != {"op": "run"}:
        seen.append(header["op"])
    assert set(seen) <= {"hear", "stop"}


@settings(max_examples=100)
@given(st.lists(st.tuples(st.booleans(), st.binary(min_size=1, max_size=MOST_KEPT)), max_size=12))
def test_a_transcript_keeps_the_beginning_and_the_end(words: list[tuple[bool, bytes]]) -> None:
    transcript = Transcript()
    for by_partner, text in words:
        transcript.add(Said(by_partner=by_partner, text=text))
    everything = b"".join(text for _, text in words)
    head = b"".join(said.text for said in transcript.head)
    tail = b"".join(said.text for said in transcript.tail)
    assert head == everything[:MOST_KEPT]
    assert len(tail) <= MOST_KEPT
    assert everything.endswith(tail)
    assert len(head) + transcript.left_out + len(tail) == len(everything)
