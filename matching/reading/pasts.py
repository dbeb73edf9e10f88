"""Pairs of people: who never evaluates whom, and who did.

An excluded pair stands once, whichever way round. A past pair stands once each way: the same pair at two ages, like a
pair of a person with themselves, is a contradiction and refused.
"""

import numpy as np

from core.errors import UsageError
from matching.reading.index import Index
from matching.reading.instance import Instance
from matching.tables import Ints, Pasts


def excluded_of(instance: Instance, index: Index) -> tuple[Ints, Ints]:
    """Raises UsageError."""
    seen = set[tuple[str, str]]()
    for at, (one, other) in enumerate(instance.excluded):
        if one == other:
            raise UsageError(f"excluded[{at}]: {one!r} stands with themselves")
        if (one, other) in seen:
            raise UsageError(f"excluded[{at}]: {one!r} and {other!r} are there twice")
        seen |= {(one, other), (other, one)}
    first = [index.person(one, f"excluded[{at}]") for at, (one, _) in enumerate(instance.excluded)]
    second = [index.person(other, f"excluded[{at}]") for at, (_, other) in enumerate(instance.excluded)]
    return np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)


def past_of(instance: Instance, index: Index) -> Pasts:
    """Raises UsageError."""
    seen: dict[tuple[str, str], float] = {}
    for at, pair in enumerate(instance.history):
        ends = (pair.evaluator, pair.author)
        if pair.evaluator == pair.author:
            raise UsageError(f"history[{at}]: {pair.author!r} evaluated themselves")
        if ends in seen:
            ages = "twice" if seen[ends] == pair.weeks else f"at two ages, {seen[ends]:g} and {pair.weeks:g} weeks"
            raise UsageError(f"history[{at}]: {pair.evaluator!r} evaluating {pair.author!r} is there {ages}")
        seen[ends] = pair.weeks
    where = [f"history[{at}]" for at in range(len(instance.history))]
    return Pasts(
        evaluator=np.array([index.person(one, at) for (one, _), at in zip(seen, where, strict=True)], dtype=np.int64),
        author=np.array([index.person(other, at) for (_, other), at in zip(seen, where, strict=True)], dtype=np.int64),
        weeks=np.array(list(seen.values()), dtype=np.float64),
    )
