"""Aspect: groups that meet, by the rules and the worth of Meeting."""

import numpy as np

from matching.groups.aspect import BENCH, NEVER, Seats
from matching.groups.problem import Meeting
from matching.tables import Floats, Ints, Words

ALL = np.uint64((1 << 64) - 1)


def hours_in(week: Words) -> Ints:
    """Of weeks of three words each, in the last dimension."""
    # Bytes hold 168 hours, and three additions take a third of the time of a sum over an axis of three.
    bits = np.bitwise_count(week)
    hours: Ints = (bits[..., 0] + bits[..., 1] + bits[..., 2]).astype(np.int64)
    return hours


class Meet:
    def __init__(self, meeting: Meeting, seats: Seats) -> None:
        self.meeting = meeting
        self.seats = seats
        people, groups = len(meeting.campus), len(seats.size)
        self.week: Words = np.full((groups, 3), ALL)
        self.languages: Words = np.full(groups, ALL)
        self.hours: Ints = np.zeros(groups, dtype=np.int64)  # 0 for a group of nobody
        self.of_campus: Ints = np.zeros((groups, int(meeting.campus.max(initial=0)) + 1), dtype=np.int64)
        self.kinds: Ints = np.zeros(groups, dtype=np.int64)  # of campuses
        # Per seated person, what the others of their group have in common.
        self.rest_week: Words = np.full((people, 3), ALL)
        self.rest_languages: Words = np.full(people, ALL)

    def joining(self, group: int) -> Floats:
        meeting = self.meeting
        hours = hours_in(self.week[group] & meeting.week)
        fits = (hours >= meeting.hours) & ((self.languages[group] & meeting.languages) != 0)
        counts = self.of_campus[group]
        fits &= (self.kinds[group] >= meeting.campuses) | (counts[meeting.campus] == 0)
        return np.where(fits, hours - self.hours[group], NEVER)

    def leaving(self) -> Floats:
        groups, size = self.seats.group, self.seats.size
        lonely = self.of_campus[groups, self.meeting.campus] == 1
        kinds = self.kinds[groups] - lonely
        fits = kinds >= np.minimum(self.meeting.campuses, size[groups] - 1)
        after = np.where(size[groups] > 1, hours_in(self.rest_week), 0)
        return np.where(fits, after - self.hours[groups], NEVER)

    def giving(self, person: int) -> Floats:
        meeting, here = self.meeting, self.seats.group[person]
        hours = hours_in(self.rest_week[person] & meeting.week)
        fits = (hours >= meeting.hours) & ((self.rest_languages[person] & meeting.languages) != 0)
        rest = self.of_campus[here].copy()
        rest[meeting.campus[person]] -= 1
        campuses = np.count_nonzero(rest) + (rest[meeting.campus] == 0)
        fits &= campuses >= min(meeting.campuses, int(self.seats.size[here]))
        return np.where(fits, hours - self.hours[here], NEVER)

    def taking(self, person: int) -> Floats:
        meeting, groups, home = self.meeting, self.seats.group, self.meeting.campus[person]
        hours = hours_in(self.rest_week & meeting.week[person])
        fits = (hours >= meeting.hours) & ((self.rest_languages & meeting.languages[person]) != 0)
        lonely = self.of_campus[groups, meeting.campus] == 1
        new = self.of_campus[groups, home] == (meeting.campus == home)
        campuses = self.kinds[groups] - lonely + new
        fits &= campuses >= np.minimum(meeting.campuses, self.seats.size[groups])
        return np.where(fits, hours - self.hours[groups], NEVER)

    def moved(self, person: int, before: int, after: int) -> None:
        for group, step in ((before, -1), (after, 1)):
            if group != BENCH:
                self.of_campus[group, self.meeting.campus[person]] += step
                self.kinds[group] = np.count_nonzero(self.of_campus[group])
                self._renew(group)

    def _renew(self, group: int) -> None:
        members = self.seats.members(group)
        for member in members:
            others = members[members != member]
            self.rest_week[member] = np.bitwise_and.reduce(self.meeting.week[others], axis=0)
            self.rest_languages[member] = np.bitwise_and.reduce(self.meeting.languages[others])
        self.week[group] = np.bitwise_and.reduce(self.meeting.week[members], axis=0)
        self.languages[group] = np.bitwise_and.reduce(self.meeting.languages[members])
        self.hours[group] = hours_in(self.week[group]) if len(members) else 0

    def worth(self) -> float:
        return float(self.hours.sum())

    def refusal(self, person: int, group: int) -> str | None:
        meeting = self.meeting
        if hours_in(self.week[group] & meeting.week[person]) < meeting.hours:
            return f"its members share fewer than {meeting.hours} hours with them"
        if not self.languages[group] & meeting.languages[person]:
            return "its members have no language in common with them"
        if self.joining(group)[person] == NEVER:
            return "its next member must come from another campus"
        return None
