"""Every solution that the catalogue ships, graded for real, gets the verdict that its folder is named after."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from core.reports import Report
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import CATALOGUE, catalogue_slugs, load_exercise, solutions
from exercises.model import Exercise
from grader.grade import grade
from grader.trace import trace
from sandboxes.pool import WarmPool

EXERCISES = {slug: load_exercise(CATALOGUE / slug) for slug in catalogue_slugs()}
SHIPPED = [
    (exercise, folder, verdict, f"{exercise.slug}-{verdict}-{folder.name}")
    for exercise in EXERCISES.values()
    for folder, verdict in solutions(exercise)
]

Gradings = dict[Path, Future[Report]]


@pytest.fixture(scope="module")
def gradings(request: pytest.FixtureRequest, pool: WarmPool) -> Iterator[Gradings]:
    """The solutions that this session asks for, graded as many at once as there are CPUs."""
    asked = {item.name for item in request.session.items}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield {
            folder: threads.submit(grade, exercise, Tree(entries=read_entries(folder), commit=None), pool)
            for exercise, folder, _, name in SHIPPED
            if f"test_a_solution_gets_its_folders_verdict[{name}]" in asked
        }
        threads.shutdown(cancel_futures=True)


@pytest.mark.parametrize(("exercise", "folder", "verdict"), [pytest.param(*rest, id=name) for *rest, name in SHIPPED])
def test_a_solution_gets_its_folders_verdict(
    exercise: Exercise, folder: Path, verdict: Verdict, gradings: Gradings
) -> None:
    report = gradings[folder].result()
    assert report.verdict is verdict, trace(report, exercise.manifest)
    assert (report.score == report.max_score) == (verdict is Verdict.AC)
    assert all(test.cpu_ms > 0 for test in report.tests if test.verdict is Verdict.AC)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_ships_solutions_that_are_right_and_that_are_wrong(exercise: Exercise) -> None:
    kinds = {verdict for _, verdict in solutions(exercise)}
    assert {Verdict.AC, Verdict.WA, Verdict.CE, Verdict.CF} <= kinds


def test_the_catalogue_covers_every_kind_of_project() -> None:
    assert {exercise.manifest.language for exercise in EXERCISES.values()} == {"c", "python", "node", "shell"}
