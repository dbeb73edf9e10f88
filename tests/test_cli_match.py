import json
from pathlib import Path

import numpy as np
import pytest

from tests.command_line import Peermill, runner

KEYS = {
    "objective", "expected_objective", "upper_bound", "upper_bound_free", "gap", "pairs", "loads", "unfilled", "cycles",
    "min_score", "min_sum", "max_pair_probability", "notes", "seconds", "peak_rss_mib", "seed",
}  # fmt: skip
REFERENCE = Path(__file__).parents[2] / "shared/data/matching/preflib1.in"


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    path = tmp_path / "scores.npy"
    np.save(path, np.array([[0.9, 0.1], [0.8, 0.7], [-1.0, 0.6]]))
    return path


@pytest.fixture
def school(tmp_path: Path, peermill: Peermill) -> Path:
    path = tmp_path / "round.json"
    path.write_text(peermill("match", "sample", "--learners", "60", "--seed", "3").out)
    return path


def test_a_matrix_is_paired_at_its_optimum(peermill: Peermill, matrix: Path) -> None:
    said = peermill("match", matrix, "--k", "1", "--hi", "1", "--seed", "5", "--json")
    assert said.exit_code == 0
    assert set(said.document) == KEYS
    assert said.document["objective"] == pytest.approx(1.6)
    assert {(pair["evaluator"], pair["submission"]) for pair in said.document["pairs"]} == {(0, 0), (1, 1)}
    assert said.document["seed"] == 5
    assert said.document["cycles"] == {"2": 0, "3": 0}
    assert said.document["unfilled"] == 0


def test_in_words_with_the_seed_that_was_drawn(peermill: Peermill, matrix: Path) -> None:
    said = peermill("match", "--k", "1", matrix)
    assert said.exit_code == 0
    assert "loads 0 to 1" in said.out
    assert said.out.splitlines()[-1].startswith("seed ")


def test_a_school_is_paired_the_same_with_the_same_seed(peermill: Peermill, school: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("evaluators_each = 1\n")
    arguments = ("match", school, "--policy", policy, "--cycles", "2", "--seed", "9", "--json")
    first, second = peermill(*arguments), peermill(*arguments)
    assert first.exit_code == 0
    assert first.document["pairs"] == second.document["pairs"]
    assert first.document["cycles"]["2"] == 0


def test_who_cannot_be_paired_is_told_with_exit_code_1(peermill: Peermill, school: Path) -> None:
    document = json.loads(school.read_text())
    for person in document["people"]:
        person["hours"] = []
    school.write_text(json.dumps(document))
    said = peermill("match", school, "--seed", "1")
    assert said.exit_code == 1
    assert said.out == ""
    assert said.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--policy", "p.toml"), "--policy is for JSON instances"),
        (("--cycles", "3"), "only none makes sense"),
        (("--k", "11"), "--k 11 is not 1 to 10"),
        (("--k", "3"), "submission 0 has 2 possible evaluators, and --k asks for 3"),
        (("--k", "4"), "submission 0 has 2 possible evaluators, and --k asks for 4"),
        (("--k", "1", "--lo", "2", "--hi", "1"), "--lo 2 --hi 1: 0 <= lo <= hi"),
        (("--k", "1", "--lo", "1"), r"the lower loads (lo) add up to 3, and only 2"),
        (("--k", "2", "--hi", "1"), "the upper loads (hi) add up to 3, and 4"),
        (("--k", "1", "--max-probability", "nan"), "--max-probability nan is not over 0"),
    ],
)
def test_bad_options_for_a_matrix(peermill: Peermill, matrix: Path, options: tuple[str, ...], message: str) -> None:
    said = peermill("match", matrix, *options)
    assert said.exit_code == 2
    assert message in said.complaint


def test_bad_options_for_a_school(peermill: Peermill, school: Path, tmp_path: Path) -> None:
    assert "--k, --lo and --hi are for matrices" in peermill("match", school, "--k", "2").complaint
    policy = tmp_path / "policy.toml"
    policy.write_text("[projects.nowhere]\nlevels_apart = 2\n")
    assert "rules for the project 'nowhere'" in peermill("match", school, "--policy", policy).complaint


def test_files_that_are_none(peermill: Peermill, tmp_path: Path) -> None:
    assert peermill("match", tmp_path / "none.json").complaint.endswith("none.json: No such file or directory")
    assert peermill("match", tmp_path).complaint.endswith("is a folder, where a file is needed")


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data (shared/data) isn't here")
def test_a_reference_instance_reaches_its_optimum(peermill: Peermill) -> None:
    said = peermill("match", REFERENCE, "--hi", "6", "--seed", "1", "--json")
    assert said.document["objective"] == pytest.approx(124.25, abs=1e-6)


def test_explain_takes_a_pair_or_a_person(peermill: Peermill, matrix: Path) -> None:
    options = ("--k", "1", "--hi", "1", "--seed", "5")
    assert peermill("match", "explain", matrix, "0:0", *options).exit_code == 0
    assert peermill("match", "explain", matrix, "1", *options).out
    assert "no evaluator '7'" in peermill("match", "explain", matrix, "7:0", *options).complaint
