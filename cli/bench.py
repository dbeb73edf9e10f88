"""`peermill bench`: measure this machine at what Peermill does. Nothing is sent or kept."""

import dataclasses
import json
import time
from typing import TYPE_CHECKING, Annotated

import typer

from cli.memory import peak_rss_mib
from cli.output import say, show

if TYPE_CHECKING:
    from matching.measure import Measured

app = typer.Typer(help="Measure what this machine can do.", no_args_is_help=True, rich_markup_mode=None)
Learners = Annotated[int, typer.Option("--learners", min=20, max=2_000_000, help="So many in a made-up school.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of the school and of its round.")]


@app.callback()
def bench() -> None:
    """Measure what this machine can do."""


@app.command()
def matching(
    learners: Learners = 10_000,
    seed: Seed = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Pair a made-up school, and say how long it took and how near the optimum it is.

    Example: peermill bench matching --learners 50000
    """
    from matching.measure import measure, warm_up

    warm_up()
    measured = measure(learners, seed, time.perf_counter, peak_rss_mib, say).measured
    show(json.dumps(dataclasses.asdict(measured)) if as_json else as_words(measured))


def as_words(measured: "Measured") -> str:
    seconds = measured.seconds
    lines = (
        ("learners", f"{measured.learners:,}, {measured.submissions:,} submissions, seed {measured.seed}"),
        ("eligible", f"{measured.eligible_median:,.0f} evaluators for the median submission"),
        ("time", f"{seconds['total']:.2f} s, of which {seconds['solve']:.2f} s in the solver"),
        ("memory", f"{measured.peak_rss_mib:,.0f} MiB at the most"),
        ("value", f"{measured.objective:,.2f}, at most {100 * measured.gap:.4f} % below the best of this circle"),
        ("bound", f"{measured.upper_bound:,.2f}; without the circle {measured.upper_bound_free:,.2f}"),
        ("cycles", ", ".join(f"{count:,} of {length}" for length, count in measured.cycles.items())),
        ("unfilled", f"{measured.unfilled:,}"),
        ("load", f"Gini {measured.gini:.3f}"),
    )
    return "\n".join(f"{name:9} {words}" for name, words in lines)
