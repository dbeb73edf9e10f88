"""Is what a submission printed what was expected? `got` is hostile bytes: no rule may cost more than its length."""

import math
import re

from exercises.checkers import Checker

SPACES = re.compile(rb"(\s+)")
NUMBER = re.compile(rb"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,4})?")


def accepted(checker: Checker, expected: bytes, got: bytes) -> bool:
    match checker.kind:
        case "exact":
            return got == expected
        case "lines":
            return lines(got) == lines(expected)
        case "tokens" | "numbers":
            return words_agree(checker, expected, got)
        case "custom":
            raise AssertionError("a program of the school's decides: see checker.py")


def lines(text: bytes) -> list[bytes]:
    """Lines without the spaces at their ends, and without the empty ones at the end of the text."""
    return b"\n".join(line.rstrip(b" \t\r") for line in text.split(b"\n")).rstrip(b"\n").split(b"\n")


def words_agree(checker: Checker, expected: bytes, got: bytes) -> bool:
    """Word for word, and what is between them where that counts."""
    if checker.case == "ignored":
        expected, got = expected.lower(), got.lower()
    if checker.spaces == "kept" and spaces(expected) != spaces(got):
        return False
    wanted, words = expected.split(), got.split()
    return wanted == words or (checker.kind == "numbers" and numbers_agree(wanted, words, *checker.tolerances))


def spaces(text: bytes) -> tuple[list[bytes], bool, bool]:
    """What is between the words, and whether there is something before the first and after the last."""
    parts = SPACES.split(text)
    return parts[1::2], not parts[0], not parts[-1]


def numbers_agree(expected: list[bytes], got: list[bytes], absolute: float, relative: float) -> bool:
    """Two numbers agree when they differ by at most `absolute`, or by `relative` times the expected one."""
    return len(expected) == len(got) and all(
        wanted == word or close(wanted, word, absolute, relative) for wanted, word in zip(expected, got, strict=True)
    )


def close(wanted: bytes, word: bytes, absolute: float, relative: float) -> bool:
    if not (NUMBER.fullmatch(wanted) and NUMBER.fullmatch(word)):
        return False
    number, other = float(wanted), float(word)
    return number == other or abs(number - other) <= max(absolute, relative * abs(number)) < math.inf
