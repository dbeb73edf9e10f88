from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GraderFault
from core.school import Change, Receipt, Submission
from school.describe_commit import Description
from tests.fakes.school_builders import COMMIT, NOON
from web.pkt_lines import FLUSH, PacketSplitter, band_packets, packet
from web.push_answer import PushAnswer, printable, refusal
from web.push_commands import PushCommands
from web.push_words import words_on_push, words_on_quota, words_on_submission

REPORT = packet(b"unpack ok\n") + packet(b"ok refs/heads/main\n") + packet(b"ng refs/heads/x denied\n") + FLUSH


def commands(*capabilities: str) -> PushCommands:
    return PushCommands(
        refs=("refs/heads/main", "refs/heads/x"),
        deleted=frozenset(),
        capabilities=frozenset(capabilities),
        start=b"",
    )


def bands(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for payload in PacketSplitter().feed(data):
        if payload:
            found[payload[0]] = found.get(payload[0], b"") + payload[1:]
    return found


@given(st.integers(1, 200))
def test_our_lines_come_before_the_end_however_git_was_cut(cut: int) -> None:
    said = band_packets(2, b"Resolving\n") + band_packets(1, REPORT) + FLUSH
    answer = PushAnswer(commands("side-band-64k", "report-status"))
    forwarded = b"".join(answer.feed(said[at : at + cut]) for at in range(0, len(said), cut))
    whole = forwarded + answer.end(["Submission 1"])
    assert whole.endswith(FLUSH)
    assert list(PacketSplitter().feed(whole)).count(None) == 1
    assert bands(whole) == {1: REPORT, 2: b"Resolving\nSubmission 1\n"}
    assert answer.accepted == ("refs/heads/main",)
    assert answer.words == b"Resolving\n"


def test_a_client_without_side_bands_hears_git_alone() -> None:
    answer = PushAnswer(commands("report-status"))
    assert answer.feed(REPORT[:10]) + answer.feed(REPORT[10:]) == b""
    assert answer.end(["Submission 1"]) == REPORT
    assert answer.accepted == ("refs/heads/main",)


def test_a_report_that_makes_no_sense_accepts_nothing() -> None:
    answer = PushAnswer(commands("side-band-64k"))
    answer.feed(band_packets(1, b"zzzz no packets"))
    assert answer.accepted == ()


def test_a_refusal_names_every_ref() -> None:
    said = bands(refusal(commands("side-band-64k", "report-status"), "closed", ["too late"]))
    assert said[2] == b"too late\n"
    report = [payload for payload in PacketSplitter().feed(said[1]) if payload]
    assert report == [b"unpack closed\n", b"ng refs/heads/main closed\n", b"ng refs/heads/x closed\n"]
    assert refusal(commands(), "closed", []) == b""


@pytest.mark.parametrize("character", ["\x1b", "\r", "\n", "\0", "\u202e", "\x9b", "\ud800"])
def test_nothing_that_drives_a_terminal_is_said(character: str) -> None:
    assert printable(f"a{character}b") == "a?b"


def receipt(change: Change) -> Receipt:
    submission = Submission(id=4, repository_id=1, exercise="sum", commit=COMMIT, pushed_at=NOON, report_id=None)
    return Receipt(submission=submission, change=change, job_id=None)


def test_a_push_is_told_in_full() -> None:
    one = Description(subject="Add", files=1, refusal=None)
    lines = words_on_push(("refs/heads/main", "refs/heads/dev"), frozenset(), receipt(Change.NEW), one, "http://s")
    assert lines == [
        'Received c0ffee000 "Add", 1 file, for sum',
        "Submission 4 waits to be graded",
        "Watch it at http://s/submissions/4",
        "Branch dev is stored, and makes no submission: that takes `git push origin dev:main`",
    ]
    assert words_on_push((), frozenset(), receipt(Change.NEW), one, "http://s") == []


def test_a_push_is_told_what_it_took_the_place_of_and_that_it_waits_again() -> None:
    newer = replace(receipt(Change.NEW), superseded=(2, 3))
    assert words_on_submission(newer) == "Submission 4 waits to be graded, instead of submission 3"
    again = replace(receipt(Change.CURRENT_AGAIN), job_id=7)
    assert words_on_submission(again).endswith("submission 4 is your current one again, and waits to be graded")


def test_a_push_whose_files_cannot_be_read_now_is_told_so() -> None:
    lines = words_on_push(("refs/heads/main",), frozenset(), receipt(Change.NONE), GraderFault("slow"), "http://s")
    assert "could not be looked at just now" in lines[0]
    assert lines[1] == "This is submission 4, your current one"


def test_the_quota_is_told_in_mebibytes() -> None:
    assert "may hold 100 MiB, and this one has 0.5 MiB left" in words_on_quota(100 << 20, 1 << 19)
    assert "has 0.0 MiB left" in words_on_quota(100 << 20, -5)
