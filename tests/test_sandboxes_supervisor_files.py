"""PID 1's handling of files, on a folder of the host's: what a hostile build may have planted there."""

import os
import stat
from pathlib import Path

import pytest

from sandboxes.supervisor import files
from sandboxes.supervisor.files import MOST_NAMES, empty, read_file, remove, seal, top_names, write_entry


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "product"
    folder.mkdir()
    monkeypatch.setattr(files, "PRODUCT", str(folder))
    return folder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """What no request may reach through a link in the product."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "kept").write_text("kept")
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def nested(top: Path, depth: int) -> None:
    """Folders deeper than any path that the kernel takes."""
    here = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("a-folder", dir_fd=here)
        below = os.open("a-folder", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def test_entries_are_written_with_their_kind(product: Path) -> None:
    write_entry("main.c", "file", b"int x;")
    write_entry("bin/run", "executable", b"#!/bin/sh")
    write_entry("bin/also", "link", b"run")
    assert (product / "main.c").read_bytes() == b"int x;"
    assert (mode(product / "main.c") & 0o111, mode(product / "bin/run") & 0o100) == (0, 0o100)
    assert (product / "bin/also").readlink() == Path("run")


@pytest.mark.parametrize("planted", ["file", "link", "dangling", "folder", "pipe"])
def test_nothing_is_written_over_or_through_what_stands_there(product: Path, outside: Path, planted: str) -> None:
    match planted:
        case "file":
            (product / "x").write_text("first")
        case "link":
            (product / "x").symlink_to(outside / "kept")
        case "dangling":
            (product / "x").symlink_to(outside / "new")
        case "folder":
            (product / "x").mkdir()
        case "pipe":
            os.mkfifo(product / "x")
    with pytest.raises(FileExistsError):
        write_entry("x", "file", b"second")
    assert (outside / "kept").read_text() == "kept"
    assert not (outside / "new").exists()


def test_no_folder_on_the_way_may_be_a_link(product: Path, outside: Path) -> None:
    (product / "folder").symlink_to(outside)
    with pytest.raises(NotADirectoryError):
        write_entry("folder/new", "file", b"")
    with pytest.raises(NotADirectoryError):
        read_file("folder/kept", 100)
    assert not (outside / "new").exists()


def test_only_a_regular_file_within_its_size_is_read(product: Path, outside: Path) -> None:
    (product / "file").write_text("four")
    (product / "link").symlink_to(outside / "kept")
    (product / "folder").mkdir()
    os.mkfifo(product / "pipe")
    assert read_file("file", 4) == b"four"
    for name, most in (("file", 3), ("link", 100), ("folder", 100), ("pipe", 100), ("absent", 100)):
        with pytest.raises(OSError, match=name):
            read_file(name, most)


def test_what_can_not_be_read_is_not_held_open(product: Path) -> None:
    (product / "folder").mkdir()
    (product / "large").write_text("four")
    before = os.listdir("/proc/self/fd")  # noqa: PTH208  # iterating a Path would open one more
    for name in ("folder", "large"):
        with pytest.raises(OSError, match="no regular file"):
            read_file(name, 3)
    assert os.listdir("/proc/self/fd") == before  # noqa: PTH208


def test_a_file_of_a_terabyte_that_takes_no_room_is_not_read(product: Path) -> None:
    with (product / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="no regular file of at most"):
        read_file("sparse", 1 << 20)


def test_empty_removes_whatever_is_there_and_nothing_elsewhere(product: Path, outside: Path) -> None:
    (product / "shut/deep").mkdir(parents=True)
    (product / "shut/deep/file").touch()
    (product / "shut").chmod(0)
    (product / ".removed-0").mkdir()
    (product / "link").symlink_to(outside)
    (product / "folder-link").symlink_to(outside, target_is_directory=True)
    os.mkfifo(product / "pipe")
    (product / os.fsdecode(b"\xff\n")).touch()
    empty(str(product))
    assert list(product.iterdir()) == []
    assert (outside / "kept").read_text() == "kept"


def test_empty_costs_no_descriptors_for_depth(product: Path) -> None:
    nested(product, 1500)
    empty(str(product))
    assert list(product.iterdir()) == []


@pytest.mark.parametrize("kind", ["absent", "file", "link", "folder", "shut"])
def test_remove_takes_away_whatever_bears_the_name(product: Path, outside: Path, kind: str) -> None:
    path = product / "school"
    match kind:
        case "file":
            path.touch()
        case "link":
            path.symlink_to(outside)
        case "folder" | "shut":
            (path / "sub").mkdir(parents=True)
            (path / "sub/file").touch()
            path.chmod(0o700 if kind == "folder" else 0)
    (product / "other").touch()
    remove("school")
    assert [left.name for left in product.iterdir()] == ["other"]
    assert (outside / "kept").exists()


def test_seal_leaves_no_one_else_a_way_to_write(product: Path, outside: Path) -> None:
    (product / "sub").mkdir()
    (product / "sub/run").touch()
    (product / "notes").touch()
    for path in (product / "sub/run", product / "sub", product):
        path.chmod(0o777)
    (product / "notes").chmod(0o000)
    (product / "link").symlink_to(outside / "kept")
    (outside / "kept").chmod(0o666)
    os.mkfifo(product / "pipe")
    seal()
    assert [mode(path) for path in (product, product / "sub", product / "sub/run", product / "notes")] == [
        0o755,
        0o755,
        0o755,
        0o644,
    ]
    assert mode(outside / "kept") == 0o666
    assert not (product / "pipe").exists()
    assert (product / "link").is_symlink()


def test_seal_takes_setuid_bits_away(product: Path) -> None:
    (product / "run").touch()
    (product / "run").chmod(0o6755)
    seal()
    assert mode(product / "run") == 0o755


def test_what_lies_too_deep_to_seal_is_shut(product: Path) -> None:
    nested(product, 70)
    seal()
    path = product.joinpath(*["a-folder"] * (files.DEEPEST + 1))
    assert mode(path) == 0o700
    assert mode(path.parent) == 0o755


def test_a_product_of_too_many_names_is_refused(product: Path) -> None:
    for number in range(MOST_NAMES):
        (product / str(number)).symlink_to("x")
    assert len(top_names()) == MOST_NAMES
    (product / "one-more").touch()
    with pytest.raises(OSError, match=f"more than {MOST_NAMES} files"):
        top_names()
