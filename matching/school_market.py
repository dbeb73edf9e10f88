"""A school's round as a market: the rules decide which pairs there are, nobody lists them all.

School + Policy -> Pool + Asked -> compiled scans, the submissions shared out between the cores
"""

import itertools
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from core.errors import UsageError
from matching import scan
from matching.circle import Circle
from matching.market import Arcs, Quotas
from matching.policy import Policy
from matching.pools import asked_of, on_circle, pool_of, skill_shares
from matching.rule_lines import broken_rules, reason_line
from matching.tables import Floats, Ints, School

CHUNK = 2048


class SchoolMarket:
    """See market.Market. An evaluator's row is the person's, a submission's row its own."""

    def __init__(self, school: School, policy: Policy) -> None:
        self.school, self.policy = school, policy
        self.authors = school.submissions.authors
        people, submissions = school.people, school.submissions
        self.quotas = Quotas(
            submissions=len(submissions.names),
            each=policy.evaluators_each,
            lo=people.lo,
            hi=people.hi,
            owes=np.minimum(people.owes, people.hi),
            bonus=policy.weights.owes,
            campus=people.campus,
            most_of_a_campus=policy.most_of_a_campus,
        )
        self.communities = communities_of(school)
        self.pool = pool_of(school, policy)
        self.asked = asked_of(school, policy, self.pool)
        self.waited = policy.weights.waiting * np.minimum(submissions.days_waiting / policy.weights.waiting_days, 1.0)
        # Neighbours in a project and level read the same part of the pool, so it stays in the cache.
        self.order: Ints = np.lexsort((submissions.level, submissions.project))

    def eligible(self, circle: Circle | None) -> Ints:
        none = np.zeros(0, dtype=np.int64)
        return self._list(circle, none, none, np.zeros(0))

    def arcs(self, circle: Circle | None) -> Arcs:
        count = self.eligible(circle)
        found, worth = np.zeros(count.sum(), dtype=np.int64), np.zeros(count.sum())
        self._list(circle, np.cumsum(count) - count, found, worth)
        return self._in_order(np.repeat(np.arange(len(count)), count), found, worth)

    def _list(self, circle: Circle | None, start: Ints, found: Ints, worth: Floats) -> Ints:
        pool, asked = self._tables(circle)
        count = np.zeros(self.quotas.submissions, dtype=np.int64)
        self._each_chunk(lambda chunk: scan.all_of(pool, asked, chunk, start, found, worth, count))
        return count

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
        pool, asked = self._tables(circle)
        priced = pool._replace(worth=pool.worth - prices[pool.person])
        ceiling = np.repeat(_highest(priced), np.diff(pool.start))
        stride = 1 if sample is None else max(1, int(np.mean(asked.last - asked.first)) // sample)
        most = depth if most_of_a_campus is None else most_of_a_campus
        found = np.full((self.quotas.submissions, depth), -1, dtype=np.int64)
        home = np.full_like(found, -1)
        net, key = np.full(found.shape, -np.inf), np.full(found.shape, -np.inf)
        self._each_chunk(
            lambda chunk: scan.best_of(
                priced, asked, chunk, ceiling, depth, most, spread, stride, found, net, key, home
            ),
            among,
        )
        submission, at = np.nonzero(found >= 0)
        evaluator = found[submission, at]
        return self._in_order(submission, evaluator, net[submission, at] + prices[evaluator])

    def value(self, submission: Ints, evaluator: Ints) -> Floats:
        submissions, weights = self.school.submissions, self.policy.weights
        apart = np.abs(self.school.people.level[evaluator] - submissions.level[submission])
        campus = self.school.people.campus[evaluator]
        bit = np.left_shift(np.uint64(1), (campus % 64).astype(np.uint64))
        other = (self.asked.home[submission, campus // 64] & bit) == 0
        shares = skill_shares(self.school, submissions.project[submission], evaluator)
        value: Floats = (
            weights.skills * shares
            + weights.level * np.maximum(0.0, 1.0 - apart / weights.level_reach)
            + weights.other_campus * other
            + self.waited[submission]
        )
        return value

    def broken(self, submission: int, evaluator: int, circle: Circle | None) -> tuple[str, ...]:
        return broken_rules(self.school, self.policy, submission, evaluator, circle)

    def reason(self, submission: int, evaluator: int) -> str:
        return reason_line(self.school, self.policy, submission, evaluator)

    def submission_name(self, submission: int) -> str:
        return self.school.submissions.names[submission]

    def evaluator_name(self, evaluator: int) -> str:
        return self.school.people.names[evaluator]

    def submission_at(self, name: str) -> int:
        return row_of(self.school.submissions.names, name, "submission")

    def evaluator_at(self, name: str) -> int:
        return row_of(self.school.people.names, name, "person")

    def _tables(self, circle: Circle | None) -> tuple[scan.Pool, scan.Asked]:
        return (self.pool, self.asked) if circle is None else on_circle(self.pool, self.asked, circle)

    def _in_order(self, submission: Ints, evaluator: Ints, worth: Floats) -> Arcs:
        order = np.argsort(submission * len(self.school.people.names) + evaluator)
        submission = submission[order]
        return Arcs(submission, evaluator[order], worth[order] + self.waited[submission])

    def _each_chunk(self, work: Callable[[Ints], None], among: Ints | None = None) -> None:
        order = self.order
        if among is not None:
            wanted = np.zeros(len(order), dtype=np.bool_)
            wanted[among] = True
            order = order[wanted[order]]
        chunks = [order[at : at + CHUNK] for at in range(0, len(order), CHUNK)]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(work, chunks))


def communities_of(school: School) -> Ints:
    """S: a number for each project and whole level."""
    level = np.floor(school.submissions.level).astype(np.int64)
    return school.submissions.project * (int(level.max(initial=0)) + 1) + level


def _highest(pool: scan.Pool) -> Floats:
    """The highest worth in each project's part of the pool."""
    return np.array([pool.worth[a:b].max(initial=-np.inf) for a, b in itertools.pairwise(pool.start)])


def row_of(names: Sequence[str], name: str, kind: str) -> int:
    try:
        return list(names).index(name)
    except ValueError:
        raise UsageError(f"no {kind} is called {name!r} in this instance") from None
