"""Builds repositories as no git client would: any object, loose, straight from bytes. Also runs the real client."""

import hashlib
import os
import signal
import subprocess
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.errors import TreeRefused, UsageError
from core.trees import Tree, TreeCaps
from store.git_command import isolated
from store.git_local import open_local

RawEntry = tuple[str, bytes, str]  # mode as in a tree object, name, hash
WHO = "Student <student@school.example> 1700000000 +0000"
CLIENT_SETTINGS = {
    "user.name": "Student",
    "user.email": "student@school.example",
    "init.defaultBranch": "main",
    "protocol.allow": "always",
    "gc.auto": "0",
}


def run_git(*arguments: str, at: Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None) -> str:
    """The real client, as a student would run it. Fails the test if git fails."""
    done = client(*arguments, at=at, stdin=stdin, environment=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode(errors="replace").strip()


def client(
    *arguments: str, at: Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    own = isolated(CLIENT_SETTINGS)
    del own["GIT_ALLOW_PROTOCOL"], own["GIT_NO_LAZY_FETCH"]
    return subprocess.run(
        ["git", *arguments], cwd=at, input=stdin, env=own | dict(environment or {}), capture_output=True, check=False
    )


class RawRepository:
    """A repository made of loose objects. `folder` is its git folder."""

    def __init__(self, folder: Path, *, digest: str = "sha1") -> None:
        self.folder = folder
        self.digest = digest
        for name in ("objects", "refs/heads"):
            (folder / name).mkdir(parents=True)
        (folder / "HEAD").write_text("ref: refs/heads/main\n")
        (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")

    def write(self, kind: str, data: bytes, *, name: str | None = None, size: int | None = None) -> str:
        """An object; under a hash not its own if `name` is given, of a size not its own if `size` is."""
        raw = f"{kind} {len(data) if size is None else size}\0".encode() + data
        name = name or hashlib.new(self.digest, raw).hexdigest()
        path = self.folder / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(raw, 1))
        return name

    def blob(self, data: bytes) -> str:
        return self.write("blob", data)

    def tree(self, entries: Sequence[RawEntry]) -> str:
        """Entries in the order given, which git would have sorted."""
        return self.write("tree", raw_tree(entries))

    def commit(self, tree: str, *, message: str = "x", parents: Sequence[str] = ()) -> str:
        lines = [f"tree {tree}", *(f"parent {name}" for name in parents), f"author {WHO}", f"committer {WHO}"]
        return self.write("commit", "\n".join([*lines, "", message, ""]).encode())

    def commit_of(self, entries: Sequence[RawEntry]) -> str:
        return self.commit(self.tree(entries))

    def files(self, files: Mapping[str, bytes]) -> str:
        """A commit of plain files at the top."""
        return self.commit_of([("100644", name.encode(), self.blob(data)) for name, data in sorted(files.items())])

    def point(self, commit: str, ref: str = "refs/heads/main") -> str:
        path = self.folder / ref
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{commit}\n")
        return commit

    def forget(self, name: str) -> None:
        (self.folder / "objects" / name[:2] / name[2:]).unlink()


def raw_tree(entries: Sequence[RawEntry]) -> bytes:
    return b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(hash_) for mode, name, hash_ in entries)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail, rather than hang, what waits for a pipe that nobody writes to."""

    def late(*_: object) -> None:
        raise AssertionError(f"not done within {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def pipe_at(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def work_tree(folder: Path) -> Path:
    """A work tree with one commit: a script, a file in a folder, a link."""
    (folder / "ex00").mkdir(parents=True)
    (folder / "ex00" / "a.c").write_text("int a;\n")
    (folder / "run").write_text("#!/bin/sh\n")
    (folder / "run").chmod(0o755)
    (folder / "link").symlink_to("ex00/a.c")
    run_git("init", "--quiet", at=folder)
    committed(folder)
    return folder


def committed(work: Path) -> str:
    """The hash of a new commit of all that lies in the work tree."""
    run_git("add", "--all", at=work)
    run_git("commit", "--quiet", "--message", "x", at=work)
    return run_git("rev-parse", "HEAD", at=work)


def local_tree(path: Path, revision: str | None = None, caps: TreeCaps | None = None) -> Tree:
    with within(10), open_local(path) as repository:
        return repository.tree(revision, caps or TreeCaps())


def usage_error(path: Path, revision: str | None = None) -> str:
    """The one line that refuses `path`, or the revision in it."""
    with pytest.raises(UsageError) as error:
        local_tree(path, revision)
    assert "\n" not in str(error.value)
    return str(error.value)


def refusal(path: Path, revision: str | None = None, caps: TreeCaps | None = None) -> str:
    """The one line that tells a student why the tree can't be graded."""
    with pytest.raises(TreeRefused) as refused:
        local_tree(path, revision, caps)
    assert "\n" not in str(refused.value)
    return str(refused.value)
