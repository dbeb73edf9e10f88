"""`peermill exercise list|show`: what can be graded here."""

import json
from typing import Annotated, Any

import typer

from cli.exercise_verify import verify_exercises
from cli.output import show
from exercises.loader import CATALOGUE, catalogue_slugs, find_exercise, load_exercise
from exercises.model import Exercise

app = typer.Typer(help="The exercises of the catalogue.", no_args_is_help=True, rich_markup_mode=None)
app.command("verify")(verify_exercises)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_exercises(as_json: AsJson = False) -> None:
    """List the exercises of the catalogue."""
    exercises = [load_exercise(CATALOGUE / slug) for slug in catalogue_slugs()]
    if as_json:
        show(json.dumps([summary(exercise) for exercise in exercises], indent=2))
        return
    width = max(len(exercise.slug) for exercise in exercises)
    for exercise in exercises:
        show(f"{exercise.slug:{width}}  {exercise.manifest.language:7} {exercise.manifest.title}")


@app.command("show")
def show_exercise(
    exercise: Annotated[str, typer.Argument(help="A slug of the catalogue, or an exercise's folder.")],
    as_json: AsJson = False,
) -> None:
    """Show an exercise: its statement, what to turn in, its limits. Example: peermill exercise show c-sum"""
    found = find_exercise(exercise)
    if as_json:
        show(json.dumps(summary(found) | details(found), indent=2))
        return
    run = found.manifest.run
    show(found.statement.strip())
    show(f"\nTurn in: {', '.join(found.manifest.turn_in.required + found.manifest.turn_in.optional)}")
    show(f"Limits of a test: {run.cpu_ms} ms of CPU time, {run.memory_mib} MiB, {run.output_kib} KiB of output")
    show(f"{len(found.testcases)} tests, {found.max_score:g} points")


def summary(exercise: Exercise) -> dict[str, Any]:
    return {
        "slug": exercise.slug,
        "title": exercise.manifest.title,
        "language": exercise.manifest.language,
        "digest": exercise.digest,
        "tests": len(exercise.testcases),
        "max_score": exercise.max_score,
    }


def details(exercise: Exercise) -> dict[str, Any]:
    return {
        "statement": exercise.statement,
        "manifest": exercise.manifest.model_dump(mode="json"),
        "testcases": [{"name": testcase.name, "points": testcase.points} for testcase in exercise.testcases],
    }
