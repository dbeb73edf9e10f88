"""A benchmark's result: one row, with its baseline and what must be reached beside it."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.table import Table

ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`ours` and `baseline` are medians in `unit`; `figure` is what the target is about (their ratio, mostly)."""

    what: str
    ours: float
    baseline: float | None
    unit: str
    figure: float
    lowest: float
    highest: float
    target: str
    reached: bool


def ratio_row(
    what: str,
    ours: Sequence[float],
    baseline: Sequence[float],
    unit: str,
    *,
    most: float | None = None,
    least: float | None = None,
) -> Row:
    """Round by round ratios, since the machine's speed drifts; the median decides."""
    ratios = [a / b for a, b in zip(ours, baseline, strict=True)]
    figure = statistics.median(ratios)
    return Row(
        what=what,
        ours=statistics.median(ours),
        baseline=statistics.median(baseline),
        unit=unit,
        figure=figure,
        lowest=min(ratios),
        highest=max(ratios),
        target=f"at most {most}x" if most is not None else f"at least {least}x",
        reached=figure <= most if most is not None else least is not None and figure >= least,
    )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def as_table(rows: Sequence[Row]) -> Table:
    table = Table(title="medians of at least 5 rounds; figure: median (lowest to highest)")
    for column in ("what", "ours", "baseline", "unit", "figure", "must reach", ""):
        table.add_column(column, justify="left" if column in ("what", "must reach", "") else "right")
    for row in rows:
        baseline = "" if row.baseline is None else f"{row.baseline:.2f}"
        figure = f"{row.figure:.2f} ({row.lowest:.2f} to {row.highest:.2f})"
        table.add_row(
            row.what, f"{row.ours:.2f}", baseline, row.unit, figure, row.target, "yes" if row.reached else "NO"
        )
    return table
