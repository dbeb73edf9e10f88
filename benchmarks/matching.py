"""`python -m benchmarks.matching`: what the matcher must reach, row by row, and the tables beside it.

Exit code 1 if a target is missed. `--quick` leaves out everything over 10,000 learners.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.matching_baselines import as_quality_table, qualities
from benchmarks.matching_loss import KINDS, Loss, loss_rows, losses
from benchmarks.matching_reference import DATA, measure_references
from benchmarks.matching_round import Run, run, say
from benchmarks.matching_scale import Wanted, growth_row, scale_rows
from benchmarks.matching_simplex import measure_against_simplex
from benchmarks.table import Row, as_table
from matching.measure import warm_up

SMALL = 1000
LOSS_SEEDS = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    learners: int
    seeds: range
    raw: bool
    wanted: Wanted


SIZES = (
    Size(
        learners=10_000,
        seeds=range(1, 6),
        raw=False,
        wanted=Wanted(gap_percent=0.5, seconds=None, mib=None, eligible=None, times_raw=None),
    ),
    Size(
        learners=50_000,
        seeds=range(1, 4),
        raw=True,
        wanted=Wanted(gap_percent=0.5, seconds=15, mib=1536, eligible=500, times_raw=5),
    ),
    Size(
        learners=500_000,
        seeds=range(1, 2),
        raw=False,
        wanted=Wanted(gap_percent=1, seconds=300, mib=8192, eligible=5000, times_raw=None),
    ),
)


def scales(sizes: tuple[Size, ...] = SIZES) -> Iterator[Row]:
    """Each round in a fresh process; the growth between the first and the last size."""
    runs = [_runs_of(size) for size in sizes]
    for size, found in zip(sizes, runs, strict=True):
        yield from scale_rows(found, size.wanted)
    if len(runs) > 1:
        yield growth_row(runs[0], runs[-1])


def _runs_of(size: Size) -> list[Run]:
    say(f"{size.learners:,} learners, {len(size.seeds)} seeds")
    return [run(size.learners, seed, raw=size.raw) for seed in size.seeds]


def small_rows(found: list[Loss]) -> Iterator[Row]:
    """What takes seconds, in this process."""
    if not DATA.is_dir():
        say("the reference instances (../shared/data/matching) are absent: their rows are left out")
    yield from measure_references()
    say(f"against networkx at {SMALL:,}")
    yield from measure_against_simplex(SMALL, 1)
    yield from loss_rows(SMALL, found)


def rows() -> Iterator[Row]:
    """All of them, for `make bench`."""
    warm_up()
    yield from small_rows(losses(SMALL, LOSS_SEEDS))
    yield from scales()


def as_loss_table(found: list[Loss]) -> Table:
    """By seed: worth as expected, what is lost of the free optimum's, and short cycles of the pairs drawn."""
    table = Table(
        title=f"{SMALL:,} learners, everybody may evaluate everybody; expected value, % lost, 2- and 3-cycles"
    )
    table.add_column("seed")
    for kind in KINDS:
        table.add_column(kind, justify="right")
    for seed in sorted({loss.seed for loss in found}):
        of_seed = [loss for loss in found if loss.seed == seed]
        cells = (f"{loss.expected:,.1f}  {loss.lost:.2f} %  {loss.cycles[2]}, {loss.cycles[3]}" for loss in of_seed)
        table.add_row(str(seed), *cells)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="nothing over 10,000 learners")
    quick: bool = parser.parse_args().quick
    console = Console(width=150)
    warm_up()
    found = losses(SMALL, LOSS_SEEDS)
    results = [*small_rows(found), *scales(SIZES[:1] if quick else SIZES)]
    console.print(as_table(results))
    console.print(as_loss_table(found))
    learners = SIZES[0].learners
    console.print(as_quality_table(learners, qualities(learners, 1, time.perf_counter)))
    return 0 if all(row.reached for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
