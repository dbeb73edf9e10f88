"""A repository on the machine where `peermill grade` runs, which may be anyone's and may be hostile.

PATH/.git/config, hooks, attributes, ...   never read by git
PATH/.git/HEAD, refs   --copied, checked-->  a bare repository of ours, for the length of a `with` block
PATH/.git/objects      --named by GIT_OBJECT_DIRECTORY-->  git cat-file, which runs nothing
PATH/files             --read without git-->  the tree as it stands on disk
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import GraderFault, TreeRefused, UsageError
from core.trees import Tree, TreeCaps, TreeEntry
from store.git_discovery import Located, locate
from store.git_objects import MissingObject, ObjectInfo, ObjectReader, object_hash
from store.git_refs import copy_refs
from store.git_subjects import history_of
from store.git_trees import ListedFile, list_files, tree_of
from store.git_worktree import read_files

REVISION = re.compile(r"[\w@][\w./@{}^~+-]{0,199}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRepository:
    """`prefix` is where `path` lies in the work tree, "" at its top; `git_dir` is ours."""

    path: Path
    located: Located
    git_dir: Path

    @property
    def bare(self) -> bool:
        return self.located.bare

    @property
    def prefix(self) -> str:
        return self.located.prefix

    def tree(self, revision: str | None, caps: TreeCaps) -> Tree:
        """The files of a commit below `prefix`; without a revision the files on disk, or HEAD's if bare.

        The commit of files on disk is HEAD if they are, name by name and byte by byte, what HEAD holds, else None.
        Raises UsageError for a revision that is no commit here, TreeRefused for files that can't be graded.
        """
        if revision is not None:
            return self.tree_at(revision, caps)
        if self.bare:
            return self.tree_at("HEAD", caps)
        entries = read_files(self.path.resolve(), caps)
        commit, history = self.commit_of(entries, caps)
        return Tree(entries=entries, commit=commit, history=history)

    def tree_at(self, revision: str, caps: TreeCaps) -> Tree:
        try:
            with self.objects() as objects:
                tree = tree_of(objects, self.commit_at(objects, revision), caps, self.prefix)
        except MissingObject as error:
            raise UsageError(f"{self.path}: {error}; clone the repository anew, in full, and grade the clone") from None
        if self.prefix and not tree.entries:
            raise UsageError(f"{self.path}: commit {tree.commit} has no files in {self.prefix}; name another commit")
        return tree

    def commit_at(self, objects: ObjectReader, revision: str) -> ObjectInfo:
        commit = objects.info(f"{revision}^{{commit}}") if REVISION.fullmatch(revision) else None
        if commit is None:
            raise UsageError(f"{self.path}: no commit {revision[:100]!r}; `git log` shows those there are")
        return commit

    def commit_of(self, entries: tuple[TreeEntry, ...], caps: TreeCaps) -> tuple[str | None, tuple[str, ...]]:
        """HEAD's hash and history where the entries are its files, else None and no history."""
        try:
            with self.objects() as objects:
                head = objects.info("HEAD^{commit}")
                if head and list_files(objects, head, caps, self.prefix) == listed(entries, head.hash):
                    return head.hash, history_of(objects, head)
        except (MissingObject, TreeRefused):
            pass  # HEAD is not all there, or is no tree that could be graded: the files are another
        return None, ()

    def objects(self) -> ObjectReader:
        return ObjectReader(self.git_dir, objects=self.located.objects)


def listed(entries: tuple[TreeEntry, ...], like: str) -> list[ListedFile]:
    return [
        ListedFile(path=entry.path, kind=entry.kind, hash=object_hash("blob", entry.data, like=like))
        for entry in entries
    ]


@contextmanager
def open_local(path: Path) -> Iterator[LocalRepository]:
    """Raises UsageError, one line, unless `path` is a folder in a work tree or a repository.

    Raises GraderFault where there is no room for a copy of the refs.
    """
    located = locate(path)
    with ExitStack() as stack:
        try:
            git_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peermill-")))
            copy_refs(located, git_dir)
        except OSError as error:
            raise GraderFault(f"no room for a repository's refs: {error}; free some space") from error
        yield LocalRepository(path=path, located=located, git_dir=git_dir)
