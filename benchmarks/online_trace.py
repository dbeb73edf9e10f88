"""What the online benchmark replays: a seeded school, who opens what when, and who asks when.

20,000 slots are open all the time: 50 requests a second, and 50 slots opened a second in place of those given away. It
is fixed beforehand, whatever is decided, so that hindsight sees the same.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.online.asking import Submission, submission_at
from matching.online.times import FIRST_MONDAY, GRANULE, HORIZON, LEAD, WEEK, hour_of
from matching.policy import Policy
from matching.pools import pool_of
from matching.synthetic import synthetic_policy, synthetic_school
from matching.tables import HOURS, School

LEARNERS = 20_000
OPENERS = 2_000
OPEN = 20_000
OPENED_FIRST = 21_000  # as some openings later are refused, and 20,000 are to be open all the time
RATE = 50
SECONDS = 600
AFTERWARDS = 60  # more seconds in which those who still wait may be served
START = FIRST_MONDAY + 2900 * WEEK
STRETCHES = (2, 3, 4, 5, 6)  # slots that are opened in a row
SLOT = 2 * GRANULE


@dataclass(frozen=True, slots=True)
class Stretch:
    person: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Trace:
    """`opened[0]` before anybody asks; `opened[s]` and `asked[s]` in second s, from 1 on."""

    school: School
    policy: Policy
    opened: list[list[Stretch]]
    asked: list[list[tuple[Submission, int]]]
    people: list[int]


class Openers:
    """Draws stretches in hours in which their people can, none over another. Everybody is as likely."""

    def __init__(self, school: School, people: list[int], generator: np.random.Generator) -> None:
        self._people, self._generator = people, generator
        octets = school.people.week.astype("<u8").view(np.uint8)
        self._week = np.unpackbits(octets, axis=1, bitorder="little")[:, :HOURS].astype(np.bool_)
        self._held: set[tuple[int, int]] = set()
        self._turn: list[int] = []

    def slots(self, count: int, now: int) -> list[Stretch]:
        found: list[Stretch] = []
        while (missing := count - sum((each.end - each.begin) // SLOT for each in found)) > 0:
            if not self._turn:
                self._turn = self._generator.permutation(self._people).tolist()
            stretch = self._one(self._turn.pop(), missing, now)
            found += [stretch] if stretch else []
        return found

    def _one(self, person: int, most: int, now: int) -> Stretch | None:
        """The first drawn begin from which they can for one slot at least, and on while they can."""
        wished = min(most, int(self._generator.choice(STRETCHES)))
        for _ in range(50):
            ahead = int(self._generator.integers(LEAD // GRANULE + 1, (HORIZON - 12 * GRANULE) // GRANULE))
            begin = (now // GRANULE + ahead) * GRANULE
            end = begin
            while end < begin + wished * SLOT and self._can(person, end):
                end += SLOT
            if end > begin:
                self._held.update((person, begin_of) for begin_of in range(begin, end, GRANULE))
                return Stretch(person, begin, end)
        return None

    def _can(self, person: int, begin: int) -> bool:
        quarters = (begin, begin + GRANULE)
        return all(self._week[person, hour_of(each)] and (person, each) not in self._held for each in quarters)


def draw_trace(seed: int, seconds: int = SECONDS) -> Trace:
    generator = np.random.default_rng(seed)
    school, policy = synthetic_school(LEARNERS, seed), synthetic_policy()
    able = np.unique(pool_of(school, policy).person)
    people = np.sort(generator.choice(able, size=OPENERS, replace=False)).tolist()
    openers = Openers(school, people, generator)
    opened = [
        openers.slots(OPENED_FIRST, START),
        *(openers.slots(RATE, START + second) for second in range(1, seconds + 1)),
    ]
    return Trace(school, policy, opened, _requests(school, policy, seconds, generator), people)


def _requests(
    school: School, policy: Policy, seconds: int, generator: np.random.Generator
) -> list[list[tuple[Submission, int]]]:
    """Every evaluation of as many submissions as it takes, shuffled. Their waiting starts when they ask."""
    count = seconds * RATE
    each = policy.evaluators_each
    rows = generator.permutation(len(school.submissions.names))[: -(-count // each)].tolist()
    all_asked = [
        (replace(submission_at(school, row), days_waiting=0.0), turn) for row in rows for turn in range(1, each + 1)
    ]
    order = generator.permutation(len(all_asked))[:count].tolist()
    return [[], *([all_asked[at] for at in order[second * RATE : (second + 1) * RATE]] for second in range(seconds))]
