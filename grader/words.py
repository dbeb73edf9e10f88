"""Hostile bytes and command lines as text that is safe to print and short enough to read."""

import shlex
from codecs import getincrementaldecoder
from collections.abc import Sequence

EXCERPT_BYTES = 2048
CONTEXT_BYTES = 200


def command_line(argv: Sequence[str], reads: str | None = None) -> str:
    """As one would paste it into a shell; `reads` is the file that its input comes from."""
    return f"{shlex.join(argv)} < {shlex.quote(reads)}" if reads else shlex.join(argv)


def excerpt(data: bytes, limit: int = EXCERPT_BYTES) -> str:
    """The beginning of `data` as text. Bytes that are no UTF-8 and control characters become visible escapes."""
    left = len(data) - limit
    shown = visible(decoded(data[:limit], whole=left <= 0))
    return f"{shown}\n[... {left} bytes more]" if left > 0 else shown


def decoded(data: bytes, *, whole: bool) -> str:
    """UTF-8, its errors as escapes; of data that was cut off, without the character that the cut went through."""
    return getincrementaldecoder("utf-8")("backslashreplace").decode(data, final=whole)


def differing_excerpts(expected: bytes, got: bytes) -> tuple[str, str]:
    """Excerpts of both from a little before their first difference, at the beginning of a line where one is near."""
    same = next((i for i, pair in enumerate(zip(expected, got, strict=False)) if pair[0] != pair[1]), None)
    first = min(len(expected), len(got)) if same is None else same
    start = expected.rfind(b"\n", 0, max(0, first - CONTEXT_BYTES)) + 1
    if first - start > EXCERPT_BYTES // 2:
        start = first - CONTEXT_BYTES
    before = f"[{start} bytes that agree ...]\n" if start else ""
    rests = [data[start:] for data in (expected, got)]
    if any(has_escapes(rest[:EXCERPT_BYTES]) for rest in rests):
        rests = [rest.replace(b"\\", b"\\\\") for rest in rests]
    return before + excerpt(rests[0]), before + excerpt(rests[1])


def has_escapes(data: bytes) -> bool:
    """Whether something of it is shown as an escape, from which a backslash of its own must be told apart."""
    return "\\" in excerpt(data.replace(b"\\", b"/"))


def visible(text: str) -> str:
    """Control characters, and those that turn or hide what a reader sees, as escapes; newline and tab stay."""
    return "".join(
        character if character in "\n\t" or character.isprintable() else escaped(character) for character in text
    )


def escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
