import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports import CheckerKind
from grader.difference import MOST_PRINTED, WIDTH, difference, legend
from grader.lines import Style


def told(expected: str, got: str, checker: CheckerKind = "exact") -> list[str]:
    return [line.text.rstrip() for line in difference(expected, got, checker)]


def test_lines_in_each_others_place_come_in_pairs_and_are_pointed_at() -> None:
    assert told("1\n2\nthe sum is 30\n4\n", "1\n2\nthe sum was 30\n4\n") == [
        "  1",
        "  2",
        "- the sum is 30",
        "+ the sum was 30",
        "          ^^",
        "  4",
    ]


@pytest.mark.parametrize(
    ("expected", "got", "said"),
    [
        ("a\n", "a  \n", ["- a", "+ a··", "   ^^"]),
        ("a\tb\n", "a b\n", ["- a→b", "+ a b", "   ^"]),
        ("a\n", "a", ["- a", "+ a∅", "   ^"]),
        ("a\nb\n", "a\n", ["  a", "- b"]),
        ("a\n", "a\n\n", ["  a", "+"]),
        ("", "x\n", ["+ x"]),
        ("x\n", "", ["- x"]),
        ("a\n", "a\\r\n", ["- a", "+ a\\r", "   ^^"]),
    ],
)
def test_what_cannot_be_seen_is_shown(expected: str, got: str, said: list[str]) -> None:
    assert told(expected, got) == said


@pytest.mark.parametrize(
    ("checker", "got"),
    [("lines", "1  \n2\nx\n"), ("lines", "1\n2\nx"), ("tokens", "1\n 2\t\nx\n"), ("numbers", "1 \n2\nx\n")],
)
def test_what_the_checker_does_not_mind_is_no_difference(checker: CheckerKind, got: str) -> None:
    assert [line[0] for line in told("1\n2\n3\n", got, checker) if line[:1] in "+-"] == ["-", "+"]


def test_a_difference_far_along_a_long_line_is_brought_into_view() -> None:
    lines = told("x" * 1000 + "right\n", "x" * 1000 + "wrong\n")
    assert all(line.startswith(("- …xxx", "+ …xxx", "   ")) for line in lines)
    assert lines[0].index("r") == lines[1].index("w") == lines[2].index("^")


def test_only_signs_that_are_there_are_explained() -> None:
    assert legend(difference("a\n", "b\n", "exact")) == []
    assert legend(difference("a\n", "a \n", "exact"))[0].text == "· a space at the end of a line"
    assert legend(difference("a\tb\n", "a", "exact"))[0].text == "→ a tab, ∅ no newline at the end"
    assert "a byte that is no text" in legend(difference("a\n", "a\\x00\n", "exact"))[0].text
    assert legend([]) == []


@given(st.text(alphabet="ab \t\n", max_size=60), st.text(alphabet="ab \t\n", max_size=60))
def test_two_texts_that_differ_show_a_difference(expected: str, got: str) -> None:
    lines = difference(expected, got, "exact")
    changed = [line for line in lines if line.style in (Style.EXPECTED, Style.GOT)]
    assert bool(changed) == (expected != got)
    assert len(lines) <= MOST_PRINTED + 1
    assert all("\n" not in line.text and len(line.text) <= WIDTH + 4 for line in lines)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("a\nb\n" * 500, "b\na\n" * 500),
        ("\n" * 2000, "x\n" * 1000),
        ("".join(f"{n % 7}\n" for n in range(1000)), "".join(f"{n % 5}\n" for n in range(1000))),
        ("x" * 2000, "x" * 1000 + "y" * 1000),
    ],
)
def test_no_output_makes_it_slow(expected: str, got: str) -> None:
    start = time.process_time()
    difference(expected, got, "exact")
    assert time.process_time() - start < 0.2
