"""Every solution that the catalogue ships, graded for real, does what is stated of it."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from core.reports import Report
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import CATALOGUE, catalogue_slugs, load_exercise
from exercises.model import Exercise
from exercises.solutions import Solution, solutions
from grader.grade import grade
from grader.trace import trace
from grader.verify.mutation import mutated_solution, try_mutants
from grader.verify.stated import problems
from sandboxes.pool import WarmPool

EXERCISES = {slug: load_exercise(CATALOGUE / slug) for slug in catalogue_slugs()}
SHIPPED = [
    (exercise, solution, f"{exercise.slug}-{solution.name.replace('/', '-')}")
    for exercise in EXERCISES.values()
    for solution in solutions(exercise)
]

Gradings = dict[Path, Future[Report]]


@pytest.fixture(scope="module")
def gradings(request: pytest.FixtureRequest, pool: WarmPool) -> Iterator[Gradings]:
    """The solutions that this session asks for, graded as many at once as there are CPUs."""
    asked = {item.name for item in request.session.items}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield {
            solution.folder: threads.submit(grade, exercise, tree_of(solution), pool)
            for exercise, solution, name in SHIPPED
            if f"test_a_solution_does_what_is_stated_of_it[{name}]" in asked
        }
        threads.shutdown(cancel_futures=True)


def tree_of(solution: Solution) -> Tree:
    return Tree(entries=read_entries(solution.folder), commit=None)


@pytest.mark.parametrize(("exercise", "solution"), [pytest.param(*rest, id=name) for *rest, name in SHIPPED])
def test_a_solution_does_what_is_stated_of_it(exercise: Exercise, solution: Solution, gradings: Gradings) -> None:
    report = gradings[solution.folder].result()
    assert problems(solution, report) == [], trace(report)
    if exercise.manifest.framework is None:
        assert all(test.cpu_ms > 0 for test in report.tests if test.verdict is Verdict.AC)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_is_whole(exercise: Exercise) -> None:
    """Read in both languages, evaluated by peers, solved, and got wrong in three ways that students find."""
    assert set(exercise.statements) == {"en", "fr"}
    assert exercise.rubric is not None
    assert sum(question.points for question in exercise.rubric.questions) == 100
    right = [solution for solution in solutions(exercise) if solution.accepted]
    wrong = [solution for solution in solutions(exercise) if not solution.accepted]
    assert len(right) >= 1
    assert len(wrong) >= 3


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_tests_of_c_and_python_are_held_to_a_share_of_the_mutants(exercise: Exercise) -> None:
    if exercise.manifest.language in ("c", "python"):
        assert exercise.manifest.mutation is not None
        assert exercise.manifest.mutation.least >= 0.85


@pytest.mark.parametrize("slug", ["c-longest-run", "python-word-count"])
def test_tests_of_the_catalogue_kill_the_mutants_that_they_must(slug: str, pool: WarmPool) -> None:
    """Of two exercises only, for the time that it takes: `peermill exercise verify --all` does it for all."""
    exercise = EXERCISES[slug]
    solution = mutated_solution(exercise, solutions(exercise))
    assert solution is not None
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        outcome, trouble = try_mutants(exercise, solution, pool, hands, lambda: None)
    assert trouble == [], outcome.survivors


def test_the_catalogue_covers_every_kind_of_project() -> None:
    assert {exercise.manifest.language for exercise in EXERCISES.values()} >= {"c", "python", "node", "shell"}
