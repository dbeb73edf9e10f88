"""Who can be in an inter-campus group with whom, pair by pair: what bounds and reasons are taken from."""

import numpy as np

from matching.groups.meet import hours_in
from matching.groups.problem import Meeting
from matching.tables import Bools


def fellows_of(meeting: Meeting) -> Bools:
    """N x N: who shares hours and a language with whom."""
    rows = [
        (hours_in(meeting.week & week) >= meeting.hours) & ((meeting.languages & spoken) != 0)
        for week, spoken in zip(meeting.week, meeting.languages, strict=True)
    ]
    fellows: Bools = np.stack(rows)
    np.fill_diagonal(fellows, False)
    return fellows


def usable_of(meeting: Meeting, fellows: Bools) -> Bools:
    """N: who has fellows of enough other campuses, who have them too."""
    at = np.eye(int(meeting.campus.max()) + 1, dtype=np.bool_)[meeting.campus]  # N x C
    enough = hours_in(meeting.week) >= meeting.hours
    while True:
        reach = (fellows & enough).astype(np.float32) @ at > 0
        still: Bools = enough & ((reach & ~at).sum(axis=1) >= meeting.campuses - 1)
        if (still == enough).all():
            return still
        enough = still


def best_hours(meeting: Meeting, fellows: Bools, person: int, size: int) -> int:
    """No group of `size` people, at least 2, of `meeting.campuses` campuses, at least 2, with this one shares more."""
    those = np.flatnonzero(fellows[person])
    hours = hours_in(meeting.week[those] & meeting.week[person])
    by_campus = np.zeros(int(meeting.campus.max()) + 1, dtype=np.int64)
    np.maximum.at(by_campus, meeting.campus[those], hours)
    by_campus[meeting.campus[person]] = 0
    if len(hours) < size - 1:
        return 0
    return int(min(np.sort(hours)[1 - size], np.sort(by_campus)[1 - meeting.campuses]))
