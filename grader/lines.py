"""The lines that a trace is made of. A terminal prints their text, a page colours them by style: the same words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Style(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PLAIN = "plain"
    COMMAND = "command"
    GOOD = "good"
    BAD = "bad"
    WAITING = "waiting"
    EXPECTED = "expected"
    GOT = "got"
    POINTER = "pointer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`text` has no newline; `indent` spaces stand before it. `picture`: a PNG in base64, for those who can show it."""

    text: str
    style: Style = Style.PLAIN
    indent: int = 0
    picture: str | None = None


def indented(lines: Iterable[Line], by: int) -> list[Line]:
    return [replace(line, indent=line.indent + by) for line in lines]


def quoted(text: str, by: int, most: int) -> list[Line]:
    """A text of several lines, the first `most` of them."""
    lines = text.rstrip("\n").split("\n")
    more = [f"[... {len(lines) - most} lines more]"] if len(lines) > most else []
    return [Line(text=line, indent=by) for line in lines[:most] + more]


def as_text(lines: Iterable[Line]) -> str:
    return "\n".join(f"{' ' * line.indent}{line.text}".rstrip() for line in lines)
