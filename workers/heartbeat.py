"""Keeps a worker's lease alive while it grades, from a thread of its own."""

import contextlib
import logging
import threading
from collections.abc import Iterator

from core.ports import Clock, Store
from core.school import Claim
from school.jobs import LEASE, extend_lease

EVERY_SECONDS = LEASE.total_seconds() / 4

THREAD = "heartbeat"

log = logging.getLogger(__name__)


@contextlib.contextmanager
def beating(store: Store, clock: Clock, claim: Claim, every_seconds: float = EVERY_SECONDS) -> Iterator[None]:
    """A record that can't be reached for a while is tried again: the lease outlasts three missed beats."""
    over = threading.Event()
    thread = threading.Thread(target=beat, args=(store, clock, claim, every_seconds, over), daemon=True, name=THREAD)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def beat(store: Store, clock: Clock, claim: Claim, every_seconds: float, over: threading.Event) -> None:
    while not over.wait(every_seconds):
        try:
            if not extend_lease(store, clock, claim):
                log.warning("attempt %d has lost job %d", claim.attempt, claim.job_id)
                return
        except Exception:
            log.exception("no heartbeat for job %d this time", claim.job_id)
