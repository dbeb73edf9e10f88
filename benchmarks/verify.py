"""`exercise verify` of a 20-test C exercise, 5 solutions by 5 runs, against compiling and running them bare.

The bare side does what no verifying can do without: each solution is compiled once and run 5 times on each test, as
many solutions at once as there are CPUs, and every output is compared. There are no mutants, and no solution that only
waits for a limit.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.bare import build_bare, is_right, with_checks
from benchmarks.table import ROUNDS, Row, ratio_row, seconds
from cli.exercise_verify import POOL_SIZE
from exercises.checks import Checks
from exercises.loader import CATALOGUE, load_exercise
from exercises.model import Exercise
from exercises.solutions import Solution, solutions
from grader.verify.verify import Plan, verify
from sandboxes.pool import WarmPool
from wiring.sandboxes import open_pool
from wiring.settings import Settings

SLUG, COPIES, RUNS = "c-next-prime", 2, 5
FOLDERS = ("accepted", "wrong_answer")
TESTS, SOLUTIONS = 20, 5


def measure(settings: Settings, say: Callable[[str], None]) -> Row:
    """In a pool as the command opens it. The next sandboxes are started while it is measured, as when one exercise
    is verified after another."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder, open_pool(settings, POOL_SIZE, say) as pool:
        exercise = twenty_tests(Path(folder) / SLUG)
        for _ in range(ROUNDS):
            bare.append(seconds(lambda: verify_bare(exercise)) * 1000)
            pool.warm(exercise.manifest.language)
            ours.append(seconds(lambda: verify_once(exercise, pool)) * 1000)
    return ratio_row("exercise verify, 20 tests, 5 solutions x 5 runs / bare", ours, bare, "ms", most=3)


def twenty_tests(folder: Path) -> Exercise:
    """The catalogue's exercise with each of its tests twice, the solutions that run to their end, and no checks."""
    source = CATALOGUE / SLUG
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("solutions", "tests"))
    for name in FOLDERS:
        shutil.copytree(source / "solutions" / name, folder / "solutions" / name)
    (folder / "tests").mkdir()
    for path in (source / "tests").iterdir():
        for copy in range(COPIES):
            shutil.copy(path, folder / "tests" / f"{path.stem}-{copy}{path.suffix}")
    exercise = load_exercise(folder)
    assert (len(exercise.testcases), len(solutions(exercise))) == (TESTS, SOLUTIONS)
    return with_checks(exercise, Checks())


def verify_once(exercise: Exercise, pool: WarmPool) -> None:
    found = verify(exercise, pool, Plan(runs=RUNS, mutants=False, tell=lambda _: None))
    assert found.ok, found


def verify_bare(exercise: Exercise) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        list(hands.map(lambda solution: solve_bare(exercise, solution), solutions(exercise)))


def solve_bare(exercise: Exercise, solution: Solution) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_bare(exercise, solution.folder, Path(folder))
        for _ in range(RUNS):
            right = [is_right(exercise, testcase, Path(folder)) for testcase in exercise.testcases]
            assert all(right) == solution.accepted, solution.name
