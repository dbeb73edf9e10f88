"""The demo, step by step. It has a server, a database and repositories of its own, below `var/demo`."""

import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.live import Live

from cli.demo.cases import CASES, SEED
from cli.demo.pairing import pair_evaluators, pair_lines
from cli.demo.pushing import push
from cli.demo.report import Graded, Outcome, write_page, write_summary
from cli.demo.school import DemoTeam, found_school
from cli.demo.table import live_table, settled
from cli.output import EXIT_FAULT, EXIT_OK, say, show
from core.errors import GraderFault
from core.school import Progress
from exercises.loader import CATALOGUE, load_exercise
from grader.trace import trace
from school.overview import overview
from wiring.composition import Services, compose
from wiring.sandboxes import prepare_machine
from wiring.server import start_server, stop_server
from wiring.settings import Settings, load

CLIENTS = 4
SETTLE_SECONDS = 300
POLL_SECONDS = 0.2


def demo() -> None:
    """Run the main job on real parts: 16 teams push, workers grade, evaluators are paired.

    Exit code 0 only if every verdict is the expected one. Leaves var/demo/summary.json and report.html.
    """
    start = time.monotonic()
    main = load()
    settings = demo_settings(main)
    stop_server(settings)
    shutil.rmtree(main.demo, ignore_errors=True)
    console = Console()
    with compose(settings) as services, server(settings):
        teams = found_school(services)
        graded = push_and_watch(services, teams, console)
        outcome = Outcome(graded=graded, pairs=pair_evaluators(services), seed=SEED, seconds=time.monotonic() - start)
    for line in pair_lines(outcome.pairs):
        show(line)
    write_summary(settings.var / "summary.json", outcome)
    write_page(settings.var / "report.html", outcome)
    say(f"wrote {settings.var / 'summary.json'} and {settings.var / 'report.html'}")
    say("every verdict is the expected one" if outcome.ok else "NOT every verdict is the expected one")
    raise typer.Exit(EXIT_OK if outcome.ok else EXIT_FAULT)


def demo_settings(main: Settings) -> Settings:
    """The machine made ready, then the settings of a server beside the main one, on the same engine."""
    languages = sorted({load_exercise(CATALOGUE / case.exercise).manifest.language for case in CASES})
    host = prepare_machine(main, languages, say)
    return load(var=main.demo, docker_host=host, http_port=free_port())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def server(settings: Settings) -> Iterator[None]:
    say("starting Redis, the web server, two workers and the schedule")
    start_server(settings)
    try:
        yield
    finally:
        stop_server(settings)


def push_and_watch(services: Services, teams: Sequence[DemoTeam], console: Console) -> list[Graded]:
    """Every team pushes, a few at a time, while the table shows how far each is. Raises GraderFault if one sticks."""
    deadline = time.monotonic() + SETTLE_SECONDS
    with tempfile.TemporaryDirectory(prefix="peermill-demo-") as folder, ThreadPoolExecutor(CLIENTS) as clients:
        pushes = {
            team.name: clients.submit(push, team, services.settings.url, Path(folder) / team.folder) for team in teams
        }
        with Live(console=console, refresh_per_second=8, transient=False) as live:
            while True:
                progress = progress_by_team(services)
                live.update(live_table(teams, said_so_far(pushes), progress))
                if settled(teams, progress):
                    break
                if time.monotonic() > deadline:
                    raise GraderFault(
                        f"not every push had a verdict after {SETTLE_SECONDS} s; see {services.settings.var}/log"
                    )
                time.sleep(POLL_SECONDS)
        return [graded(services, team, pushes[team.name].result(), progress[team.name]) for team in teams]


def said_so_far(pushes: dict[str, Future[str]]) -> dict[str, str]:
    """What git said, by team, of the pushes that are through. Raises the fault of one that failed."""
    return {name: future.result() for name, future in pushes.items() if future.done()}


def progress_by_team(services: Services) -> dict[str, Progress]:
    return {progress.team.name: progress for progress in overview(services.store)}


def graded(services: Services, team: DemoTeam, said: str, progress: Progress) -> Graded:
    if progress.submission.report_id is None:
        raise GraderFault(
            f"submission {progress.submission.id} ended without a report; see {services.settings.var}/log"
        )
    with services.store.reading() as transaction:
        report = transaction.submissions.report(progress.submission.report_id)
    return Graded(team=team, progress=progress, report=report, said=said, trace=trace(report))
