"""`make down`: stops the servers and the private Docker engine that this checkout started, and nothing else."""

import sys
from dataclasses import dataclass

from core.errors import PeermillError
from sandboxes.engine import stop_engine
from wiring.processes import stop_processes
from wiring.settings import Settings, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    processes: tuple[str, ...]
    engine: bool


def tear_down(settings: Settings) -> Stopped:
    """Stop the demo's server, the server and the engine below `var`. Raises GraderFault."""
    folders = (settings.demo, settings.var)
    processes = tuple(name for folder in folders for name in stop_processes(folder))
    return Stopped(processes=processes, engine=settings.var.is_dir() and stop_engine(settings.var))


def main() -> None:
    try:
        stopped = tear_down(load())
    except PeermillError as error:
        sys.exit(f"error: {error}")
    names = (*stopped.processes, *(["the Docker engine"] if stopped.engine else []))
    sys.stdout.write(f"Stopped {', '.join(names)}\n" if names else "Nothing was running\n")


if __name__ == "__main__":
    main()
