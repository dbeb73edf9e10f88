"""Where the repository of a path lies, found without git, so that nothing of its configuration is ever obeyed.

    PATH, then each folder above it:  .git/        a work tree with its repository inside
                                      .git (file)  a linked work tree, if its repository names it back
                                      HEAD objects refs   a bare repository, PATH itself only

A stranger's `.git` may hold anything. What would lead us to other folders of the machine is refused: links, borrowed
objects, a `.git` file that names a repository which doesn't know of it.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import UsageError

MAX_OBJECT_FILES = 500_000
MAX_POINTER_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """`head` is the folder of HEAD, `common` that of refs and objects; `prefix` is PATH below the work tree."""

    head: Path
    common: Path
    prefix: str
    bare: bool

    @property
    def objects(self) -> Path:
        return self.common / "objects"


def locate(path: Path) -> Located:
    """Raises UsageError unless `path` is a folder in a work tree, or a repository, that can be read safely."""
    top = existing_folder(path)
    for folder in (top, *top.parents):
        if os.path.lexists(folder / ".git"):
            return in_work_tree(path, folder, top.relative_to(folder))
        if is_repository(folder, folder):
            if folder != top:
                raise UsageError(f"{path}: lies inside git's own folder {folder}; name the repository itself")
            return checked(path, Located(head=folder, common=folder, prefix="", bare=True))
    raise UsageError(f"{path}: neither is nor lies in a git repository; run `git init` in it, or name another")


def existing_folder(path: Path) -> Path:
    try:
        top = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise UsageError(f"{path}: no such folder; name the one to grade") from None
    if not top.is_dir():
        raise UsageError(f"{path}: not a folder; name the one that it lies in")
    return top


def in_work_tree(path: Path, work_tree: Path, below: Path) -> Located:
    dot_git = work_tree / ".git"
    mode = dot_git.lstat().st_mode
    if stat.S_ISDIR(mode):
        head = common = dot_git
    elif stat.S_ISREG(mode):
        head, common = linked_repository(path, dot_git)
    else:
        raise UsageError(f"{path}: {dot_git} is neither a folder nor a file; clone the repository and grade the clone")
    prefix = "" if below == Path() else below.as_posix()
    if ".git" in below.parts:
        raise UsageError(f"{path}: lies inside git's own folder; name the repository itself")
    if any(0xD800 <= ord(character) < 0xE000 for character in prefix):
        raise UsageError(f"{prefix!r}: a path that is not UTF-8; rename the folder")
    return checked(path, Located(head=head, common=common, prefix=prefix, bare=False))


def linked_repository(path: Path, dot_git: Path) -> tuple[Path, Path]:
    """Follow a `.git` file to `REPOSITORY/worktrees/NAME`, whose `gitdir` must name this very `.git` file."""
    try:
        head = (dot_git.parent / pointer(dot_git).removeprefix("gitdir: ")).resolve(strict=True)
        common = (head / pointer(head / "commondir")).resolve(strict=True)
        back = (head / pointer(head / "gitdir")).resolve(strict=True)
    except (OSError, ValueError):
        head = common = back = Path()
    if back != dot_git or head.parent != common / "worktrees":
        raise UsageError(f"{path}: {dot_git} names a repository that doesn't name it back; clone it, grade the clone")
    return head, common


def pointer(file: Path) -> str:
    return os.fsdecode(read_regular(file, MAX_POINTER_BYTES).rstrip(b"\r\n"))


def read_regular(file: Path, max_bytes: int) -> bytes:
    """A regular file's bytes. Raises OSError if it's none, or a link, or larger; never waits for a pipe or a device."""
    fd = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(f"{file} is not a regular file")
        with os.fdopen(fd, "rb", closefd=False) as opened:
            data = opened.read(max_bytes + 1)
    finally:
        os.close(fd)
    if len(data) > max_bytes:
        raise OSError(f"{file} has more than {max_bytes} bytes")
    return data


def checked(path: Path, located: Located) -> Located:
    if not is_repository(located.head, located.common):
        raise UsageError(f"{path}: {located.head} is no git repository; run `git init`, or name another folder")
    if os.path.lexists(located.objects / "info" / "alternates"):
        raise UsageError(f"{path}: borrows another repository's objects; clone it with --dissociate, grade the clone")
    check_objects(path, located.objects)
    return located


def is_repository(head: Path, common: Path) -> bool:
    return is_kind(head / "HEAD", stat.S_IFREG) and all(
        is_kind(common / name, stat.S_IFDIR) for name in ("objects", "refs")
    )


def is_kind(path: Path, kind: int) -> bool:
    try:
        return stat.S_IFMT(path.lstat().st_mode) == kind
    except OSError:
        return False


def check_objects(path: Path, objects: Path) -> None:
    """Files and folders only: git would follow a link among its objects, and wait for a pipe."""
    try:
        for number, entry in enumerate(entries_below(objects), 1):
            if not entry.is_dir(follow_symlinks=False) and not entry.is_file(follow_symlinks=False):
                raise UsageError(f"{path}: {entry.path} is no regular file; clone it and grade the clone")
            if number > MAX_OBJECT_FILES:
                raise UsageError(f"{path}: more than {MAX_OBJECT_FILES} files of objects; run `git gc` in it")
    except OSError as error:
        raise UsageError(f"{path}: its objects can't be read: {error.strerror}") from None


def entries_below(top: Path) -> Iterator[os.DirEntry[str]]:
    """Everything below `top`, no link followed, one name at a time however many a folder has. Raises OSError."""
    ahead = [str(top)]
    while ahead:
        with os.scandir(ahead.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    ahead.append(entry.path)
                yield entry
