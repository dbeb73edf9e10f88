"""The Celery application: JSON only, no results kept, a message acknowledged when its task is over.

The database row is the truth; a message is a doorbell. One that is lost is rung again, one too many finds nothing.
"""

from celery import Celery  # type: ignore[import-untyped]

GRADING = "grading"
HOUSEKEEPING = "housekeeping"
GRADE = "peermill.grade"
SCAN = "peermill.scan"
RETURN_EXPIRED = "peermill.return-expired"
REAP = "peermill.reap"
SHELVE = "peermill.shelve"
EVERY_SECONDS = {SCAN: 10.0, RETURN_EXPIRED: 5.0, REAP: 60.0, SHELVE: 10.0}
LONGEST_TASK_SECONDS = 3600


def make_app(broker: str) -> Celery:
    """An application without tasks; `workers.tasks` adds them where a worker runs."""
    app = Celery("peermill", broker=broker, set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        task_acks_late=True,
        task_default_queue=HOUSEKEEPING,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": LONGEST_TASK_SECONDS},
        beat_schedule={
            name: {"task": name, "schedule": seconds, "options": {"expires": seconds}}
            for name, seconds in EVERY_SECONDS.items()
        },
    )
    return app
