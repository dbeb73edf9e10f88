import time
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.checkers import Checker
from grader.compare import accepted

Kind = Literal["exact", "lines", "tokens", "numbers"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def agrees(kind: Kind, expected: bytes, got: bytes, tolerance: float = 1e-6) -> bool:
    return accepted(Checker(kind=kind, tolerance=tolerance), expected, got)


@pytest.mark.parametrize(
    ("expected", "got", "good"),
    [
        (b"a b\n", b"a b\n", KINDS),
        (b"a b\n", b"a b", ("lines", "tokens", "numbers")),
        (b"a b\n", b"a b  \t\r\n\n\n", ("lines", "tokens", "numbers")),
        (b"a b\n", b"a  b\n", ("tokens", "numbers")),
        (b"a b\n", b"\na b\n", ("tokens", "numbers")),
        (b"a b\n", b"a\nb\n", ("tokens", "numbers")),
        (b"1.0 2\n", b"1.0000001 2e0\n", ("numbers",)),
        (b"a b\n", b"a B\n", ()),
        (b"a b\n", b"", ()),
        (b"1\n", b"1 1\n", ()),
        (b"", b"\n\n", ("lines", "tokens", "numbers")),
        (b"\n", b" x", ()),
    ],
)
def test_what_each_kind_forgives(expected: bytes, got: bytes, good: tuple[Kind, ...]) -> None:
    assert tuple(kind for kind in KINDS if agrees(kind, expected, got)) == good


def test_space_at_the_beginning_of_a_line_counts() -> None:
    assert not agrees("lines", b"  a\n", b"a\n")


@pytest.mark.parametrize(
    ("wanted", "word", "good"),
    [
        (b"100", b"100.00001", True),
        (b"100", b"100.01", False),
        (b"0", b"-0.0", True),
        (b"0", b"1e-7", True),
        (b"0.5", b".5", True),
        (b"1e3", b"1000", True),
        (b"1e3000", b"1e3001", True),  # both infinite, as every double there is
        (b"7", b"nan", False),
        (b"nan", b"nan", True),
        (b"inf", b"1e999", False),
        (b"7", b"0x7", False),
        (b"1000", b"1_000", False),
        (b"7", "\u0667".encode(), False),
        (b"7", b"7\0", False),
        (b"7", b"7" * 41, False),
    ],
)
def test_numbers(wanted: bytes, word: bytes, good: bool) -> None:
    assert agrees("numbers", wanted, word) is good


def test_tolerance_is_the_exercises() -> None:
    assert agrees("numbers", b"10", b"10.9", tolerance=0.1)
    assert not agrees("numbers", b"10", b"11.2", tolerance=0.1)


@given(st.sampled_from(KINDS), st.binary())
def test_every_kind_accepts_what_is_the_same(kind: Kind, text: bytes) -> None:
    assert agrees(kind, text, text)


@given(st.sampled_from(KINDS), st.binary(), st.binary())
def test_no_bytes_make_it_raise_and_sides_do_not_matter(kind: Kind, expected: bytes, got: bytes) -> None:
    assert agrees(kind, expected, got) == agrees(kind, got, expected)


@given(st.binary(), st.binary())
def test_what_a_stricter_kind_accepts_the_next_does_too(expected: bytes, got: bytes) -> None:
    verdicts = [agrees(kind, expected, got) for kind in ("exact", "tokens", "numbers")]
    assert verdicts == sorted(verdicts)
    assert not agrees("exact", expected, got) or agrees("lines", expected, got)


@given(st.lists(st.binary().filter(lambda line: b"\n" not in line)), st.text(" \t\r"), st.integers(0, 5))
def test_lines_forgive_space_at_their_ends_and_empty_lines_at_the_end(
    lines: list[bytes], space: str, more: int
) -> None:
    expected = b"\n".join(lines)
    got = b"\n".join(line + space.encode() for line in lines) + b"\n" * more
    assert agrees("lines", expected, got)


HOSTILE = (b"\n", b" ", b" \n", b"1 ", b"1.", b"1e", b"\0", b"1e9999 ", b"9")


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_output_costs_no_more_than_its_length(kind: Kind, piece: bytes) -> None:
    """4 MiB take seconds on the slowest machine; a quadratic rule would take hours."""
    start = time.process_time()
    agrees(kind, b"1 2 3\n", piece * ((4 << 20) // len(piece)))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("options", "expected", "got", "good"),
    [
        ({"kind": "tokens", "case": "ignored"}, b"Hello World\n", b"hELLO   wORLD", True),
        ({"kind": "tokens", "case": "ignored"}, "\u00c9".encode(), "\u00e9".encode(), False),
        ({"kind": "tokens", "spaces": "kept"}, b"a b\n", b"a b\n", True),
        ({"kind": "tokens", "spaces": "kept"}, b"a b\n", b"a  b\n", False),
        ({"kind": "tokens", "spaces": "kept"}, b"a b\n", b"a b", False),
        ({"kind": "tokens", "spaces": "kept"}, b"a b ", b" a b", False),
        ({"kind": "tokens", "spaces": "kept", "case": "ignored"}, b"A b\n", b"a B\n", True),
        ({"kind": "numbers", "absolute": 10.0}, b"100", b"110", True),
        ({"kind": "numbers", "absolute": 10.0}, b"100", b"110.1", False),
        ({"kind": "numbers", "relative": 0.1}, b"100", b"110", True),
        ({"kind": "numbers", "relative": 0.1}, b"0", b"0.01", False),
        ({"kind": "numbers", "relative": 0.1, "absolute": 0.1}, b"0", b"0.01", True),
        ({"kind": "numbers", "relative": 0.1}, b"110", b"100", True),
        ({"kind": "numbers", "relative": 0.1}, b"100", b"111", False),  # of the expected, not of the larger one
        ({"kind": "numbers", "relative": 0.0}, b"1e3000", b"1", False),
        ({"kind": "numbers", "absolute": 0.1, "case": "ignored"}, b"YES 1E0", b"yes 1.05", True),
    ],
)
def test_what_the_default_validator_of_problem_packages_can_be_asked_for(
    options: dict[str, object], expected: bytes, got: bytes, good: bool
) -> None:
    assert accepted(Checker.model_validate(options), expected, got) is good


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "lines", "case": "ignored"},
        {"kind": "tokens", "absolute": 1.0},
    ],
)
def test_options_of_another_kind_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="for kind"):
        Checker.model_validate(options)
