"""What no grouping can pass, where that is known."""

import numpy as np

from matching.tables import Floats, Ints


def least_spread(level: Floats, sizes: Ints) -> float:
    """The least sum of squares of (level - mean of the group) over groups of these sizes, of which at most two differ.

    It is reached by groups that follow each other in the order of levels: of two groups, swapping a higher member of
    the one with the lower mean for a lower member of the other raises the sum of S^2/m, and so lowers the spread.
    Which of the two sizes comes when is found by dynamic programming over how many groups of each have been cut off.
    """
    ordered = np.sort(level - level.mean())
    sums = np.concatenate(([0.0], np.cumsum(ordered)))
    kinds, counts = np.unique(sizes, return_counts=True)
    small, large = int(kinds[0]), int(kinds[-1])
    larges = int(counts[-1]) if len(kinds) > 1 else 0
    best = np.full((len(sizes) - larges + 1, larges + 1), np.inf)  # least -sum S^2/m, by smalls and larges cut off
    best[0, 0] = 0.0
    for few in range(len(best)):
        for many in range(larges + 1):
            end = few * small + many * large
            if few:
                best[few, many] = best[few - 1, many] - (sums[end] - sums[end - small]) ** 2 / small
            if many:
                other = best[few, many - 1] - (sums[end] - sums[end - large]) ** 2 / large
                best[few, many] = min(best[few, many], other)
    return max(0.0, float((ordered**2).sum() + best[-1, -1]))


def least_off(column: Floats, sizes: Ints) -> float:
    """The least sum over groups of (sum of the column)^2 / members, for a column of two values, or one, and people
    chosen freely for groups of these sizes.

    The higher value is given out one by one, each to the group where it costs least (the cost is convex in its count):
    as often as it must be, then as long as it lowers the sum.
    """
    low, high = float(column.min()), float(column.max())
    there = int((column == high).sum()) if high > low else 0
    must = there - (len(column) - int(sizes.sum()))
    count = np.zeros(len(sizes), dtype=np.int64)
    for given in range(there):
        off = low * sizes + (high - low) * count
        step = np.where(count < sizes, ((off + high - low) ** 2 - off**2) / sizes, np.inf)
        cheapest = int(np.argmin(step))
        if given >= must and step[cheapest] >= 0:
            break
        count[cheapest] += 1
    return float(((low * sizes + (high - low) * count) ** 2 / sizes).sum())


def most_seated(campus: Ints, size: int, campuses: int) -> tuple[int, int]:
    """The most people in groups of at most `size` from at least `campuses` campuses, were that the only rule, and the
    most groups.

    Of g such groups, each campus can serve at most one member in each towards the wanted campuses, and at most
    size - campuses + 1 in all.
    """
    counts = np.bincount(campus) if len(campus) else np.zeros(1, dtype=np.int64)
    groups = seated = 0
    while np.minimum(counts, groups + 1).sum() >= campuses * (groups + 1):
        groups += 1
        room = np.minimum(counts, groups * (size - campuses + 1)).sum()
        seated = max(seated, int(min(room, groups * size)))
    return seated, groups


def most_hours(each: Ints, sizes: Ints) -> int:
    """The highest sum of the groups' shared hours, where a group shares at most the least of its members' `each`.

    With the k best groups go at least as many people as the k smallest have members, all with as many hours.
    """
    ordered = np.sort(each)[::-1]
    ends = np.cumsum(np.sort(sizes))
    return int(ordered[ends - 1].sum())
