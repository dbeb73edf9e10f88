"""How Celery's two programs are started, here and in tests."""

import logging
import time

from celery import Celery  # type: ignore[import-untyped]
from celery.platforms import EX_FAILURE  # type: ignore[import-untyped]

from workers.app import GRADING, HOUSEKEEPING

RESTART_SECONDS = 0.5
MOST_ENDED = 5

log = logging.getLogger(__name__)


def run_worker(app: Celery, name: str) -> None:
    """Serve until SIGTERM, one task at a time in this very process: the sandboxes' pool would not survive a fork.

    A message that Celery can't read ends its consumer, so another one takes over. Some of them are put back first and
    would end that too: then the queues are emptied, since the relay rings again for every job that still waits.
    """
    ended = 0
    while consume(app, name) == EX_FAILURE:
        ended += 1
        if ended % MOST_ENDED == 0:
            clear_queues(app)
        time.sleep(RESTART_SECONDS)


def clear_queues(app: Celery) -> None:
    try:
        log.error("%d consumers ended; %d messages are dropped", MOST_ENDED, app.control.purge())
    except Exception:
        log.exception("the queues can't be emptied this time")


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
