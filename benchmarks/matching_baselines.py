"""Our round beside what others do, on one school: value, what is left unfilled, short cycles, how even loads are.

Small rounds give the baselines every arc; larger ones each submission's best DEPTH by value, which only flatters them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rich.table import Table

from benchmarks.table import seconds
from cli.memory import peak_rss_mib
from matching.baselines import Taken, greedy, least_loaded_random, min_loads_first, uniform_random
from matching.cycles import count_cycles
from matching.market import Arcs, Market, Quotas
from matching.measure import measure
from matching.report import gini
from matching.solver import worth_of
from matching.tables import Ints

DEPTH = 60
Baseline = Callable[[Arcs, Quotas, np.random.Generator], Taken]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """`percent` of the bound without a circle. `loads`: of those who may evaluate."""

    name: str
    objective: float
    percent: float
    unfilled: int
    cycles: dict[int, int]
    gini: float
    seconds: float
    loads: tuple[int, ...]


def once_each_first(arcs: Arcs, quotas: Quotas, _generator: np.random.Generator) -> Taken:
    return min_loads_first(arcs, quotas, np.minimum(quotas.hi, 1))


BASELINES: dict[str, Baseline] = {
    "uniform random": uniform_random,
    "least-loaded random": least_loaded_random,
    "greedy by value": greedy,
    "minimum loads first": once_each_first,
}


def qualities(learners: int, seed: int, clock: Callable[[], float]) -> list[Quality]:
    """Ours first."""
    done = measure(learners, seed, clock, peak_rss_mib, lambda _: None)
    market, best = done.market, done.outcome.upper_bound_free
    found = [_quality("Peermill", market, done.outcome.pairs, best, done.measured.seconds["total"])]
    arcs = market.best(None, np.zeros(market.quotas.evaluators), DEPTH)
    for name, baseline in BASELINES.items():
        kept: list[Taken] = []
        generator = np.random.default_rng(seed)
        spent = seconds(lambda: kept.append(baseline(arcs, market.quotas, generator)))  # noqa: B023 called at once
        found.append(_quality(name, market, kept[0].pairs, best, spent))
    return found


def _quality(name: str, market: Market, pairs: Arcs, best: float, spent: float) -> Quality:
    quotas = market.quotas
    made: Ints = np.bincount(pairs.evaluator, minlength=quotas.evaluators)[quotas.hi > 0]
    worth = worth_of(pairs, np.ones(len(pairs), dtype=np.int64), quotas)
    counted = count_cycles(pairs, market.authors)
    return Quality(
        name=name,
        objective=worth,
        percent=100 * worth / best,
        unfilled=quotas.submissions * quotas.each - len(pairs),
        cycles={length: counted[length] for length in (2, 3)},
        gini=gini(made),
        seconds=spent,
        loads=tuple(np.bincount(made).tolist()),
    )


def as_quality_table(learners: int, found: Sequence[Quality]) -> Table:
    table = Table(title=f"{learners:,} learners, one school; value in percent of the bound without a circle")
    for column in ("", "value", "%", "unfilled", "2-cycles", "3-cycles", "Gini of load", "s"):
        table.add_column(column, justify="right" if column else "left")
    for each in found:
        table.add_row(
            each.name,
            f"{each.objective:,.1f}",
            f"{each.percent:.2f}",
            f"{each.unfilled:,}",
            f"{each.cycles[2]:,}",
            f"{each.cycles[3]:,}",
            f"{each.gini:.3f}",
            f"{each.seconds:.2f}",
        )
    return table
