"""How Celery's two programs are started, here and in tests."""

import time

from celery import Celery  # type: ignore[import-untyped]
from celery.platforms import EX_FAILURE  # type: ignore[import-untyped]

from workers.app import GRADING, HOUSEKEEPING

RESTART_SECONDS = 0.5


def run_worker(app: Celery, name: str) -> None:
    """Serve until SIGTERM, one task at a time in this very process: the sandboxes' pool would not survive a fork.

    Bytes on the broker that aren't even a message's envelope end Celery's consumer, so another one takes over.
    """
    while consume(app, name) == EX_FAILURE:
        time.sleep(RESTART_SECONDS)


def consume(app: Celery, name: str) -> int | None:
    """One consumer's life; its exit code."""
    worker = app.Worker(
        hostname=f"{name}@peermill",
        pool="solo",
        queues=[GRADING, HOUSEKEEPING],
        loglevel="INFO",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    code: int | None = worker.exitcode
    return code


def run_beat(app: Celery) -> None:
    """Serve until SIGTERM. The schedule is kept in memory: a task run once too often does no harm."""
    app.Beat(scheduler="celery.beat:Scheduler", loglevel="INFO").run()
