"""The C library project, build and 43 tests from a warm pool, against the same build and tests bare on the host.

Its checks, which nothing bare stands against, have a row of their own (`checks.py`).
"""

import tempfile
from pathlib import Path

from benchmarks.bare import build_bare, run_bare, with_checks
from benchmarks.table import ROUNDS, Row, ratio_row, seconds
from core.trees import Tree
from core.verdicts import Verdict
from exercises.checks import Checks
from exercises.files import read_entries
from exercises.loader import find_exercise
from exercises.model import Exercise
from grader.grade import grade
from sandboxes.pool import WarmPool

SLUG = "c-libft"


def measure(pool: WarmPool) -> Row:
    exercise = with_checks(find_exercise(SLUG), Checks())
    solution = next(path for path in sorted((exercise.folder / "solutions/accepted").iterdir()))
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(seconds(lambda: grade_bare(exercise, solution)) * 1000)
        pool.warm(exercise.manifest.language)
        ours.append(seconds(lambda: grade_once(exercise, solution, pool)) * 1000)
    return ratio_row("C library project, build and 43 tests / bare", ours, bare, "ms", most=1.3)


def grade_once(exercise: Exercise, solution: Path, pool: WarmPool) -> None:
    report = grade(exercise, Tree(entries=read_entries(solution), commit=None), pool)
    assert report.verdict is Verdict.AC, report


def grade_bare(exercise: Exercise, solution: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_bare(exercise, solution, Path(folder))
        for testcase in exercise.testcases:
            run_bare(exercise, testcase, Path(folder))
