"""Hostile bytes and command lines as text that is safe to print and short enough to read."""

import shlex
from collections.abc import Sequence

EXCERPT_BYTES = 2048
CONTEXT_BYTES = 200


def command_line(argv: Sequence[str], reads: str | None = None) -> str:
    """As one would paste it into a shell; `reads` is the file that its input comes from."""
    return f"{shlex.join(argv)} < {shlex.quote(reads)}" if reads else shlex.join(argv)


def excerpt(data: bytes, limit: int = EXCERPT_BYTES) -> str:
    """The beginning of `data` as text. Bytes that are no UTF-8 and control characters become visible escapes."""
    shown = visible(data[:limit].decode(errors="backslashreplace"))
    left = len(data) - limit
    return f"{shown}\n[... {left} bytes more]" if left > 0 else shown


def differing_excerpts(expected: bytes, got: bytes) -> tuple[str, str]:
    """Excerpts of both from a little before their first difference, at the beginning of a line where one is near."""
    same = next((i for i, pair in enumerate(zip(expected, got, strict=False)) if pair[0] != pair[1]), None)
    first = min(len(expected), len(got)) if same is None else same
    start = expected.rfind(b"\n", 0, max(0, first - CONTEXT_BYTES)) + 1
    if first - start > EXCERPT_BYTES // 2:
        start = first - CONTEXT_BYTES
    before = f"[{start} bytes that agree ...]\n" if start else ""
    return before + excerpt(expected[start:]), before + excerpt(got[start:])


def visible(text: str) -> str:
    """Control characters, and those that turn or hide what a reader sees, as escapes; newline and tab stay."""
    return "".join(
        character if character in "\n\t" or character.isprintable() else escaped(character) for character in text
    )


def escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
