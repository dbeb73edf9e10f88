"""The baseline: a solution of our own, built and run on the host as bare processes, compared as the grader compares."""

import subprocess
from dataclasses import replace
from pathlib import Path

from exercises.checks import Checks
from exercises.files import read_entries
from exercises.model import Exercise, Testcase
from grader.compare import accepted
from grader.turn_in import HARNESS_FOLDER


def with_checks(exercise: Exercise, checks: Checks) -> Exercise:
    """The exercise with those checks instead of its own: nothing bare stands against a check."""
    return replace(exercise, manifest=exercise.manifest.model_copy(update={"checks": checks}))


def build_bare(exercise: Exercise, solution: Path, folder: Path) -> None:
    """The accepted solution, built in `folder` by the exercise's own commands."""
    write(folder, solution)
    run_all(exercise.manifest.build.commands, folder)
    if exercise.manifest.harness is not None:
        write(folder / HARNESS_FOLDER, exercise.folder / exercise.manifest.harness.folder)
        run_all(exercise.manifest.harness.commands, folder)


def run_bare(exercise: Exercise, testcase: Testcase, folder: Path) -> None:
    """One testcase. Raises AssertionError if the program isn't right: a benchmark of a wrong program says nothing."""
    if not is_right(exercise, testcase, folder):
        raise AssertionError(f"{exercise.slug}/{testcase.name}: the accepted solution is wrong on this host")


def is_right(exercise: Exercise, testcase: Testcase, folder: Path) -> bool:
    argv = (*exercise.command, *testcase.arguments)
    done = subprocess.run(argv, cwd=folder, input=testcase.stdin, capture_output=True, check=False)
    return accepted(exercise.manifest.checker, testcase.expected, done.stdout)


def write(folder: Path, source: Path) -> None:
    for entry in read_entries(source):
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry.data)


def run_all(commands: tuple[tuple[str, ...], ...], folder: Path) -> None:
    for argv in commands:
        subprocess.run(argv, cwd=folder, check=True, capture_output=True)
