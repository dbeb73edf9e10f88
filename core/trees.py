"""A submission's files, as they stand in a commit or a working tree, before anything has run."""

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    FILE = "file"
    EXECUTABLE = "executable"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEntry:
    """One file. `path` is relative, with `/`, no `.` or `..` component; a link's `data` is its target."""

    path: str
    kind: EntryKind
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Entries sorted by path. `commit` is the full hash, or None where the files are in no commit.

    `history` are the commit and some before it, newest first: short hash and subject, printable.
    """

    entries: tuple[TreeEntry, ...]
    commit: str | None
    history: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(entry.path for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeCaps:
    """What a tree may hold at most. Counted on names and sizes, before any file is read."""

    entries: int = 2_000
    depth: int = 24
    file_bytes: int = 8 << 20
    total_bytes: int = 32 << 20
    path_bytes: int = 512
