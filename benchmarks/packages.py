"""Importing a problem package of 40 tests and grading all its submissions, against running them bare.

The bare side does what a judge can't do without: each submission is compiled, and run test by test up to the first that
fails, as many submissions at once as there are CPUs; outputs are compared. The package is made here: a sum, with right
and wrong programs in C, C++ and Python.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.bare import run_all, write
from benchmarks.table import ROUNDS, Row, ratio_row, seconds
from cli.exercise_verify import POOL_SIZE
from core.trees import Tree
from exercises.files import read_entries
from exercises.importers import plan
from exercises.importers.kattis import import_kattis
from exercises.loader import load_exercise
from exercises.model import Exercise
from exercises.solutions import Solution, solutions
from grader.compare import accepted
from grader.program import as_submitted
from grader.verify.verify import Plan, verify
from sandboxes.pool import WarmPool
from wiring.sandboxes import open_pool
from wiring.settings import Settings

TESTS = 40
LANGUAGES = ("c", "cpp", "python")
PROBLEM = """problem_format_version: 2025-09
name: Sum
uuid: 3c8f8a34-4f9c-4d1e-9a53-0b64c4f2f0d1
license: cc0
limits: {time_limit: 2}
"""
C = "#include <stdio.h>\nint main(void) { %s a, b; scanf(%s, &a, &b); printf(%s, a + b); }\n"
CPP = "#include <iostream>\nint main() { %s a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }\n"
SUBMISSIONS = {
    "accepted/sum.c": C % ("long long", '"%lld%lld"', '"%lld\\n"'),
    "accepted/sum.cpp": CPP % "long long",
    "accepted/sum.py": "print(sum(map(int, input().split())))\n",
    "wrong_answer/narrow.c": C % ("int", '"%d%d"', '"%d\\n"'),
    "wrong_answer/narrow.cpp": CPP % "int",
    "wrong_answer/product.py": "a, b = map(int, input().split())\nprint(a * b)\n",
}


def measure(settings: Settings, say: Callable[[str], None]) -> Row:
    """In a pool as the command opens it, with the next sandboxes started meanwhile."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder, open_pool(settings, POOL_SIZE, say) as pool:
        package = make_package(Path(folder) / "sum")
        exercise = imported(package, Path(folder) / "once")
        for number in range(ROUNDS):
            bare.append(seconds(lambda: run_bare(exercise)) * 1000)
            for language in LANGUAGES:
                pool.warm(language)
            into = Path(folder) / str(number)
            ours.append(seconds(lambda into=into: import_and_grade(package, into, pool)) * 1000)  # type: ignore[misc]
    return ratio_row(
        "importing a package, 40 tests, 6 submissions, and grading them / bare", ours, bare, "ms", most=2.5
    )


def make_package(folder: Path) -> Path:
    files = {"problem.yaml": PROBLEM} | {f"submissions/{name}": text for name, text in SUBMISSIONS.items()}
    for number in range(TESTS):
        a, b = 10**9 * (number > TESTS // 2) + number * 7919, 10**9 * 2 * (number > TESTS // 2) + 5
        files |= {f"data/secret/{number:02}.in": f"{a} {b}\n", f"data/secret/{number:02}.ans": f"{a + b}\n"}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def imported(package: Path, into: Path) -> Exercise:
    return load_exercise(Path(plan.write(import_kattis(package), into).exercise))


def import_and_grade(package: Path, into: Path, pool: WarmPool) -> None:
    found = verify(imported(package, into), pool, Plan(runs=1, mutants=False, tell=lambda _: None))
    assert found.ok, found


def run_bare(exercise: Exercise) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        list(hands.map(lambda solution: submission_bare(exercise, solution), solutions(exercise)))


def submission_bare(exercise: Exercise, solution: Solution) -> None:
    exercise, _ = as_submitted(exercise, Tree(entries=read_entries(solution.folder), commit=None))
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), solution.folder)
        run_all(tuple(bare(argv) for argv in exercise.manifest.build.commands), Path(folder))
        passed = all(passes(exercise, number, Path(folder)) for number in range(len(exercise.testcases)))
        assert passed == solution.accepted, solution.name


def passes(exercise: Exercise, number: int, folder: Path) -> bool:
    testcase = exercise.testcases[number]
    done = subprocess.run(bare(exercise.command), cwd=folder, input=testcase.stdin, capture_output=True, check=False)
    return accepted(exercise.manifest.checker, testcase.expected, done.stdout)


def bare(argv: tuple[str, ...]) -> tuple[str, ...]:
    """With this very Python: what is first on a developer's PATH may be a script that looks for one, and slow."""
    return (sys.executable, "-I", *argv[1:]) if argv[0] == "python3" else argv
