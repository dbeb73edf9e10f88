from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import reports
from core.school import Claim, JobState, Progress
from core.verdicts import Verdict
from school.jobs import (
    LEASE,
    MAX_ATTEMPTS,
    claim_next,
    extend_lease,
    fault_job,
    finish_job,
    return_expired_leases,
)
from school.relay_outbox import RING_AGAIN, relay_outbox
from tests.fakes.memory_store import MemoryStore
from tests.fakes.school_builders import CountedSecrets, SetClock, add_submission, make_report, small_school


class Queue:
    def __init__(self) -> None:
        self.store, self.clock, self.secrets = MemoryStore(), SetClock(), CountedSecrets()
        add_submission(self.store, small_school(self.store))

    def claim(self) -> Claim:
        claim = claim_next(self.store, self.clock, self.secrets)
        assert claim is not None
        return claim

    def progress(self) -> Progress:
        with self.store.reading() as transaction:
            progress = transaction.submissions.progress(1)
        assert progress is not None
        return progress

    def relay(self) -> list[int]:
        rung: list[int] = []
        relay_outbox(self.store, self.clock, rung.append)
        return rung


@pytest.fixture
def queue() -> Queue:
    return Queue()


def test_of_two_claims_one_wins(queue: Queue) -> None:
    claim = queue.claim()
    assert (claim.attempt, claim.folder, claim.exercise) == (1, "team-1-sum", "sum")
    assert claim_next(queue.store, queue.clock, queue.secrets) is None


def test_a_finished_job_has_its_report(queue: Queue) -> None:
    assert finish_job(queue.store, queue.clock, queue.claim(), make_report())
    progress = queue.progress()
    assert (progress.state, progress.verdict) == (JobState.DONE, Verdict.AC)


def test_staff_are_told_of_a_checker_that_failed(queue: Queue, caplog: pytest.LogCaptureFixture) -> None:
    failed = reports.TestcaseReport(
        name="07", verdict=Verdict.JE, points=0, max_points=1, for_staff="the checker: ended\njob 8: all is well"
    )
    report = make_report(Verdict.JE).model_copy(update={"tests": (failed,)})
    assert finish_job(queue.store, queue.clock, queue.claim(), report)
    assert r"testcase 07: 'the checker: ended\njob 8: all is well'" in caplog.text


def test_a_stale_attempt_changes_nothing(queue: Queue) -> None:
    stale = queue.claim()
    queue.clock.forward(seconds=LEASE.total_seconds() + 1)
    assert return_expired_leases(queue.store, queue.clock) == 1
    assert not finish_job(queue.store, queue.clock, stale, make_report(Verdict.WA))
    fresh = queue.claim()
    assert not extend_lease(queue.store, queue.clock, stale)
    assert not finish_job(queue.store, queue.clock, stale, make_report(Verdict.WA))
    assert not fault_job(queue.store, queue.clock, stale, "late")
    assert finish_job(queue.store, queue.clock, fresh, make_report())
    assert not finish_job(queue.store, queue.clock, fresh, make_report(Verdict.WA))
    assert queue.progress().verdict is Verdict.AC
    assert len(queue.store.record.reports) == 1


def test_a_heartbeat_keeps_the_lease(queue: Queue) -> None:
    claim = queue.claim()
    for _ in range(5):
        queue.clock.forward(seconds=LEASE.total_seconds() - 1)
        assert extend_lease(queue.store, queue.clock, claim)
        assert return_expired_leases(queue.store, queue.clock) == 0


@pytest.mark.parametrize("silent", [True, False])
def test_the_third_fault_is_a_judge_error(queue: Queue, silent: bool) -> None:
    for attempt in range(1, MAX_ATTEMPTS + 1):
        claim = queue.claim()
        assert claim.attempt == attempt
        assert queue.progress().verdict is None
        if silent:
            queue.clock.forward(seconds=LEASE.total_seconds() + 1)
            return_expired_leases(queue.store, queue.clock)
        else:
            assert fault_job(queue.store, queue.clock, claim, "no engine")
    assert claim_next(queue.store, queue.clock, queue.secrets) is None
    progress = queue.progress()
    assert (progress.state, progress.verdict) == (JobState.FAULTED, Verdict.JE)


def test_a_retried_job_rings_at_once(queue: Queue) -> None:
    assert queue.relay() == [1]
    assert queue.relay() == []
    fault_job(queue.store, queue.clock, queue.claim(), "no engine")
    assert queue.relay() == [1]


def test_a_bell_that_nobody_heard_rings_again(queue: Queue) -> None:
    assert queue.relay() == [1]
    queue.clock.forward(seconds=RING_AGAIN.total_seconds() + 1)
    assert queue.relay() == [1]
    queue.claim()
    queue.clock.forward(seconds=RING_AGAIN.total_seconds() + 1)
    assert queue.relay() == []


def test_a_bell_that_cannot_be_rung_is_due_still(queue: Queue) -> None:
    def broken(job_id: int) -> None:
        raise ConnectionRefusedError(job_id)

    with pytest.raises(ConnectionRefusedError):
        relay_outbox(queue.store, queue.clock, broken)
    assert queue.relay() == [1]


STEPS = st.lists(st.sampled_from(["claim", "finish", "fault", "beat", "wait", "expire"]), max_size=25)


@given(STEPS)
def test_whatever_workers_do_a_job_ends_once(steps: list[str]) -> None:
    queue, claims = Queue(), list[Claim]()
    for step in steps:
        match step:
            case "claim":
                claim = claim_next(queue.store, queue.clock, queue.secrets)
                claims += [claim] if claim else []
            case "wait":
                queue.clock.now += timedelta(seconds=40)
            case "expire":
                return_expired_leases(queue.store, queue.clock)
            case _ if claims:
                actions = {"finish": lambda c: finish_job(queue.store, queue.clock, c, make_report())}
                actions["fault"] = lambda c: fault_job(queue.store, queue.clock, c, "why")
                actions["beat"] = lambda c: extend_lease(queue.store, queue.clock, c)
                results = [actions[step](claim) for claim in claims]
                assert not any(results[:-1])
    progress = queue.progress()
    ended = progress.state in (JobState.DONE, JobState.FAULTED)
    assert progress.attempt <= MAX_ATTEMPTS
    assert (progress.verdict is not None) == ended
    assert len(queue.store.record.reports) == ended
