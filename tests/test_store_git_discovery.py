from pathlib import Path

import pytest

from tests.git_builders import committed, local_tree, pipe_at, run_git, usage_error, work_tree


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return work_tree(tmp_path / "work")


def test_a_path_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    assert "missing: no such folder" in usage_error(tmp_path / "missing")
    assert "loop: no such folder" in usage_error(tmp_path / "loop")
    assert "no such folder" in usage_error(Path("a\0b"))
    assert "file: not a folder" in usage_error(tmp_path / "file")
    assert "neither is nor lies in a git repository" in usage_error(tmp_path)


def test_gits_own_folder_is_no_work_tree(work: Path) -> None:
    assert "lies inside git's own folder" in usage_error(work / ".git" / "objects")
    assert local_tree(work / ".git").commit == run_git("rev-parse", "HEAD", at=work)


def test_an_empty_git_folder_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert ".git is no git repository" in usage_error(tmp_path)


def test_a_git_file_that_points_to_a_strangers_repository_is_refused(work: Path, tmp_path: Path) -> None:
    run_git("worktree", "add", "--quiet", str(tmp_path / "linked"), at=work)
    thief = tmp_path / "thief"
    thief.mkdir()
    for target in (work / ".git", work / ".git" / "worktrees" / "linked", Path("/dev"), tmp_path / "missing"):
        (thief / ".git").write_text(f"gitdir: {target}\n")
        assert "names a repository that doesn't name it back" in usage_error(thief)
    (thief / ".git").write_bytes(b"\xff\0\n" * 10)
    assert "names a repository that doesn't name it back" in usage_error(thief)


def test_a_common_folder_of_ones_own_making_leads_nowhere(work: Path, tmp_path: Path) -> None:
    """The `.git` file is named back, but by a folder that no repository has among its work trees."""
    thief = tmp_path / "thief"
    (thief / "own").mkdir(parents=True)
    (thief / ".git").write_text("gitdir: own\n")
    (thief / "own" / "HEAD").write_text("ref: refs/heads/main\n")
    (thief / "own" / "gitdir").write_text(f"{thief}/.git\n")
    (thief / "own" / "commondir").write_text(f"{work}/.git\n")
    assert "names a repository that doesn't name it back" in usage_error(thief)


def test_links_and_borrowed_objects_in_a_git_folder_are_refused(work: Path, tmp_path: Path) -> None:
    thief = tmp_path / "thief"
    thief.mkdir()
    (thief / ".git").symlink_to(work / ".git")
    assert "neither a folder nor a file" in usage_error(thief)
    (thief / ".git").unlink()
    run_git("clone", "--quiet", "--shared", str(work), str(thief), at=tmp_path)
    assert "clone it with --dissociate" in usage_error(thief)
    (thief / ".git" / "objects" / "info" / "alternates").unlink()
    (thief / ".git" / "objects" / "aa").symlink_to(work / ".git" / "objects")
    assert "aa is no regular file" in usage_error(thief)


def test_a_pipe_in_place_of_the_git_folder_does_not_hang(tmp_path: Path) -> None:
    pipe_at(tmp_path / ".git")
    assert "neither a folder nor a file" in usage_error(tmp_path)


def test_packed_objects_and_a_path_with_odd_characters_are_read(tmp_path: Path) -> None:
    folder = tmp_path / 'a "b":c\nd é'
    folder.mkdir()
    run_git("init", "--quiet", at=folder)
    (folder / "a").write_text("x")
    head = committed(folder)
    run_git("gc", "--quiet", at=folder)
    assert local_tree(folder).commit == head
