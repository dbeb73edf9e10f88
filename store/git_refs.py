"""Takes a stranger's refs over into a bare repository of our own, which git may then be pointed at.

    HEAD, packed-refs, refs/**  --read as plain files, each line checked-->  OUR/HEAD, OUR/packed-refs, OUR/config

Symbolic refs other than HEAD are left behind, and so is every line that git itself would not have written.
"""

import os
import re
from pathlib import Path

from core.errors import UsageError
from store.git_command import FULL_HASH
from store.git_discovery import Located, entries_below, read_regular

MAX_REFS = 20_000
MAX_PACKED_BYTES = 8 << 20
MAX_REF_BYTES = 1024
REF_COMPONENT = r"(?!\.)(?:(?!\.\.|@\{)[^\x00-\x20\x7f~^:?*\[\\/])+(?<!\.)(?<!\.lock)"
REF_NAME = re.compile(rf"refs(?:/{REF_COMPONENT})+")
CONFIGURATION = {
    40: "[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
    64: "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n",
}


def copy_refs(located: Located, into: Path) -> None:
    """Make `into` a bare repository without objects, whose refs are those of `located`. Raises UsageError."""
    head = read_head(located)
    refs = read_packed(located) | read_loose(located)
    length = max((len(value) for value in (head, *refs.values()) if FULL_HASH.fullmatch(value)), default=40)
    same_kind = {name: value for name, value in refs.items() if len(value) == length}
    for folder in ("objects", "refs"):
        (into / folder).mkdir()
    (into / "config").write_text(CONFIGURATION[length])
    (into / "HEAD").write_text(f"{head}\n")
    lines = (f"{value} {name}\n" for name, value in sorted(same_kind.items()))
    (into / "packed-refs").write_text("".join(lines), errors="surrogateescape")


def read_head(located: Located) -> str:
    try:
        head = os.fsdecode(read_regular(located.head / "HEAD", MAX_REF_BYTES)).rstrip("\n")
    except OSError as error:
        raise UsageError(f"{located.head}: HEAD can't be read: {error}") from None
    if head == "ref: refs/heads/.invalid":
        raise UsageError(f"{located.head}: refs kept as reftables; clone it with --ref-format=files, grade the clone")
    if not FULL_HASH.fullmatch(head) and not REF_NAME.fullmatch(head.removeprefix("ref: ")):
        raise UsageError(f"{located.head}: HEAD names neither a branch nor a commit; run `git checkout` of one")
    return head


def read_packed(located: Located) -> dict[str, str]:
    try:
        text = os.fsdecode(read_regular(located.common / "packed-refs", MAX_PACKED_BYTES))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"{located.common}: packed-refs can't be read: {error}") from None
    refs = {}
    for line in text.split("\n"):
        value, _, name = line.partition(" ")
        if FULL_HASH.fullmatch(value) and REF_NAME.fullmatch(name):
            refs[name] = value
    return refs


def read_loose(located: Located) -> dict[str, str]:
    refs = {}
    try:
        for number, entry in enumerate(entries_below(located.common / "refs"), 1):
            if number > MAX_REFS:
                raise UsageError(f"{located.common}: more than {MAX_REFS} refs; run `git pack-refs --all` in it")
            name = Path(entry.path).relative_to(located.common).as_posix()
            value = loose_value(entry)
            if value and REF_NAME.fullmatch(name):
                refs[name] = value
    except OSError as error:
        raise UsageError(f"{located.common}: refs can't be read: {error}") from None
    return refs


def loose_value(entry: os.DirEntry[str]) -> str | None:
    """The hash in a ref's file; None for a folder, a link, a pipe, a symbolic ref or anything else."""
    if not entry.is_file(follow_symlinks=False) or entry.stat(follow_symlinks=False).st_size > MAX_REF_BYTES:
        return None
    value = os.fsdecode(read_regular(Path(entry.path), MAX_REF_BYTES)).rstrip("\n")
    return value if FULL_HASH.fullmatch(value) else None
