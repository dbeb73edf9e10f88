"""The queue as staff look at it, and how long a place in it takes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ports import Clock, Store, Transaction
from core.school import Lane

LATELY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneNow:
    """`oldest`: for how long its oldest job has waited; None where none waits."""

    lane: Lane
    waiting: int
    oldest: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningNow:
    """`lease`: what is left of it; below nothing it is about to be taken back."""

    submission: int
    attempt: int
    campus: str
    lane: Lane
    lease: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNow:
    """`done_lately`: reports stored within LATELY. `wait`: what the last of those that wait may expect."""

    at: datetime
    lanes: tuple[LaneNow, ...]
    running: tuple[RunningNow, ...]
    done_lately: int
    wait: timedelta | None


def queue_now(store: Store, clock: Clock) -> QueueNow:
    now = clock()
    with store.reading() as transaction:
        jobs = transaction.jobs
        queued = jobs.queued()
        lanes = []
        for lane in Lane:
            since = jobs.oldest(lane)
            lanes.append(LaneNow(lane=lane, waiting=queued.get(lane, 0), oldest=None if since is None else now - since))
        running = tuple(
            RunningNow(
                submission=job.submission_id,
                attempt=job.attempt,
                campus=job.turn.campus,
                lane=job.turn.lane,
                lease=(job.lease_until or now) - now,
            )
            for job in jobs.running()
        )
        return QueueNow(
            at=now,
            lanes=tuple(lanes),
            running=running,
            done_lately=transaction.submissions.reports_since(now - LATELY),
            wait=expected_wait(transaction, now, sum(queued.values())),
        )


def expected_wait(transaction: Transaction, now: datetime, place: int) -> timedelta | None:
    """How long that place takes at the present pace: of the reports since the oldest job that waits was queued, as no
    worker has been idle since, within LATELY. None where there are none, so that nobody can tell."""
    queued = [since for lane in Lane if (since := transaction.jobs.oldest(lane))]
    busy_since = max(min(queued, default=now), now - LATELY)
    done = transaction.submissions.reports_since(busy_since)
    return place * (now - busy_since) / done if done else None
