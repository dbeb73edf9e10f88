"""What the matcher knows of a round: whose work is to be evaluated, who may do it, and what came of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluatee:
    """A submission. `level` is its team's, `campuses` those of its authors."""

    submission_id: int
    authors: frozenset[int]
    campuses: frozenset[str]
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    person_id: int
    campus: str
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    submission_id: int
    evaluator_id: int
    reason: str
