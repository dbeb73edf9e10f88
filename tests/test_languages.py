"""Every language compiles, runs and fails in the real sandbox as its exercise's solutions say.

languages/NAME/...   an exercise; the folders of its solutions are the verdicts that they must get
"""

import os
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from core.languages import LANGUAGES, Language
from core.reports import Report
from core.runs import Sandbox, SandboxPool
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import CATALOGUE, load_exercise
from exercises.model import Exercise
from exercises.solutions import solutions
from grader.grade import grade
from grader.verify.stated import problems
from sandboxes.pool import WarmPool
from tests.builders import a_testcase, command, exercise, tree

HERE = Path(__file__).parent / "languages"
EXERCISES = [load_exercise(folder) for folder in sorted(HERE.iterdir())]
SHIPPED = {
    f"{exercise.slug}-{solution.name}": (exercise, solution)
    for exercise in EXERCISES
    for solution in solutions(exercise)
}

Gradings = dict[str, Future[Report]]


@pytest.fixture(scope="module")
def gradings(request: pytest.FixtureRequest, pool: WarmPool) -> Iterator[Gradings]:
    """The solutions that this session asks for, graded as many at once as there are CPUs."""
    asked = {item.name for item in request.session.items}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield {
            name: threads.submit(grade, exercise, Tree(entries=read_entries(solution.folder), commit=None), pool)
            for name, (exercise, solution) in SHIPPED.items()
            if f"test_a_language_gives_its_solutions_their_verdicts[{name}]" in asked
        }
        threads.shutdown(cancel_futures=True)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_language_gives_its_solutions_their_verdicts(name: str, gradings: Gradings) -> None:
    _, solution = SHIPPED[name]
    assert problems(solution, gradings[name].result()) == []


def test_every_language_is_tried_here_or_by_the_catalogue() -> None:
    tried: dict[str, set[str]] = {}
    for path in (*HERE.glob("*/exercise.toml"), *CATALOGUE.glob("*/exercise.toml")):
        folders = {folder.name for folder in (path.parent / "solutions").iterdir()}
        tried.setdefault(tomllib.loads(path.read_text())["language"], set()).update(folders)
    assert tried.keys() == LANGUAGES.keys()
    assert all({"accepted", "wrong_answer"} <= folders for folders in tried.values())


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)
def test_a_language_is_tried_in_every_way_that_a_program_fails(exercise: Exercise) -> None:
    tried = {solution.verdicts[0] for solution in solutions(exercise)}
    assert {Verdict.AC, Verdict.WA, Verdict.CE, Verdict.RTE, Verdict.TLE} <= tried


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_languages_environment_reaches_its_commands_and_changes_none_of_ours(
    pool: WarmPool, language: Language
) -> None:
    with pool.take(language.name) as sandbox:
        seen = sandbox.run(command("env")).stdout.decode().splitlines()
    ours = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "TMPDIR": "/tmp"}
    assert {line for line in seen if "=" in line} == {
        f"{key}={value}" for key, value in {**language.environment, **ours}.items()
    }


class SlowToBuild:
    """A pool whose images take longer to make than all that the submission may use."""

    def __init__(self, pool: SandboxPool, seconds: float) -> None:
        self._pool, self._seconds = pool, seconds

    def take(self, language: str, setup: bytes = b"") -> AbstractContextManager[Sandbox]:
        time.sleep(self._seconds)
        return self._pool.take(language, setup)


def test_the_time_to_build_an_image_is_in_nobodys_limits(pool: WarmPool) -> None:
    limits = {"cpu_ms": 500, "wall_ms": 1000}
    school = exercise(
        a_testcase(), run={"command": ["echo", "fine"], **limits}, build={"commands": [["true"]], **limits}
    )
    report = grade(school, tree({"main.c": b""}), SlowToBuild(pool, 1.5))
    assert report.verdict is Verdict.AC, report
    assert all(test.wall_ms < 1000 for test in report.tests)
