"""Hours of a week as a person reads them: the inverse of what matching/reading/weeks.py reads."""

from matching.reading.weeks import DAYS

DAY = 24


def ranges_of(bits: int) -> list[str]:
    """Such as "mon 09-17", a day at a time, in UTC."""
    found = []
    for number, day in enumerate(DAYS):
        hours = [hour for hour in range(DAY) if bits >> (DAY * number + hour) & 1]
        begins = [hour for hour in hours if hour - 1 not in hours]
        ends = [hour + 1 for hour in hours if hour + 1 not in hours]
        found += [f"{day} {begin:02}-{end:02}" for begin, end in zip(begins, ends, strict=True)]
    return found
