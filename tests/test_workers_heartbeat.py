import threading
import time
from datetime import datetime

import pytest

from core.school import Claim
from school.jobs import LEASE, claim_next, return_expired_leases
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import CountedSecrets, SetClock, add_submission, small_school
from workers.heartbeat import THREAD, beating

EVERY = 0.005


class Beating:
    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), SetClock()
        add_submission(self.store, small_school(self.store))
        claim = claim_next(self.store, self.clock, CountedSecrets())
        assert claim is not None
        self.claim: Claim = claim

    def lease(self) -> datetime:
        lease = self.store.record.jobs[1].lease_until
        assert lease is not None
        return lease

    def wait_for(self, lease: datetime) -> None:
        end = time.monotonic() + 5
        while self.lease() != lease:
            assert time.monotonic() < end, "no heartbeat came"
            time.sleep(EVERY)


def test_the_lease_lives_as_long_as_the_block() -> None:
    beating_job = Beating()
    with beating(beating_job.store, beating_job.clock, beating_job.claim, EVERY):
        for _ in range(3):
            beating_job.clock.forward(seconds=50)
            beating_job.wait_for(beating_job.clock.now + LEASE)
            assert return_expired_leases(beating_job.store, beating_job.clock) == 0
    assert THREAD not in [thread.name for thread in threading.enumerate()]
    beating_job.clock.forward(seconds=61)
    assert return_expired_leases(beating_job.store, beating_job.clock) == 1


def test_a_beat_that_fails_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    beating_job = Beating()
    calls = 0
    record = beating_job.store.transaction

    def shaky() -> object:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise OSError("the disk is away")
        return record()

    monkeypatch.setattr(beating_job.store, "transaction", shaky)
    beating_job.clock.forward(seconds=5)
    with beating(beating_job.store, beating_job.clock, beating_job.claim, EVERY):
        beating_job.wait_for(beating_job.clock.now + LEASE)
    assert "no heartbeat for job 1 this time" in caplog.text


def test_a_lost_job_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    beating_job = Beating()
    beating_job.clock.forward(seconds=61)
    return_expired_leases(beating_job.store, beating_job.clock)
    with beating(beating_job.store, beating_job.clock, beating_job.claim, EVERY):
        end = time.monotonic() + 5
        while "has lost job 1" not in caplog.text:
            assert time.monotonic() < end
            time.sleep(EVERY)
