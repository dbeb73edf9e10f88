"""The hours of a week (UTC, hour 0 is Monday 00:00 to 01:00): as a person writes them, and as bits.

"mon 09-17"   the eight hours from 9:00 to 17:00; "sun 00-24" is the whole day
42 hex digits the 168 bits as one number, hour 0 its lowest bit
"""

import re

import numpy as np

from matching.tables import HOURS, Words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RANGE = re.compile(rf"({'|'.join(DAYS)}) ([0-9]{{1,2}})-([0-9]{{1,2}})")
COMPACT = re.compile(r"[0-9a-fA-F]{42}")
WORD = (1 << 64) - 1


def bits_of(hours: list[str] | str) -> int:
    """A bit for each hour. Raises ValueError."""
    if isinstance(hours, str):
        if not COMPACT.fullmatch(hours):
            raise ValueError(f"{hours[:50]!r} is no 42 hex digits")
        return int(hours, 16)
    bits = 0
    for each in hours:
        bits |= _range(each)
    return bits


def _range(text: str) -> int:
    found = RANGE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:50]!r} is no range of hours such as 'mon 09-17'")
    day, begin, end = DAYS.index(found[1]), int(found[2]), int(found[3])
    if not begin < end <= 24:
        raise ValueError(f"{text!r} must begin before it ends, and end at 24 at the latest")
    return ((1 << (end - begin)) - 1) << (24 * day + begin)


def compact(bits: int) -> str:
    return f"{bits:042x}"


def words_of(weeks: list[int]) -> Words:
    """n x 3, of n weeks' bits."""
    words = [[week & WORD, (week >> 64) & WORD, week >> 128] for week in weeks]
    return np.array(words, dtype=np.uint64).reshape(len(weeks), 3)


def weeks_of(words: Words) -> list[int]:
    """The inverse of `words_of`; bits beyond the last hour are dropped."""
    last = (1 << (HOURS - 128)) - 1
    return [low | (middle << 64) | ((high & last) << 128) for low, middle, high in words.tolist()]
