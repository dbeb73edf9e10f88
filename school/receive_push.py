"""What a push brings goes on record: submission, event, job and outbox row in one transaction.

admit_push    the deadline is tested, what stands at the tip is put on record, the push is noted as let in
   git        moves the refs
record_tip    the commit now at the tip becomes the current submission, with a job if it is new
scan_refs     does the same for pushes that were let in and never settled: a crash came between

The tip is read inside the transaction, and writers wait for each other, so the last to finish saw the newest tip.
"""

import logging
from datetime import datetime, timedelta

from core.errors import GraderFault, UsageError
from core.ports import Clock, Repositories, Store, Transaction
from core.school import Change, EventKind, Facts, Job, Lane, Receipt, Repository, Submission, Turn
from school.jobs import supersede_others
from school.turns import tag_of_new

LONGEST_PUSH = timedelta(hours=1)

log = logging.getLogger(__name__)


class RepositoryClosed(UsageError):
    """The deadline has passed; the message is for the student."""


def check_open(repository: Repository, arrived_at: datetime) -> None:
    """Raises RepositoryClosed."""
    if repository.closes_at and repository.closed(arrived_at):
        late = arrived_at.replace(microsecond=0) - repository.closes_at.replace(microsecond=0)
        raise RepositoryClosed(
            f"{repository.exercise} closed at {repository.closes_at:%Y-%m-%d %H:%M:%S} UTC: "
            f"this push arrived {late} too late, and nothing of it was stored"
        )


def admit_push(
    store: Store, repositories: Repositories, repository_id: int, *, person_id: int, arrived_at: datetime
) -> None:
    """Let that person's push in. Raises RepositoryClosed, GraderFault."""
    with store.transaction() as transaction:
        repository = transaction.repositories.locked(repository_id)
        check_open(repository, arrived_at)
        tip_on_record(transaction, repositories, repository, arrived_at)
        transaction.repositories.admit(repository_id, arrived_at)
        facts: Facts = {"repository": repository_id, "person": person_id}
        transaction.events.append(EventKind.PUSH_ADMITTED, arrived_at, facts)


def record_tip(store: Store, repositories: Repositories, clock: Clock, repository_id: int) -> Receipt | None:
    """Put what the last push brought on record, and settle it. None before the default branch's first commit."""
    with store.transaction() as transaction:
        repository = transaction.repositories.locked(repository_id)
        receipt = tip_on_record(transaction, repositories, repository, clock())
        transaction.repositories.admit(repository_id, None)
    return receipt


def scan_refs(store: Store, repositories: Repositories, clock: Clock) -> list[Receipt]:
    """Repair what a crash between ref update and transaction lost. A push still under way stays unsettled."""
    with store.reading() as transaction:
        unsettled = transaction.repositories.admitted()
    repaired = []
    for found in unsettled:
        try:
            receipt = scan_one(store, repositories, clock, found.id)
        except GraderFault:
            log.exception("the refs of %s can't be scanned", found.folder)
            continue
        if receipt and receipt.change is not Change.NONE:
            repaired.append(receipt)
    return repaired


def scan_one(store: Store, repositories: Repositories, clock: Clock, repository_id: int) -> Receipt | None:
    with store.transaction() as transaction:
        repository = transaction.repositories.locked(repository_id)
        receipt = tip_on_record(transaction, repositories, repository, clock())
        if repository.admitted_at and repository.admitted_at + LONGEST_PUSH < clock():
            transaction.repositories.admit(repository_id, None)
    return receipt


def tip_on_record(
    transaction: Transaction, repositories: Repositories, repository: Repository, now: datetime
) -> Receipt | None:
    tip = repositories.default_tip(repository.folder)
    if tip is None:
        return None
    submission = transaction.submissions.find(repository_id=repository.id, exercise=repository.exercise, commit=tip)
    if submission and submission.id == repository.current_submission:
        return Receipt(submission=submission, change=Change.NONE, job_id=None)
    pushed_at = repository.admitted_at or now
    if submission is None:
        # The hidden ref comes first: a kept commit without a row costs nothing, a row without its commit a grade.
        repositories.keep(repository.folder, tip)
        return new_submission(transaction, repository, tip, pushed_at)
    transaction.repositories.point_to(repository.id, submission.id)
    transaction.events.append(EventKind.SUBMISSION_CURRENT_AGAIN, pushed_at, {"submission": submission.id})
    superseded = supersede_others(transaction, submission, pushed_at)
    lane = transaction.jobs.of(submission.id).turn.lane
    turn = superseded[0].turn if superseded else new_turn(transaction, repository, lane)
    job = transaction.jobs.queue_again(submission.id, pushed_at, turn)
    if job:
        transaction.outbox.add(job.id, pushed_at)
    return receipt_of(submission, Change.CURRENT_AGAIN, job, superseded)


def new_submission(transaction: Transaction, repository: Repository, tip: str, pushed_at: datetime) -> Receipt:
    submission = transaction.submissions.add(
        repository_id=repository.id, exercise=repository.exercise, commit=tip, pushed_at=pushed_at
    )
    superseded = supersede_others(transaction, submission, pushed_at)
    lane = Lane.FIRST if repository.current_submission is None else Lane.AGAIN
    turn = superseded[0].turn if superseded else new_turn(transaction, repository, lane)
    job = transaction.jobs.add(submission.id, pushed_at, turn)
    transaction.outbox.add(job.id, pushed_at)
    transaction.repositories.point_to(repository.id, submission.id)
    facts: Facts = {"submission": submission.id, "repository": repository.id, "commit": tip, "job": job.id}
    transaction.events.append(EventKind.SUBMISSION_RECEIVED, pushed_at, facts)
    return receipt_of(submission, Change.NEW, job, superseded)


def receipt_of(submission: Submission, change: Change, job: Job | None, superseded: list[Job]) -> Receipt:
    return Receipt(
        submission=submission,
        change=change,
        job_id=job.id if job else None,
        superseded=tuple(other.submission_id for other in superseded),
    )


def new_turn(transaction: Transaction, repository: Repository, lane: Lane) -> Turn:
    """A team takes turns as one of the campus of its first member."""
    jobs, team = transaction.jobs, transaction.people.team(repository.team_id)
    tag = tag_of_new(jobs.lines(), lane, jobs.last_tag(team.id, lane))
    return Turn(lane=lane, campus=team.members[0].campus, tag=tag)
