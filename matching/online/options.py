"""The slots that a request may get, what each is worth, and who of the best is drawn among.

buckets -> slots in reach -> those that keep every rule -> value - price of load -> the few best evaluators
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from matching.online.asking import Submission, gaps_before
from matching.online.buckets import Buckets
from matching.online.loads import Loads
from matching.online.slots import Slots
from matching.online.terms import DeskTerms
from matching.online.times import DAY
from matching.policy import ROUNDING, Policy
from matching.tables import Bools, Floats, Ints, School

FEW = 16  # put in order first: more are seldom looked at


@dataclass(frozen=True, slots=True)
class Options:
    """N slots, their owners, values, and scores: value less the price of the owner's load."""

    slots: Ints
    person: Ints
    value: Floats
    score: Floats

    def where(self, chosen: Bools | Ints) -> "Options":
        return Options(self.slots[chosen], self.person[chosen], self.value[chosen], self.score[chosen])

    def __len__(self) -> int:
        return len(self.slots)

    def ranked(self) -> Iterator[int]:
        """Indexes, highest score first, ties by slot."""
        seen: set[int] = set()
        if len(self) > 2 * FEW:
            top = np.argpartition(self.score, -FEW)[-FEW:]
            first = top[np.lexsort((self.slots[top], -self.score[top]))].tolist()
            yield from first
            seen.update(first)
        order = np.lexsort((self.slots, -self.score)).tolist()
        yield from (at for at in order if at not in seen)


def near_best(options: Options, terms: DeskTerms, free: Callable[[int], bool]) -> list[int]:
    """Indexes of the best free slot of each of at most `among` evaluators, none `loss` below the best."""
    found: list[int] = []
    met: set[int] = set()
    for at in options.ranked():
        if len(found) == terms.among or (found and options.score[at] < options.score[found[0]] - terms.loss):
            break
        person = int(options.person[at])
        if person not in met and free(int(options.slots[at])):
            found.append(at)
            met.add(person)
    return found


class Finder:
    """Looks through the free slots. Reads the tables that the ledger keeps, and changes none."""

    def __init__(
        self, school: School, policy: Policy, terms: DeskTerms, slots: Slots, buckets: Buckets, loads: Loads
    ) -> None:
        self._school, self._weights, self._terms = school, policy.weights, terms
        self._slots, self._buckets, self._loads = slots, buckets, loads
        self._rules = [policy.rules_of(name) for name in school.projects]
        self._barred = np.zeros(len(school.people.names), dtype=np.bool_)

    def options(self, submission: Submission, barred: Iterable[int], now: int) -> Options:
        slots = self._fitting(submission, list(barred))
        person = self._slots.person[slots]
        value = self._values(submission, slots, person, now)
        excess = self._loads.excess(self._slots.load_place[slots])
        return Options(slots, person, value, value - self._terms.load_price * excess)

    def _fitting(self, submission: Submission, barred: list[int]) -> Ints:
        rules, people, table = self._rules[submission.project], self._school.people, self._slots
        slots = self._buckets.near(submission.project, submission.level, rules.levels_apart)
        person = table.person[slots]
        gaps = gaps_before(submission.week)
        self._barred[barred] = True
        fits: Bools = ~self._barred[person]
        self._barred[barred] = False
        fits &= gaps[table.first_hour[slots]] == gaps[table.after_hour[slots]]
        if rules.common_language:
            fits &= (people.languages[person] & np.uint64(submission.languages)) != 0
        if rules.levels_apart is not None:
            fits &= np.abs(people.level[person] - submission.level) <= rules.levels_apart + ROUNDING
        found: Ints = slots[fits]
        return found

    def _values(self, submission: Submission, slots: Ints, person: Ints, now: int) -> Floats:
        """As for rounds, but that waiting counts until the slot begins, so that a sooner one is worth more."""
        people, weights = self._school.people, self._weights
        home = np.zeros(len(self._school.campuses), dtype=np.bool_)
        home[people.campus[list(submission.authors)]] = True
        apart = np.abs(people.level[person] - submission.level)
        days = (self._slots.begin[slots] - now) / DAY
        value: Floats = (
            weights.level * np.maximum(0.0, 1.0 - apart / weights.level_reach)
            + weights.other_campus * ~home[people.campus[person]]
            + weights.waiting * np.maximum(0.0, 1.0 - days / weights.waiting_days)
        )
        wanted = self._school.skills[submission.project]
        if wanted:
            value += (weights.skills / int(wanted).bit_count()) * np.bitwise_count(wanted & people.skills[person])
        return value
