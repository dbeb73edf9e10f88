"""What every kind of group comes down to: people by row, rooms, rules that a group must keep, and what it is worth."""

from dataclasses import dataclass

import numpy as np

from matching.tables import Bools, Floats, Ints, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Rules of groups that meet: all members share `hours` and a language, and the first `campuses` members come from
    as many campuses. A group is worth the hours that all its members share."""

    week: Words  # N x 3
    languages: Words  # N
    campus: Ints  # N, 0..C-1
    hours: int
    campuses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What groups are mixed by (`alike` false) or alike in, a column each, 0 where a person is what is wished for.

    A group of m members whose mean row is u is worth -m|u|^2 where it is to be mixed, so 0 where it has the wished mix,
    and -(sum of |x - u|^2 over its members' rows x) where they are to be alike.
    """

    columns: Floats  # N x V
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`rooms`: how many members each group may have at most, in one or more ways to try. A group of fewer than `least`
    members doesn't stand. `first` is higher for whom a group should begin with."""

    names: tuple[str, ...]  # N
    size: int  # as wished
    rooms: tuple[Ints, ...]
    least: int
    first: Floats  # N
    hopeless: str  # why, where not one group can be made
    apart: Bools | None = None  # N x N: who mustn't be with whom
    traits: Traits | None = None
    meeting: Meeting | None = None


def even_sizes(people: int, size: int, most: int | None = None) -> Ints:
    """Sizes of groups that hold all these people, at most 1 apart and as near to `size` as can be, largest first.

    Where `most` groups can't hold them all, that many of `size`.
    """
    if not people:
        return np.zeros(0, dtype=np.int64)
    if most is not None and most * size <= people:
        return np.full(most, size, dtype=np.int64)
    few = max(1, people // size)
    groups = min((few, few + 1), key=lambda count: _strain(people, size, count))
    return _split(people, groups)


def _strain(people: int, size: int, groups: int) -> tuple[int, int]:
    """How far the worst of these groups is from the wished size, then how far all are."""
    off = np.abs(_split(people, groups) - size)
    return int(off.max()), int(off.sum())


def _split(people: int, groups: int) -> Ints:
    share, more = divmod(people, groups)
    return np.array([share + (group < more) for group in range(groups)], dtype=np.int64)
