import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandboxes.supervisor import wire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.text(), JSON, max_size=4), st.binary())
def test_a_frame_is_two_lengths_a_header_and_a_body(header: dict[str, object], body: bytes) -> None:
    frame = wire.pack(header, body)
    header_size, body_size = wire.LENGTHS.unpack(frame[: wire.LENGTHS.size])
    text = frame[wire.LENGTHS.size :]
    assert json.loads(text[:header_size]) == header
    assert text[header_size:] == body
    assert body_size == len(body)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The end to write to of a pipe from which `wire` reads as if it were stdin."""
    reader, writer = os.pipe()
    read = os.read
    monkeypatch.setattr(os, "read", lambda _, count: read(reader, min(count, 7)))  # in small pieces, as pipes may
    yield writer
    monkeypatch.undo()
    os.close(reader)


def test_requests_are_read_one_after_another(stdin: int) -> None:
    os.write(stdin, wire.pack({"op": "put"}, b"\0" * 100) + wire.pack({"op": "seal"}))
    assert wire.read_request() == ({"op": "put"}, b"\0" * 100)
    assert wire.read_request() == ({"op": "seal"}, b"")
    os.close(stdin)


@pytest.mark.parametrize("cut", [0, 5, 12])
def test_a_host_that_is_gone_ends_it_well_even_in_the_middle_of_a_frame(stdin: int, cut: int) -> None:
    os.write(stdin, wire.pack({"op": "put"}, b"body")[:cut])
    os.close(stdin)
    with pytest.raises(SystemExit) as ended:
        wire.read_request()
    assert ended.value.code == 0
