"""`--many`: submissions of a 3-test C program a second, compile time subtracted, against `docker run --rm` a second."""

import dataclasses
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from benchmarks.table import ROUNDS, Row, ratio_row, seconds
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import find_exercise
from exercises.model import Exercise
from grader.grade import grade
from sandboxes.pool import WarmPool

SUBMISSIONS = 16
TESTS = 3


def measure(pool: WarmPool, image_id: str, docker: tuple[str, ...]) -> Row:
    """`docker`: the client's command line for the pool's engine, up to its subcommand."""
    exercise = three_tests(find_exercise("c-sum"))
    tree = Tree(entries=read_entries(exercise.folder / "solutions/accepted/plain"), commit=None)
    ours, naive = [], []
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for _ in range(ROUNDS):
            naive.append(
                SUBMISSIONS
                / seconds(lambda: list(threads.map(lambda _: docker_run(docker, image_id), range(SUBMISSIONS))))
            )
            ours.append(submissions_a_second(threads, exercise, tree, pool))
    return ratio_row("submissions of 3 tests / docker run --rm IMAGE true", ours, naive, "1/s", least=0.7)


def submissions_a_second(threads: ThreadPoolExecutor, exercise: Exercise, tree: Tree, pool: WarmPool) -> float:
    """Each submission's compile time is taken off, as shared by the threads."""
    compiling = 0.0

    def once(_: int) -> float:
        report = grade(exercise, tree, pool)
        assert report.verdict is Verdict.AC, report
        return sum(step.wall_ms for step in report.steps) / 1000

    def all_of_them() -> None:
        nonlocal compiling
        compiling = sum(threads.map(once, range(SUBMISSIONS)))

    wall = seconds(all_of_them)
    return SUBMISSIONS / (wall - compiling / (os.cpu_count() or 1))


def three_tests(exercise: Exercise) -> Exercise:
    return dataclasses.replace(exercise, testcases=exercise.testcases[:TESTS])


def docker_run(docker: tuple[str, ...], image_id: str) -> None:
    subprocess.run((*docker, "run", "--rm", "--network", "none", image_id, "true"), check=True, capture_output=True)
