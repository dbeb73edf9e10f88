"""A time limit for an exercise that has none yet, from what its accepted solutions need on this machine."""

import dataclasses
import math

from core.runs import SandboxPool
from core.trees import Tree
from core.verdicts import Verdict
from exercises.files import read_entries
from exercises.model import Exercise
from exercises.solutions import solutions
from grader.grade import grade

MOST_CPU_MS, MOST_WALL_MS = 60_000, 180_000


def slowest_ms(exercise: Exercise, pool: SandboxPool) -> float | None:
    """CPU time of the slowest testcase that an accepted solution passes, with a limit that is far off; None where
    nothing passes. Raises GraderFault."""
    roomy = with_time(exercise)
    accepted = [solution.folder for solution in solutions(exercise) if solution.accepted]
    reports = [grade(roomy, Tree(entries=read_entries(folder), commit=None), pool) for folder in accepted]
    times = [test.cpu_ms for report in reports for test in report.tests if test.verdict is Verdict.AC]
    return max(times, default=None)


def with_time(exercise: Exercise) -> Exercise:
    run = exercise.manifest.run.model_copy(update={"cpu_ms": MOST_CPU_MS, "wall_ms": MOST_WALL_MS})
    testcases = tuple(dataclasses.replace(testcase, cpu_ms=MOST_CPU_MS) for testcase in exercise.testcases)
    manifest = exercise.manifest.model_copy(update={"run": run})
    return dataclasses.replace(exercise, manifest=manifest, testcases=testcases)


def limit_s(slowest_ms: float, *, times: float, step_s: float) -> float:
    """`times` as much, up to the next multiple of `step_s`. Seconds."""
    steps = max(1, math.ceil(round(times * slowest_ms / 1000 / step_s, 9)))
    return round(steps * step_s, 3)
