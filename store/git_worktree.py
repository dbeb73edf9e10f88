"""The files of a folder as they stand on disk, under the same rules as those of a commit.

    folder --listed, no link followed--> names, kinds, sizes: counted against the caps --> contents

The folder is a stranger's: a name may be a pipe, a device, a link, or become one between two looks at it.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import UsageError
from core.trees import EntryKind, TreeCaps, TreeEntry
from store.tree_rules import MAX_LINK_BYTES, TreeGauge, check_contents, nested_repository, odd_kind

OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
OPEN_FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
ODD_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    path: str
    kind: EntryKind
    size: int


def read_files(folder: Path, caps: TreeCaps) -> tuple[TreeEntry, ...]:
    """All files below `folder` but its own `.git`, sorted by path. Raises TreeRefused, or UsageError if unreadable."""
    try:
        with opened(os.open(folder, OPEN_FOLDER)) as top:
            found = sorted(find_files(top, TreeGauge(caps)), key=lambda file: file.path)
            entries = tuple(read_entry(top, file) for file in found)
    except OSError as error:
        raise UsageError(f"{folder}: can't be read: {error}") from None
    check_contents(entries)
    return entries


@contextmanager
def opened(fd: int) -> Iterator[int]:
    try:
        yield fd
    finally:
        os.close(fd)


def find_files(top: int, gauge: TreeGauge) -> Iterator[FoundFile]:
    ahead = [""]
    while ahead:
        folder = ahead.pop()
        with opened(open_below(top, folder, OPEN_FOLDER) if folder else os.dup(top)) as fd, os.scandir(fd) as entries:
            for entry in entries:
                if entry.name == ".git" and not folder:
                    continue
                if entry.name == ".git":
                    raise nested_repository(folder)
                path = gauge.name(folder, os.fsencode(entry.name))
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    ahead.append(path)
                else:
                    kind = kind_of(path, status.st_mode)
                    gauge.size(path, kind, status.st_size)
                    yield FoundFile(path=path, kind=kind, size=status.st_size)


def kind_of(path: str, mode: int) -> EntryKind:
    if stat.S_ISLNK(mode):
        return EntryKind.LINK
    if not stat.S_ISREG(mode):
        raise odd_kind(path, ODD_KINDS.get(stat.S_IFMT(mode), "neither a file nor a folder"))
    return EntryKind.EXECUTABLE if mode & stat.S_IXUSR else EntryKind.FILE


def read_entry(top: int, file: FoundFile) -> TreeEntry:
    data = read_link(top, file) if file.kind is EntryKind.LINK else read_contents(top, file)
    if len(data) != file.size:
        raise changed(file)
    return TreeEntry(path=file.path, kind=file.kind, data=data)


def read_link(top: int, file: FoundFile) -> bytes:
    folder, _, name = file.path.rpartition("/")
    with opened(open_below(top, folder, OPEN_FOLDER) if folder else os.dup(top)) as fd:
        return os.fsencode(os.readlink(name, dir_fd=fd))[: MAX_LINK_BYTES + 1]


def read_contents(top: int, file: FoundFile) -> bytes:
    """At most a byte more than was announced, so that a file that grows can't pass the caps."""
    with opened(open_below(top, file.path, OPEN_FILE)) as fd:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise changed(file)
        with os.fdopen(fd, "rb", closefd=False) as contents:
            return contents.read(file.size + 1)


def changed(file: FoundFile) -> UsageError:
    return UsageError(f"{file.path}: changed while it was read; try again once nothing writes to it")


def open_below(top: int, path: str, flags: int) -> int:
    """Open `path` below the folder `top`, refusing a link in place of any of its components."""
    *folders, name = path.split("/")
    here = os.dup(top)
    try:
        for folder in folders:
            below = os.open(folder, OPEN_FOLDER, dir_fd=here)
            os.close(here)
            here = below
        return os.open(name, flags, dir_fd=here)
    finally:
        os.close(here)
