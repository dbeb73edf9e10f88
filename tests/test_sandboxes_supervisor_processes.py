"""The parts of PID 1 that handle bytes and names. What it does to processes is shown in real sandboxes only:
`kill_all` outside one would end everything that its caller may signal."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandboxes.supervisor.processes import Capture, how_it_ended, memory_file, which

ME = os.getuid()


@given(st.binary(max_size=2000), st.integers(0, 1500))
def test_a_capture_keeps_what_fits_and_tells_of_the_rest(data: bytes, cap: int) -> None:
    capture = Capture(cap, ME)
    os.write(capture.writer, data)
    os.close(capture.writer)
    capture.finish()
    assert (bytes(capture.data), capture.over) == (data[:cap], len(data) > cap)


def test_a_capture_never_waits_for_a_writer_that_says_nothing() -> None:
    capture = Capture(10, ME)
    assert not capture.read()
    os.write(capture.writer, b"x")
    assert capture.read()
    os.close(capture.writer)
    capture.finish()
    assert bytes(capture.data) == b"x"


def test_a_capture_drains_a_flood_without_keeping_it() -> None:
    capture = Capture(3, ME)
    for _ in range(50):
        os.write(capture.writer, b"flood" * 1000)
        capture.read()
    os.close(capture.writer)
    capture.finish()
    assert (bytes(capture.data), capture.over) == (b"flo", True)


@pytest.mark.parametrize("data", [b"", b"in\0put", b"x" * 300_000])
def test_a_memory_file_is_read_from_its_beginning_again_and_again(data: bytes) -> None:
    fd = memory_file(data)
    try:
        assert Path(f"/proc/self/fd/{fd}").read_bytes() == data
        assert os.read(fd, len(data) + 1)[:10] == data[:10]
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.write(fd, b"x")
    finally:
        os.close(fd)


def test_which_finds_what_can_be_executed_in_the_order_of_the_path(tmp_path: Path) -> None:
    for folder in ("one", "two", "three"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one/tool").mkdir(mode=0o644)
    for folder in ("two", "three"):
        (tmp_path / folder / "tool").touch(mode=0o755)
    path = ":".join(str(tmp_path / folder) for folder in ("none", "two", "three"))
    assert which("tool", path) == f"{tmp_path}/two/tool"
    assert which("absent", path) == "absent"
    assert which("./tool", path) == "./tool"


@pytest.mark.parametrize(
    ("status", "exit_code", "number"), [(0, 0, None), (3 << 8, 3, None), (11, None, 11), (11 | 0x80, None, 11)]
)
def test_how_it_ended(status: int, exit_code: int | None, number: int | None) -> None:
    assert how_it_ended(status) == {"exit": exit_code, "signal": number}


def test_an_end_that_was_not_seen_is_neither() -> None:
    assert how_it_ended(None) == {"exit": None, "signal": None}
