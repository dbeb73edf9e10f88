import os
import signal
import subprocess
import time
from pathlib import Path

from store.git_leftovers import clear_leftovers
from store.git_repositories import GitRepositories
from tests.fakes.live_server import WorkTree


def test_a_killed_push_leaves_its_quarantine_until_it_is_cleared(tmp_path: Path) -> None:
    repositories = GitRepositories(tmp_path / "all")
    folder = repositories.create("one")
    empty = repositories.size_bytes("one")
    tree = WorkTree(tmp_path / "work")
    commit = tree.commit("Large", noise=os.urandom(2 << 20))
    start_push_and_kill_it(folder, tree, commit)
    assert repositories.size_bytes("one") > empty + 100_000
    assert clear_leftovers(repositories.root, time.time() - 3600) == []
    assert len(clear_leftovers(repositories.root, time.time() + 1)) == 1
    assert repositories.size_bytes("one") == empty


def start_push_and_kill_it(folder: Path, tree: WorkTree, commit: str) -> None:
    pack = subprocess.run(
        ["git", "pack-objects", "--stdout", "--revs", "-q"],
        input=b"main\n",
        cwd=tree.folder,
        capture_output=True,
        check=True,
    ).stdout
    line = f"{'0' * 40} {commit} refs/heads/main\0report-status".encode()
    argv = ["git", "receive-pack", "--stateless-rpc", str(folder)]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"%04x" % (len(line) + 4) + line + b"0000" + pack[: len(pack) // 2])
        process.stdin.flush()
        while not list(folder.glob("objects/*incoming*/pack/tmp_pack_*")):
            time.sleep(0.01)
        time.sleep(0.1)
        os.killpg(process.pid, signal.SIGKILL)


def test_a_settled_repository_keeps_all_it_has(tmp_path: Path) -> None:
    repositories = GitRepositories(tmp_path)
    folder = repositories.create("one")
    before = sorted(folder.rglob("*"))
    assert clear_leftovers(tmp_path, time.time() + 1) == []
    assert sorted(folder.rglob("*")) == before


def test_a_half_made_repository_is_cleared_once_it_is_old(tmp_path: Path) -> None:
    (tmp_path / ".new-half").mkdir()
    assert clear_leftovers(tmp_path, time.time() - 3600) == []
    assert clear_leftovers(tmp_path, time.time() + 1) == [tmp_path / ".new-half"]
