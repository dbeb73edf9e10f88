"""What every part of the matcher sees of a round: arcs with values, quotas, and who wrote what.

An arc is an evaluator (a row of 0..E-1) that a submission (a row of 0..S-1) may get. Where a round is too large to
list its arcs, a Market answers for them.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from matching.circle import Circle
from matching.tables import Bools, Floats, Ints, Lists


@dataclass(frozen=True, slots=True)
class Arcs:
    """A arcs in the order of (submission, evaluator), none twice. Higher `value` is better."""

    submission: Ints
    evaluator: Ints
    value: Floats

    def __len__(self) -> int:
        return len(self.submission)

    def where(self, chosen: Bools | Ints) -> "Arcs":
        return Arcs(self.submission[chosen], self.evaluator[chosen], self.value[chosen])


def joined(first: Arcs, second: Arcs) -> Arcs:
    """Both, in order, without doubles."""
    submission = np.concatenate((first.submission, second.submission))
    evaluator = np.concatenate((first.evaluator, second.evaluator))
    value = np.concatenate((first.value, second.value))
    order = np.lexsort((evaluator, submission))
    submission, evaluator = submission[order], evaluator[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (submission[1:] != submission[:-1]) | (evaluator[1:] != evaluator[:-1])
    return Arcs(submission[new], evaluator[new], value[order][new])


def among(arcs: Arcs, pairs: Arcs) -> Bools:
    """A: which of the arcs are among the pairs."""
    people = int(max(arcs.evaluator.max(initial=0), pairs.evaluator.max(initial=0))) + 1
    found: Bools = np.isin(arcs.submission * people + arcs.evaluator, pairs.submission * people + pairs.evaluator)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """`each` evaluators a submission, none twice; `lo`..`hi` submissions an evaluator, the first `owes` of which are
    worth `bonus` more each; at most `most_of_a_campus` evaluators of one campus a submission (None: any)."""

    submissions: int
    each: int
    lo: Ints  # E
    hi: Ints  # E
    owes: Ints  # E
    bonus: float
    campus: Ints  # E
    most_of_a_campus: int | None

    @property
    def evaluators(self) -> int:
        return len(self.lo)

    def times(self, factor: int) -> "Quotas":
        """The same with every number `factor` times as large."""
        return replace(
            self,
            each=self.each * factor,
            lo=self.lo * factor,
            hi=self.hi * factor,
            owes=self.owes * factor,
            most_of_a_campus=None if self.most_of_a_campus is None else self.most_of_a_campus * factor,
        )


class Market(Protocol):
    """A round: `authors` holds each submission's authors as rows of evaluators (those who evaluate nothing have
    hi = 0). `circle` None means: by the rules alone."""

    quotas: Quotas
    authors: Lists
    communities: Ints  # S: a number each, for the circle (see draw_circle)

    def arcs(self, circle: Circle | None) -> Arcs:
        """Every allowed arc. Only for rounds whose `eligible` sum is small."""

    def eligible(self, circle: Circle | None) -> Ints:
        """S: how many evaluators each submission may get."""

    def best(
        self,
        circle: Circle | None,
        prices: Floats,
        depth: int,
        *,
        most_of_a_campus: int | None = None,
        among: Ints | None = None,
        spread: float = 0.0,
        sample: int | None = None,
    ) -> Arcs:
        """The `depth` allowed arcs of each submission with the highest value - price, or all where there are fewer;
        ties go to the lower evaluator. `prices`: E. With `most_of_a_campus`, the best that hold no more of any. With
        `among`, of these submissions alone (rising). With `spread`, each arc's net counts for up to so much more, by a
        share that looks drawn, so that neighbours who would choose the same list get different ones. With `sample`,
        where people are many, each submission looks only at about so many of those of its project, neighbours at
        different ones."""

    def value(self, submission: Ints, evaluator: Ints) -> Floats:
        """Of these arcs, allowed or not."""

    def broken(self, submission: int, evaluator: int, circle: Circle | None) -> tuple[str, ...]:
        """What forbids this arc, each a line for people; () where it is allowed."""

    def reason(self, submission: int, evaluator: int) -> str:
        """Why this arc is good, in a line for people."""

    def submission_name(self, submission: int) -> str: ...

    def evaluator_name(self, evaluator: int) -> str: ...

    def submission_at(self, name: str) -> int:
        """Raises UsageError for an unknown name."""

    def evaluator_at(self, name: str) -> int:
        """Raises UsageError for an unknown name."""
