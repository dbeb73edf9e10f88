from pathlib import Path

import pytest

from tests.git_builders import local_tree, pipe_at, run_git, usage_error, work_tree


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return work_tree(tmp_path / "work")


def test_a_ref_that_is_a_link_to_a_file_elsewhere_is_not_read(work: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(run_git("rev-parse", "HEAD", at=work))
    (work / ".git" / "refs" / "heads" / "stolen").symlink_to(tmp_path / "secret")
    assert "no commit 'stolen'" in usage_error(work, "stolen")


@pytest.mark.parametrize(
    "name", ["HEAD", "packed-refs", "refs/heads/x", "objects/pack/pack-x.idx", "objects/info/packs"]
)
def test_a_pipe_among_gits_own_files_does_not_hang(work: Path, name: str) -> None:
    path = work / ".git" / name
    path.unlink(missing_ok=True)
    pipe_at(path)
    if name == "refs/heads/x":
        assert local_tree(work).commit is not None
    else:
        usage_error(work)


@pytest.mark.parametrize("text", ["", "x" * 2000, "ref: ../../secret", "ref: refs/heads/a b", "\0", "ref: HEAD"])
def test_a_head_that_names_nothing_is_a_usage_error(work: Path, text: str) -> None:
    (work / ".git" / "HEAD").write_text(text)
    assert "HEAD" in usage_error(work)


def test_refs_kept_as_reftables_are_said_to_be_so(work: Path) -> None:
    (work / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
    assert "--ref-format=files" in usage_error(work)


def test_garbage_in_refs_is_left_behind(work: Path) -> None:
    head = run_git("rev-parse", "HEAD", at=work)
    lines = [
        f"{head} refs/heads/../../x",
        f"{head} refs/heads/a b",
        "zz refs/heads/y",
        f"^{head}",
        f"{head} HEAD",
        "\0",
    ]
    (work / ".git" / "packed-refs").write_text(
        "\n".join([*lines, f"{head} refs/heads/good", f"{'1' * 64} refs/heads/z"])
    )
    (work / ".git" / "refs" / "heads" / "x.lock").write_text(head)
    (work / ".git" / "refs" / "heads" / "symbolic").write_text("ref: refs/heads/main\n")
    assert "no commit" in usage_error(work, "good")
    (work / ".git" / "packed-refs").write_text("\n".join([*lines, f"{head} refs/heads/good"]))
    assert local_tree(work, "good").commit == head
    assert "no commit" in usage_error(work, "symbolic")


def test_too_many_refs_are_a_usage_error(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.git_refs.MAX_REFS", 3)
    for number in range(4):
        (work / ".git" / "refs" / "heads" / f"b{number}").write_text("x")
    assert "more than 3 refs" in usage_error(work)
