from pathlib import Path

import pytest

from core.errors import GraderFault, TreeRefused
from core.trees import TreeCaps
from store.git_http_backend import BackendRequest, ServicePath
from store.git_repositories import GitRepositories
from tests.git_builders import client, run_git

PUSH = BackendRequest(
    path=ServicePath.PUSH, method="POST", content_type="application/x-git-receive-pack-request", remote_user="lina"
)


@pytest.fixture
def repositories(tmp_path: Path) -> GitRepositories:
    return GitRepositories(tmp_path / "repositories")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A student's clone with one commit."""
    folder = tmp_path / "work"
    folder.mkdir()
    run_git("init", "--quiet", at=folder)
    commit(folder, "first")
    return folder


def commit(work: Path, text: str) -> str:
    (work / "file").write_text(text)
    run_git("add", "--all", at=work)
    run_git("commit", "--quiet", "--message", text, at=work)
    return run_git("rev-parse", "HEAD", at=work)


def test_a_repository_is_made_once_and_named(repositories: GitRepositories) -> None:
    folder = repositories.create("team-7-libft")
    (folder / "mark").touch()
    assert repositories.create("team-7-libft") == folder
    assert (folder / "mark").exists()
    assert sorted(path.name for path in repositories.root.iterdir()) == ["team-7-libft.git"]


@pytest.mark.parametrize("name", ["", "..", "a/b", "-x", "A", "a.git", "a\nb", "x" * 101])
def test_a_name_that_no_school_gives_is_refused(repositories: GitRepositories, name: str) -> None:
    with pytest.raises(ValueError, match="is no repository's name"):
        repositories.create(name)


def test_a_root_that_cannot_hold_repositories_is_a_fault_that_leaves_no_half(tmp_path: Path) -> None:
    repositories = GitRepositories(tmp_path)
    (tmp_path / "taken.git").write_text("a file")
    with pytest.raises(GraderFault, match=r"taken\.git: the repository can't be made"):
        repositories.create("taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.git"]


def test_the_tip_is_that_of_the_default_branch_alone(repositories: GitRepositories, work: Path) -> None:
    folder = repositories.create("a")
    assert repositories.default_tip("a") is None
    run_git("push", "--quiet", str(folder), "HEAD:refs/heads/other", at=work)
    assert repositories.default_tip("a") is None
    run_git("push", "--quiet", str(folder), "HEAD:main", at=work)
    assert repositories.default_tip("a") == run_git("rev-parse", "HEAD", at=work)


def test_a_repository_that_is_gone_is_a_fault(repositories: GitRepositories) -> None:
    with pytest.raises(GraderFault, match=r"a\.git"):
        repositories.default_tip("a")


def test_a_kept_commit_outlives_a_force_push_and_a_gc_and_stays_hidden(
    repositories: GitRepositories, work: Path
) -> None:
    folder = repositories.create("a")
    run_git("push", "--quiet", str(folder), "HEAD:main", at=work)
    kept = run_git("rev-parse", "HEAD", at=work)
    repositories.keep("a", kept)
    repositories.keep("a", kept)
    run_git("commit", "--quiet", "--amend", "--message", "another", at=work)
    run_git("push", "--quiet", "--force", str(folder), "HEAD:main", at=work)
    run_git("reflog", "expire", "--expire=now", "--all", at=folder)
    run_git("gc", "--quiet", "--prune=now", at=folder)
    assert repositories.read_tree("a", kept, TreeCaps()).commit == kept
    assert kept not in run_git("ls-remote", str(folder), at=work)


def test_a_client_can_neither_write_nor_delete_what_is_kept(repositories: GitRepositories, work: Path) -> None:
    folder = repositories.create("a")
    run_git("push", "--quiet", str(folder), "HEAD:main", at=work)
    tip = run_git("rev-parse", "HEAD", at=work)
    repositories.keep("a", tip)
    for refspec in ("HEAD:refs/peermill/kept/x", f":refs/peermill/kept/{tip}"):
        assert client("push", str(folder), refspec, at=work).returncode != 0
    assert b"deletion of the current branch prohibited" in client("push", str(folder), ":main", at=work).stderr
    assert run_git("rev-parse", f"refs/peermill/kept/{tip}", at=folder) == tip


@pytest.mark.parametrize("commit", ["", "HEAD", "--delete", "0" * 39, "refs/heads/main"])
def test_only_a_full_hash_can_be_kept(repositories: GitRepositories, commit: str) -> None:
    repositories.create("a")
    with pytest.raises(ValueError, match="no commit's full hash"):
        repositories.keep("a", commit)


def test_a_commit_that_is_not_there_cannot_be_kept(repositories: GitRepositories) -> None:
    repositories.create("a")
    with pytest.raises(GraderFault, match="can't be kept"):
        repositories.keep("a", "1" * 40)


def test_hooks_in_a_repository_never_run(repositories: GitRepositories, work: Path, tmp_path: Path) -> None:
    folder = repositories.create("a")
    (folder / "hooks").mkdir()
    for name in ("pre-receive", "update", "post-receive", "post-update", "reference-transaction"):
        (folder / "hooks" / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/canary\n")
        (folder / "hooks" / name).chmod(0o755)
    run_git("push", "--quiet", str(folder), "HEAD:main", at=work)
    repositories.keep("a", run_git("rev-parse", "HEAD", at=work))
    assert not (tmp_path / "canary").exists()


def test_a_push_of_forged_objects_is_refused(repositories: GitRepositories, work: Path) -> None:
    folder = repositories.create("a")
    blob = run_git("hash-object", "-w", "--stdin", at=work, stdin=b"x")
    raw = b"100644 .git\0" + bytes.fromhex(blob)
    tree = run_git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", at=work, stdin=raw)
    forged = run_git("commit-tree", tree, "-m", "x", at=work)
    pushed = client("push", str(folder), f"{forged}:refs/heads/main", at=work)
    assert pushed.returncode != 0
    assert b"hasDotgit" in pushed.stderr
    assert repositories.default_tip("a") is None


def test_the_size_grows_with_what_is_pushed(repositories: GitRepositories, work: Path) -> None:
    folder = repositories.create("a")
    before = repositories.size_bytes("a")
    (work / "noise").write_bytes(bytes(index * index % 251 for index in range(100_000)))
    commit(work, "noise")
    run_git("-c", "core.compression=0", "push", "--quiet", str(folder), "HEAD:main", at=work)
    assert repositories.size_bytes("a") - before > 90_000


def test_the_size_is_known_however_deep_a_branch_lies(repositories: GitRepositories, work: Path) -> None:
    folder = repositories.create("a")
    before = repositories.size_bytes("a")
    deep = f"refs/heads/{'d/' * 1500}x"
    run_git("push", "--quiet", str(folder), f"HEAD:{deep}", at=work)
    size = repositories.size_bytes("a")
    run_git("push", "--quiet", str(folder), f":{deep}", at=work)  # no pytest could clear it away
    assert size > before


def test_a_tree_that_is_refused_comes_with_a_message_for_the_student(repositories: GitRepositories, work: Path) -> None:
    folder = repositories.create("a")
    (work / "link").symlink_to("/etc/passwd")
    tip = commit(work, "link")
    run_git("push", "--quiet", str(folder), "HEAD:main", at=work)
    with pytest.raises(TreeRefused, match="link: a link out of the tree"):
        repositories.read_tree("a", tip, TreeCaps())
