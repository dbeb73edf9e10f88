"""`peermill exercise import`: another system's exercise as a folder of ours, with an account of what became of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.output import show, show_json
from core.errors import UsageError
from exercises.importers.exercism import import_exercism
from exercises.importers.gradescope import import_gradescope
from exercises.importers.plan import ImportPlan, ImportReport, write
from exercises.locate import near

IMPORTERS: dict[str, Callable[[Path], ImportPlan]] = {
    "exercism": import_exercism,
    "gradescope": import_gradescope,
}


def import_exercise(
    source_format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(IMPORTERS)}.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to import.")],
    into: Annotated[Path, typer.Option(help="Where the exercise's own folder is made.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
) -> None:
    """Import an exercise, and list what was carried over and what was not."""
    if source_format not in IMPORTERS:
        hint = near(source_format, IMPORTERS) or f"; expected one of {', '.join(IMPORTERS)}"
        raise UsageError(f"no format {source_format!r}{hint}")
    report = write(IMPORTERS[source_format](folder), into)
    if as_json:
        show_json(report)
    else:
        show("\n".join(lines_of(report)))


def lines_of(report: ImportReport) -> list[str]:
    lines = [f"made {report.exercise}", "", "carried over:"]
    lines += [f"  {carried.source} -> {carried.became}" for carried in report.carried]
    lines += ["", "not carried over:" if report.left else "nothing was left behind"]
    return lines + [f"  {left.source}: {left.why}" for left in report.left]
