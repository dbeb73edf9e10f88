"""The round itself, with progress on stderr and an exit code for a round that can't be paired."""

import secrets

import typer

from cli.output import say
from matching.market import Market
from matching.outcome import Outcome, Terms
from matching.round import match
from matching.solution import Infeasible

EXIT_INFEASIBLE = 1


def paired(market: Market, terms: Terms, seed: int | None) -> Outcome:
    """Ends the command where no pairing keeps every rule. The seed is drawn where none was given."""
    try:
        return match(market, terms, secrets.randbits(32) if seed is None else seed, say)
    except Infeasible as error:
        say(str(error))
        raise typer.Exit(EXIT_INFEASIBLE) from None
