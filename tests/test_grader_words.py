import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.words import CONTEXT_BYTES, EXCERPT_BYTES, command_line, differing_excerpts, excerpt


@given(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=1))
def test_a_command_line_can_be_pasted(argv: list[str]) -> None:
    assert shlex.split(command_line(argv)) == argv


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"", ""),
        (b"plain\ttext\n", "plain\ttext\n"),
        ("déjà vu, مرحبا".encode(), "déjà vu, مرحبا"),
        (b"\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"),
        (b"over\rwritten\x08\x00\x7f", "over\\rwritten\\x08\\x00\\x7f"),
        (b"\xff\xfe half \xc3", "\\xff\\xfe half \\xc3"),
        ("\u202eright to left\u2066\u200b".encode(), "\\u202eright to left\\u2066\\u200b"),
        ("c1 \x9b31m, line\u2028break".encode(), "c1 \\x9b31m, line\\u2028break"),
        ("tag\U000e0041".encode(), "tag\\U000e0041"),
    ],
)
def test_what_could_fool_a_terminal_is_made_visible(data: bytes, shown: str) -> None:
    assert excerpt(data) == shown


@given(st.binary(max_size=3000) | st.text().map(str.encode))
def test_only_newline_and_tab_are_left_of_all_control_characters(data: bytes) -> None:
    assert all(character in "\n\t" or character.isprintable() for character in excerpt(data))


def test_a_long_text_is_cut_and_says_how_much_is_left() -> None:
    shown = excerpt(b"x" * (EXCERPT_BYTES + 12345))
    assert shown == "x" * EXCERPT_BYTES + "\n[... 12345 bytes more]"
    assert excerpt(b"x" * EXCERPT_BYTES) == "x" * EXCERPT_BYTES


@pytest.mark.parametrize(
    ("expected", "got"),
    [(b"one\ntwo\n", b"one\nTWO\n"), (b"one\n", b"one\ntwo\n"), (b"one\ntwo\n", b""), (b"one", b"one\n")],
)
def test_short_texts_are_shown_whole(expected: bytes, got: bytes) -> None:
    assert differing_excerpts(expected, got) == (expected.decode(), got.decode())


def test_a_late_difference_is_shown_from_the_beginning_of_a_line_before_it() -> None:
    same = b"".join(b"line %d\n" % number for number in range(1000))
    wanted, found = differing_excerpts(same + b"right\n", same + b"wrong\n")
    header, first, *_ = wanted.split("\n")
    assert header.endswith(" bytes that agree ...]")
    assert first.startswith("line ")
    assert found.split("\n")[:2] == [header, first]
    assert "right" in wanted
    assert "wrong" in found


def test_a_difference_deep_in_one_line_is_shown_too() -> None:
    wanted, found = differing_excerpts(b"x" * 100_000 + b"right", b"x" * 100_000 + b"wrong")
    assert wanted == f"[{100_000 - CONTEXT_BYTES} bytes that agree ...]\n{'x' * CONTEXT_BYTES}right"
    assert found.endswith("wrong")


@given(st.binary(max_size=6000), st.binary(max_size=400), st.binary(max_size=400))
def test_the_first_difference_is_in_both_excerpts(same: bytes, one: bytes, other: bytes) -> None:
    wanted, found = differing_excerpts(same + one, same + other)
    assert (wanted == found) == (one == other)


def test_a_cut_goes_through_no_character() -> None:
    shown = excerpt("é".encode() * EXCERPT_BYTES, 5)
    assert shown == f"éé\n[... {2 * EXCERPT_BYTES - 5} bytes more]"
    assert excerpt(b"caf\xc3") == "caf\\xc3"


@pytest.mark.parametrize(
    ("expected", "got", "shown"),
    [
        (b"a\\r\n", b"a\r\n", ("a\\\\r\n", "a\\r\n")),
        (b"a\\xff\n", b"a\xff\n", ("a\\\\xff\n", "a\\xff\n")),
        (b"a\\b\n", b"a\\c\n", ("a\\b\n", "a\\c\n")),
    ],
)
def test_an_escape_is_told_apart_from_the_characters_that_it_is_made_of(
    expected: bytes, got: bytes, shown: tuple[str, str]
) -> None:
    assert differing_excerpts(expected, got) == shown


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_two_outputs_that_differ_look_different(expected: bytes, got: bytes) -> None:
    one, other = differing_excerpts(expected, got)
    assert (one == other) == (expected == got)
