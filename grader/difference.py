"""What was expected against what was printed, line by line, with what can't be seen made visible.

- expected
+ printed instead      as far as the checker minds: spaces at line ends are nothing to `lines`, any spaces to `tokens`
  ^                    where the two differ
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from core.reports import CheckerKind
from grader.lines import Line, Style

MOST_COMPARED = 40  # lines from the first that differs: matching them costs up to the cube of it
MOST_PRINTED = 24
CONTEXT = 2
WIDTH = 160
BEFORE = 60
SPACE, TAB, NO_NEWLINE = "·", "→", "∅"
ENDING_SPACES = re.compile(r" +$")
ESCAPE = re.compile(r"\\(r|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")

LEGEND = (
    (SPACE, "a space at the end of a line"),
    (TAB, "a tab"),
    (NO_NEWLINE, "no newline at the end"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines that go together: `same` ones, or what was expected in place of what was got."""

    same: Sequence[str] = ()
    expected: Sequence[str] = ()
    got: Sequence[str] = ()


def difference(expected: str, got: str, checker: CheckerKind) -> list[Line]:
    """At most MOST_PRINTED lines, from a little before the first that differs."""
    wanted, found = lines_of(expected, checker), lines_of(got, checker)
    start = max(0, first_different(wanted, found, checker) - CONTEXT)
    wanted, found = wanted[start : start + MOST_COMPARED], found[start : start + MOST_COMPARED]
    lines = [line for part in parts(wanted, found, checker) for line in lines_of_part(part)]
    more = len(lines) - MOST_PRINTED
    return lines[:MOST_PRINTED] + ([Line(text=f"[... {more} lines more]")] if more > 0 else [])


def legend(lines: Iterable[Line]) -> list[Line]:
    """What the signs in those lines mean, for the signs that are there."""
    changed = [line.text[2:] for line in lines if line.style in (Style.EXPECTED, Style.GOT)]
    meanings = [(sign, meaning) for sign, meaning in LEGEND if any(sign in text for text in changed)]
    if any(ESCAPE.search(text) for text in changed):
        meanings.append((r"\r, \x00, \xff ...", "a character that can't be seen, or a byte that is no text"))
    return [Line(text=", ".join(f"{sign} {meaning}" for sign, meaning in meanings))] if meanings else []


def lines_of(text: str, checker: CheckerKind) -> list[str]:
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    elif checker == "exact":
        lines[-1] += NO_NEWLINE
    return lines


def key(line: str, checker: CheckerKind) -> str:
    """What of a line the checker minds."""
    match checker:
        case "exact" | "custom":
            return line
        case "lines":
            return line.rstrip()
        case "tokens" | "numbers":
            return " ".join(line.split())


def first_different(wanted: Sequence[str], found: Sequence[str], checker: CheckerKind) -> int:
    pairs = enumerate(zip(wanted, found, strict=False))
    same = min(len(wanted), len(found))
    return next((number for number, (a, b) in pairs if key(a, checker) != key(b, checker)), same)


def parts(wanted: Sequence[str], found: Sequence[str], checker: CheckerKind) -> Iterable[Part]:
    keys = [[key(line, checker) for line in lines] for lines in (wanted, found)]
    matcher = difflib.SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield Part(same=found[j1:j2])
            else:
                yield Part(expected=wanted[i1:i2], got=found[j1:j2])


def lines_of_part(part: Part) -> Iterable[Line]:
    """Lines that stand in each other's place come in pairs, the difference pointed at."""
    for line in part.same:
        yield Line(text=f"  {line[:WIDTH]}")
    together = min(len(part.expected), len(part.got))
    for expected, got in zip(part.expected, part.got, strict=False):
        yield from pair(signs(expected), signs(got))
    for line in part.expected[together:]:
        yield changed("-", signs(line)[:WIDTH])
    for line in part.got[together:]:
        yield changed("+", signs(line)[:WIDTH])


def pair(expected: str, got: str) -> Iterable[Line]:
    before, end = common(expected, got)
    start = before - BEFORE if before > BEFORE and max(len(expected), len(got)) > WIDTH else 0
    cut = "…" if start else ""
    yield changed("-", cut + expected[start : start + WIDTH])
    yield changed("+", cut + got[start : start + WIDTH])
    length = max(len(expected), len(got)) - before - end
    place = len(cut) + before - start
    yield Line(text=f"  {' ' * place}{'^' * max(1, min(length, WIDTH - place))}", style=Style.POINTER)


def common(one: str, other: str) -> tuple[int, int]:
    """How many characters they share at the beginning, and then at the end."""
    shortest = min(len(one), len(other))
    before = next((i for i in range(shortest) if one[i] != other[i]), shortest)
    rest = shortest - before
    return before, next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)


def signs(line: str) -> str:
    ended = ENDING_SPACES.sub(lambda spaces: SPACE * len(spaces[0]), line.removesuffix(NO_NEWLINE))
    return ended.replace("\t", TAB) + (NO_NEWLINE if line.endswith(NO_NEWLINE) else "")


def changed(sign: Literal["-", "+"], text: str) -> Line:
    return Line(text=f"{sign} {text}", style=Style.EXPECTED if sign == "-" else Style.GOT)
