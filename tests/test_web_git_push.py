"""Pushes with the real git client against the real server."""

import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from core.errors import GraderFault
from core.school import EventKind, Repository
from school.receive_push import scan_refs
from tests.fakes.live_server import LiveServer, WorkTree, live_server
from tests.fakes.school_builders import NOON
from web.push_commands import MAX_COMMANDS, MAX_REF_BYTES


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with live_server(tmp_path) as server:
        server.enrol("ada", "bob", "eve", "staff")
        yield server


@pytest.fixture
def repository(server: LiveServer) -> Repository:
    return server.team("team one", "ada", "bob")


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    return WorkTree(tmp_path / "work")


def push(
    server: LiveServer, repository: Repository, tree: WorkTree, *refs: str, login: str = "ada", check: bool = True
) -> str:
    options = ("--force",) if any(ref.startswith("+") for ref in refs) else ()
    return tree.git("push", *options, server.remote(repository, login), *(refs or ("main",)), check=check).stderr


def test_a_push_is_a_submission_and_the_terminal_says_so(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    commit = tree.commit("Add the sum", sum__c=b"int sum;\n", Makefile=b"all:\n")
    told = push(server, repository, tree)
    assert f'remote: Received {commit[:9]} "Add the sum", 2 files, for c-sum' in told
    assert "remote: Submission 1 waits to be graded" in told
    assert "remote: Watch it at http://school.example/submissions/1" in told
    [progress] = server.current()
    assert (progress.submission.commit, progress.submission.pushed_at) == (commit, NOON)
    assert server.rung == [NOON]
    kinds = [event.kind for event in server.events()]
    assert kinds[-2:] == [EventKind.PUSH_ADMITTED, EventKind.SUBMISSION_RECEIVED]


def test_a_team_clones_what_it_pushed(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    tree.git("clone", "--quiet", server.remote(repository, "bob"), "clone")
    assert (tree.folder / "clone" / "sum.c").read_bytes() == b"1"
    tree.commit("Two", sum__c=b"2")
    push(server, repository, tree)
    clone = tree.folder / "clone"
    tree.git("-C", str(clone), "pull", "--quiet")
    assert (clone / "sum.c").read_bytes() == b"2"


def test_a_force_push_loses_nothing_and_an_older_commit_comes_back(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    first = tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    tree.git("checkout", "--quiet", "--orphan", "other")
    second = tree.commit("Two", sum__c=b"2")
    told = push(server, repository, tree, "+other:main")
    assert "Submission 2 waits to be graded, instead of submission 1" in told
    bare = server.bare(repository)
    subprocess.run(["git", "-C", bare, "gc", "--quiet", "--prune=now"], check=True, env={"PATH": os.defpath})
    assert server.services.trees(repository.folder, first).paths == ("sum.c",)
    told = push(server, repository, tree, f"+{first}:refs/heads/main")
    assert "submission 1 is your current one again, and waits to be graded" in told
    assert [progress.submission.commit for progress in server.current()] == [first]
    assert second != first
    assert server.submissions() == 2


def test_other_refs_are_stored_and_make_no_submission(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    tree.commit("One", sum__c=b"1")
    tree.git("tag", "v1")
    tree.git("branch", "dev")
    told = push(server, repository, tree, "dev", "v1")
    assert "Branch dev is stored, and makes no submission: that takes `git push origin dev:main`" in told
    assert "refs/tags/v1 is stored, and makes no submission" in told
    assert server.current() == []
    assert server.rung == []
    assert "Submission 1" in push(server, repository, tree, "main")


def test_a_deleted_branch_is_told_to_be_gone(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    tree.commit("One", sum__c=b"1")
    tree.git("tag", "v1")
    push(server, repository, tree, "main:dev", "v1")
    told = push(server, repository, tree, ":dev", ":v1")
    assert "remote: Branch dev is deleted" in told
    assert "remote: refs/tags/v1 is deleted" in told
    assert "stored" not in told


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["x" * (MAX_REF_BYTES + 1)], "the name of a ref has at most 500 bytes"),
        (["d/" * 1500 + "x"], "the name of a ref has at most 500 bytes"),
        ([f"n{number}" for number in range(MAX_COMMANDS + 1)], "a push moves at most 1000 refs"),
    ],
)
def test_a_push_of_refs_too_long_or_too_many_hears_why(
    server: LiveServer, repository: Repository, tree: WorkTree, names: list[str], words: str
) -> None:
    tree.commit("One", sum__c=b"1")
    told = push(server, repository, tree, *(f"main:refs/heads/{name}" for name in names), check=False)
    assert f"remote: {words}" in told
    assert "refs/heads" not in tree.git("ls-remote", server.remote(repository, "ada")).stdout
    assert "Submission 1" in push(server, repository, tree)


def test_the_default_branch_is_not_deleted_nor_hidden_refs_written(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    commit = tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    assert "deletion" in push(server, repository, tree, ":main", check=False)
    told = push(server, repository, tree, f"{commit}:refs/peermill/kept/{'0' * 40}", check=False)
    assert "hidden ref" in told
    assert [progress.submission.commit for progress in server.current()] == [commit]


@pytest.mark.parametrize("operation", ["push", "clone", "ls-remote"])
def test_nobody_gets_in_without_a_good_token(
    server: LiveServer, repository: Repository, tree: WorkTree, operation: str
) -> None:
    tree.commit("One", sum__c=b"1")
    arguments = {"push": ["main"], "clone": ["there"], "ls-remote": []}[operation]
    wrong = tree.git(operation, server.remote(repository, "ada", "pm_wrong"), *arguments, check=False)
    assert wrong.returncode != 0
    assert "Authentication failed" in wrong.stderr
    other = tree.git(operation, server.remote(repository, "eve"), *arguments, check=False)
    assert other.returncode != 0
    assert "or you are not a member of its team" in other.stderr
    assert "403" in other.stderr
    assert server.submissions() == 0


def test_a_repository_that_is_not_there_looks_like_another_teams(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    theirs = tree.git("ls-remote", server.remote(repository, "eve"), check=False)
    nowhere = server.remote(repository, "eve").replace(repository.folder, "team-99-c-sum")
    absent = tree.git("ls-remote", nowhere, check=False)
    assert theirs.stderr.replace(repository.folder, "X") == absent.stderr.replace("team-99-c-sum", "X")


def test_staff_read_and_do_not_push(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    assert "refs/heads/main" in tree.git("ls-remote", server.remote(repository, "staff")).stdout
    tree.commit("Two", sum__c=b"2")
    assert "Only members of the team push" in push(server, repository, tree, login="staff", check=False)


def test_no_hidden_ref_is_listed(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    assert "peermill" not in tree.git("ls-remote", server.remote(repository, "ada")).stdout
    assert (server.bare(repository) / "refs" / "peermill" / "kept").is_dir()


def test_a_closed_repository_says_when_it_closed(server: LiveServer, tree: WorkTree) -> None:
    repository = server.team("late", "ada", closes_at=NOON + timedelta(minutes=1))
    tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    server.clock.forward(minutes=3)
    tree.commit("Two", sum__c=b"2")
    told = push(server, repository, tree, check=False)
    assert "c-sum closed at 2026-03-02 12:01:00 UTC: this push arrived 0:02:00 too late" in told
    assert server.submissions() == 1
    assert "refs/heads/main" in tree.git("ls-remote", server.remote(repository, "ada")).stdout


def test_a_deadline_between_the_two_requests_of_a_push_is_told_too(server: LiveServer, tree: WorkTree) -> None:
    repository = server.team("late", "ada", closes_at=NOON + timedelta(seconds=5))
    tree.commit("One", sum__c=b"1")
    server.clock.step = timedelta(seconds=4)
    told = push(server, repository, tree, check=False)
    assert "remote: c-sum closed at 2026-03-02 12:00:05 UTC" in told
    assert "! [remote rejected] main -> main (closed)" in told
    assert server.submissions() == 0


def test_a_push_over_a_megabyte_comes_in_chunks(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    tree.commit("Large", noise__bin=os.urandom(3 << 20))
    told = push(server, repository, tree)
    assert "Submission 1 waits to be graded" in told


def test_a_push_over_the_quota_is_refused_in_words(tmp_path: Path, tree: WorkTree) -> None:
    with live_server(tmp_path, quota_mib=1) as server:
        server.enrol("ada")
        repository = server.team("one", "ada")
        tree.commit("Large", noise__bin=os.urandom(6 << 20))
        told = push(server, repository, tree, check=False)
        assert "remote: The push is too large: a repository may hold 1 MiB, and this one has 1.0 MiB left" in told
        assert "rejected" in told
        assert server.submissions() == 0
        assert server.services.repositories.size_bytes(repository.folder) < 1 << 16
        (tree.folder / "noise.bin").unlink()
        tree.git("update-ref", "-d", "HEAD")
        tree.commit("Small", sum__c=b"1")
        assert "Submission 1" in push(server, repository, tree)


def test_a_full_repository_takes_no_more(tmp_path: Path, tree: WorkTree) -> None:
    with live_server(tmp_path, quota_mib=1) as server:
        server.enrol("ada")
        repository = server.team("one", "ada")
        (server.bare(repository) / "ballast").write_bytes(bytes(1 << 20))
        tree.commit("Small", sum__c=b"1")
        told = push(server, repository, tree, check=False)
        assert "has 0.0 MiB left" in told
        assert "(the repository is full)" in told


def test_a_tree_that_cannot_be_graded_is_told_at_once_and_still_counts(
    server: LiveServer, repository: Repository, tree: WorkTree
) -> None:
    (tree.folder / "out").symlink_to("../../etc/passwd")
    tree.commit("A link")
    told = push(server, repository, tree)
    assert "remote: It can't be graded and will get CF: " in told
    assert "out" in told
    assert "Submission 1 waits" in told


@pytest.mark.parametrize(
    ("name", "words"),
    [(".git", "a name that git keeps for itself (.git): rename it"), ("..", "a name that no file can have")],
)
def test_a_name_that_git_refuses_is_told_in_plain_words(
    server: LiveServer, repository: Repository, tree: WorkTree, name: str, words: str
) -> None:
    forged = tree.forged(name)
    pushed = push(server, repository, tree, f"{forged}:refs/heads/main", check=False)
    assert words in pushed
    assert "Nothing of it was stored" in pushed
    assert server.submissions() == 0


def test_a_huge_file_is_told_in_plain_words(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    with (tree.folder / "huge").open("wb") as file:
        file.truncate(129 << 20)
    tree.commit("Huge")
    pushed = push(server, repository, tree, "main", check=False)
    assert "A file has more than 128 MiB: take it out of every commit" in pushed


def test_no_hook_runs_on_the_server(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    canary = server.folder / "canary"
    hooks = server.bare(repository) / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-receive", "update", "post-receive", "post-update", "proc-receive", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {canary}\n")
        (hooks / name).chmod(0o755)
    tree.commit("One", sum__c=b"1")
    push(server, repository, tree)
    assert server.submissions() == 1
    assert not canary.exists()


def test_a_subject_cannot_drive_the_terminal(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    tree.commit("red \x1b[31m\r and \u202e back", sum__c=b"1")
    told = push(server, repository, tree)
    assert "\x1b[31m" not in told
    assert "\u202e" not in told


def test_a_push_that_cannot_be_let_in_now_hears_so(
    server: LiveServer, repository: Repository, tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.commit("One", sum__c=b"1")
    with monkeypatch.context() as patch:
        patch.setattr("web.git_push.admit_push", Mock(side_effect=GraderFault("the database can't be used")))
        told = push(server, repository, tree, check=False)
    assert "remote: Our side failed, and nothing of the push was stored: try again in a minute" in told
    assert "! [remote rejected] main -> main (a fault of ours)" in told
    assert server.services.repositories.default_tip(repository.folder) is None
    assert "Submission 1" in push(server, repository, tree)


def test_what_a_crash_after_the_ref_update_lost_is_found_by_the_scan(
    server: LiveServer, repository: Repository, tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = tree.commit("One", sum__c=b"1")

    def crash(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("web.git_push.record_tip", crash)
        told = push(server, repository, tree)
    assert "Your push is stored; its submission will show up within a minute" in told
    assert server.current() == []
    services = server.services
    [receipt] = scan_refs(services.store, services.repositories, services.clock)
    assert receipt.submission.commit == commit
    assert [progress.submission.commit for progress in server.current()] == [commit]


def test_pushes_at_once_are_one_after_the_other(server: LiveServer, repository: Repository, tree: WorkTree) -> None:
    commits = [tree.commit(f"Number {number}", sum__c=b"%d" % number) for number in range(5)]

    def force(commit: str) -> None:
        push(server, repository, tree, f"+{commit}:refs/heads/main", check=False)

    threads = [threading.Thread(target=force, args=(commit,)) for commit in [*commits, commits[0]]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tip = server.services.repositories.default_tip(repository.folder)
    assert [progress.submission.commit for progress in server.current()] == [tip]
    with server.services.store.reading() as transaction:
        assert transaction.repositories.admitted() == []
