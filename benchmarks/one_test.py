"""One test of a compiled C program in a running sandbox, against the same program as a bare subprocess."""

import tempfile
from pathlib import Path

from benchmarks.bare import build_bare, run_bare
from benchmarks.table import ROUNDS, Row, ratio_row, seconds
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.loader import find_exercise
from grader.build import make_product
from grader.judge import judge
from grader.referee import Referee
from sandboxes.pool import WarmPool

TESTS = 200


def measure(pool: WarmPool) -> Row:
    exercise = find_exercise("c-sum")
    solution = exercise.folder / "solutions/accepted/plain"
    testcase, referee = exercise.testcases[0], Referee(exercise, pool)
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder, pool.take(exercise.manifest.language) as sandbox:
        build_bare(exercise, solution, Path(folder))
        make_product(sandbox, exercise, Tree(entries=read_entries(solution), commit=None))
        assert judge(sandbox, exercise, testcase, referee).verdict is Verdict.AC

        def in_sandbox() -> None:
            for _ in range(TESTS):
                judge(sandbox, exercise, testcase, referee)

        def on_host() -> None:
            for _ in range(TESTS):
                run_bare(exercise, testcase, Path(folder))

        for _ in range(ROUNDS):
            ours.append(seconds(in_sandbox) / TESTS * 1000)
            bare.append(seconds(on_host) / TESTS * 1000)
    return ratio_row("one test of a C program / a bare subprocess", ours, bare, "ms", most=4)
