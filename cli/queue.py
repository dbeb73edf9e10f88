"""`peermill queue`: what waits, what is being graded, and how fast it goes."""

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from cli.output import show
from core.ports import Clock, Store
from school.queue_now import LATELY, QueueNow, RunningNow, queue_now
from wiring.composition import compose
from wiring.settings import load

LOOK_SECONDS = 1.0
EXAMPLES = """Examples:

  peermill queue

  peermill queue --json | jq '.lanes[] | select(.waiting > 100)'"""


def queue(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, once.")] = False,
) -> None:
    """Watch the queue, until Ctrl-C: lanes, ages, running jobs, pace and wait. In a pipe, look once."""
    with compose(load()) as services:
        console = Console()
        if as_json:
            show(json.dumps(as_document(queue_now(services.store, services.clock)), indent=2))
        elif not console.is_terminal:
            console.print(as_tables(queue_now(services.store, services.clock)))
        else:
            watch(console, services.store, services.clock)


def watch(console: Console, store: Store, clock: Clock) -> None:
    with Live(as_tables(queue_now(store, clock)), console=console, auto_refresh=False) as live:
        while True:
            time.sleep(LOOK_SECONDS)
            live.update(as_tables(queue_now(store, clock)), refresh=True)


def as_document(now: QueueNow) -> dict[str, Any]:
    """Durations in seconds."""
    return {
        "at": now.at.isoformat(),
        "lanes": [
            {"lane": each.lane, "waiting": each.waiting, "oldest_seconds": seconds(each.oldest)} for each in now.lanes
        ],
        "running": [
            {
                "submission": each.submission,
                "attempt": each.attempt,
                "campus": each.campus,
                "lane": each.lane,
                "lease_seconds": seconds(each.lease),
            }
            for each in now.running
        ],
        "done_lately": now.done_lately,
        "lately_seconds": seconds(LATELY),
        "wait_seconds": seconds(now.wait),
    }


def as_tables(now: QueueNow) -> Group:
    lanes = Table(title="Waiting", title_justify="left")
    for column in ("lane", "waiting", "oldest"):
        lanes.add_column(column, justify="left" if column == "lane" else "right")
    for lane in now.lanes:
        lanes.add_row(lane.lane.value, f"{lane.waiting:,}", words(lane.oldest))
    minutes = LATELY // timedelta(minutes=1)
    pace = f"{now.at:%Y-%m-%d %H:%M:%S} UTC: {now.done_lately:,} graded in the last {minutes} minutes"
    wait = f"; those that wait now take about {words(now.wait)}" if now.wait is not None else ""
    return Group(
        lanes, running_table(now.running) if now.running else Text("Nothing is being graded"), Text(pace + wait)
    )


def running_table(running: Sequence[RunningNow]) -> Table:
    table = Table(title=f"Being graded: {len(running)}", title_justify="left")
    for column in ("submission", "attempt", "campus", "lane", "lease"):
        table.add_column(column)
    for each in running:
        row = (str(each.submission), str(each.attempt), each.campus, each.lane.value, words(each.lease))
        table.add_row(*(Text(cell) for cell in row))
    return table


def seconds(duration: timedelta | None) -> float | None:
    return None if duration is None else duration.total_seconds()


def words(duration: timedelta | None) -> str:
    """To the second; nothing for None."""
    return "" if duration is None else str(timedelta(seconds=round(duration.total_seconds())))
