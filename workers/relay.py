"""Carries the outbox to the workers: at once when the bell rings, and every few seconds without it.

outbox rows --relay_outbox--> grade messages on the broker
"""

import logging
import threading

import redis
from celery import Celery  # type: ignore[import-untyped]

from school.relay_outbox import relay_outbox
from wiring.composition import Services
from wiring.doorbell import listening
from workers.app import GRADE, GRADING

LOOK_SECONDS = 2.0

log = logging.getLogger(__name__)


def relay_until(over: threading.Event, app: Celery, services: Services) -> None:
    """Run until `over` is set, through any fault of the broker or the record."""
    while not over.is_set():
        try:
            with listening(services.settings.redis) as bell:
                while not over.is_set():
                    relay(app, services)
                    bell.get_message(timeout=LOOK_SECONDS)
        except (redis.RedisError, OSError) as error:
            log.warning("the broker doesn't answer: %s", error)
            over.wait(LOOK_SECONDS)
        except Exception:
            log.exception("the relay failed, and goes on")
            over.wait(LOOK_SECONDS)


def relay(app: Celery, services: Services) -> int:
    """Send what is due; returns how many. Raises an exception of the broker's when it can't be reached."""
    return relay_outbox(services.store, services.clock, lambda job_id: send(app, job_id))


def send(app: Celery, job_id: int) -> None:
    app.send_task(GRADE, (job_id,), queue=GRADING, retry=False)
