import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.pkt_lines import FLUSH, packet
from web.push_commands import MAX_COMMANDS, MAX_REF_BYTES, BadPush, PushCommands, TooMuch, read_commands

OLD, NEW = b"0" * 40, b"a" * 40


def command(ref: bytes, capabilities: bytes = b"") -> bytes:
    return packet(OLD + b" " + NEW + b" " + ref + (b"\0" + capabilities if capabilities else b"") + b"\n")


def read(*chunks: bytes) -> PushCommands:
    async def stream() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    return asyncio.run(read_commands(stream()))


def test_refs_and_capabilities_are_read_and_the_start_is_kept() -> None:
    start = command(b"refs/heads/main", b"report-status-v2 side-band-64k object-format=sha1") + command(b"refs/tags/v1")
    commands = read(start[:9], start[9:] + FLUSH + b"PACK...")
    assert commands.refs == ("refs/heads/main", "refs/tags/v1")
    assert commands.side_band
    assert commands.wants_report
    assert commands.start == start + FLUSH + b"PACK..."


def test_a_shallow_clone_says_so_first() -> None:
    assert read(packet(b"shallow " + NEW) + command(b"refs/heads/main", b"x") + FLUSH).refs == ("refs/heads/main",)


def test_a_probe_moves_nothing() -> None:
    assert read(FLUSH).refs == ()


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"PACK",
        command(b"refs/heads/main"),
        packet(b"push-cert\0x") + FLUSH,
        packet(OLD + b" " + NEW) + FLUSH,
        command(b"HEAD") + FLUSH,
        command(b"refs/heads/a b") + FLUSH,
        packet(b"x" * 40 + b" " + NEW + b" refs/heads/main") + FLUSH,
    ],
)
def test_what_is_no_push_is_refused(start: bytes) -> None:
    with pytest.raises(BadPush):
        read(start)


@pytest.mark.parametrize(
    "start",
    [
        command(b"refs/heads/main") * (MAX_COMMANDS + 1) + FLUSH,
        command(b"refs/heads/main") * (MAX_COMMANDS + 1),
        packet(b"shallow " + NEW) * (MAX_COMMANDS + 1),
        command(b"refs/" + b"x" * (MAX_REF_BYTES - 4)) + FLUSH,
    ],
)
def test_what_is_too_much_for_a_push_is_refused_in_words(start: bytes) -> None:
    with pytest.raises(TooMuch, match="at most"):
        read(start)


def test_what_is_to_be_deleted_is_known() -> None:
    gone = packet(NEW + b" " + OLD + b" refs/tags/v1\n")
    assert read(command(b"refs/heads/main", b"x") + gone + FLUSH).deleted == {"refs/tags/v1"}


@given(st.binary(max_size=400))
def test_garbage_is_refused_or_means_nothing(data: bytes) -> None:
    try:
        commands = read(data)
    except BadPush:
        return
    assert all(ref.startswith("refs/") for ref in commands.refs)
