"""`peermill exercise new`: an exercise to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from cli.output import say, show
from exercises.new import WORDS, new_exercise


def new(
    slug: Annotated[str, typer.Argument(help="Its name: small letters, digits and single dashes.")],
    language: Annotated[str, typer.Option(help=f"One of {', '.join(WORDS)}.")] = "c",
    into: Annotated[Path, typer.Option(help="The folder to make it in.")] = Path(),
) -> None:
    """Make a small exercise that verifies, to be rewritten. Example: peermill exercise new c-my-first"""
    folder = new_exercise(slug, language, into)
    show(str(folder))
    say(f"try it: peermill exercise verify {folder}")
