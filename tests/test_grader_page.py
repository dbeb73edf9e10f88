"""What a driver in a hostile sandbox prints: looks to compare, and a picture only where it is one."""

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GraderFault
from core.reports import MAX_SCREENSHOT_BYTES, PNG_MAGIC, a_screenshot
from grader.page import picture_in, take_apart, unseen
from tests.builders import ran


def png(width: int = 1280, height: int = 800, size: int = 100) -> bytes:
    """The beginning of a PNG, as long as `size`."""
    head = PNG_MAGIC + b"\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return head + b"\0" * (size - len(head))


def printed(looks: bytes, picture: bytes) -> bytes:
    return looks + b"screenshot " + base64.b64encode(picture) + b"\n"


def test_looks_and_picture_are_taken_apart() -> None:
    result, picture = take_apart(ran(stdout=printed(b'title: "Hi"\n', png())))
    assert result.stdout == b'title: "Hi"\n'
    assert picture == base64.b64encode(png()).decode()


def test_a_picture_alone_leaves_no_looks() -> None:
    result, picture = take_apart(ran(stdout=printed(b"", png())))
    assert result.stdout.strip() == b""
    assert picture


def test_what_ends_without_a_picture_is_all_looks() -> None:
    result, picture = take_apart(ran(stdout=b'title: "Hi"\n'))
    assert (result.stdout, picture) == (b'title: "Hi"\n', None)


@pytest.mark.parametrize(
    "picture",
    [
        png(width=1281),
        png(height=801),
        png(width=0),
        png(width=2**31),
        png(size=MAX_SCREENSHOT_BYTES + 1),
        PNG_MAGIC,
        PNG_MAGIC + b"\0\0\0\rIHDR\0\0",
        b"<svg onload=alert(1)>",
        b"",
    ],
)
def test_what_is_no_small_png_is_dropped(picture: bytes) -> None:
    assert picture_in(base64.b64encode(picture)) is None


@pytest.mark.parametrize("text", [b"not base64!", b"\xff\xfe", b"AAA", b'"><script>'])
def test_what_is_no_base64_is_dropped(text: bytes) -> None:
    assert picture_in(text) is None


@given(st.binary(max_size=400))
def test_no_output_breaks_it_and_every_picture_fits_a_report(stdout: bytes) -> None:
    for hostile in (stdout, printed(stdout, png()), stdout + b"\nscreenshot " + stdout):
        _, picture = take_apart(ran(stdout=hostile))
        assert picture is None or a_screenshot(picture) == picture


def test_a_browser_that_does_not_start_is_our_fault() -> None:
    with pytest.raises(GraderFault, match="the browser could not be started"):
        take_apart(ran(exit_code=70, stderr=b"the browser could not be started: no such file\n"))


def test_a_difference_is_named_for_its_look() -> None:
    expected = b'title: "A"\ntext of h1: "B"\n'
    assert unseen(expected, b'title: "A"\ntext of h1: "C"\n') == "not as expected: text of h1"
    assert unseen(expected, b'title: "A"\nclick #b: nothing matches\n') == "not as expected: text of h1"
    assert unseen(expected, b'title: "A"\n') == "not as expected: text of h1"
    assert unseen(expected, expected + b"more: 1\n") == "more was seen than expected"
