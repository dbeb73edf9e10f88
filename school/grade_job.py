"""One attempt at a job, start to end. What the student's code did comes back as a report, our own failures as a fault.

claim --> tree --> Examiner (the exercise, a sandbox) --> report --> stored
            '-- refused --> Examiner.refuse --> a CF report --'
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from core.errors import PeermillError, TreeRefused
from core.ports import Clock, Secrets, Store, Trees
from core.reports import Report
from core.school import Claim
from core.trees import Tree
from school.jobs import claim_next, fault_job, finish_job

log = logging.getLogger(__name__)

Heartbeat = Callable[[Claim], AbstractContextManager[None]]
"""Extends the claim's lease for as long as the block runs."""


class Examiner(Protocol):
    """Grades trees against the exercises of a catalogue. Raises GraderFault, and UsageError for a broken exercise."""

    def grade(self, exercise: str, tree: Tree) -> Report: ...

    def refuse(self, exercise: str, reason: str, commit: str) -> Report: ...


def grade_next(
    store: Store,
    clock: Clock,
    secrets: Secrets,
    trees: Trees,
    examiner: Examiner,
    heartbeat: Heartbeat,
) -> Report | None:
    """Grade the job whose turn it is. The report that is now valid; None when there was nothing to do, or the attempt
    failed or lost the job."""
    claim = claim_next(store, clock, secrets)
    if claim is None:
        return None
    try:
        with heartbeat(claim):
            report = examine(trees, examiner, claim)
    except Exception as error:  # whatever it is, it isn't the student's fault: retried, then JE
        log.exception("attempt %d at job %d failed", claim.attempt, claim.job_id)
        reason = str(error) if isinstance(error, PeermillError) else repr(error)
        fault_job(store, clock, claim, reason)
        return None
    return report if finish_job(store, clock, claim, report) else None


def examine(trees: Trees, examiner: Examiner, claim: Claim) -> Report:
    try:
        tree = trees(claim.folder, claim.commit)
    except TreeRefused as refused:
        return examiner.refuse(claim.exercise, str(refused), claim.commit)
    return examiner.grade(claim.exercise, tree)
