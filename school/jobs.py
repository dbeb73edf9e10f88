"""The life of a job, from doorbell to stored report. Every step but the claim is bound to the attempt's token.

QUEUED --later push--> SUPERSEDED --its commit is pushed again--> QUEUED
QUEUED --claim--> RUNNING --finish--> DONE
   ^                 |-----fault, or lease expired, a third time--> FAULTED, with a JE report
   '-----------------'     the first two times
"""

import logging
from datetime import datetime, timedelta

from core.ports import Clock, Secrets, Store, Transaction
from core.reports import Report
from core.school import Claim, EventKind, Facts, Job, JobState, Submission
from core.verdicts import Verdict
from grader.scoring import NO_MARK
from school.turns import next_line, place, rank, turns_of

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3

log = logging.getLogger(__name__)


def claim_next(store: Store, clock: Clock, secrets: Secrets) -> Claim | None:
    """Take the job whose turn it is under a lease of 60 s. None when none waits."""
    token, now = secrets(), clock()
    with store.transaction() as transaction:
        while True:
            lines = transaction.jobs.lines()
            line = next_line(lines)
            if line is None or line.next_job is None:
                return None
            job = transaction.jobs.claim(line.next_job, token=token, lease_until=now + LEASE)
            if job:
                break
        transaction.jobs.take_turn(line, turns=turns_of(line, lines) + 1, tag=max(line.tag, job.turn.tag))
        submission = submission_of(transaction, job)
        repository = transaction.repositories.locked(submission.repository_id)
        transaction.events.append(EventKind.ATTEMPT_STARTED, now, {"job": job.id, "attempt": job.attempt})
    return Claim(
        job_id=job.id,
        attempt=job.attempt,
        token=token,
        submission_id=submission.id,
        folder=repository.folder,
        commit=submission.commit,
        exercise=submission.exercise,
    )


def place_of(transaction: Transaction, submission_id: int) -> int | None:
    """The submission's place in the queue, from 1, were no other push to come. None when it isn't queued."""
    jobs = transaction.jobs
    job = jobs.of(submission_id)
    if job.state is not JobState.QUEUED:
        return None
    lines, turn = jobs.lines(), job.turn
    mine = next(line for line in lines if (line.lane, line.campus) == (turn.lane, turn.campus))
    lower, equal = jobs.waiting(turn.lane, tag=turn.tag)
    in_lane = rank(lines, mine, lower=lower, equal=equal, ahead=jobs.ahead(job))
    return place(lines, turn.lane, in_lane, jobs.queued())


def extend_lease(store: Store, clock: Clock, claim: Claim) -> bool:
    """The worker's heartbeat. False when the attempt has lost the job."""
    with store.transaction() as transaction:
        return transaction.jobs.extend(claim.job_id, token=claim.token, lease_until=clock() + LEASE)


def finish_job(store: Store, clock: Clock, claim: Claim, report: Report) -> bool:
    """Store the report as the valid one. False, and nothing stored, when the attempt has lost the job."""
    with store.transaction() as transaction:
        if not transaction.jobs.leave(claim.job_id, token=claim.token, state=JobState.DONE):
            return False
        store_report(transaction, clock, claim.job_id, claim.attempt, claim.submission_id, report)
    for test in report.tests:
        if test.verdict is Verdict.JE:
            log.error("job %d: %s failed on testcase %s: %r", claim.job_id, report.exercise, test.name, test.for_staff)
    return True


def fault_job(store: Store, clock: Clock, claim: Claim, reason: str) -> bool:
    """Our machinery failed: queue the job again, or give up. False when the attempt has lost the job."""
    with store.transaction() as transaction:
        job = transaction.jobs.get(claim.job_id)
        return job is not None and job.token == claim.token and retry_or_give_up(transaction, clock, job, reason)


def return_expired_leases(store: Store, clock: Clock) -> int:
    """Take back the jobs of workers that fell silent. Returns how many."""
    with store.transaction() as transaction:
        expired = transaction.jobs.expired(clock())
        for job in expired:
            retry_or_give_up(transaction, clock, job, "the worker fell silent")
    return len(expired)


def retry_or_give_up(transaction: Transaction, clock: Clock, job: Job, reason: str) -> bool:
    over = job.attempt >= MAX_ATTEMPTS
    state = JobState.FAULTED if over else JobState.QUEUED
    if job.token is None or not transaction.jobs.leave(job.id, token=job.token, state=state):
        return False
    facts: Facts = {"job": job.id, "attempt": job.attempt, "reason": reason}
    transaction.events.append(EventKind.ATTEMPT_FAULTED, clock(), facts)
    if over:
        log.error("job %d failed %d times and is given up: %s", job.id, job.attempt, reason)
        submission = submission_of(transaction, job)
        store_report(transaction, clock, job.id, job.attempt, submission.id, judge_error(submission))
    else:
        transaction.outbox.add(job.id, clock())
        current = current_submission(transaction, job)
        if current.id != job.submission_id:
            supersede_others(transaction, current, clock())
    return True


def supersede_others(transaction: Transaction, submission: Submission, at: datetime) -> list[Job]:
    """Of a repository no other submission waits than the one pushed last."""
    superseded = transaction.jobs.supersede(submission.repository_id, by=submission.id)
    for job in superseded:
        facts: Facts = {"submission": job.submission_id, "by": submission.id}
        transaction.events.append(EventKind.SUBMISSION_SUPERSEDED, at, facts)
    return superseded


def current_submission(transaction: Transaction, job: Job) -> Submission:
    """Of the job's repository, which has one since it has a job."""
    repository = transaction.repositories.get(submission_of(transaction, job).repository_id)
    submission = transaction.submissions.get(repository.current_submission or job.submission_id)
    assert submission is not None, "a current submission is a foreign key"
    return submission


def judge_error(submission: Submission) -> Report:
    """The report of a submission that our machinery failed to grade: no exercise was read, nothing was scored."""
    return Report(
        exercise=submission.exercise,
        exercise_digest="",
        commit=submission.commit,
        image_id=None,
        verdict=Verdict.JE,
        score=0,
        max_score=0,
        checks=(),
        steps=(),
        tests=(),
        wall_ms=0,
        breakdown=NO_MARK,
    )


def store_report(
    transaction: Transaction, clock: Clock, job_id: int, attempt: int, submission_id: int, report: Report
) -> None:
    now = clock()
    report_id = transaction.submissions.add_report(submission_id, job_id=job_id, attempt=attempt, report=report, at=now)
    facts: Facts = {
        "report": report_id,
        "submission": submission_id,
        "attempt": attempt,
        "verdict": report.verdict.value,
    }
    transaction.events.append(EventKind.REPORT_STORED, now, facts)


def submission_of(transaction: Transaction, job: Job) -> Submission:
    submission = transaction.submissions.get(job.submission_id)
    assert submission is not None, "a job's submission is a foreign key"
    return submission
