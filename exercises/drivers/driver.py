"""What every driver comes down to: files, commands that build them, and a command that a testcase runs."""

from dataclasses import dataclass
from pathlib import Path

from core.trees import EntryKind, TreeEntry

SOURCES = Path(__file__).parent / "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """`files` are put at `school/` beside the harness's own; `commands` build them; each testcase runs `command`."""

    files: tuple[TreeEntry, ...]
    commands: tuple[tuple[str, ...], ...]
    command: tuple[str, ...]


def source(name: str) -> TreeEntry:
    """A program of ours, as it lies in `sources/`."""
    return generated(name, (SOURCES / name).read_bytes())


def generated(name: str, data: bytes) -> TreeEntry:
    return TreeEntry(path=name, kind=EntryKind.FILE, data=data)
