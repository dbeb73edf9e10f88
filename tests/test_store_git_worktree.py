import os
import socket
from pathlib import Path

import pytest

from core.errors import UsageError
from core.trees import EntryKind, TreeCaps
from store.git_worktree import FoundFile, opened, read_entry
from tests.git_builders import pipe_at, refusal, work_tree


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return work_tree(tmp_path / "work")


def test_a_nested_repository_is_refused_and_a_look_alike_of_gits_folder_too(work: Path) -> None:
    (work / "ex00" / ".git").mkdir()
    assert refusal(work) == "ex00: a repository inside the repository; remove its .git and add the files"
    (work / "ex00" / ".git").rmdir()
    (work / ".GIT").mkdir()
    assert ".GIT at the top: stands for git's own folder" in refusal(work)


def test_what_is_neither_file_nor_folder_is_refused_by_name(work: Path) -> None:
    pipe_at(work / "pipe")
    assert refusal(work) == "pipe: a named pipe; only files, folders and links can be turned in"
    (work / "pipe").unlink()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(work / "socket"))
        assert refusal(work) == "socket: a socket; only files, folders and links can be turned in"


def test_a_link_out_of_the_work_tree_is_refused_and_never_followed(work: Path) -> None:
    (work / "out").symlink_to("/dev/zero")
    assert "out: a link out of the tree, to /dev/zero" in refusal(work)
    (work / "out").unlink()
    (work / "ex00" / "up").symlink_to("../run")
    assert "up: a link out of the tree" in refusal(work / "ex00")


def test_caps_hold_on_disk_before_any_file_is_read(work: Path) -> None:
    with (work / "big").open("wb") as big:
        big.truncate(2 << 30)
    assert "big: 2147483648 bytes" in refusal(work)
    (work / "big").unlink()
    assert "more than 3 files and folders" in refusal(work, caps=TreeCaps(entries=3))
    assert "more than 20 bytes together" in refusal(work, caps=TreeCaps(total_bytes=20))
    (work / os.fsdecode(b"caf\xe9")).touch()
    assert "not UTF-8" in refusal(work)


def test_files_that_say_nothing_of_their_size_are_not_read_without_end() -> None:
    """/proc announces 0 bytes for all its files."""
    with (
        opened(os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)) as folder,
        pytest.raises(UsageError, match="changed"),
    ):
        read_entry(folder, FoundFile(path="status", kind=EntryKind.FILE, size=0))


def test_a_file_swapped_for_a_link_between_two_looks_is_not_followed(work: Path) -> None:
    with opened(os.open(work, os.O_RDONLY | os.O_DIRECTORY)) as folder, pytest.raises(OSError, match="symbolic link"):
        read_entry(folder, FoundFile(path="link", kind=EntryKind.FILE, size=7))


def test_a_folder_swapped_for_a_link_between_two_looks_is_not_followed(work: Path) -> None:
    (work / "swapped").symlink_to("ex00")
    with opened(os.open(work, os.O_RDONLY | os.O_DIRECTORY)) as folder, pytest.raises(NotADirectoryError):
        read_entry(folder, FoundFile(path="swapped/a.c", kind=EntryKind.FILE, size=7))
