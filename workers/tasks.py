"""The tasks, each a few lines: what they do is in `school`."""

import logging
from collections.abc import Callable
from functools import partial

from celery import Celery  # type: ignore[import-untyped]
from celery.exceptions import Reject  # type: ignore[import-untyped]

from school.grade_job import Examiner, grade_next
from school.jobs import return_expired_leases
from school.receive_push import scan_refs
from wiring.composition import Services
from workers.app import GRADE, REAP, RETURN_EXPIRED, SCAN, SHELVE
from workers.heartbeat import beating

log = logging.getLogger(__name__)


def add_tasks(
    app: Celery, services: Services, examiner: Examiner, reap: Callable[[], object], shelve: Callable[[], object]
) -> None:
    """`reap` clears the sandboxes that a crash left, `shelve` writes the images that were asked for."""
    store, clock = services.store, services.clock

    def grade(*arguments: object, **named: object) -> None:
        log.info("rung for job %d", job_id_in(arguments, named))
        grade_next(store, clock, services.secrets, services.trees, examiner, partial(beating, store, clock))

    def scan() -> None:
        scan_refs(store, services.repositories, clock)
        services.clear_leftovers()

    def return_expired() -> None:
        return_expired_leases(store, clock)

    def clear() -> None:
        reap()

    def write_images() -> None:
        shelve()

    tasks = {GRADE: grade, SCAN: scan, RETURN_EXPIRED: return_expired, REAP: clear, SHELVE: write_images}
    for name, task in tasks.items():
        app.task(task, name=name)


def job_id_in(arguments: tuple[object, ...], named: dict[str, object]) -> int:
    """The one thing that a message may hold: the job that it was sent for, which needn't be the one whose turn it is.

    Raises Reject, after which the message is gone.
    """
    if named or len(arguments) != 1 or type(arguments[0]) is not int or arguments[0] < 1:
        raise Reject(f"a message to {GRADE} is a job's id and nothing else", requeue=False)
    return arguments[0]
