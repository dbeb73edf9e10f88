"""`python -m benchmarks.online`: the desk with 20,000 open slots and 50 requests a second, as a table.

Ten minutes' trace is replayed as fast as it goes: each call's own time is what counts. Exit code 1 if a target is
missed.
"""

import gc
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from rich.console import Console

from benchmarks.matching_scale import at_least, at_most
from benchmarks.online_hindsight import Hindsight, hindsight
from benchmarks.online_trace import AFTERWARDS, OPEN, RATE, SLOT, START, Stretch, Trace, draw_trace
from benchmarks.table import Row, as_table
from core.errors import UsageError
from matching.online import Booking, Desk, DeskTerms, Request, State, Submission
from matching.online.times import week_of
from matching.report import gini

SEED = 1
MOST_MS, LEAST_SHARE, MOST_GINI = 5.0, 90.0, 0.15


@dataclass(slots=True)
class Replay:
    """`milliseconds` of every ask, and of them on the `processor`; of every `advance`, in `rounds`. `refused`:
    stretches that couldn't be opened, as their owner's own submission had been given an evaluation then. `fewest`:
    slots that were open at the same time."""

    milliseconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)
    bookings: dict[Request, Booking] = field(default_factory=dict)
    opened: Counter[tuple[int, int]] = field(default_factory=Counter)
    refused: int = 0
    fewest: int = sys.maxsize


def replay(trace: Trace) -> Replay:
    """Every lease is confirmed at once."""
    found, now = Replay(), START
    desk = Desk(trace.school, trace.policy, DeskTerms(), lambda: now, key=b"of the benchmark")
    quiet: list[tuple[list[Stretch], list[tuple[Submission, int]]]] = [([], [])] * AFTERWARDS
    for second, (stretches, requests) in enumerate([*zip(trace.opened, trace.asked, strict=True), *quiet]):
        now = START + second
        _advance(desk, found)
        for stretch in stretches:
            _open(desk, stretch, found)
        if not second:
            gc.collect()
            gc.freeze()
        for submission, turn in requests:
            _ask(desk, submission, turn, found)
        if requests:
            found.fewest = min(found.fewest, _still_open(found))
    gc.unfreeze()
    return found


def _advance(desk: Desk, found: Replay) -> None:
    start = time.perf_counter()
    changed = desk.advance()
    found.rounds.append((time.perf_counter() - start) * 1000)
    found.bookings.update((booking.request, booking) for booking in changed)


def _open(desk: Desk, stretch: Stretch, found: Replay) -> None:
    try:
        desk.open(stretch.person, stretch.begin, stretch.end)
    except UsageError:
        found.refused += 1
        return
    for begin in range(stretch.begin, stretch.end, SLOT):
        found.opened[week_of(begin), stretch.person] += 1


def _still_open(found: Replay) -> int:
    """None is as near that it would be too late."""
    return found.opened.total() - sum(booking.place is not None for booking in found.bookings.values())


def _ask(desk: Desk, submission: Submission, turn: int, found: Replay) -> None:
    start, used = time.perf_counter(), time.thread_time()
    booking = desk.ask(submission, turn)
    found.milliseconds.append((time.perf_counter() - start) * 1000)
    found.processor.append((time.thread_time() - used) * 1000)
    if booking.state is State.LEASED:
        booking = desk.confirm(booking.request)
    found.bookings[booking.request] = booking


def weekly_ginis(found: Replay) -> list[float]:
    """Of each week: over all who opened a slot in it, the evaluations that they make in it."""
    made = Counter((week_of(each.place.begin), each.place.evaluator) for each in found.bookings.values() if each.place)
    weeks = sorted({week for week, _ in found.opened})
    return [gini(np.array([made[key] for key in found.opened if key[0] == week])) for week in weeks]


def rows() -> Iterator[Row]:
    """For `make bench`."""
    trace = draw_trace(SEED)
    found = replay(trace)
    yield from rows_of(found, hindsight(trace))


def rows_of(found: Replay, best: Hindsight) -> list[Row]:
    name = f"online, {OPEN:,} open slots, {RATE} requests a second"
    total = sum(booking.value for booking in found.bookings.values() if booking.place)
    p50, p99 = (float(np.percentile(found.milliseconds, share)) for share in (50, 99))
    return [
        at_most(f"{name}: decision, p50", [p50], "ms", None),
        at_most(f"{name}: decision, p99", [p99], "ms", MOST_MS),
        at_most(f"{name}: of it on the processor, p99", [float(np.percentile(found.processor, 99))], "ms", None),
        at_most(f"{name}: deciding together, longest", [max(found.rounds)], "ms", None),
        at_least(f"{name}: total value, of the bound on hindsight", [100 * total / best.bound], "%", LEAST_SHARE),
        at_most(f"{name}: the bound above a choice reached", [100 * (1 - best.reached / best.bound)], "%", None),
        at_most(f"{name}: Gini of a week's load, of both weeks", weekly_ginis(found), "", MOST_GINI),
    ]


def main() -> int:
    trace = draw_trace(SEED)
    found = replay(trace)
    best = hindsight(trace)
    results = rows_of(found, best)
    Console(width=150).print(as_table(results))
    unserved = sum(booking.place is None for booking in found.bookings.values())
    sys.stderr.write(
        f"{len(found.bookings):,} requests, {unserved} unserved; {found.opened.total():,} slots of "
        f"{len(trace.people):,} people, at least {found.fewest:,} open; {found.refused} stretches refused; "
        f"{best.arcs:,} arcs in hindsight\n"
    )
    return 0 if all(row.reached for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
