"""`peermill groups`: inter-campus groups, rushes and cohorts (docs/groups.md).

Exit codes: 0 grouped, 1 not one group can be made, 2 bad input.
"""

import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cli.output import say, show_json
from matching.groups.levels import Levels

if TYPE_CHECKING:
    from matching.groups.report import Report

EXIT_INFEASIBLE = 1
MOST_DOCUMENT = 64 << 20
LARGEST = 100

app = typer.Typer(
    help="Put people in groups: inter-campus groups, rushes, cohorts.", no_args_is_help=True, rich_markup_mode=None
)
Document = Annotated[Path, typer.Argument(metavar="FILE", help="JSON: docs/groups.md says what is in it.")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, help="Random unless given; printed.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("inter-campus")
def inter_campus(
    file: Document,
    size: Annotated[int, typer.Option(min=2, max=LARGEST, help="Members a group.")] = 4,
    campuses: Annotated[int, typer.Option(min=2, max=LARGEST, help="A group's members come from so many.")] = 3,
    hours: Annotated[int, typer.Option(min=1, max=168, help="All members share so many hours of the week.")] = 4,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Groups of several campuses that share hours and a language. Example: peermill groups inter-campus people.json"""
    from matching.groups.campuses import inter_campus as grouped
    from matching.groups.documents import InterCampus, document_of

    document = document_of(_read(file), str(file), InterCampus)
    _answer(lambda drawn: grouped(document, size, campuses, hours, drawn, say), seed, as_json=as_json)


@app.command("rush")
def rush(
    file: Document,
    size: Annotated[int, typer.Option(min=2, max=LARGEST, help="Members a group.")] = 3,
    level: Annotated[Levels, typer.Option(help="Of a group's members.")] = Levels.MIXED,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Groups for a weekend, of people who weren't together lately. Example: peermill groups rush people.json"""
    from matching.groups.documents import Rush, document_of
    from matching.groups.rush import rush as grouped

    document = document_of(_read(file), str(file), Rush)
    _answer(lambda drawn: grouped(document, size, level, drawn, say), seed, as_json=as_json)


@app.command("cohorts")
def cohorts(
    file: Document,
    size: Annotated[int, typer.Option(min=2, max=LARGEST, help="Members a cohort.")] = 15,
    count: Annotated[int | None, typer.Option(min=1, help="At most so many cohorts: the best mix is chosen.")] = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Cohorts of the same mix of people, or of a wished-for one. Example: peermill groups cohorts people.json"""
    from matching.groups.cohorts import cohorts as grouped
    from matching.groups.documents import Cohorts, document_of

    document = document_of(_read(file), str(file), Cohorts)
    _answer(lambda drawn: grouped(document, size, count, drawn, say), seed, as_json=as_json)


def _read(file: Path) -> bytes:
    from matching.reading.files import read_whole

    return read_whole(file, MOST_DOCUMENT)


def _answer(grouped: Callable[[int], "Report"], seed: int | None, *, as_json: bool) -> None:
    """The seed is drawn where none was given."""
    from cli.groups_show import show_report
    from matching.groups.grouping import NoGroups

    try:
        report = grouped(secrets.randbits(32) if seed is None else seed)
    except NoGroups as error:
        say(str(error))
        raise typer.Exit(EXIT_INFEASIBLE) from None
    if as_json:
        show_json(report)
    else:
        show_report(report, Console(file=sys.stdout))
