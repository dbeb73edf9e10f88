import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.pkt_lines import FLUSH, LARGEST_PAYLOAD, BadPacket, PacketSplitter, band_packets, packet

PAYLOADS = st.lists(st.none() | st.binary(max_size=300), max_size=12)


@given(PAYLOADS, st.lists(st.integers(1, 40), max_size=60))
def test_packets_come_out_however_the_bytes_were_cut(payloads: list[bytes | None], cuts: list[int]) -> None:
    stream = b"".join(FLUSH if payload is None else packet(payload) for payload in payloads)
    splitter, out = PacketSplitter(), list[bytes | None]()
    for cut in [*cuts, len(stream)]:
        out += splitter.feed(stream[:cut])
        stream = stream[cut:]
    assert out == payloads
    assert splitter.rest == b""


@given(st.binary(max_size=3000), st.integers(1, 3))
def test_a_side_band_carries_its_payload(payload: bytes, band: int) -> None:
    packets = list(PacketSplitter().feed(band_packets(band, payload)))
    assert b"".join(piece[1:] for piece in packets if piece) == payload
    assert {piece[0] for piece in packets if piece} <= {band}


@pytest.mark.parametrize(
    "digits", [b"0001", b"0003", b"fff5", b"zzzz", b"-001", b"+010", b"0x10", b" 010", b"1_00", b"\xff\xff\xff\xff"]
)
def test_what_is_no_length_is_refused(digits: bytes) -> None:
    with pytest.raises(BadPacket, match="no length"):
        next(PacketSplitter().feed(digits + b"x" * 20))


def test_the_largest_packet_is_taken() -> None:
    assert list(PacketSplitter().feed(packet(b"x" * LARGEST_PAYLOAD))) == [b"x" * LARGEST_PAYLOAD]


@given(st.binary(max_size=200))
def test_garbage_is_packets_or_refused(data: bytes) -> None:
    splitter = PacketSplitter()
    try:
        out = list(splitter.feed(data))
    except BadPacket:
        return
    assert sum(4 + len(payload or b"") for payload in out) + len(splitter.rest) == len(data)
