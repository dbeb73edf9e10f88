"""The host's end of the wire, against a PID 1 that has turned hostile and may send anything, at any pace."""

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import GraderFault
from sandboxes.stream import COMPLAINT_BYTES, MAX_HEADER, STDERR, STDOUT, FrameStream, StreamEnded
from sandboxes.supervisor.wire import LENGTHS, pack

MAX_BODY = 1 << 16
PATIENCE = 0.2
AMPLE = 10.0


def piece(data: bytes, stream: int = STDOUT) -> bytes:
    """`data` as Docker's multiplexed stream carries it."""
    return struct.pack(">BxxxI", stream, len(data)) + data


@dataclass(slots=True, kw_only=True)
class Wire:
    """Our stream, and the other end of it."""

    stream: FrameStream
    other: socket.socket
    threads: list[threading.Thread] = field(default_factory=list)

    def sends(self, *chunks: bytes, end: bool = False) -> None:
        """Send from a thread, since a socket takes only so much at once; `end` closes afterwards."""

        def send() -> None:
            for chunk in chunks:
                self.other.sendall(chunk)
            if end:
                self.other.shutdown(socket.SHUT_WR)

        self.in_background(send)

    def in_background(self, act: Callable[[], None]) -> None:
        def act_until_closed() -> None:
            try:
                act()
            except OSError:
                return  # the test is over

        self.threads.append(threading.Thread(target=act_until_closed))
        self.threads[-1].start()

    def receive(self, patience: float = AMPLE) -> tuple[dict[str, Any], bytes]:
        return self.stream.receive(time.monotonic() + patience)

    def close(self) -> None:
        self.stream.close()
        self.other.close()
        for thread in self.threads:
            thread.join()


def open_wire() -> Wire:
    ours, other = socket.socketpair()
    return Wire(stream=FrameStream(ours, MAX_BODY), other=other)


@pytest.fixture
def wire() -> Iterator[Wire]:
    opened = open_wire()
    yield opened
    opened.close()


def test_a_request_goes_out_as_a_frame_and_its_answer_comes_back(wire: Wire) -> None:
    wire.sends(piece(pack({"ok": 1}, b"body")))
    assert wire.stream.call({"op": "get"}, b"request", AMPLE) == ({"ok": 1}, b"body")
    assert wire.other.recv(1000) == pack({"op": "get"}, b"request")


def test_one_piece_may_hold_many_answers_and_one_answer_many_pieces(wire: Wire) -> None:
    frames = pack({"n": 1}, b"one") + pack({"n": 2}) + pack({"n": 3}, b"three")
    wire.sends(piece(frames[:5]), piece(frames[5:40]), piece(frames[40:]))
    assert [wire.receive() for _ in range(3)] == [({"n": 1}, b"one"), ({"n": 2}, b""), ({"n": 3}, b"three")]


def test_stderr_between_pieces_is_no_part_of_an_answer(wire: Wire) -> None:
    frame = pack({"n": 1}, b"body")
    wire.sends(piece(b"a complaint", STDERR), piece(frame[:9]), piece(frame, STDERR), piece(frame[9:]))
    assert wire.receive() == ({"n": 1}, b"body")


def test_a_piece_of_no_bytes_is_nothing(wire: Wire) -> None:
    wire.sends(piece(b""), piece(b"", STDERR), piece(pack({})), piece(b""))
    assert wire.receive() == ({}, b"")


@pytest.mark.parametrize(
    "sizes", [(MAX_HEADER + 1, 0), (2, MAX_BODY + 1), (0xFFFFFFFF, 0xFFFFFFFF), (0x80000000, 0)], ids=str
)
def test_an_answer_announced_too_large_is_refused_before_it_is_read(wire: Wire, sizes: tuple[int, int]) -> None:
    wire.sends(piece(LENGTHS.pack(*sizes)))
    with pytest.raises(GraderFault, match="announced"):
        wire.receive()


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b'{"n": 1} {}', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"n": ' + b"9" * 5000 + b"}", "no JSON"),
        (b"[]", "no object"),
        (b"null", "no object"),
        (b'"fault"', "no object"),
        (b"NaN", "no object"),
    ],
    ids=lambda value: str(value[:12]),
)
def test_a_header_that_is_no_object_is_a_fault(wire: Wire, header: bytes, complaint: str) -> None:
    wire.sends(piece(LENGTHS.pack(len(header), 0) + header))
    with pytest.raises(GraderFault, match=complaint):
        wire.receive()


@pytest.mark.parametrize("sent", [b"", piece(pack({"n": 1}))[:11], piece(pack({"n": 1}, b"body")[:-1]), b"\1\0\0\0"])
def test_silence_before_the_answer_is_whole_is_a_fault(wire: Wire, sent: bytes) -> None:
    wire.sends(sent)
    with pytest.raises(GraderFault, match="doesn't answer"):
        wire.receive(PATIENCE)


@pytest.mark.parametrize("chatter", [piece(b"x" * 1000, STDERR), piece(b""), b"\1"], ids=["stderr", "empty", "drip"])
def test_a_sandbox_that_never_stops_talking_meets_its_deadline(wire: Wire, chatter: bytes) -> None:
    def chat() -> None:
        while True:
            wire.other.sendall(chatter)

    wire.in_background(chat)
    start = time.monotonic()
    with pytest.raises(GraderFault, match="doesn't answer"):
        wire.receive(PATIENCE)
    assert time.monotonic() - start < 100 * PATIENCE


def test_a_sandbox_that_takes_no_request_is_a_fault(wire: Wire) -> None:
    with pytest.raises(GraderFault, match="takes no request"):
        wire.stream.call({"op": "put"}, bytes(8 << 20), PATIENCE)


@pytest.mark.parametrize("sent", [b"", piece(pack({"n": 1}))[:11], b"\1\0\0\0"])
def test_an_end_in_the_middle_is_told_from_silence(wire: Wire, sent: bytes) -> None:
    wire.sends(piece(b"Traceback: the reason\n", STDERR), sent, end=True)
    with pytest.raises(StreamEnded) as ended:
        wire.receive()
    assert ended.value.complaint == "Traceback: the reason"


def test_a_request_to_a_sandbox_that_is_gone_ends_the_stream(wire: Wire) -> None:
    wire.other.close()
    with pytest.raises(StreamEnded):
        wire.stream.call({"op": "get"}, b"", AMPLE)


def test_of_a_long_complaint_the_end_is_kept(wire: Wire) -> None:
    wire.sends(*[piece(b"\xff" * 1000, STDERR)] * 20, piece(b"the last words", STDERR), end=True)
    with pytest.raises(StreamEnded) as ended:
        wire.receive()
    assert ended.value.complaint.endswith("the last words")
    assert len(ended.value.complaint) <= COMPLAINT_BYTES


headers = st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20) | st.booleans(), max_size=4)
answers = st.lists(st.tuples(headers, st.binary(max_size=200)), min_size=1, max_size=4)
Answers = list[tuple[dict[str, Any], bytes]]


@settings(max_examples=60, deadline=None)
@given(answers=answers, data=st.data())
def test_however_it_is_cut_the_same_answers_come_out(answers: Answers, data: st.DataObject) -> None:
    frames = b"".join(pack(header, body) for header, body in answers)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(frames)), max_size=6)))
    stderr = data.draw(st.booleans())
    multiplexed = b"".join(
        piece(frames[start:end]) + (piece(b"noise", STDERR) if stderr else b"")
        for start, end in zip([0, *cuts], [*cuts, len(frames)], strict=True)
    )
    ends = sorted(data.draw(st.lists(st.integers(0, len(multiplexed)), max_size=6)))
    wire = open_wire()
    with contextlib.closing(wire):
        wire.sends(*(multiplexed[a:b] for a, b in zip([0, *ends], [*ends, len(multiplexed)], strict=True)))
        assert [wire.receive() for _ in answers] == [(json.loads(json.dumps(header)), body) for header, body in answers]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_garbage_is_an_answer_a_fault_or_the_end_and_nothing_else(garbage: bytes) -> None:
    wire = open_wire()
    with contextlib.closing(wire), contextlib.suppress(GraderFault, StreamEnded):
        wire.sends(garbage, end=True)
        header, _ = wire.receive()
        assert isinstance(header, dict)
