"""Reads the school's own files, and says in one line which of them can't be used and why."""

import stat
from collections.abc import Iterator
from pathlib import Path

from core.errors import BrokenExercise
from core.trees import EntryKind, TreeEntry

MAX_FILE_BYTES = 16 << 20


def is_folder(path: Path) -> bool:
    """Whether a folder is there; no name is too odd, or too long, to ask."""
    try:
        return path.is_dir()
    except OSError:
        return False


def read_entries(top: Path) -> tuple[TreeEntry, ...]:
    """The school's own files below `top`; a link among them, or a name that isn't UTF-8, is refused."""
    try:
        paths = sorted(files_below(top))
    except OSError as error:
        raise BrokenExercise(f"{top}: what lies in it can't be read: {error.strerror}") from None
    return tuple(read_entry(path, top) for path in paths)


def files_below(top: Path) -> Iterator[Path]:
    """Folder by folder, since folders may nest deeper than a function can call itself. Raises OSError."""
    folders = [top]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_symlink() or not path.is_dir():
                yield path
            else:
                folders.append(path)


def read_entry(path: Path, top: Path) -> TreeEntry:
    if path.is_symlink():
        raise BrokenExercise(f"{path}: a link; put the file itself here")
    name = path.relative_to(top).as_posix()
    if not name.isprintable():
        raise BrokenExercise(f"{path.parent}: the name {name!r} isn't printable UTF-8")
    data = read(path, "a file")
    kind = EntryKind.EXECUTABLE if path.stat().st_mode & 0o100 else EntryKind.FILE
    return TreeEntry(path=name, kind=kind, data=data)


def read_text(path: Path, what: str) -> str:
    try:
        return read(path, what).decode()
    except UnicodeDecodeError as error:
        raise BrokenExercise(f"{path}: {what}: not UTF-8 text ({error.reason} at byte {error.start})") from None


def read(path: Path, what: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenExercise(f"{path}: {what} is not a regular file")
        if status.st_size > MAX_FILE_BYTES:
            raise BrokenExercise(f"{path}: {what} is larger than {MAX_FILE_BYTES} bytes")
        return path.read_bytes()
    except OSError as error:
        raise BrokenExercise(f"{path}: {what} can't be read: {error.strerror}") from None
