"""Every solution of the exercises that call functions, or run a framework, graded for real: all languages, all ends."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from core.reports import Report
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import load_exercise
from exercises.solutions import Solution, solutions
from grader.grade import grade
from grader.trace import trace
from grader.verify.stated import problems
from sandboxes.pool import WarmPool
from tests.builders import tree

FOLDERS = sorted(Path(__file__).parent.glob("exercises/unit-*")) + sorted(
    Path(__file__).parent.glob("exercises/framework-*")
)
EXERCISES = {folder.name: load_exercise(folder) for folder in FOLDERS}
SOLUTIONS = {
    f"{exercise.slug}/{solution.name}": (exercise, solution)
    for exercise in EXERCISES.values()
    for solution in solutions(exercise)
}

Gradings = dict[str, Future[Report]]


@pytest.fixture(scope="module")
def gradings(request: pytest.FixtureRequest, pool: WarmPool) -> Iterator[Gradings]:
    """Those that this session asks for, graded as many at once as there are CPUs."""
    asked = {item.name for item in request.session.items}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield {
            name: threads.submit(grade, exercise, tree_of(solution), pool)
            for name, (exercise, solution) in SOLUTIONS.items()
            if f"test_a_solution_does_what_is_stated_of_it[{name}]" in asked
        }
        threads.shutdown(cancel_futures=True)


def tree_of(solution: Solution) -> Tree:
    return Tree(entries=read_entries(solution.folder), commit=None)


@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_solution_does_what_is_stated_of_it(name: str, gradings: Gradings) -> None:
    exercise, solution = SOLUTIONS[name]
    report = gradings[name].result()
    assert problems(solution, report) == [], trace(report)
    assert (report.score == report.max_score) == solution.accepted
    assert report.visible_to_process == (exercise.manifest.framework is not None)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_every_driver_meets_all_ends(exercise: object) -> None:
    kinds = {name.split("/")[1] for name, (of, _) in SOLUTIONS.items() if of is exercise}
    assert {"accepted", "wrong_answer", "time_limit_exceeded"} <= kinds
    assert kinds & {"run_time_error", "compile_error"}


FORGED = b"""
import os
names = ["test_empty", "test_total", "test_price[apple-30]", "test_price[pear-40]", "TestOrder.test_keeps_the_order"]
cases = "".join(f'<testcase name="{name}"/>' for name in names)
os.makedirs("/tmp/results", exist_ok=True)
open("/tmp/results/pytest.xml", "w").write(f"<testsuite>{cases}</testsuite>")
os._exit(0)
"""


def test_a_forged_document_passes_which_is_why_reports_are_marked(pool: WarmPool) -> None:
    report = grade(EXERCISES["framework-pytest"], tree({"basket.py": FORGED}), pool)
    assert (report.verdict, report.visible_to_process) == (Verdict.AC, True)
