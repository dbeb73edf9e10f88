"""`peermill grade` of one tree. A tree that fails a check needs no engine, so most of these have none."""

import shutil
from pathlib import Path

import pytest

from exercises.loader import CATALOGUE
from sandboxes.engine import engine_host
from sandboxes.pool import WarmPool
from tests.command_line import Peermill, run_program, runner
from tests.git_builders import RawRepository, run_git
from wiring.settings import Settings, process_environment

SUM = CATALOGUE / "c-sum"
REPORT_KEYS = {
    "verdict",
    "score",
    "max_score",
    "tests",
    "checks",
    "commit",
    "exercise_digest",
    "image_id",
    "wall_ms",
}
TEST_KEYS = {"name", "verdict", "points", "max_points", "cpu_ms", "wall_ms", "memory_kib", "detail"}
CHECK_KEYS = {"name", "passed", "points", "detail"}


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    socket = tmp_path / "no.sock"
    monkeypatch.setenv("DOCKER_HOST", f"unix://{socket}")
    return socket


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A work tree with the right solution of c-sum in one commit."""
    folder = tmp_path / "project"
    shutil.copytree(SUM / "solutions/accepted/plain", folder)
    run_git("init", at=folder)
    commit_all(folder)
    return folder


def commit_all(folder: Path) -> str:
    run_git("add", "--all", at=folder)
    run_git("commit", "--message", "work", at=folder)
    return run_git("rev-parse", "HEAD", at=folder)


def test_a_right_project(peermill: Peermill, project: Path, pool: WarmPool) -> None:
    said = peermill("grade", project, "--exercise", "c-sum", "--json")
    report = said.document
    assert said.exit_code == 0
    assert (report["verdict"], report["score"], report["max_score"]) == ("AC", 5, 5)
    assert report["commit"] == run_git("rev-parse", "HEAD", at=project)
    assert report["image_id"] == pool.image_of("c")
    assert report["exercise_digest"].startswith("sha256:")
    assert report.keys() >= REPORT_KEYS
    assert all(test.keys() >= TEST_KEYS for test in report["tests"])
    assert all(check.keys() >= CHECK_KEYS for check in report["checks"])
    assert [test["name"] for test in report["tests"]] == ["01-few", "02-none", "03-signs", "04-wide", "05-many"]
    assert all(test["cpu_ms"] > 0 and test["wall_ms"] > 0 for test in report["tests"])


def test_without_json_there_is_a_trace_to_read(settings: Settings) -> None:
    wrong = SUM / "solutions/wrong_answer/overflow"
    said = run_program("grade", wrong, "--exercise", "c-sum", environment=process_environment(settings))
    assert said.exit_code == 0
    assert "$ cc -Wall" in said.out
    assert "      - 3852516352\n      + -442450944\n" in said.out
    assert said.out.endswith("verdict WA (wrong answer)   points 3 of 5   mark 60\n")


@pytest.mark.usefixtures("no_engine")
class TestWithoutAnEngine:
    def test_a_fault_is_a_report_all_the_same(self, peermill: Peermill, project: Path, no_engine: Path) -> None:
        said = peermill("grade", project, "--exercise", "c-sum", "--json")
        report = said.document
        assert (said.exit_code, report["verdict"], report["score"]) == (3, "JE", 0)
        assert report["commit"] == run_git("rev-parse", "HEAD", at=project)
        assert {test["verdict"] for test in report["tests"]} == {"JE"}
        assert str(no_engine) in report["tests"][0]["detail"]

    def test_a_fault_is_told_in_the_trace(self, peermill: Peermill, project: Path) -> None:
        said = peermill("grade", project, "--exercise", "c-sum")
        assert said.exit_code == 3
        assert "doesn't answer: No such file or directory" in said.out

    def test_a_failed_check_is_a_report_like_another(self, peermill: Peermill, project: Path) -> None:
        (project / "notes.txt").touch()
        said = peermill("grade", project, "--exercise", "c-sum", "--json")
        assert (said.exit_code, said.document["verdict"], said.document["image_id"]) == (0, "CF", None)
        assert said.document["checks"][0]["detail"] == "forbidden extra file: notes.txt"

    def test_a_tree_that_is_refused_is_a_report_too(self, peermill: Peermill, project: Path) -> None:
        (project / "link").symlink_to("/etc/passwd")
        said = peermill("grade", project, "--exercise", "c-sum", "--json")
        assert (said.exit_code, said.document["verdict"], said.document["commit"]) == (0, "CF", None)
        assert said.document["checks"][0]["detail"].startswith("link: ")

    def test_a_refused_commit_is_named(self, peermill: Peermill, project: Path) -> None:
        (project / "link").symlink_to("/etc/passwd")
        commit = commit_all(project)
        said = peermill("grade", project, "--exercise", "c-sum", "--commit", "HEAD", "--json")
        assert (said.document["verdict"], said.document["commit"]) == ("CF", commit)

    def test_the_commit_is_null_as_soon_as_a_file_differs(self, peermill: Peermill, project: Path) -> None:
        (project / "notes.txt").write_text("kept")
        head = commit_all(project)
        assert peermill("grade", project, "--exercise", "c-sum", "--json").document["commit"] == head
        (project / "notes.txt").write_text("changed")
        assert peermill("grade", project, "--exercise", "c-sum", "--json").document["commit"] is None

    def test_a_commit_is_graded_whatever_the_files_are_now(self, peermill: Peermill, project: Path) -> None:
        (project / "sum.c").unlink()
        (project / "notes.txt").touch()
        first = commit_all(project)
        shutil.rmtree(project / ".git/hooks", ignore_errors=True)
        (project / "notes.txt").unlink()
        said = peermill("grade", project, "--exercise", "c-sum", "--commit", first[:10], "--json")
        assert said.document["commit"] == first
        assert said.document["checks"][0]["detail"] == "missing file: sum.c; forbidden extra file: notes.txt"

    def test_of_a_bare_repository_head_is_graded(self, peermill: Peermill, tmp_path: Path) -> None:
        bare = RawRepository(tmp_path / "bare.git")
        head = bare.point(bare.files({"other.c": b""}))
        said = peermill("grade", bare.folder, "--exercise", "c-sum", "--json")
        assert (said.exit_code, said.document["commit"], said.document["verdict"]) == (0, head, "CF")

    def test_a_hostile_configuration_runs_nothing(self, peermill: Peermill, project: Path, tmp_path: Path) -> None:
        canary = tmp_path / "it-ran"
        (project / ".git/hooks").mkdir(exist_ok=True)
        hook = project / ".git/hooks/canary"
        hook.write_text(f"#!/bin/sh\ntouch {canary}\n")
        hook.chmod(0o755)
        for key in ("core.fsmonitor", "core.sshCommand", "core.pager", "filter.x.smudge", "filter.x.clean"):
            run_git("config", key, str(hook), at=project)
        (project / ".gitattributes").write_text("* filter=x\n")
        for name in ("post-checkout", "pre-commit", "reference-transaction", "post-index-change"):
            shutil.copy(hook, project / ".git/hooks" / name)
        for more in ((), ("--commit", "HEAD")):
            assert peermill("grade", project, "--exercise", "c-sum", "--json", *more).exit_code in (0, 3)
        assert not canary.exists()
        run_git("status", at=project)
        assert canary.exists()  # the trap does work, on whoever lets git see it

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (("--exercise", "c-summ"), "no exercise 'c-summ' (did you mean c-sum?)"),
            (("--exercise", "zzzzzz"), "no exercise 'zzzzzz' (`peermill exercise list` shows those there are)"),
            (("--exercise", "c-sum", "--commit", "nowhere"), "{project}: no commit 'nowhere'; `git log` shows"),
            (("--exercise", "c-sum", "--commit", "--upload-pack=x"), "{project}: no commit '--upload-pack=x'"),
            ((), "name what to grade: `peermill grade PATH --exercise SLUG`"),
        ],
    )
    def test_bad_usage_is_one_line(
        self, peermill: Peermill, project: Path, arguments: tuple[str, ...], complaint: str
    ) -> None:
        said = peermill("grade", project, "--json", *arguments)
        assert said.exit_code == 2
        assert said.complaint.startswith(complaint.format(project=project))

    @pytest.mark.parametrize(
        ("name", "complaint"),
        [
            ("absent", "no such folder; name the one to grade"),
            ("a-file", "not a folder; name the one that it lies in"),
            ("a-folder", "neither is nor lies in a git repository; run `git init` in it, or name another"),
        ],
    )
    def test_a_path_that_is_no_repository(self, peermill: Peermill, tmp_path: Path, name: str, complaint: str) -> None:
        (tmp_path / "a-file").touch()
        (tmp_path / "a-folder").mkdir()
        said = peermill("grade", tmp_path / name, "--exercise", "c-sum")
        assert (said.exit_code, said.complaint) == (2, f"{tmp_path / name}: {complaint}")

    def test_a_broken_manifest_is_named_with_line_key_and_hint(
        self, peermill: Peermill, project: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "c-mine"
        shutil.copytree(SUM, folder)
        manifest = folder / "exercise.toml"
        manifest.write_text(manifest.read_text().replace("cpu_ms", "cpu_msec"))
        said = peermill("grade", project, "--exercise", folder, "--json")
        assert said.exit_code == 2
        line = manifest.read_text().splitlines().index("cpu_msec = 500") + 1
        assert said.complaint.startswith(f"{manifest}:{line}: run.cpu_msec: ")
        assert "did you mean cpu_ms?" in said.complaint

    def test_a_fault_of_git_is_a_report(
        self, peermill: Peermill, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("store.git_command.GIT_PATH", "/nowhere")
        said = peermill("grade", project, "--exercise", "c-sum", "--commit", "HEAD", "--json")
        assert (said.exit_code, said.document["verdict"], said.document["commit"]) == (3, "JE", None)


@pytest.mark.usefixtures("pool")
def test_a_full_disk_under_var_is_one_report_and_leaves_nothing_half_written(
    project: Path, tmp_path: Path, settings: Settings
) -> None:
    """In a mount namespace of its own, so that the file system goes with the process."""
    var = tmp_path / "var"
    var.mkdir()
    fill = f'mount -t tmpfs -o size=4k tmpfs {var} && head -c 9999 /dev/zero > {var}/full; "$@"; ls -A {var} >&2'
    within = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f"{fill}", "sh")
    host = engine_host(settings.docker_host, settings.var)
    environment = process_environment(settings) | {"PEERMILL_VAR": str(var), "DOCKER_HOST": str(host)}
    said = run_program("grade", project, "--exercise", "c-sum", "--json", environment=environment, before=within)
    report = said.document
    assert report["verdict"] == "JE"
    assert report["tests"][0]["detail"].startswith("no sandbox can be set up: ")
    assert "No space left on device" in report["tests"][0]["detail"]
    assert said.err.splitlines()[-1] == "full"
