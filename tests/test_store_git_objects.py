import resource
from pathlib import Path

import pytest

from core.errors import GraderFault
from store.git_objects import ADDRESS_SPACE_BYTES, BATCH, CPU_SECONDS, MissingObject, ObjectReader, object_hash
from tests.git_builders import RawRepository, run_git


@pytest.fixture
def raw(tmp_path: Path) -> RawRepository:
    return RawRepository(tmp_path / "raw.git")


def test_sizes_come_in_the_order_of_the_names_over_many_batches(raw: RawRepository) -> None:
    names = [raw.blob(b"x" * number) for number in range(3)]
    asked = [*names, "0" * 40] * BATCH
    with ObjectReader(raw.folder) as objects:
        found = [info.size if info else None for info in objects.infos(asked)]
    assert found == [0, 1, 2, None] * BATCH


def test_contents_with_line_breaks_and_nul_come_whole(raw: RawRepository) -> None:
    for data in (b"", b"\n", b"a\0b\nmissing\n", bytes(range(256)) * 1000):
        with ObjectReader(raw.folder) as objects:
            assert objects.contents(objects.need(raw.blob(data), "blob")) == data


def test_git_runs_under_limits(raw: RawRepository) -> None:
    with ObjectReader(raw.folder) as objects:
        pid = objects.process.pid
        assert resource.prlimit(pid, resource.RLIMIT_AS) == (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES)
        assert resource.prlimit(pid, resource.RLIMIT_CPU) == (CPU_SECONDS, CPU_SECONDS)


def test_a_git_that_takes_too_long_is_ended_and_that_is_a_fault(raw: RawRepository) -> None:
    blob = raw.blob(b"x")
    with ObjectReader(raw.folder, wall_seconds=0) as objects:
        objects.process.wait(timeout=5)
        with pytest.raises(MissingObject, match="git ended with status -9"):
            objects.need(blob, "blob")


def test_no_process_is_left_when_a_reading_fails_midway(raw: RawRepository) -> None:
    with pytest.raises(MissingObject), ObjectReader(raw.folder) as objects:
        objects.need("0" * 40, "blob")
    assert objects.process.returncode is not None


def test_a_folder_that_is_no_repository_is_a_fault_that_says_what_git_said(tmp_path: Path) -> None:
    with pytest.raises(MissingObject, match="not a git repository"), ObjectReader(tmp_path) as objects:
        objects.need("HEAD", "commit")


def test_the_variables_of_a_surrounding_git_do_not_lead_elsewhere(
    raw: RawRepository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As when a grading is started from a student's own pre-push hook."""
    for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "other.git"))
    with ObjectReader(raw.folder) as objects:
        assert objects.need(raw.blob(b"x"), "blob").size == 1


def test_a_machine_without_git_is_a_fault_in_one_line(raw: RawRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.git_command.GIT_PATH", "/nonexistent")
    with pytest.raises(GraderFault, match=r"git can't be started: .* is it installed\?"):
        ObjectReader(raw.folder)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_hashes_are_those_that_git_gives(tmp_path: Path, algorithm: str) -> None:
    run_git("init", "--quiet", "--bare", f"--object-format={algorithm}", at=tmp_path)
    by_git = run_git("hash-object", "--stdin", at=tmp_path, stdin=b"bytes\n")
    assert object_hash("blob", b"bytes\n", like=by_git) == by_git
