"""The ends of a conversation in PID 1, over pipes of this process."""

import os
import select
from collections import deque
from typing import Any

import pytest

from sandboxes.supervisor import conversation
from sandboxes.supervisor.conversation import Hearing, Speech

ME = os.getuid()


class Host:
    """In the place of `wire`: the frames that a host sends, and those that it gets."""

    def __init__(self) -> None:
        self.sends: deque[tuple[dict[str, Any], bytes]] = deque()
        self.gets: list[tuple[dict[str, Any], bytes]] = []

    def read_request(self) -> tuple[dict[str, Any], bytes]:
        return self.sends.popleft()

    def write(self, header: dict[str, Any], body: bytes) -> None:
        self.gets.append((header, body))


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Host:
    made = Host()
    monkeypatch.setattr(conversation, "wire", made)
    return made


def told(hearing: Hearing, host: Host, *frames: tuple[dict[str, Any], bytes]) -> None:
    host.sends += frames
    poller = select.poll()
    while host.sends:
        hearing.receive(poller)
    hearing.pass_on()


HEAR = {"op": "hear"}


def test_speech_is_passed_on_up_to_its_cap_and_none_is_kept(host: Host) -> None:
    speech = Speech(5, ME)
    for text in (b"abc", b"def"):
        os.write(speech.writer, text)
        speech.read()
    os.close(speech.writer)
    speech.finish()
    assert host.gets == [({"said": 3}, b"abc"), ({"said": 2}, b"de")]
    assert (bytes(speech.data), speech.over) == (b"", True)


def test_what_the_host_sends_can_be_read_and_then_the_end(host: Host) -> None:
    hearing = Hearing(ME)
    told(hearing, host, (HEAR, b"one "), (HEAR, b"two"))
    assert os.read(hearing.reader, 100) == b"one two"
    told(hearing, host, (HEAR, b""))
    assert os.read(hearing.reader, 100) == b""
    hearing.close()
    os.close(hearing.reader)


def test_what_a_full_pipe_has_no_room_for_waits(host: Host) -> None:
    hearing = Hearing(ME)
    data = os.urandom(300_000)
    told(hearing, host, (HEAR, data), (HEAR, b""))
    got = b""
    while len(got) < len(data):
        got += os.read(hearing.reader, 1 << 16)
        hearing.pass_on()
    assert got == data
    assert os.read(hearing.reader, 1) == b""
    os.close(hearing.reader)


def test_one_that_does_not_listen_is_no_failure(host: Host) -> None:
    hearing = Hearing(ME)
    os.close(hearing.reader)
    told(hearing, host, (HEAR, b"anyone?"))
    assert not hearing.pass_on()
    told(hearing, host, (HEAR, b"well"), (HEAR, b""))
    hearing.close()


def test_the_host_may_ask_to_stop_even_after_the_end(host: Host) -> None:
    hearing = Hearing(ME)
    told(hearing, host, (HEAR, b""), ({"op": "stop", "why": "partner"}, b""))
    assert hearing.why == "partner"
    os.close(hearing.reader)
