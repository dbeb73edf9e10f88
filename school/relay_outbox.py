"""Rings the workers for jobs in the outbox. A bell that rings twice, or not at all, does no harm: the row is the truth.

outbox rows never rung, or rung long ago for a job that still waits --> bell --> row marked as rung
"""

from datetime import timedelta

from core.ports import Bell, Clock, Store

RING_AGAIN = timedelta(minutes=5)
BATCH = 200


def relay_outbox(store: Store, clock: Clock, bell: Bell) -> int:
    """Ring for what is due, oldest first; returns how many. Raises OSError when the bell can't be rung."""
    now = clock()
    with store.reading() as transaction:
        due = transaction.outbox.due(rung_before=now - RING_AGAIN, limit=BATCH)
    for doorbell in due:
        bell(doorbell.job_id)
        with store.transaction() as transaction:
            transaction.outbox.rung(doorbell.id, now)
    return len(due)
