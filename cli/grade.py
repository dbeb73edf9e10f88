"""`peermill grade`: the same grading as the server's, of one tree or of a stream of them."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cli.from_school import SchoolServer, school_server
from cli.grading import PoolAtNeed, grade_path
from cli.many import grade_many
from cli.output import EXIT_FAULT, EXIT_OK, say, show, show_json
from core.errors import UsageError
from core.verdicts import Verdict
from exercises.loader import find_exercise
from exercises.model import Exercise
from grader.trace import trace
from sandboxes.self_test import LANGUAGE
from wiring.sandboxes import open_pool
from wiring.settings import load

EXAMPLES = """
Examples:

  peermill grade . --exercise c-sum

  peermill grade ~/libft --exercise c-libft --commit HEAD~1 --json

  peermill grade . --exercise c-sum --from-school

  peermill grade --many list.jsonl --json

Exit code 0: a report was made, whatever its verdict. 2: bad usage or a broken exercise. 3: a fault of this machine.
"""


def grade(
    path: Annotated[Path | None, typer.Argument(help="A working tree or a git repository.")] = None,
    exercise: Annotated[str | None, typer.Option(help="A slug of the catalogue, or an exercise's folder.")] = None,
    commit: Annotated[str | None, typer.Option(help="Grade this commit instead of the working files.")] = None,
    many: Annotated[Path | None, typer.Option(help="A file of {id, path, exercise, commit?}, one JSON a line.")] = None,
    from_school: Annotated[
        bool, typer.Option("--from-school", help="Take the exercise and its image from PEERMILL_SERVER.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Grade a project in a sandbox, exactly as the server does."""
    if many is not None:
        if path is not None or exercise is not None or commit is not None or from_school:
            raise UsageError("--many takes path, exercise and commit from each line of its file, not from here")
        raise typer.Exit(grade_many(many, as_json=as_json))
    if path is None or exercise is None:
        raise UsageError("name what to grade: `peermill grade PATH --exercise SLUG`, or `--many LIST.jsonl`")
    raise typer.Exit(grade_one(path, exercise, commit, from_school=from_school, as_json=as_json))


def grade_one(path: Path, name: str, commit: str | None, *, from_school: bool, as_json: bool) -> int:
    settings = load()
    server = school_server(settings, say) if from_school else None
    exercise = exercise_of(server, name) if server else find_exercise(name)
    language = exercise.manifest.language if server else LANGUAGE
    with PoolAtNeed(partial(open_pool, settings, 0, say, source=server, proven_on=language)) as pool:
        report = grade_path(path, exercise, commit, pool)
    if as_json:
        show_json(report)
    else:
        show(trace(report))
    return EXIT_FAULT if report.verdict is Verdict.JE else EXIT_OK


def exercise_of(server: SchoolServer, name: str) -> Exercise:
    """The server's exercise. Raises UsageError where it can't be graded at home, GraderFault."""
    exercise = server.exercise(name)
    if exercise.setup:
        raise UsageError(f"{name} is graded in an image of its own, which stays on the school's server: push to try it")
    return exercise
