"""Files of a submission, handled as their owner and following no link. Callers act as that owner (`acting_as`)."""

import contextlib
import itertools
import os
import stat
from collections.abc import Iterator

PRODUCT = "/box/product"
OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
DEEPEST = 64
MOST_NAMES = 4000
NUMBERS = itertools.count()


@contextlib.contextmanager
def acting_as(uid: int) -> Iterator[None]:
    """Work on files as `uid`. Safe while no other process lives: the real and saved ids stay root's."""
    os.setegid(uid)
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def open_parent(top: str, path: str, *, make: bool) -> tuple[int, str]:
    """Open the folder holding `path` below `top`, one component at a time. Returns (descriptor, last name)."""
    *folders, name = path.split("/")
    here = os.open(top, OPEN_FOLDER)
    for folder in folders:
        try:
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(folder, 0o755, dir_fd=here)
            below = os.open(folder, OPEN_FOLDER, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here, name


def make_parent(top: str, path: str) -> None:
    """Make the folders that are to hold `path` below `top`, where they aren't there."""
    folder, _ = open_parent(top, path, make=True)
    os.close(folder)


def write_entry(path: str, kind: str, data: bytes) -> None:
    """Write one entry of a tree into the product."""
    write_below(PRODUCT, path, kind, data)


def write_below(top: str, path: str, kind: str, data: bytes) -> None:
    """Write one entry of a tree. `kind` is core.trees.EntryKind's value; a link's data is its target."""
    folder, name = open_parent(top, path, make=True)
    try:
        if kind == "link":
            os.symlink(os.fsdecode(data), name, dir_fd=folder)
            return
        fd = os.open(name, NEW_FILE, 0o755 if kind == "executable" else 0o644, dir_fd=folder)
    finally:
        os.close(folder)
    with open(fd, "wb", buffering=0) as file:
        while data:
            data = data[file.write(data) :]


def read_file(path: str, max_bytes: int) -> bytes:
    """A file of the product. Raises OSError where `path` is no regular file of at most `max_bytes`, or a link stands on
    the way."""
    data = read_below(PRODUCT, path, max_bytes + 1)
    if len(data) > max_bytes:
        raise OSError(f"{path} is no regular file of at most {max_bytes} bytes")
    return data


def read_below(top: str, path: str, most: int) -> bytes:
    """The beginning of a file. Raises OSError where `path` is no regular file, or a link stands on the way."""
    folder, name = open_parent(top, path, make=False)
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    finally:
        os.close(folder)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(f"{path} is no regular file")
        with open(fd, "rb", buffering=0, closefd=False) as file:
            return file.read(most)
    finally:
        os.close(fd)


def empty(folder: str) -> None:
    """Remove all of the current effective user's that lies below `folder`.

    A sub-folder's own sub-folders are moved up into `folder` before it goes, so depth costs neither stack nor
    descriptors.
    """
    top = os.open(folder, OPEN_FOLDER)
    try:
        stuck: set[str] = set()
        while folders := [name for name in os.listdir(top) if name not in stuck and not unlinked(name, top)]:
            stuck.update(name for name in folders if not folder_removed(name, top))
    finally:
        os.close(top)


def remove(name: str) -> None:
    """Remove PRODUCT/`name`, whatever it is, if it is there."""
    product = os.open(PRODUCT, OPEN_FOLDER)
    try:
        if not unlinked(name, product):
            os.chmod(name, 0o700, dir_fd=product)
            empty(f"{PRODUCT}/{name}")
            os.rmdir(name, dir_fd=product)
    finally:
        os.close(product)


def unlinked(name: str, folder: int) -> bool:
    """Unlink what isn't a folder. False for a folder; another user's file is left to its owner."""
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    except OSError:
        pass
    return True


def folder_removed(name: str, top: int) -> bool:
    try:
        os.chmod(name, 0o700, dir_fd=top)
        below = os.open(name, OPEN_FOLDER, dir_fd=top)
    except OSError:
        return False
    try:
        for child in os.listdir(below):
            if not unlinked(child, below):
                os.chmod(child, 0o700, dir_fd=below)
                os.rename(child, free_name(top), src_dir_fd=below, dst_dir_fd=top)
        os.rmdir(name, dir_fd=top)
    except OSError:
        return False
    finally:
        os.close(below)
    return True


def free_name(folder: int) -> str:
    while True:
        name = f".removed-{next(NUMBERS)}"
        try:
            os.stat(name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return name


def seal() -> None:
    """Take every write permission but the owner's off the product, and drop what is no file, folder or link."""
    product = os.open(PRODUCT, OPEN_FOLDER)
    try:
        os.fchmod(product, 0o755)
        seal_folder(product, DEEPEST)
    finally:
        os.close(product)


def top_names() -> list[str]:
    """What stands at the product's top, for each testcase to be shown. Raises OSError where that is too much."""
    names = os.listdir(PRODUCT)
    if len(names) > MOST_NAMES:
        raise OSError(f"more than {MOST_NAMES} files and folders at the top of the product")
    return names


def seal_folder(folder: int, levels: int) -> None:
    """Seal `levels` levels. What lies deeper is shut: no reading there, but no writing either.

    `chmod` of the group bits also cuts the mask of any ACL, so no other user keeps a way to write.
    """
    for name in os.listdir(folder):
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if stat.S_ISREG(mode):
            os.chmod(name, 0o755 if mode & 0o111 else 0o644, dir_fd=folder)
        elif stat.S_ISDIR(mode):
            os.chmod(name, 0o755 if levels else 0o700, dir_fd=folder)
            if levels:
                below = os.open(name, OPEN_FOLDER, dir_fd=folder)
                try:
                    seal_folder(below, levels - 1)
                finally:
                    os.close(below)
        elif not stat.S_ISLNK(mode):
            os.unlink(name, dir_fd=folder)
