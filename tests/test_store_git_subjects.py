import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import GraderFault
from core.ports import Repositories
from core.trees import TreeCaps
from store.git_repositories import GitRepositories
from store.git_subjects import read_subject
from store.git_trees import read_tree
from tests.fakes.school_builders import MemoryGit
from tests.git_builders import RawRepository, committed, local_tree, work_tree

Commit = Callable[[bytes], str]


@pytest.fixture
def commit(tmp_path: Path) -> Commit:
    """Commits a message, byte for byte, onto the default branch of the repository `one`."""
    folder = GitRepositories(tmp_path).create("one")

    def git(*arguments: str, data: bytes = b"") -> str:
        argv = ["git", "-C", str(folder), *arguments]
        return subprocess.run(
            argv, input=data, capture_output=True, check=True, env={"PATH": os.defpath}
        ).stdout.decode()

    def make(message: bytes) -> str:
        tree = git("mktree").strip()
        person = "A <a@b.example> 1700000000 +0000"
        data = f"tree {tree}\nauthor {person}\ncommitter {person}\n\n".encode() + message
        name = git("hash-object", "-t", "commit", "-w", "--stdin", data=data).strip()
        git("update-ref", "refs/heads/main", name)
        return name

    return make


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        (b"Add the sum\n\nbecause\n", "Add the sum"),
        (b"", ""),
        (b"\n\n  late\n", "late"),
        (b"red \x1b[31m and \xff bytes", "red  [31m and \N{REPLACEMENT CHARACTER} bytes"),
        ("r\u202eight".encode(), "r ight"),
        (b"x" * 72, "x" * 72),
        (b"x" * 73, "x" * 71 + "…"),
        (b"x" * (2 << 20), ""),
    ],
)
def test_the_first_line_is_the_subject(tmp_path: Path, commit: Commit, message: bytes, subject: str) -> None:
    assert read_subject(tmp_path / "one.git", commit(message)) == subject


def test_a_commit_that_is_not_there_is_a_fault(tmp_path: Path, commit: Commit) -> None:
    commit(b"x")
    with pytest.raises(GraderFault, match="missing"):
        read_subject(tmp_path / "one.git", "d" * 40)


@pytest.mark.parametrize("kind", ["git", "memory"])
def test_repositories_in_memory_behave_as_those_on_disk(tmp_path: Path, commit: Commit, kind: str) -> None:
    name = commit(b"x")
    repositories: Repositories = GitRepositories(tmp_path) if kind == "git" else MemoryGit(tips={"one": name})
    repositories.create("two")
    repositories.create("one")
    assert repositories.default_tip("one") == name
    assert repositories.default_tip("two") is None
    repositories.keep("one", name)
    repositories.keep("one", name)
    assert repositories.default_tip("one") == name
    assert repositories.size_bytes("two") >= 0


def history(raw: RawRepository, commit: str) -> tuple[str, ...]:
    return read_tree(raw.folder, commit, TreeCaps()).history


def chain(raw: RawRepository, *messages: str) -> list[str]:
    names: list[str] = []
    for message in messages:
        names.append(raw.commit(raw.tree([]), message=message, parents=names[-1:]))
    return names


def test_a_tree_tells_its_commit_and_those_before_it(tmp_path: Path) -> None:
    raw = RawRepository(tmp_path / "one.git")
    names = chain(raw, "one", "two", "three", "four", "five")
    told = ["five", "four", "three", "two"]
    assert history(raw, names[-1]) == tuple(f"{name[:9]} {word}" for name, word in zip(names[:0:-1], told, strict=True))
    assert history(raw, names[0]) == (f"{names[0][:9]} one",)


def test_the_history_follows_first_parents(tmp_path: Path) -> None:
    raw = RawRepository(tmp_path / "one.git")
    side, main = chain(raw, "side")[0], chain(raw, "main")[0]
    merge = raw.commit(raw.tree([]), message="merge", parents=[main, side])
    assert [line.split()[1] for line in history(raw, merge)] == ["merge", "main"]


def test_a_history_that_is_cut_off_or_damaged_is_told_as_far_as_it_goes(tmp_path: Path) -> None:
    raw = RawRepository(tmp_path / "one.git")
    first, second = chain(raw, "first", "second")
    raw.forget(first)
    assert history(raw, second) == (f"{second[:9]} second",)
    liar = raw.commit(raw.tree([]), message="liar", parents=[raw.blob(b"no commit"), "--help"])
    assert history(raw, liar) == (f"{liar[:9]} liar",)
    damaged = raw.write("commit", b"", name="d" * 40)
    last = raw.commit(raw.tree([]), message="last", parents=[damaged])
    assert history(raw, last) == (f"{last[:9]} last",)


def test_files_on_disk_have_the_history_of_the_commit_that_they_are(tmp_path: Path) -> None:
    work = work_tree(tmp_path / "work")
    (work / "more").touch()
    committed(work)
    assert [line.split()[1] for line in local_tree(work).history] == ["x", "x"]
    assert local_tree(work, "HEAD").history == local_tree(work).history
    (work / "more").write_text("changed")
    assert local_tree(work).history == ()
