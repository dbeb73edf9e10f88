"""`peermill school ...`: campuses, people, tokens and teams, put on record by whoever runs the server."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.output import say, show
from core.errors import UsageError
from exercises.loader import catalogue_slugs
from exercises.locate import near
from school.access import issue_token
from school.enrol import enrol_person, open_campus, register_team
from wiring.composition import compose
from wiring.settings import load

app = typer.Typer(
    help="Campuses, people, tokens and teams. Examples:\n\n"
    "  peermill school campus Khouribga\n\n"
    "  peermill school person aya --campus Khouribga\n\n"
    "  peermill school token aya\n\n"
    "  peermill school team 'the adders' --member aya --exercise c-sum",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("campus")
def campus(name: str) -> None:
    """Open a campus."""
    with compose(load()) as services:
        open_campus(services.store, name)
    say(f"campus {name} is open")


@app.command("person")
def person(
    login: str,
    campus: Annotated[str, typer.Option(help="Where they learn.")],
    level: Annotated[float, typer.Option(min=0, help="What they have validated so far.")] = 0,
    staff: Annotated[bool, typer.Option("--staff", help="May read every team's work.")] = False,
) -> None:
    """Enrol a person."""
    with compose(load()) as services:
        enrol_person(services.store, login=login, campus=campus, level=level, staff=staff)
    say(f"{login} is enrolled; `peermill school token {login}` gives them a token to push with")


@app.command("token")
def token(login: str) -> None:
    """Issue a personal token: the password for git. It is shown once and stored as a hash."""
    with compose(load()) as services:
        show(issue_token(services.store, services.clock, services.secrets, login))


@app.command("team")
def team(
    name: str,
    member: Annotated[list[str], typer.Option(help="A member's login; give it once a member.")],
    exercise: Annotated[str, typer.Option(help="A slug of the catalogue.")],
    closes: Annotated[str | None, typer.Option(help="The deadline, as 2026-12-24T18:00+01:00.")] = None,
) -> None:
    """Register a team for an exercise; prints the address that it pushes to."""
    slugs = catalogue_slugs()
    if exercise not in slugs:
        raise UsageError(
            f"no exercise {exercise!r} in the catalogue{near(exercise, slugs)}; see `peermill exercise list`"
        )
    with compose(load()) as services:
        _, repository = register_team(
            services.store,
            services.repositories,
            services.clock,
            name=name,
            logins=member,
            exercise=exercise,
            closes_at=moment(closes) if closes else None,
        )
        show(f"{services.settings.url}/git/{repository.folder}.git")


def moment(text: str) -> datetime:
    """A moment with its zone, in UTC. Raises UsageError: a deadline without a zone is an hour's quarrel."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--closes {text!r}: expected a moment as 2026-12-24T18:00+01:00") from None
    if given.tzinfo is None:
        raise UsageError(f"--closes {text!r}: say in which zone, as +01:00 at its end")
    return given.astimezone(UTC)
