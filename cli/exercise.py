"""`peermill exercise`: what can be graded here, and what its authors need."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.exercise_import import import_exercise
from cli.exercise_new import new
from cli.exercise_verify import verify_exercises
from cli.output import show
from core.errors import UsageError
from exercises.loader import CATALOGUE, catalogue_slugs, find_exercise, load_exercise
from exercises.model import Exercise
from exercises.paths import LearningPath, load_path
from exercises.schema import schema_text

app = typer.Typer(help="The exercises of the catalogue.", no_args_is_help=True, rich_markup_mode=None)
app.command("new")(new)
app.command("import")(import_exercise)
app.command("verify")(verify_exercises)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_exercises(
    as_json: AsJson = False,
    path: Annotated[str | None, typer.Option(help="Those of a path, day by day: admission.")] = None,
) -> None:
    """List the exercises of the catalogue."""
    if path is not None:
        show_path(load_path(path), as_json=as_json)
        return
    exercises = [load_exercise(CATALOGUE / slug) for slug in catalogue_slugs()]
    if as_json:
        show(json.dumps([summary(exercise) for exercise in exercises], indent=2))
        return
    for line in lines_of(exercises):
        show(line)


def show_path(path: LearningPath, *, as_json: bool) -> None:
    if as_json:
        show(path.model_dump_json(indent=2))
        return
    show(path.name)
    for day in path.days:
        show(f"\nday {day.day}: {day.title}")
        for line in lines_of([load_exercise(CATALOGUE / slug) for slug in day.exercises]):
            show(f"  {line}")


def lines_of(exercises: Sequence[Exercise]) -> list[str]:
    width = max(len(exercise.slug) for exercise in exercises)
    return [
        f"{exercise.slug:{width}}  {exercise.manifest.language:7} {exercise.manifest.title}" for exercise in exercises
    ]


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of exercise.toml, for editors that complete and check as one types."""
    sys.stdout.write(schema_text())


@app.command("show")
def show_exercise(
    exercise: Annotated[str, typer.Argument(help="A slug of the catalogue, or an exercise's folder.")],
    words: Annotated[str, typer.Option("--words", help="The language of its statement: en, fr.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Show an exercise: its statement, what to turn in, its limits. Example: peermill exercise show c-sum --words fr"""
    found = find_exercise(exercise)
    statement = statement_in(found, words)
    if as_json:
        show(json.dumps(summary(found) | details(found, statement), indent=2))
        return
    run = found.manifest.run
    show(statement.strip())
    show(f"\nTurn in: {', '.join(found.manifest.turn_in.required + found.manifest.turn_in.optional)}")
    show(f"Limits of a test: {run.cpu_ms} ms of CPU time, {run.memory_mib} MiB, {run.output_kib} KiB of output")
    show(f"{len(found.testcases)} tests, {found.max_score:g} points")


def statement_in(exercise: Exercise, words: str) -> str:
    """Raises UsageError."""
    if words not in exercise.statements:
        there = ", ".join(exercise.statements)
        raise UsageError(f"{exercise.slug} has no statement in {words!r}; there are {there}")
    return exercise.statements[words]


def summary(exercise: Exercise) -> dict[str, Any]:
    return {
        "slug": exercise.slug,
        "title": exercise.manifest.title,
        "language": exercise.manifest.language,
        "digest": exercise.digest,
        "tests": len(exercise.testcases),
        "max_score": exercise.max_score,
    }


def details(exercise: Exercise, statement: str) -> dict[str, Any]:
    return {
        "statement": statement,
        "manifest": exercise.manifest.model_dump(mode="json"),
        "testcases": [{"name": testcase.name, "points": testcase.points} for testcase in exercise.testcases],
        "rubric": exercise.rubric and exercise.rubric.model_dump(mode="json"),
    }
