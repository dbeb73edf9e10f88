"""The feedback budget: of how many pushes a repository is told what its kept groups are worth.

pushes, in the order of the record --at most so many in any so many hours--> those that tell

Who may push a hundred times could otherwise read a hidden test's input bit by bit from the points that come back.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.reports import Rules
from core.school import Push
from core.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """`left` pushes tell from now on; `next_at` is when the next of the `pushes` spent comes back, if one is."""

    pushes: int
    hours: int
    left: int
    next_at: datetime | None


def pushes_that_tell(pushes: Sequence[Push], rules: Rules) -> frozenset[int]:
    """The ids of the submissions that tell. What is added at the end of `pushes` changes nothing of those before it.

    A compile error ran no testcase, so it tells for nothing; a judge error tells nothing, and spends nothing. What
    isn't graded yet spends: it may be about to tell. What was superseded spends nothing, and so doesn't tell under a
    budget even if it is graded later: commits pushed back and forth would tell more than the budget.
    """
    return frozenset(number for number, _ in spending(pushes, rules)) | {
        push.submission_id for push in pushes if push.verdict is Verdict.CE
    }


def budget(pushes: Sequence[Push], rules: Rules, now: datetime) -> Budget | None:
    """None where the exercise sets no budget."""
    if rules.told_pushes is None:
        return None
    window = timedelta(hours=rules.told_hours)
    spent = [at for _, at in spending(pushes, rules) if at > now - window]
    return Budget(
        pushes=rules.told_pushes,
        hours=rules.told_hours,
        left=rules.told_pushes - len(spent),
        next_at=spent[0] + window if spent else None,
    )


def spending(pushes: Sequence[Push], rules: Rules) -> list[tuple[int, datetime]]:
    """(submission, moment) of each push that tells and is counted. A push put on record late counts as of the latest
    moment before it: it must not take back what another was told meanwhile."""
    found: list[tuple[int, datetime]] = []
    window: deque[datetime] = deque()
    latest = None
    for push in pushes:
        latest = max(latest or push.pushed_at, push.pushed_at)
        if push.verdict in (Verdict.JE, Verdict.CE) or (push.superseded and rules.told_pushes is not None):
            continue
        while window and window[0] <= latest - timedelta(hours=rules.told_hours):
            window.popleft()
        if rules.told_pushes is None or len(window) < rules.told_pushes:
            window.append(latest)
            found.append((push.submission_id, latest))
    return found
