"""Moments of the desk: whole seconds since 1970, UTC. Slots begin and end on quarters of an hour."""

from datetime import UTC, datetime

MINUTE = 60
GRANULE = 15 * MINUTE
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
SHORTEST = 2 * GRANULE
LEAD = 30 * MINUTE
HORIZON = 2 * WEEK
FIRST_MONDAY = 4 * DAY  # 1970 began on a Thursday


def week_of(moment: int) -> int:
    """Weeks begin on Monday, UTC."""
    return (moment - FIRST_MONDAY) // WEEK


def hour_of(moment: int) -> int:
    """Of its week: 0..167, as in a person's `week`."""
    return (moment - FIRST_MONDAY) % WEEK // HOUR


def in_words(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} UTC"
