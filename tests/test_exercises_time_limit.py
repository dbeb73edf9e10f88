"""A time limit beside the manifest: where it comes from, and what it must not contradict."""

from pathlib import Path

import pytest

from core.errors import BrokenExercise
from exercises.manifest import Manifest
from exercises.time_limit import with_time_limit


def manifest(**run: object) -> Manifest:
    return Manifest.model_validate({"version": 1, "title": "T", "language": "c", "run": {"command": ["./a"], **run}})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".timelimit", "2.5\n"),
        ("domjudge-problem.ini", "timelimit = '2.5'\ncolor=red\n"),
        ("domjudge-problem.ini", 'name=x\ntimelimit="2.5"\n'),
    ],
)
def test_a_limit_beside_the_manifest_is_the_tests_limit(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    run = with_time_limit(tmp_path, manifest(memory_mib=32)).run
    assert (run.cpu_ms, run.wall_ms, run.memory_mib) == (2500, 10_000, 32)


def test_none_beside_the_manifest_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "domjudge-problem.ini").write_text("color=red\n")
    assert with_time_limit(tmp_path, manifest()) == manifest()


def test_the_same_limit_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / ".timelimit").write_text("2")
    (tmp_path / "domjudge-problem.ini").write_text("timelimit=2.0\n")
    assert with_time_limit(tmp_path, manifest(cpu_ms=2000)).run.cpu_ms == 2000


@pytest.mark.parametrize(
    ("files", "run", "complaint"),
    [
        ({".timelimit": "soon"}, {}, "'soon' is no number of seconds"),
        ({".timelimit": "nan"}, {}, "'nan' is no number of seconds"),
        ({".timelimit": "1e306"}, {}, "'1e306' is no number of seconds"),
        ({".timelimit": "1e9"}, {}, "less than or equal to 600000"),
        ({".timelimit": "2"}, {"cpu_ms": 1000}, "2 s, but run.cpu_ms is 1000; keep one of them"),
        ({".timelimit": "5"}, {"wall_ms": 4000}, "wall_ms (4000) is less than cpu_ms (5000)"),
        ({".timelimit": "2", "domjudge-problem.ini": "timelimit=3"}, {}, "another limit than the one in"),
        ({"domjudge-problem.ini": "nonsense"}, {}, "domjudge-problem.ini: Source contains parsing errors"),
    ],
)
def test_a_limit_that_can_not_be_is_named(
    tmp_path: Path, files: dict[str, str], run: dict[str, object], complaint: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(BrokenExercise, match=str(tmp_path)) as caught:
        with_time_limit(tmp_path, manifest(**run))
    assert complaint in str(caught.value)
