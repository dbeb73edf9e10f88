"""A commit's files, read from git objects: never checked out, never `git archive`, so no attribute has a say.

commit -> tree objects, one by one   names, modes, hashes: counted as they come, a bomb stops at the cap
       -> sizes of all blobs         counted before any is read
       -> blobs                      each once, however often it stands in the tree
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import TreeRefused
from core.trees import EntryKind, Tree, TreeCaps, TreeEntry
from store.git_command import FULL_HASH
from store.git_objects import MissingObject, ObjectInfo, ObjectReader
from store.git_subjects import MAX_COMMIT_BYTES, history_of
from store.tree_rules import TreeGauge, check_contents, odd_kind, shown, submodule, twice

ENTRY_OVERHEAD_BYTES = 48  # of one entry in a tree object: mode, space, NUL and a hash of at most 32 bytes
FOLDER_MODE = 0o040000
SUBMODULE_MODE = 0o160000
KINDS = {
    0o100644: EntryKind.FILE,
    0o100664: EntryKind.FILE,  # written by git before 2005, and still taken by fsck
    0o100755: EntryKind.EXECUTABLE,
    0o120000: EntryKind.LINK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A file as tree objects name it; its contents have not been looked at."""

    path: str
    kind: EntryKind
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    mode: int
    name: bytes
    hash: str


def read_tree(repository: Path, commit: str, caps: TreeCaps, prefix: str = "") -> Tree:
    """The files of a commit below `prefix`, in a repository of ours.

    Raises TreeRefused with a message for the student; MissingObject, a GraderFault, if the commit isn't all there.
    """
    with ObjectReader(repository) as objects:
        return tree_of(objects, objects.need(commit, "commit"), caps, prefix)


def tree_of(objects: ObjectReader, commit: ObjectInfo, caps: TreeCaps, prefix: str = "") -> Tree:
    listed = list_files(objects, commit, caps, prefix)
    infos = measured(objects, listed, caps)
    contents: dict[str, bytes] = {}
    entries = []
    for file in listed:
        if file.hash not in contents:
            contents[file.hash] = objects.contents(infos[file.hash])
        entries.append(TreeEntry(path=file.path, kind=file.kind, data=contents[file.hash]))
    check_contents(entries)
    return Tree(entries=tuple(entries), commit=commit.hash, history=history_of(objects, commit))


def measured(objects: ObjectReader, listed: list[ListedFile], caps: TreeCaps) -> dict[str, ObjectInfo]:
    """The blobs by hash, once every file's size is known to be within the caps."""
    gauge = TreeGauge(caps)
    infos = {}
    for file, found in zip(listed, objects.infos([file.hash for file in listed]), strict=True):
        blob = objects.checked(found, file.hash, "blob")
        gauge.size(file.path, file.kind, blob.size)
        infos[file.hash] = blob
    return infos


def list_files(objects: ObjectReader, commit: ObjectInfo, caps: TreeCaps, prefix: str = "") -> list[ListedFile]:
    """Sorted by path, no blob looked at. A `prefix` that the commit doesn't have holds no files."""
    gauge = TreeGauge(caps)
    top = folder_hash(objects, root_hash(objects, commit), prefix, caps)
    ahead = [("", top)] if top else []
    listed = []
    while ahead:
        folder, tree = ahead.pop()
        seen = set()
        for entry in read_folder(objects, tree, folder, caps):
            path = gauge.name(folder, entry.name)
            if entry.name in seen:
                raise twice(path)
            seen.add(entry.name)
            if entry.mode == FOLDER_MODE:
                ahead.append((path, entry.hash))
            else:
                listed.append(ListedFile(path=path, kind=kind_of(path, entry.mode), hash=entry.hash))
    return sorted(listed, key=lambda file: file.path)


def kind_of(path: str, mode: int) -> EntryKind:
    if mode == SUBMODULE_MODE:
        raise submodule(path)
    if mode not in KINDS:
        raise odd_kind(path, f"an entry of the unknown mode {mode:o}")
    return KINDS[mode]


def root_hash(objects: ObjectReader, commit: ObjectInfo) -> str:
    if commit.size > MAX_COMMIT_BYTES:
        raise TreeRefused(f"commit {commit.hash}: a message of more than {MAX_COMMIT_BYTES} bytes; shorten it")
    word, _, tree = objects.contents(commit).split(b"\n", 1)[0].decode(errors="replace").partition(" ")
    if word != "tree" or not FULL_HASH.fullmatch(tree):
        raise MissingObject(f"{objects.where}: the commit {commit.hash} names no tree")
    return tree


def folder_hash(objects: ObjectReader, root: str, prefix: str, caps: TreeCaps) -> str | None:
    tree = root
    for part in prefix.encode().split(b"/") if prefix else ():
        entries = read_folder(objects, tree, prefix, caps)
        below = next((entry for entry in entries if entry.name == part and entry.mode == FOLDER_MODE), None)
        if below is None:
            return None
        tree = below.hash
    return tree


def read_folder(objects: ObjectReader, tree: str, folder: str, caps: TreeCaps) -> Iterator[RawEntry]:
    """The entries of a tree object, which is read only if it isn't larger than any within the caps could be."""
    info = objects.need(tree, "tree")
    if info.size > caps.entries * (caps.path_bytes + ENTRY_OVERHEAD_BYTES):
        where = shown(folder) or "the top folder"
        raise TreeRefused(f"{where}: more than {caps.entries} files and folders; turn in only what was asked for")
    return parse_folder(objects.contents(info), info.hash)


def parse_folder(data: bytes, tree: str) -> Iterator[RawEntry]:
    """`MODE NAME NUL HASH`, repeated; the hash is raw and as long as the tree's own. Raises MissingObject."""
    hash_bytes = len(tree) // 2
    start = 0
    while start < len(data):
        end = data.find(b"\0", start)
        mode, space, name = data[start:end].partition(b" ")
        start = end + 1 + hash_bytes
        if end < 0 or not space or len(mode) > 6 or not mode.isdigit() or start > len(data):
            raise MissingObject(f"the tree {tree} is damaged")
        yield RawEntry(mode=octal(mode, tree), name=name, hash=data[end + 1 : start].hex())


def octal(mode: bytes, tree: str) -> int:
    try:
        return int(mode, 8)
    except ValueError:
        raise MissingObject(f"the tree {tree} is damaged") from None
