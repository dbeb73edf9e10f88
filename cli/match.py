"""`peermill match`: pair submissions with evaluators, and say why.

What follows `match` is an instance, unless it is the name of a command. Exit codes: 0 paired, 1 no pairing keeps every
rule, 2 bad input.
"""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console
from typer.core import TyperGroup

from cli.match_options import (
    ChanceOption,
    CyclesOption,
    EachOption,
    FairnessOption,
    HiOption,
    InstanceFile,
    LoOption,
    PolicyFile,
    SeedOption,
    Wishes,
    is_matrix,
)
from cli.output import show

DEFAULT = "instance"
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class InstanceFirst(TyperGroup):
    """A group in which whatever is no command's name belongs to the command `instance`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=InstanceFirst,
    help="Pair submissions with evaluators: peermill match INSTANCE. Its options: peermill match instance --help",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(DEFAULT, hidden=True)
def match_instance(
    instance: InstanceFile,
    policy: PolicyFile = None,
    cycles: CyclesOption = None,
    max_probability: ChanceOption = None,
    fairness: FairnessOption = None,
    seed: SeedOption = None,
    k: EachOption = None,
    lo: LoOption = None,
    hi: HiOption = None,
    as_json: AsJson = False,
) -> None:
    """Pair everybody in an instance (docs/matching-instances.md). Example: peermill match round.json --cycles 3"""
    from cli.match_load import load
    from cli.match_pair import paired
    from cli.match_show import document, show_pairing
    from matching.report import figures

    wishes = Wishes(policy=policy, cycles=cycles, max_probability=max_probability, fairness=fairness, k=k, lo=lo, hi=hi)
    market, terms = load(instance, wishes)
    outcome = paired(market, terms, seed)
    found = figures(market, outcome)
    if as_json:
        show(json.dumps(document(market, outcome, found, numbered=is_matrix(instance)), allow_nan=False))
        return
    show_pairing(market, outcome, found, Console(file=sys.stdout))


@app.command()
def explain(
    instance: InstanceFile,
    who: Annotated[str, typer.Argument(metavar="PAIR|PERSON", help="EVALUATOR:SUBMISSION, or an evaluator.")],
    seed: Annotated[int, typer.Option(min=0, help="The one that the pairing was made with.")],
    policy: PolicyFile = None,
    cycles: CyclesOption = None,
    max_probability: ChanceOption = None,
    fairness: FairnessOption = None,
    k: EachOption = None,
    lo: LoOption = None,
    hi: HiOption = None,
) -> None:
    """Say why a pair was made or not, and what another would cost; give the options that the pairing was made with."""
    from cli.match_load import load
    from cli.match_pair import paired
    from matching.explain import explain_pair, explain_person

    wishes = Wishes(policy=policy, cycles=cycles, max_probability=max_probability, fairness=fairness, k=k, lo=lo, hi=hi)
    market, terms = load(instance, wishes)
    evaluator, colon, submission = who.rpartition(":")
    if colon:
        ends = market.evaluator_at(evaluator), market.submission_at(submission)
        explanations = [explain_pair(market, paired(market, terms, seed), *ends)]
    else:
        person = market.evaluator_at(who)
        explanations = explain_person(market, paired(market, terms, seed), person)
    for explanation in explanations:
        for line in explanation.lines():
            show(line)


@app.command()
def sample(
    learners: Annotated[int, typer.Option(min=20, max=50_000)] = 100,
    seed: Annotated[int, typer.Option(min=0)] = 1,
) -> None:
    """Print a made-up instance to try things with. Example: peermill match sample --learners 200 > round.json"""
    from matching.reading.from_school import instance_of
    from matching.synthetic.school import synthetic_school

    show(json.dumps(instance_of(synthetic_school(learners, seed))))
