"""What a person gets to read of a submission: the one place that decides it, for pages and programs alike.

staff --> the whole report
team  --> what the exercise's groups, the deadline and the feedback budget let be seen (grader/visibility.py)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.ports import Clock, Store, Transaction
from core.reports import Report
from core.school import Person, Progress
from grader.lines import Line
from grader.trace import trace_lines
from grader.visibility import as_student
from school.access import sees
from school.feedback import Budget, budget, pushes_that_tell
from school.jobs import place_of
from school.queue_now import expected_wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`place` counts from 1 in the queue, and takes about `wait`; None: not queued, or nobody can tell.
    `report` None: not graded yet. `trace` is the report in lines, as a terminal would print them. `budget` None: the
    reader has none, or it decides nothing here."""

    progress: Progress
    place: int | None = None
    wait: timedelta | None = None
    report: Report | None = None
    trace: Sequence[Line] = ()
    budget: Budget | None = None


def show_report(store: Store, clock: Clock, person: Person, submission_id: int) -> Shown | None:
    """None for a submission that isn't there and for one of another team alike: which it is tells nobody anything."""
    with store.reading() as transaction:
        progress = transaction.submissions.progress(submission_id)
        if progress is None or not sees(transaction, person, progress.team.id):
            return None
        report_id = progress.submission.report_id
        if report_id is None:
            place = place_of(transaction, submission_id)
            wait = None if place is None else expected_wait(transaction, clock(), place)
            return Shown(progress=progress, place=place, wait=wait)
        report = transaction.submissions.report(report_id)
        if person.staff:
            return Shown(progress=progress, report=report, trace=trace_lines(report))
        return for_team(transaction, clock, progress, report)


def for_team(transaction: Transaction, clock: Clock, progress: Progress, report: Report) -> Shown:
    submission, now = progress.submission, clock()
    closed = transaction.repositories.get(submission.repository_id).closed(now)
    pushes = transaction.submissions.pushes(submission.repository_id)
    told = submission.id in pushes_that_tell(pushes, report.rules)
    seen = as_student(report, closed=closed, told=told)
    counts = not closed and any(group.visibility != "shown" for group in report.groups)
    left = budget(pushes, report.rules, now) if counts else None
    whose = replace(progress, verdict=seen.verdict)
    return Shown(progress=whose, report=seen, trace=trace_lines(seen), budget=left)
