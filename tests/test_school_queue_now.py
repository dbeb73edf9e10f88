from datetime import timedelta

import pytest

from core.school import Lane
from school.jobs import claim_next, finish_job
from school.queue_now import LATELY, expected_wait, queue_now
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import CountedSecrets, SetClock, add_submission, make_report, small_school

MINUTE = timedelta(minutes=1)


class Queue:
    """One job each minute from noon; the clock stands at the last."""

    def __init__(self, jobs: int) -> None:
        self.store, self.clock, self.secrets = MemoryStore(), SetClock(), CountedSecrets()
        repository = small_school(self.store)
        for number in range(jobs):
            self.clock.now += MINUTE * (number > 0)
            add_submission(self.store, repository, commit=f"{number:040x}", at=self.clock.now)

    def grade(self) -> None:
        claim = claim_next(self.store, self.clock, self.secrets)
        assert claim is not None
        assert finish_job(self.store, self.clock, claim, make_report())

    def wait(self, place: int) -> timedelta | None:
        with self.store.reading() as transaction:
            return expected_wait(transaction, self.clock.now, place)


def test_an_empty_queue_is_told_as_such() -> None:
    now = queue_now(MemoryStore(), SetClock())
    assert [(lane.lane, lane.waiting, lane.oldest) for lane in now.lanes] == [(lane, 0, None) for lane in Lane]
    assert (now.running, now.done_lately, now.wait) == ((), 0, None)


def test_what_waits_and_what_runs_is_told() -> None:
    queue = Queue(4)
    queue.grade()
    assert claim_next(queue.store, queue.clock, queue.secrets)
    queue.clock.now += timedelta(seconds=20)
    now = queue_now(queue.store, queue.clock)
    first, again = now.lanes
    assert (first.waiting, first.oldest) == (2, timedelta(minutes=1, seconds=20))
    assert (again.waiting, again.oldest) == (0, None)
    [running] = now.running
    assert (running.submission, running.attempt, running.campus) == (2, 1, "Paris")
    assert running.lease == timedelta(seconds=40)
    assert now.done_lately == 1


def test_a_wait_is_told_by_the_pace_since_somebody_waits() -> None:
    queue = Queue(6)
    for _ in range(3):
        queue.clock.now += MINUTE
        queue.grade()
    # The oldest that waits came at 12:03, and three were graded in the five minutes since.
    assert queue.wait(3) == timedelta(minutes=5)


def test_nobody_can_tell_while_nothing_has_come_of_the_wait() -> None:
    queue = Queue(1)
    queue.grade()
    queue.clock.now += 3 * MINUTE
    assert queue.wait(1) is None


@pytest.mark.parametrize(("after", "told"), [(LATELY, True), (LATELY + MINUTE, False)])
def test_what_came_long_ago_says_nothing_of_the_pace(after: timedelta, told: bool) -> None:
    queue = Queue(2)
    queue.grade()
    queue.clock.now += after
    assert (queue.wait(1) is not None) == told
