"""Hostile bytes and command lines as text that is safe to print and short enough to read."""

import shlex
from collections.abc import Sequence

EXCERPT_BYTES = 2048


def command_line(argv: Sequence[str]) -> str:
    """As one would paste it into a shell."""
    return shlex.join(argv)


def excerpt(data: bytes, limit: int = EXCERPT_BYTES) -> str:
    """The beginning of `data` as text. Bytes that are no UTF-8 and control characters become visible escapes."""
    text = data[:limit].decode(errors="backslashreplace")
    shown = "".join(
        character if character in "\n\t" or character.isprintable() else escaped(character) for character in text
    )
    left = len(data) - limit
    return f"{shown}\n[... {left} bytes more]" if left > 0 else shown


def escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
