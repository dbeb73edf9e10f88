import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import GraderFault
from core.trees import EntryKind, TreeCaps
from store.git_local import open_local
from tests.git_builders import RawRepository, client, committed, local_tree, refusal, run_git, usage_error, work_tree

CAPS = TreeCaps()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return work_tree(tmp_path / "work")


def test_files_as_committed_are_of_head_and_the_same_as_its_tree(work: Path) -> None:
    on_disk = local_tree(work)
    assert on_disk.commit == run_git("rev-parse", "HEAD", at=work)
    assert on_disk.paths == ("ex00/a.c", "link", "run")
    assert [entry.kind for entry in on_disk.entries] == [EntryKind.FILE, EntryKind.LINK, EntryKind.EXECUTABLE]
    assert on_disk == local_tree(work, "HEAD")


def changed_contents(work: Path) -> None:
    (work / "run").write_text("#!/bin/zz\n")


def changed_mode(work: Path) -> None:
    (work / "run").chmod(0o644)


def removed(work: Path) -> None:
    (work / "run").unlink()


def added_though_ignored(work: Path) -> None:
    (work / ".git" / "info").mkdir(exist_ok=True)
    (work / ".git" / "info" / "exclude").write_text("a.out\n")
    (work / "a.out").write_bytes(b"\x7fELF")


def link_to_equal_contents(work: Path) -> None:
    (work / "ex00" / "a.c").unlink()
    (work / "ex00" / "a.c").symlink_to("../run")


@pytest.mark.parametrize(
    "change", [changed_contents, changed_mode, removed, added_though_ignored, link_to_equal_contents]
)
def test_files_that_differ_from_head_are_of_no_commit(work: Path, change: Callable[[Path], None]) -> None:
    change(work)
    assert local_tree(work).commit is None


def test_the_index_has_no_say_in_what_differs(work: Path) -> None:
    run_git("update-index", "--assume-unchanged", "run", at=work)
    (work / "run").write_text("changed")
    (work / "run").chmod(0o755)
    assert local_tree(work).commit is None


def test_files_without_any_commit_are_of_none(tmp_path: Path) -> None:
    run_git("init", "--quiet", at=tmp_path)
    (tmp_path / "a").write_text("x")
    tree = local_tree(tmp_path)
    assert (tree.paths, tree.commit) == (("a",), None)


def test_files_where_head_is_no_tree_to_be_graded_are_of_none(work: Path) -> None:
    run_git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub", at=work)
    run_git("commit", "--quiet", "--message", "submodule", at=work)
    assert local_tree(work).commit is None
    assert "sub: a submodule" in refusal(work, "HEAD")


def test_a_folder_of_the_work_tree_is_graded_alone(work: Path) -> None:
    with open_local(work / "ex00") as repository:
        assert (repository.prefix, repository.bare) == ("ex00", False)
    head = run_git("rev-parse", "HEAD", at=work)
    assert local_tree(work / "ex00").paths == ("a.c",)
    assert local_tree(work / "ex00").commit == head
    assert local_tree(work / "ex00", head) == local_tree(work / "ex00")
    (work / "run").write_text("changed elsewhere")
    assert local_tree(work / "ex00").commit == head
    (work / "new").mkdir()
    (work / "new" / "f").touch()
    assert local_tree(work / "new").commit is None
    assert "has no files in new" in usage_error(work / "new", "HEAD")


def test_any_usual_way_to_name_a_commit_works(work: Path) -> None:
    first = run_git("rev-parse", "HEAD", at=work)
    run_git("tag", "--annotate", "--message", "x", "v1", at=work)
    run_git("branch", "feature/é", at=work)
    (work / "run").write_text("second")
    second = committed(work)
    run_git("pack-refs", "--all", at=work)
    run_git("branch", "loose", at=work)
    for name in (first, first[:8], "HEAD~1", "HEAD^", "@~1", "v1", "refs/tags/v1", "feature/é", "main~1"):
        assert local_tree(work, name).commit == first, name
    for name in ("HEAD", "@", "main", "loose", "heads/loose"):
        assert local_tree(work, name).commit == second, name


@pytest.mark.parametrize(
    "name",
    ["", "-x", "--all", "nope", "0" * 40, "HEAD:run", "HEAD^{tree}", "a b", "HEAD\nHEAD", "x" * 300, ":/x", "HEAD~99"]
    + [f"main@{{{index}}}" for index in (1, "upstream")],
)
def test_what_names_no_commit_is_a_usage_error(work: Path, name: str) -> None:
    assert str(work) in usage_error(work, name)


def test_a_bare_repository_gives_head_and_says_so_when_there_is_none(work: Path, tmp_path: Path) -> None:
    run_git("clone", "--quiet", "--bare", str(work), str(tmp_path / "bare.git"), at=tmp_path)
    with open_local(tmp_path / "bare.git") as repository:
        assert repository.bare
        assert repository.tree(None, CAPS) == local_tree(work, "HEAD")
    run_git("init", "--quiet", "--bare", "empty.git", at=tmp_path)
    assert "no commit 'HEAD'" in usage_error(tmp_path / "empty.git")


def test_a_detached_head_and_a_linked_work_tree_are_read(work: Path, tmp_path: Path) -> None:
    run_git("checkout", "--quiet", "--detach", at=work)
    head = run_git("rev-parse", "HEAD", at=work)
    assert local_tree(work).commit == head
    run_git("worktree", "add", "--quiet", str(tmp_path / "linked"), at=work)
    assert local_tree(tmp_path / "linked").commit == head
    assert local_tree(tmp_path / "linked", "HEAD").commit == head


def test_a_repository_of_sha256_is_read(tmp_path: Path) -> None:
    run_git("init", "--quiet", "--object-format=sha256", at=tmp_path)
    (tmp_path / "a").write_text("x")
    head = committed(tmp_path)
    assert len(head) == 64
    assert local_tree(tmp_path).commit == head
    assert local_tree(tmp_path, head[:10]) == local_tree(tmp_path)


def test_a_partial_clone_says_what_to_do_and_fetches_nothing(work: Path, tmp_path: Path) -> None:
    run_git("config", "uploadpack.allowFilter", "true", at=work)
    url = f"file://{work}"
    run_git("clone", "--quiet", "--no-checkout", "--filter=blob:none", url, str(tmp_path / "partial"), at=tmp_path)
    assert "clone the repository anew, in full" in usage_error(tmp_path / "partial", "HEAD")


@pytest.fixture
def armed(work: Path, tmp_path: Path) -> Path:
    """A work tree whose configuration runs a command at every chance, and that lacks an object. Runs nothing yet."""
    blob = run_git("rev-parse", "HEAD:run", at=work)
    (work / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    script = tmp_path / "armed.sh"
    script.write_text(f"#!/bin/sh\necho $0 >> {tmp_path}/canary\n")
    script.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        (hooks / hook).symlink_to(script)
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {script}\n")
    with (work / ".git" / "config").open("a") as config:
        config.write(f"""
[core]
    fsmonitor = {script}
    hooksPath = {hooks}
    sshCommand = {script}
    gitProxy = {script}
    pager = {script}
    editor = {script}
    alternateRefsCommand = {script}
[include]
    path = {tmp_path}/included
[alias]
    cat-file = !{script}
    rev-parse = !{script}
[credential]
    helper = !{script}
[filter "x"]
    clean = {script}
    smudge = {script}
    process = {script}
    required = true
[diff "x"]
    textconv = {script}
    command = {script}
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{script}
    uploadpack = {script}
    promisor = true
    partialCloneFilter = blob:none
""")
    (work / ".git" / "info").mkdir(exist_ok=True)
    (work / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    (work / ".gitattributes").write_text("* filter=x diff=x\n")
    return work


@pytest.mark.parametrize("command", [("status",), ("cat-file", "-p", "HEAD:run")])
def test_the_armed_repository_does_run_commands_where_git_reads_it(
    armed: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    client(*command, at=armed)
    assert (tmp_path / "canary").exists()


def test_nothing_that_a_repository_configures_is_ever_run(armed: Path, tmp_path: Path) -> None:
    assert local_tree(armed).commit is None
    assert local_tree(armed / "ex00").commit is not None
    assert "clone the repository anew" in usage_error(armed, "HEAD")
    assert "no commit 'origin/main'" in usage_error(armed, "origin/main")
    assert local_tree(armed / "ex00", "HEAD").paths == ("a.c",)
    assert "clone the repository anew" in usage_error(armed / ".git")
    assert not (tmp_path / "canary").exists()


def test_replace_refs_and_grafts_do_not_change_a_commit(work: Path) -> None:
    head = run_git("rev-parse", "HEAD", at=work)
    tree = run_git("mktree", at=work)
    other = run_git("commit-tree", tree, "-m", "empty", at=work)
    run_git("replace", head, other, at=work)
    (work / ".git" / "info").mkdir(exist_ok=True)
    (work / ".git" / "info" / "grafts").write_text(f"{head} {other}\n")
    assert local_tree(work, head).paths == ("ex00/a.c", "link", "run")
    assert "no commit" in usage_error(work, f"{head}~1")


def test_a_damaged_pack_is_a_usage_error(work: Path) -> None:
    run_git("gc", "--quiet", at=work)
    (pack,) = (work / ".git" / "objects" / "pack").glob("*.pack")
    pack.chmod(0o644)
    pack.write_bytes(bytes(pack.stat().st_size))
    assert str(work) in usage_error(work, "HEAD")


def test_no_folder_of_ours_is_left(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    local_tree(work)
    usage_error(work, "nope")
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_full_disk_is_a_fault_of_the_machine(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """/dev/full answers every write as a full disk does."""
    monkeypatch.setattr("store.git_local.copy_refs", lambda *_: Path("/dev/full").write_text("x"))
    with pytest.raises(GraderFault, match=r"No space left on device.*free some space"):
        local_tree(work)


def test_a_bomb_in_a_strangers_repository_stops_at_the_caps(tmp_path: Path) -> None:
    raw = RawRepository(tmp_path / "raw.git")
    tree = raw.tree([("100644", b"leaf", raw.blob(b"x"))])
    for _ in range(10):
        tree = raw.tree([("40000", b"%d" % number, tree) for number in range(10)])
    raw.point(raw.commit(tree))
    assert "more than 2000 files and folders" in refusal(raw.folder)


def test_git_itself_agrees_that_nothing_was_written_to_the_repository(work: Path) -> None:
    before = subprocess.run(["find", work, "-printf", "%p %T@ %s\n"], capture_output=True, check=True).stdout
    local_tree(work)
    local_tree(work, "HEAD")
    assert subprocess.run(["find", work, "-printf", "%p %T@ %s\n"], capture_output=True, check=True).stdout == before
