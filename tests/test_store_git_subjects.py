import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import GraderFault
from core.ports import Repositories
from store.git_repositories import GitRepositories
from store.git_subjects import read_subject
from tests.fakes.school_builders import MemoryGit

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
