"""`peermill exercise verify`: is an exercise, or are all of them, to be trusted?

names -> exercises, all of them loaded first -> grader.verify, one after another -> tables, or an array of JSON
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.output import EXIT_FAULT, EXIT_OK, say, show
from core.errors import UsageError
from exercises.loader import catalogue_slugs, find_exercise
from exercises.model import Exercise
from exercises.solutions import solutions
from grader.verify.documents import MutantsResult, Verification
from grader.verify.mutation import mutated_solution
from grader.verify.verify import MUTANT, Plan, verify
from grader.words import visible
from wiring.sandboxes import open_pool
from wiring.settings import load

EXIT_DOES_NOT_HOLD = 1
LOG_WIDTH = 120
# As many again as are at work, so that no solution waits for its sandbox to start.
POOL_SIZE = 2 * (os.cpu_count() or 1)


def verify_exercises(
    names: Annotated[list[str] | None, typer.Argument(metavar="SLUG|DIR...", help="Exercises to verify.")] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="Every exercise of the catalogue.")] = False,
    runs: Annotated[int, typer.Option(min=1, max=100, help="How often each solution is judged.")] = 5,
    mutants: Annotated[bool, typer.Option(help="Try the tests on mutants of an accepted solution.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: an array, one object an exercise.")] = False,
) -> None:
    """Verify exercises: solutions, time limits, and how good the tests are.

    Exit code 0: all hold. 1: one doesn't. 2: bad usage or a broken exercise. 3: a fault of this machine.
    """
    if bool(names) == all_of_them:
        raise UsageError("name exercises to verify, or say --all: `peermill exercise verify c-sum`")
    exercises = [find_exercise(name) for name in names or catalogue_slugs()]
    counts = {exercise.slug: checked(exercise) for exercise in exercises}
    found = []
    with open_pool(load(), POOL_SIZE, say) as pool, progress() as bars:
        for exercise in exercises:
            plan = Plan(runs=runs, mutants=mutants, tell=teller(bars, exercise, counts[exercise.slug]))
            found.append(verify(exercise, pool, plan))
            for task in bars.task_ids:
                bars.remove_task(task)
            if as_json:
                say(headline(found[-1]))
            else:
                show_words(found[-1])
    if as_json:
        show(json.dumps([verification.model_dump(mode="json") for verification in found], indent=2))
    elif len(found) > 1:
        show(f"\n{sum(verification.ok for verification in found)} of {len(found)} exercises hold")
    raise typer.Exit(exit_code(found))


def checked(exercise: Exercise) -> int:
    """How many solutions there are. Raises BrokenExercise, before anything is run."""
    found = solutions(exercise)
    mutated_solution(exercise, found)
    return len(found)


def exit_code(found: Sequence[Verification]) -> int:
    if any(verification.fault is not None for verification in found):
        return EXIT_FAULT
    return EXIT_OK if all(verification.ok for verification in found) else EXIT_DOES_NOT_HOLD


def progress() -> Progress:
    """Bars on a terminal, nothing in a log."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def teller(bars: Progress, exercise: Exercise, count: int) -> Callable[[str], None]:
    """What `verify` tells of each solution and mutant, as two bars; how many mutants there'll be isn't known before."""
    solved = bars.add_task(f"{exercise.slug}: solutions", total=count)
    mutated = bars.add_task(f"{exercise.slug}: mutants", total=None)
    return lambda what: bars.advance(mutated if what == MUTANT else solved)


def headline(found: Verification) -> str:
    state = "a fault of this machine" if found.fault else "holds" if found.ok else "DOES NOT HOLD"
    return f"{found.exercise}: {state} ({found.seconds:.1f} s)"


def show_words(found: Verification) -> None:
    """Solution by solution, then what the mutants say, then what is wrong."""
    show(f"\n{headline(found)}")
    if found.solutions:
        width = None if sys.stdout.isatty() else LOG_WIDTH
        Console(file=sys.stdout, highlight=False, width=width).print(table_of(found), markup=False)
    if found.time is not None:
        time = found.time
        show(f"slowest accepted: {time.slowest_ms:.0f} of {time.limit_ms} ms ({time.solution}, {time.testcase})")
    if found.mutants is not None:
        show(mutants_line(found.mutants))
        for diff in found.mutants.survivors:
            show(visible(f"\nsurvived:\n{diff}"))
    for kind, lines in (
        ("fault", [found.fault] if found.fault else []),
        ("problem", found.problems),
        ("note", found.notes),
    ):
        for line in lines:
            show(f"{kind}: {visible(line)}")


def table_of(found: Verification) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("solution", "expected", f"got in {found.runs} run{'s' * (found.runs != 1)}", "points", ""):
        table.add_column(column)
    for solution in found.solutions:
        got = ", ".join(f"{verdict} x{count}" for verdict, count in Counter(solution.got).items())
        points = f"{solution.points:g} of {solution.max_points:g}"
        expected = " or ".join(solution.expected)
        table.add_row(solution.name, expected, got, points, "" if not solution.problems else "NOT AS STATED")
    return table


def mutants_line(mutants: MutantsResult) -> str:
    counted = mutants.compiled - mutants.equivalent - len(mutants.excused)
    share = "no share" if mutants.share is None else f"{mutants.share:.0%}"
    least = f", at least {mutants.least:.0%} asked" if mutants.least is not None else ""
    return (
        f"mutants of {mutants.solution}: {share} killed ({mutants.killed} of {counted}{least}); {mutants.made} made, "
        f"{mutants.made - mutants.compiled} not compiled, {mutants.equivalent} equivalent, "
        f"{len(mutants.excused)} stated to be"
    )
