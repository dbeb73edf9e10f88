"""A round that is one dense matrix of scores, as conferences have them: no authors, no campuses, so no circle.

scores + allowed (E x S) -> turned to S x E, -inf where there is no pair -> read row by row
"""

import numpy as np

from core.errors import UsageError
from matching.circle import Circle
from matching.market import Arcs, Quotas
from matching.tables import Bools, Floats, Ints, Lists


class MatrixMarket:
    """See market.Market. Names are row and column numbers, from 0."""

    def __init__(self, scores: Floats, allowed: Bools, each: int, lo: int | Ints, hi: int | Ints) -> None:
        """`scores`, `allowed`: E x S. `lo`, `hi`: for everybody, or E of them.

        Raises UsageError: shapes that don't fit, an allowed score that is no finite number, lo > hi.
        """
        if scores.ndim != 2 or scores.shape != allowed.shape:
            raise UsageError(f"scores of shape {scores.shape} and pairs of shape {allowed.shape} make no matrix")
        _check_finite(scores, allowed)
        evaluators, submissions = scores.shape
        self.quotas = Quotas(
            submissions=submissions,
            each=each,
            lo=_per_evaluator(lo, evaluators, "lo"),
            hi=_per_evaluator(hi, evaluators, "hi"),
            owes=np.zeros(evaluators, dtype=np.int64),
            bonus=0.0,
            campus=np.zeros(evaluators, dtype=np.int64),
            most_of_a_campus=None,
        )
        _check_loads(self.quotas)
        nobody = np.zeros(0, dtype=np.int64)
        self.authors = Lists(np.zeros(submissions + 1, dtype=np.int64), nobody)
        self.communities: Ints = np.zeros(submissions, dtype=np.int64)
        self._worth: Floats = np.where(allowed, scores, -np.inf).T.copy()
        self._scores: Floats = scores

    def arcs(self, circle: Circle | None) -> Arcs:
        _check_none(circle)
        submission, evaluator = np.nonzero(np.isfinite(self._worth))
        return Arcs(submission, evaluator, self._worth[submission, evaluator])

    def eligible(self, circle: Circle | None) -> Ints:
        _check_none(circle)
        count: Ints = np.isfinite(self._worth).sum(axis=1).astype(np.int64)
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
        sample: int | None = None,  # noqa: ARG002  # a matrix is small enough to be looked at whole
    ) -> Arcs:
        """Everybody is of one campus, so `most_of_a_campus` is a smaller depth."""
        _check_none(circle)
        if most_of_a_campus is not None:
            depth = min(depth, most_of_a_campus)
        worth = self._worth if among is None else self._worth[among]
        share = np.random.default_rng(0).random(worth.shape[1]) if spread else 0.0
        at, evaluator = np.nonzero(_highest(worth - prices + spread * share, depth))
        submission = at if among is None else among[at]
        return Arcs(submission, evaluator, self._worth[submission, evaluator])

    def value(self, submission: Ints, evaluator: Ints) -> Floats:
        value: Floats = self._scores[evaluator, submission]
        return value

    def broken(self, submission: int, evaluator: int, circle: Circle | None) -> tuple[str, ...]:
        _check_none(circle)
        return () if np.isfinite(self._worth[submission, evaluator]) else ("the matrix has no such pair",)

    def reason(self, submission: int, evaluator: int) -> str:
        row = self._worth[submission]
        higher, possible = int((row > row[evaluator]).sum()), int(np.isfinite(row).sum())
        return f"score {row[evaluator]:g}; {higher} of {possible} possible evaluators have a higher one"

    def submission_name(self, submission: int) -> str:
        return str(submission)

    def evaluator_name(self, evaluator: int) -> str:
        return str(evaluator)

    def submission_at(self, name: str) -> int:
        return _row_of(name, self.quotas.submissions, "submission")

    def evaluator_at(self, name: str) -> int:
        return _row_of(name, self.quotas.evaluators, "evaluator")


def _highest(net: Floats, depth: int) -> Bools:
    """The `depth` highest finite entries of each row; among equals the first."""
    possible = np.isfinite(net)
    if depth >= net.shape[1]:
        return possible
    limit = -np.partition(-net, depth - 1, axis=1)[:, depth - 1 : depth]
    above = net > limit
    level = net == limit
    room = depth - above.sum(axis=1, keepdims=True)
    chosen: Bools = (above | (level & (np.cumsum(level, axis=1) <= room))) & possible
    return chosen


def _per_evaluator(number: int | Ints, evaluators: int, kind: str) -> Ints:
    try:
        return np.broadcast_to(np.asarray(number, dtype=np.int64), (evaluators,)).copy()
    except ValueError:
        raise UsageError(f"{kind}: {np.size(number)} numbers for {evaluators} evaluators") from None


def _check_finite(scores: Floats, allowed: Bools) -> None:
    bad = np.argwhere(allowed & ~np.isfinite(scores))
    if len(bad):
        evaluator, submission = bad[0]
        score = scores[evaluator, submission]
        raise UsageError(f"the score of evaluator {evaluator} and submission {submission} is {score}, no finite number")


def _check_loads(quotas: Quotas) -> None:
    wrong = np.flatnonzero((quotas.lo > quotas.hi) | (quotas.lo < 0))
    if len(wrong):
        at = wrong[0]
        raise UsageError(f"evaluator {at}: loads of {quotas.lo[at]} to {quotas.hi[at]}; 0 <= lo <= hi must hold")


def _check_none(circle: Circle | None) -> None:
    if circle is not None:
        raise UsageError("a matrix names no authors, so it has no cycles to keep out: use cycles 0")


def _row_of(name: str, rows: int, kind: str) -> int:
    if name.isascii() and name.isdigit() and len(name) < 10 and int(name) < rows:
        return int(name)
    raise UsageError(f"no {kind} {name!r}: they are numbered 0 to {rows - 1}")
