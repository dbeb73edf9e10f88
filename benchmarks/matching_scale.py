"""What must hold of rounds at 10,000, 50,000 and 500,000 learners, as rows."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.matching_round import Run
from benchmarks.table import Row, ratio_row

CYCLES = (2, 3)
MOST_EXPONENT = 1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """None: nothing is asked for at this size."""

    gap_percent: float | None
    seconds: float | None
    mib: float | None
    eligible: float | None
    times_raw: float | None


def scale_rows(runs: Sequence[Run], wanted: Wanted) -> list[Row]:
    """Of one size, one run a seed. A limit is one of every run, so the worst decides."""
    measured = [run.measured for run in runs]
    name = f"{measured[0].learners:,} learners ({len(runs)} seed{'s' * (len(runs) > 1)})"
    cycles = [float(sum(each.cycles[length] for length in CYCLES)) for each in measured]
    unfilled = [float(each.unfilled) for each in measured]
    gaps, eligible = [100 * each.gap for each in measured], [each.eligible_median for each in measured]
    rows = [
        at_most(f"{name}: cycles of two or three people", cycles, "", 0),
        at_most(f"{name}: evaluators missing", unfilled, "", 0),
        at_most(f"{name}: below the certified bound", gaps, "%", wanted.gap_percent),
        at_most(f"{name}: from tables to pairs", [each.seconds["total"] for each in measured], "s", wanted.seconds),
        at_most(f"{name}: peak of memory", [each.peak_rss_mib for each in measured], "MiB", wanted.mib),
        at_least(f"{name}: eligible evaluators, median submission", eligible, "", wanted.eligible),
    ]
    if wanted.times_raw is not None:
        rows.append(raw_row(name, runs, wanted.times_raw))
    return rows


def raw_row(name: str, runs: Sequence[Run], most: float) -> Row:
    """Of the runs whose last arcs were solved once more."""
    both = [(run.measured.seconds["total"], run.raw_seconds) for run in runs if run.raw_seconds is not None]
    total, raw = [ours for ours, _ in both], [bare for _, bare in both]
    return ratio_row(f"{name}: whole round, against one bare solve of its last arcs", total, raw, "s", most=most)


def growth_row(small: Sequence[Run], large: Sequence[Run]) -> Row:
    """Time as a power of learners, between the medians of two sizes."""
    fast, slow = (statistics.median(run.measured.seconds["total"] for run in runs) for runs in (small, large))
    learners = [runs[0].measured.learners for runs in (small, large)]
    exponent = math.log(slow / fast) / math.log(learners[1] / learners[0])
    return Row(
        what=f"growth of time from {learners[0]:,} to {learners[1]:,} learners, as an exponent",
        ours=slow,
        baseline=fast,
        unit="s",
        figure=exponent,
        lowest=exponent,
        highest=exponent,
        target=f"at most {MOST_EXPONENT}",
        reached=exponent <= MOST_EXPONENT,
    )


def at_most(what: str, found: Sequence[float], unit: str, most: float | None) -> Row:
    target = "" if most is None else f"at most {most:,} {unit}"
    return _limit(what, found, unit, target, most is None or max(found) <= most)


def at_least(what: str, found: Sequence[float], unit: str, least: float | None) -> Row:
    target = "" if least is None else f"at least {least:,} {unit}"
    return _limit(what, found, unit, target, least is None or min(found) >= least)


def _limit(what: str, found: Sequence[float], unit: str, target: str, reached: bool) -> Row:
    middle = statistics.median(found)
    return Row(
        what=what,
        ours=middle,
        baseline=None,
        unit=unit,
        figure=middle,
        lowest=min(found),
        highest=max(found),
        target=target.strip(),
        reached=reached,
    )
