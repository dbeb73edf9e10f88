"""When people are at their desks: a pattern of local hours that many share, moved to UTC, with changes of their own."""

import numpy as np

from matching.tables import HOURS, Bools, Ints, Words

BLOCKS = (  # first and last local hour of a day's work
    ((9, 17), (10, 18), (12, 20), (13, 19), (8, 14), (15, 22), (17, 23), (9, 13)),  # on weekdays
    ((0, 0), (11, 16), (14, 20)),  # at weekends
)
DAYS_OFF = (0, 1)
EVERY_HOUR = np.array([~np.uint64(0), ~np.uint64(0), np.uint64((1 << (HOURS - 128)) - 1)])
AWAKE = (8, 23)


def draw_weeks(hours_ahead: Ints, generator: np.random.Generator) -> Words:
    """N x 3 words: whole weeks of people who live so many hours ahead of UTC.

    One planned hour in eight is dropped, and one waking hour in 32 is added.
    """
    local = patterns()
    shifts, of_shift = np.unique(hours_ahead, return_inverse=True)
    planned = np.stack([words_of(np.roll(local, -int(shift), axis=1)) for shift in shifts])
    awake = np.stack([words_of(np.roll(_every_day(*AWAKE), -int(shift))[None, :]) for shift in shifts])[:, 0]
    week = planned[of_shift, generator.integers(len(local), size=len(hours_ahead))]
    week &= ~_rarely(week.shape, 3, generator)
    week |= awake[of_shift] & _rarely(week.shape, 5, generator)
    found: Words = week & EVERY_HOUR
    return found


def patterns() -> Bools:
    """N x 168 local hours, Monday's first: a weekday block, a weekend block, and a weekday off or not."""
    found = []
    for weekday in BLOCKS[0]:
        for weekend in BLOCKS[1]:
            for off in DAYS_OFF:
                week = np.zeros((7, 24), dtype=np.bool_)
                week[off:5, slice(*weekday)] = True
                week[5:, slice(*weekend)] = True
                found.append(week.reshape(HOURS))
    return np.stack(found)


def _every_day(first: int, last: int) -> Bools:
    week = np.zeros((7, 24), dtype=np.bool_)
    week[:, first:last] = True
    return week.reshape(HOURS)


def words_of(weeks: Bools) -> Words:
    """N x 168 hours as N x 3 words, hour 0 in the lowest bit of the first."""
    padded = np.zeros((len(weeks), 192), dtype=np.bool_)
    padded[:, :HOURS] = weeks
    packed = np.packbits(padded, axis=1, bitorder="little")
    return packed.view(np.dtype("<u8")).astype(np.uint64)


def _rarely(shape: tuple[int, ...], halvings: int, generator: np.random.Generator) -> Words:
    """Words of which each bit stands with a chance of one in 2^halvings."""
    word = generator.integers(0, 1 << 64, size=shape, dtype=np.uint64)
    for _ in range(halvings - 1):
        word &= generator.integers(0, 1 << 64, size=shape, dtype=np.uint64)
    return word
