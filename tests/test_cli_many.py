"""`peermill grade --many`: every line answered, in order, in bounded memory."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest

from cli.many import LINE_BYTES, BadLine, LineGrader, Outcome, in_order, lines_of
from exercises.loader import CATALOGUE, find_exercise
from exercises.model import Exercise
from grader.grade import faulted
from sandboxes.pool import WarmPool
from tests.command_line import Peermill, Said, runner
from tests.git_builders import RawRepository

SUM = CATALOGUE / "c-sum/solutions"


@pytest.fixture
def peermill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Peermill:
    return runner(monkeypatch, capsys)


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no.sock")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A repository whose one file no exercise asks for."""
    made = RawRepository(tmp_path / "bare.git")
    made.point(made.files({"other": b""}))
    return made.folder


def listed(tmp_path: Path, *lines: object) -> Path:
    """A list of these lines: bytes as they are, all else as JSON."""
    path = tmp_path / "list.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
    return path


def line(number: object, path: Path, **changes: object) -> dict[str, object]:
    return {"id": number, "path": str(path), "exercise": "c-sum"} | changes


def documents(said: Said) -> list[dict[str, object]]:
    return [json.loads(text) for text in said.out.splitlines()]


@pytest.mark.usefixtures("pool")
def test_reports_come_in_the_order_of_the_lines(peermill: Peermill, tmp_path: Path) -> None:
    """The first takes longest, so an answer given as soon as it is there would come last."""
    names = ("time_limit_exceeded/sleep", "accepted/plain", "wrong_answer/overflow", "compile_error/syntax")
    said = peermill("grade", "--many", listed(tmp_path, *(line(name, SUM / name) for name in names)), "--json")
    assert said.exit_code == 0
    assert [(one["id"], one["verdict"]) for one in documents(said)] == list(
        zip(names, ("TLE", "AC", "WA", "CE"), strict=True)
    )


@pytest.mark.usefixtures("no_engine")
class TestWithoutAnEngine:
    def test_ids_come_back_as_they_were(self, peermill: Peermill, tmp_path: Path, empty: Path) -> None:
        ids = ["a", 7, "7", "", "é\n", -(2**70)]
        said = peermill("grade", "--many", listed(tmp_path, *(line(number, empty) for number in ids)), "--json")
        assert said.exit_code == 0
        assert [(one["id"], one["verdict"]) for one in documents(said)] == [(number, "CF") for number in ids]

    @pytest.mark.parametrize(
        ("bad", "number", "words"),
        [
            (b"{", None, "Invalid JSON"),
            (b'"text"', None, "object"),
            (b"\xff\xfe", None, "Invalid JSON"),
            (b"[" * 60_000, None, "recursion limit"),
            (b'{"id": "\\ud800"}', None, "Invalid JSON"),
            (b'{"id": %s}' % (b"9" * 5000), None, ""),
            (b'{"id": NaN}', None, ""),
            (b'{"id": 1e999}', None, ""),
            ({"id": 5, "path": "x"}, 5, "exercise: Field required"),
            (line(5, Path("x"), exercises="c-sum"), 5, "exercises: Extra inputs are not permitted"),
            (line(None, Path("x")), None, "id"),
            (line([5], Path("x")), [5], "id"),
            (line(True, Path("x")), True, "id"),
            (line(5, Path("/nowhere")), 5, "/nowhere: no such folder"),
            (line(5, Path("x\0")), 5, "no such folder"),
            (line(5, Path("x"), exercise="c-summ"), 5, "did you mean c-sum?"),
            (line(5, Path("x"), exercise="c\0"), 5, "no exercise"),
            (line(5, Path("x"), commit=7), 5, "commit"),
        ],
    )
    def test_a_bad_line_is_answered_and_the_rest_go_on(
        self, peermill: Peermill, tmp_path: Path, empty: Path, bad: object, number: object, words: str
    ) -> None:
        said = peermill("grade", "--many", listed(tmp_path, line(1, empty), bad, line(2, empty)), "--json")
        first, answer, last = documents(said)
        assert said.exit_code == 2
        assert (first["verdict"], last["verdict"]) == ("CF", "CF")
        assert set(answer) == {"id", "error"}
        assert answer["id"] == number
        assert words in str(answer["error"])

    def test_an_unknown_commit_is_a_bad_line(self, peermill: Peermill, tmp_path: Path, empty: Path) -> None:
        said = peermill("grade", "--many", listed(tmp_path, line(1, empty, commit="nowhere")), "--json")
        assert (said.exit_code, "no commit 'nowhere'" in str(documents(said)[0]["error"])) == (2, True)

    def test_faults_are_reports_and_exit_code_3(self, peermill: Peermill, tmp_path: Path) -> None:
        good = SUM / "accepted/plain"
        said = peermill("grade", "--many", listed(tmp_path, line(1, good), line(2, good)), "--json")
        assert said.exit_code == 3
        assert [(one["id"], one["verdict"]) for one in documents(said)] == [(1, "JE"), (2, "JE")]

    def test_blank_lines_and_a_missing_last_newline_are_nothing(
        self, peermill: Peermill, tmp_path: Path, empty: Path
    ) -> None:
        said = peermill("grade", "--many", listed(tmp_path, b"", line(1, empty), b"  \r", line(2, empty)), "--json")
        assert [one["id"] for one in documents(said)] == [1, 2]

    def test_an_empty_list_is_done_at_once(self, peermill: Peermill, tmp_path: Path) -> None:
        assert peermill("grade", "--many", listed(tmp_path), "--json") == Said(exit_code=0, out="", err="")

    def test_without_json_each_is_a_line_of_words(self, peermill: Peermill, tmp_path: Path, empty: Path) -> None:
        said = peermill("grade", "--many", listed(tmp_path, line("anna", empty), b"{"))
        first, second = said.out.splitlines()
        assert first == "anna  CF  0/5  c-sum"
        assert "Invalid JSON" in second

    @pytest.mark.parametrize("more", [("somewhere",), ("--exercise", "c-sum"), ("--commit", "HEAD")])
    def test_what_each_line_says_can_not_be_said_here(
        self, peermill: Peermill, tmp_path: Path, more: tuple[str, ...]
    ) -> None:
        said = peermill("grade", *more, "--many", listed(tmp_path), "--json")
        assert said.exit_code == 2
        assert said.complaint.startswith("--many takes path, exercise and commit from each line")

    def test_a_list_that_is_not_there(self, peermill: Peermill, tmp_path: Path) -> None:
        said = peermill("grade", "--many", tmp_path / "absent", "--json")
        assert (said.exit_code, said.complaint.startswith(f"{tmp_path}/absent: no such file")) == (2, True)


class CountingGrader:
    """Answers at once; the later lines of a stream before the first."""

    def __init__(self) -> None:
        self.first = threading.Event()

    def __call__(self, _number: int, text: bytes) -> Outcome:
        if text == b"0":
            self.first.wait(10)
        return BadLine(id=int(text), error="")


def test_no_more_lines_are_read_than_are_soon_graded() -> None:
    """Memory is bounded by the lines in hand: those read and not yet answered."""
    parallel, grader, read = 3, CountingGrader(), 0
    most = 0

    def stream() -> Iterator[tuple[int, bytes]]:
        nonlocal read
        for number in range(500):
            read += 1
            yield number + 1, b"%d" % number

    with ThreadPoolExecutor(parallel) as threads:
        threading.Timer(0.1, grader.first.set).start()
        for answered, outcome in enumerate(in_order(threads, cast(LineGrader, grader), stream(), parallel)):
            assert isinstance(outcome, BadLine)
            assert outcome.id == answered
            most = max(most, read - answered)
    assert read == 500
    assert most <= 2 * parallel


def test_a_line_without_end_is_one_line_and_never_held_whole(tmp_path: Path) -> None:
    path = listed(tmp_path, b"x" * (3 * LINE_BYTES + 5), b"", b"next")
    assert [(number, len(text)) for number, text in lines_of(path)] == [(1, LINE_BYTES + 1), (3, 4)]


def test_a_line_that_ends_where_the_cap_is(tmp_path: Path) -> None:
    path = listed(tmp_path, b"x" * LINE_BYTES, b"next")
    assert [(number, len(text)) for number, text in lines_of(path)] == [(1, LINE_BYTES), (2, 4)]


def test_an_exercise_is_read_once_for_many_lines(pool: WarmPool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(name: str) -> Exercise:
        asked.append(name)
        return find_exercise(name)

    monkeypatch.setattr("cli.many.find_exercise", counted)
    monkeypatch.setattr("cli.many.grade_path", lambda _path, exercise, *_: faulted(exercise, None, ""))
    grader = LineGrader(pool)
    for _ in range(3):
        grader(1, json.dumps(line(1, Path("x"))).encode())
    assert asked == ["c-sum"]
