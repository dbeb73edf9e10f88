"""Which trees a sandbox may be given, whether they come out of a commit or out of a folder.

    a walk  --raw name, mode-->  TreeGauge  --path-->  the listing  --contents-->  check_contents  -->  Tree

A refusal is a TreeRefused whose text is for the student: the path, what is wrong with it, how to mend it.
"""

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping

from core.errors import TreeRefused
from core.trees import EntryKind, TreeCaps, TreeEntry

MAX_LINK_BYTES = 1024
MAX_LINK_HOPS = 40
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
SHOWN_CHARACTERS = 100

# Characters that HFS+ drops from a name, so that `.g\u200cit` is `.git` there (git's own list, utf8.c).
IGNORED_BY_HFS = dict.fromkeys(
    [*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF],
)


def shown(path: str | bytes) -> str:
    """A path as a message may show it: one line, of bounded length, no character that a terminal obeys."""
    text = path.decode(errors="backslashreplace") if isinstance(path, bytes) else path
    clean = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )
    return clean if len(clean) <= SHOWN_CHARACTERS else f"{clean[:SHOWN_CHARACTERS]}..."


class TreeGauge:
    """Counts the names and sizes that one walk meets, and refuses the first that is over a cap."""

    def __init__(self, caps: TreeCaps) -> None:
        self.caps = caps
        self.entries = 0
        self.bytes = 0

    def name(self, folder: str, raw: bytes) -> str:
        """The path of the file or folder `raw` in `folder` ("" at the top), once it is known to be a fair name."""
        self.entries += 1
        if self.entries > self.caps.entries:
            raise TreeRefused(f"more than {self.caps.entries} files and folders; turn in only what was asked for")
        name = fair_name(folder, raw)
        path = f"{folder}/{name}" if folder else name
        if len(path.encode()) > self.caps.path_bytes:
            raise TreeRefused(f"{shown(path)}: a path of more than {self.caps.path_bytes} bytes; use shorter names")
        if path.count("/") >= self.caps.depth:
            raise TreeRefused(f"{shown(path)}: more than {self.caps.depth} folders deep; move it up")
        return path

    def size(self, path: str, kind: EntryKind, size: int) -> None:
        """`size` in bytes, as announced before the file is read."""
        if kind is EntryKind.LINK and size > MAX_LINK_BYTES:
            raise TreeRefused(f"{shown(path)}: a link's target of more than {MAX_LINK_BYTES} bytes")
        if size > self.caps.file_bytes:
            raise TreeRefused(
                f"{shown(path)}: {size} bytes, where a file may have {self.caps.file_bytes}; leave it out of the commit"
            )
        self.bytes += size
        if self.bytes > self.caps.total_bytes:
            raise TreeRefused(
                f"{shown(path)}: with it the files have more than {self.caps.total_bytes} bytes together; "
                "turn in only what was asked for"
            )


def fair_name(folder: str, raw: bytes) -> str:
    where = f"in {shown(folder)}" if folder else "at the top"
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise TreeRefused(f"{shown(raw)} {where}: a name that is not UTF-8; rename it") from None
    if name in ("", ".", "..") or "/" in name:
        raise TreeRefused(f"{shown(name)!r} {where}: not a name that a file can have; make the commit anew with git")
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in name):
        raise TreeRefused(f"{shown(name)} {where}: a control character or line break in a name; rename it")
    if means_dot_git(name):
        raise TreeRefused(f"{shown(name)} {where}: stands for git's own folder; take it out of the commit")
    return name


def means_dot_git(name: str) -> bool:
    """Whether Linux, macOS or Windows would take any part of the name for `.git`."""
    folded = name.translate(IGNORED_BY_HFS).lower()
    parts = (part.split(":")[0].rstrip(" .") for part in folded.split("\\"))
    return any(part in (".git", "git~1") for part in parts)


def submodule(path: str) -> TreeRefused:
    return TreeRefused(f"{shown(path)}: a submodule; add the files themselves instead of a link to a repository")


def nested_repository(path: str) -> TreeRefused:
    return TreeRefused(f"{shown(path)}: a repository inside the repository; remove its .git and add the files")


def twice(path: str) -> TreeRefused:
    return TreeRefused(f"{shown(path)}: there twice in one folder; make the commit anew with git")


def odd_kind(path: str, what: str) -> TreeRefused:
    return TreeRefused(f"{shown(path)}: {what}; only files, folders and links can be turned in")


def check_contents(entries: Iterable[TreeEntry]) -> None:
    """Refuse what only the contents give away: LFS pointers, and links that lead out of the tree."""
    targets = {}
    for entry in entries:
        if entry.kind is EntryKind.LINK:
            targets[entry.path] = link_target(entry)
        elif entry.data.startswith(LFS_POINTER):
            raise TreeRefused(
                f"{shown(entry.path)}: a pointer of Git LFS, not the file; run `git lfs untrack` on it and commit it"
            )
    for path in targets:
        check_link(path, targets)


def link_target(link: TreeEntry) -> str:
    if not link.data or b"\0" in link.data:
        raise TreeRefused(f"{shown(link.path)}: a link whose target is no path; turn in the file itself")
    try:
        return link.data.decode()
    except UnicodeDecodeError:
        raise TreeRefused(f"{shown(link.path)}: a link whose target is not UTF-8; rename the target") from None


def check_link(path: str, targets: Mapping[str, str]) -> None:
    """Refuse a link out of the tree, whether its words alone lead there or the links on its way do."""
    target = targets[path]
    leaves = TreeRefused(f"{shown(path)}: a link out of the tree, to {shown(target)}; turn in the file itself")
    if target.startswith("/"):
        raise leaves
    by_words = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    if by_words == ".." or by_words.startswith("../"):
        raise leaves
    if not stays_inside(path, targets):
        raise leaves


def stays_inside(path: str, targets: Mapping[str, str]) -> bool:
    """Follow `path` component by component, links replaced by their targets, as the kernel would.

    A circle of links leads nowhere, so not out either; the kernel too gives up after 40.
    """
    here: list[str] = []
    ahead = path.split("/")[::-1]
    hops = 0
    while ahead and hops <= MAX_LINK_HOPS:
        part = ahead.pop()
        if part == "..":
            if not here:
                return False
            here.pop()
        elif part not in ("", "."):
            here.append(part)
            if target := targets.get("/".join(here)):
                if target.startswith("/"):
                    return False
                here.pop()
                ahead += target.split("/")[::-1]
                hops += 1
    return True
