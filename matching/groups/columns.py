"""What cohorts are balanced in, as columns of numbers: one for a number attribute, one for each value of a text."""

from dataclasses import dataclass

import numpy as np

from core.errors import UsageError
from matching.groups.documents import MOST_COLUMNS, Cohorts
from matching.tables import Floats

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Of `values` (N: 1 or 0 for having `value`, or numbers, where it is None), `wished` is what a cohort's mean should
    be. `scale` makes numbers comparable with shares: one over their standard deviation."""

    attribute: str
    value: str | None
    values: Floats
    wished: float
    scale: float = 1.0

    @property
    def off(self) -> Floats:
        return (self.values - self.wished) * self.scale


def columns_of(document: Cohorts) -> list[Column]:
    """Raises UsageError: no attributes asked for, one that somebody doesn't have, shares that can't be."""
    wished: dict[str, dict[str, float]] = {}
    for entry, wish in enumerate(document.wishes):
        shares = wished.setdefault(wish.attribute, {})
        if wish.value in shares:
            raise UsageError(f"wishes[{entry}]: {wish.attribute} {wish.value!r} is wished for twice")
        shares[wish.value] = wish.share
        if sum(shares.values()) > 1 + TOLERANCE:
            raise UsageError(
                f"wishes[{entry}]: the shares of {wish.attribute} add up to {sum(shares.values()):g}, over 1"
            )
    balanced = [name for name in document.balance if name not in wished]
    columns = [column for name in balanced for column in _balanced(document, name)]
    columns += [column for name, shares in wished.items() for column in _wished(document, name, shares)]
    if not columns:
        raise UsageError("nothing to balance: name attributes in balance, or wishes")
    if len(columns) > MOST_COLUMNS:
        raise UsageError(f"the attributes have {len(columns)} values together, and {MOST_COLUMNS} is the most")
    return columns


def _balanced(document: Cohorts, attribute: str) -> list[Column]:
    values = _values(document, attribute)
    numbers = [value for value in values if not isinstance(value, str)]
    if not numbers:
        return [_column(attribute, str(value), values, None) for value in sorted(set(map(str, values)))]
    for row, value in enumerate(values):
        if isinstance(value, str):
            raise UsageError(f"people[{row}].attributes.{attribute}: {value!r} is no number, as others have there")
    column = np.array(numbers, dtype=np.float64)
    spread = float(column.std())
    return [
        Column(
            attribute=attribute,
            value=None,
            values=column,
            wished=float(column.mean()),
            scale=1 / spread if spread > TOLERANCE else 0.0,
        )
    ]


def _wished(document: Cohorts, attribute: str, shares: dict[str, float]) -> list[Column]:
    """The wished-for values; where the attribute is in balance too, the others share the rest as they do in all."""
    values = _values(document, attribute)
    for row, value in enumerate(values):
        if not isinstance(value, str):
            raise UsageError(f"people[{row}].attributes.{attribute}: {value:g} is a number, and wishes are for texts")
    for entry, wish in enumerate(document.wishes):
        if wish.attribute == attribute and wish.value not in values:
            raise UsageError(f"wishes[{entry}]: nobody's {attribute} is {wish.value!r}")
    columns = [_column(attribute, value, values, share) for value, share in shares.items()]
    if attribute not in document.balance:
        return columns
    others = [str(value) for value in values if value not in shares]
    rest = 1 - sum(shares.values())
    return columns + [
        _column(attribute, value, values, rest * others.count(value) / len(others)) for value in sorted(set(others))
    ]


def _values(document: Cohorts, attribute: str) -> list[str | float]:
    values = []
    for row, person in enumerate(document.people):
        if attribute not in person.attributes:
            raise UsageError(f"people[{row}] ({person.id!r}) has no attribute {attribute!r}")
        values.append(person.attributes[attribute])
    return values


def _column(attribute: str, value: str, values: list[str | float], share: float | None) -> Column:
    has = np.array([each == value for each in values], dtype=np.float64)
    return Column(attribute=attribute, value=value, values=has, wished=float(has.mean()) if share is None else share)
