"""The loops over every pair that the rules may allow, compiled: they look at some nanoseconds a pair, on all cores.

Each goes through submissions; for one, through its project's people from the lowest level it may have to the highest
(they are sorted by level). Cheap tests come first; most people end at not being better than the best so far.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from matching.tables import Floats, Ints, Words


class Pool(NamedTuple):
    """A project's possible evaluators, project after project, by level; N entries in all."""

    start: Ints  # projects + 1
    person: Ints  # N
    level: Floats  # N
    campus: Ints  # N
    worth: Floats  # N: of the skills that the project wants; when searching, less the person's price
    language: Words  # N
    week: Words  # N x 3
    place: Ints  # N: on the circle, or -1


class Asked(NamedTuple):
    """What each of S submissions asks of an evaluator."""

    first: Ints  # S: entry of the pool from which levels are high enough
    last: Ints  # S: and the one from which they are too high
    level: Floats  # S
    language: Words  # S; all bits where any language will do
    week: Words  # S x 3
    hours: Ints  # S: shared ones needed
    home: Words  # S x words: the authors' campuses as bits
    barred_start: Ints  # S + 1
    barred: Ints  # people that may never evaluate this one: authors, exclusions, history
    behind: Ints  # S: see Circle
    span: Ints  # S
    level_worth: float
    level_reach: float
    campus_worth: float
    reach: int  # of the circle, or -1 without one


ONES = np.uint64(0x0101010101010101)
M1, M2, M4 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
U1, U2, U4, U56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
U29, U40 = np.uint64(29), np.uint64(40)
MIX1, MIX2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
MASK = (1 << 40) - 1


@njit(cache=True, nogil=True, inline="always")
def bits(word: np.uint64) -> int:
    word = word - ((word >> U1) & M1)
    word = (word & M2) + ((word >> U2) & M2)
    word = (word + (word >> U4)) & M4
    return int((word * ONES) >> U56)


@njit(cache=True, nogil=True, inline="always")
def worth_of(base: float, apart: float, at_home: bool, level_worth: float, reach: float, campus_worth: float) -> float:
    worth: float = base + level_worth * max(0.0, 1.0 - apart / reach)
    return worth if at_home else worth + campus_worth


@njit(cache=True, nogil=True, inline="always")
def is_home(homes: Words, submission: int, campus: int) -> bool:
    return bool((homes[submission, campus >> 6] >> np.uint64(campus & 63)) & U1)


@njit(cache=True, nogil=True, inline="always")
def out_of_reach(place: int, behind: int, span: int, reach: int) -> bool:
    """Whether the circle forbids somebody at this place."""
    ahead = (place - behind) & MASK
    return reach >= 0 and place >= 0 and (ahead <= span or ahead > reach)


@njit(cache=True, nogil=True, inline="always")
def share_too_little(week: Words, entry: int, asked_week: Words, submission: int, hours: int) -> bool:
    if hours == 0:
        return False
    shared = 0
    for word in range(3):
        shared += bits(week[entry, word] & asked_week[submission, word])
    return shared < hours


@njit(cache=True, nogil=True, inline="always")
def is_barred(barred: Ints, start: int, end: int, person: int) -> bool:
    found = False
    for at in range(start, end):
        found |= barred[at] == person
    return found


@njit(cache=True, nogil=True)
def best_of(
    pool: Pool,
    asked: Asked,
    order: Ints,
    ceiling: Floats,
    depth: int,
    most: int,
    spread: float,
    stride: int,
    found: Ints,
    worth: Floats,
    key: Floats,
    home: Ints,
) -> None:
    """Fill found, worth, key and home (S x depth: person, value, value with its share of `spread`, campus; -1 and -inf
    where there are fewer), highest key first, for the submissions in `order`, with at most `most` people of one campus.
    `ceiling`: N, no less than any `worth` in the pool of the entry's project. With a `stride` of n, each looks at every
    n-th person only."""
    # Out of their tuples once: in the loop that would count references at every look.
    person_of, level_of, campus_of, base = pool.person, pool.level, pool.campus, pool.worth
    language, week, place = pool.language, pool.week, pool.place
    asked_language, asked_week, homes = asked.language, asked.week, asked.home
    barred, start = asked.barred, asked.barred_start
    level_worth, reach, campus_worth, circle = asked.level_worth, asked.level_reach, asked.campus_worth, asked.reach
    for submission in order:
        people, values, keys, campuses = found[submission], worth[submission], key[submission], home[submission]
        level, first, last = asked.level[submission], asked.first[submission], asked.last[submission]
        behind, span, hours = asked.behind[submission], asked.span[submission], asked.hours[submission]
        speaks, barred_from, barred_to = asked_language[submission], start[submission], start[submission + 1]
        highest = (ceiling[first] if first < last else 0.0) + campus_worth + spread
        above = first + np.searchsorted(level_of[first:last], level) + (submission * 7919) % stride
        below = above - stride
        while below >= first or above < last:
            # The nearest levels first: they are worth most, so that soon most others can be passed over.
            if below < first or (above < last and level_of[above] - level < level - level_of[below]):
                entry, above = above, above + stride
            else:
                entry, below = below, below - stride
            apart, lowest = abs(level_of[entry] - level), keys[depth - 1]
            if highest + level_worth * max(0.0, 1.0 - apart / reach) < lowest:
                break
            campus, person = campus_of[entry], person_of[entry]
            value = worth_of(base[entry], apart, is_home(homes, submission, campus), level_worth, reach, campus_worth)
            if value + spread < lowest:
                continue
            mine = value + spread * share_of(submission, person)
            if worse(mine, person, lowest, people[depth - 1]):
                continue
            if out_of_reach(place[entry], behind, span, circle) or not language[entry] & speaks:
                continue
            at = depth - 1 if most >= depth else seat(campuses, campus, most)
            if at < depth - 1 and worse(mine, person, keys[at], people[at]):
                continue
            if share_too_little(week, entry, asked_week, submission, hours):
                continue
            if is_barred(barred, barred_from, barred_to, person):
                continue
            while at > 0 and not worse(mine, person, keys[at - 1], people[at - 1]):
                values[at], people[at], campuses[at] = values[at - 1], people[at - 1], campuses[at - 1]
                keys[at] = keys[at - 1]
                at -= 1
            values[at], people[at], campuses[at], keys[at] = value, person, campus, mine


@njit(cache=True, nogil=True, inline="always")
def share_of(submission: int, person: int) -> float:
    """0 to 1, as good as drawn for this pair, and the same each time."""
    mixed = (np.uint64(submission) * MIX1) ^ (np.uint64(person) * MIX2)
    mixed = (mixed ^ (mixed >> U29)) * MIX2
    return float(mixed >> U40) / 16777216.0


@njit(cache=True, nogil=True, inline="always")
def worse(value: float, person: int, than: float, than_person: int) -> bool:
    return value < than or (value == than and person > than_person)


@njit(cache=True, nogil=True)
def seat(campuses: Ints, campus: int, most: int) -> int:
    """Who goes for one more of this campus: the last one, or the last of the campus where `most` are there."""
    count, last = 0, len(campuses) - 1
    for at in range(len(campuses)):
        if campuses[at] == campus:
            count += 1
            if count == most:
                return at
    return last


@njit(cache=True, nogil=True)
def all_of(pool: Pool, asked: Asked, order: Ints, start: Ints, found: Ints, worth: Floats, count: Ints) -> None:
    """Count each submission's allowed people; where there's room in `found`, also list them from start[submission]."""
    person_of, level_of, campus_of, base = pool.person, pool.level, pool.campus, pool.worth
    language, week, place = pool.language, pool.week, pool.place
    asked_language, asked_week, homes = asked.language, asked.week, asked.home
    barred, bars = asked.barred, asked.barred_start
    level_worth, reach, campus_worth, circle = asked.level_worth, asked.level_reach, asked.campus_worth, asked.reach
    for submission in order:
        behind, span, hours = asked.behind[submission], asked.span[submission], asked.hours[submission]
        speaks, barred_from, barred_to = asked_language[submission], bars[submission], bars[submission + 1]
        level, total = asked.level[submission], 0
        for entry in range(asked.first[submission], asked.last[submission]):
            if out_of_reach(place[entry], behind, span, circle) or not language[entry] & speaks:
                continue
            if share_too_little(week, entry, asked_week, submission, hours):
                continue
            if is_barred(barred, barred_from, barred_to, person_of[entry]):
                continue
            if len(found):
                at_home = is_home(homes, submission, campus_of[entry])
                apart = abs(level_of[entry] - level)
                found[start[submission] + total] = person_of[entry]
                worth[start[submission] + total] = worth_of(
                    base[entry], apart, at_home, level_worth, reach, campus_worth
                )
            total += 1
        count[submission] = total
