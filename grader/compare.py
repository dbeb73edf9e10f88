"""Is what a submission printed what was expected? `got` is hostile bytes: no rule may cost more than its length."""

import math
import re

from exercises.checkers import Checker

NUMBER = re.compile(rb"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,4})?")


def accepted(checker: Checker, expected: bytes, got: bytes) -> bool:
    match checker.kind:
        case "exact":
            return got == expected
        case "lines":
            return lines(got) == lines(expected)
        case "tokens":
            return got.split() == expected.split()
        case "numbers":
            return numbers_agree(expected.split(), got.split(), checker.tolerance)
        case "custom":
            raise AssertionError("a program of the school's decides: see checker.py")


def lines(text: bytes) -> list[bytes]:
    """Lines without the spaces at their ends, and without the empty ones at the end of the text."""
    return b"\n".join(line.rstrip(b" \t\r") for line in text.split(b"\n")).rstrip(b"\n").split(b"\n")


def numbers_agree(expected: list[bytes], got: list[bytes], tolerance: float) -> bool:
    """Word for word; two numbers agree when they differ by at most `tolerance`, absolute or relative."""
    return len(expected) == len(got) and all(
        wanted == word or close(wanted, word, tolerance) for wanted, word in zip(expected, got, strict=True)
    )


def close(wanted: bytes, word: bytes, tolerance: float) -> bool:
    if not (NUMBER.fullmatch(wanted) and NUMBER.fullmatch(word)):
        return False
    return math.isclose(float(wanted), float(word), rel_tol=tolerance, abs_tol=tolerance)
