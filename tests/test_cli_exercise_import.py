import shutil
from pathlib import Path

import pytest

from tests.command_line import Peermill, runner

PACKAGES = Path(__file__).parent / "packages"


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


def test_the_account_in_json(peermill: Peermill, tmp_path: Path) -> None:
    said = peermill("exercise", "import", "exercism", PACKAGES / "exercism/day-count", "--into", tmp_path, "--json")
    assert said.exit_code == 0
    assert set(said.document) == {"format", "exercise", "carried", "left"}
    assert said.document["exercise"] == str(tmp_path / "day-count")
    assert {"source": "makefile", "why": said.document["left"][-1]["why"]} == said.document["left"][-1]
    assert peermill("exercise", "show", tmp_path / "day-count", "--json").exit_code == 0


def test_the_account_in_words(peermill: Peermill, tmp_path: Path) -> None:
    said = peermill("exercise", "import", "gradescope", PACKAGES / "gradescope/small-sums", "--into", tmp_path)
    assert said.exit_code == 0
    assert "  run_autograder -> [framework] kind = gradescope\n" in said.out
    assert "not carried over:\n  the statement: " in said.out


def test_what_cannot_be_imported(peermill: Peermill, tmp_path: Path) -> None:
    for arguments, words in (
        (("exercim", PACKAGES), "no format 'exercim' (did you mean exercism?)"),
        (("moodle", PACKAGES), "no format 'moodle'; expected one of "),
        (("exercism", tmp_path / "nowhere"), "nowhere: not a folder"),
        (("exercism", PACKAGES / "gradescope/small-sums"), ".meta/config.json: missing: what the exercise is made of"),
        (("gradescope", PACKAGES / "exercism/day-count"), "setup.sh: missing: "),
    ):
        said = peermill("exercise", "import", *arguments, "--into", tmp_path)
        assert said.exit_code == 2
        assert words in said.complaint
    assert not list(tmp_path.iterdir())


def test_a_source_that_no_exercise_can_be_made_of_leaves_nothing(peermill: Peermill, tmp_path: Path) -> None:
    target = tmp_path / "Door_Code"
    shutil.copytree(PACKAGES / "exercism/door-code", target)
    said = peermill("exercise", "import", "exercism", target, "--into", tmp_path / "out")
    assert said.exit_code == 2
    assert "a slug is small letters" in said.complaint
    assert not (tmp_path / "out").exists()


def test_a_package_that_says_no_time_limit_gets_one_from_its_accepted_submissions(
    peermill: Peermill, tmp_path: Path
) -> None:
    said = peermill("exercise", "import", "kattis", PACKAGES / "kattis/nearpairs", "--into", tmp_path, "--json")
    assert said.exit_code == 0, said.complaint
    became = {carried["source"]: carried["became"] for carried in said.document["carried"]}
    assert ".timelimit: " in became["the time limit"]
    assert float((tmp_path / "nearpairs/.timelimit").read_text()) >= 1
    assert {"submissions/accepted/pairs.kt"} <= {left["source"] for left in said.document["left"]}
