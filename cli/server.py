"""`peermill up|down|status`: the server, as a set of processes."""

import dataclasses
import json
import time
from typing import Annotated

import typer

from cli.output import EXIT_FAULT, EXIT_OK, say, show
from sandboxes.engine import engine_host
from wiring.composition import compose
from wiring.sandboxes import prepare_machine
from wiring.server import server_status, start_server, stop_server
from wiring.settings import load


def up() -> None:
    """Start the server: Redis, web, workers and the schedule. What runs already is left alone."""
    settings = load()
    prepare_machine(settings, [], say)
    with compose(settings):
        started = start_server(settings)
    say(f"started {', '.join(started)}" if started else "everything was running already")
    show(settings.url)


def down() -> None:
    """Stop the server. The Docker engine goes on; `make down` stops that too."""
    stopped = stop_server(load())
    say(f"stopped {', '.join(stopped)}" if stopped else "nothing was running")


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Tell what runs, the Docker engine too. Exit code 0 if the whole server does, else 3."""
    settings = load()
    processes, engine = server_status(settings), engine_host(settings.docker_host, settings.var)
    if as_json:
        rows = [dataclasses.asdict(process) | {"running": process.running} for process in processes]
        show(json.dumps({"url": settings.url, "engine": engine, "processes": rows}, indent=2))
    else:
        for process in processes:
            since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(process.since)) if process.since else ""
            show(f"{process.name:10} {'running' if process.running else 'stopped':8} {process.pid or '':<8} {since}")
        show(f"{'docker':10} {'running' if engine else 'stopped':8} {engine or ''}")
    raise typer.Exit(EXIT_OK if all(process.running for process in processes) else EXIT_FAULT)
