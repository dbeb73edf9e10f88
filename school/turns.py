"""Whose turn it is. Pure rules; what stands in the record is read and written by `school/jobs.py`.

the queue --PATTERN--> a lane --lowest tag--> jobs of equal tags --fewest turns--> a campus --oldest--> a job

Tags and turns are start-time fair queueing (P. Goyal, H. Vin and H. Cheng, 1996) with jobs of length one: a job's tag
is one more than that of its team's job before, and at least the highest that has started. Of a team's tags no two are
equal, so however many jobs it has waiting, at most one of them starts between another team's push and that one's start.
"""

from collections.abc import Iterable, Mapping, Sequence

from core.school import Lane, Line

PATTERN = (Lane.FIRST, Lane.FIRST, Lane.FIRST, Lane.AGAIN)
"""Which lane each start goes to, over and over; to another where that one is empty. So none waits for ever."""


def tag_of_new(lines: Iterable[Line], lane: Lane, last_tag: int | None) -> int:
    """`last_tag`: of the team's last job in that lane."""
    started = highest_tag(lines, lane)
    return started if last_tag is None else max(started, last_tag + 1)


def highest_tag(lines: Iterable[Line], lane: Lane) -> int:
    return max((line.tag for line in lines if line.lane is lane), default=0)


def next_line(lines: Sequence[Line]) -> Line | None:
    """The line whose next job is to start now. None where no job waits."""
    waiting = [line for line in lines if line.next_tag is not None]
    if not waiting:
        return None
    lane = lane_at(sum(line.started for line in lines), {line.lane for line in waiting})
    equal = lowest([line for line in waiting if line.lane is lane])
    return min(equal, key=lambda line: (turns_of(line, lines), line.campus))


def lane_at(start: int, waiting: set[Lane]) -> Lane:
    """The lane that start number `start`, from 0, goes to, of those where somebody waits."""
    lane = PATTERN[start % len(PATTERN)]
    return lane if lane in waiting else next(lane for lane in Lane if lane in waiting)


def lowest(lines: Sequence[Line]) -> list[Line]:
    tag = min(line.next_tag for line in lines if line.next_tag is not None)
    return [line for line in lines if line.next_tag == tag]


def turns_of(line: Line, lines: Iterable[Line]) -> int:
    """Its campus's turns so far, as they count: one that nobody waited for saves up none."""
    return max(line.turns, max((other.turns for other in lines if other.lane is line.lane), default=0) - 1)


def place(lines: Sequence[Line], lane: Lane, rank: int, queued: Mapping[Lane, int]) -> int:
    """The place in the whole queue, from 1, of the job of that `rank`, from 1, in its lane, were no other to come."""
    whole = min((rank - 1) // PATTERN.count(lane), *(queued.get(each, 0) // PATTERN.count(each) for each in Lane))
    left = {each: jobs - whole * PATTERN.count(each) for each, jobs in queued.items()}
    start, number = sum(line.started for line in lines), whole * len(PATTERN)
    rank -= whole * PATTERN.count(lane)
    while any(jobs for each, jobs in left.items() if each is not lane):
        goes = lane_at(start + number, {each for each, jobs in left.items() if jobs})
        left[goes] -= 1
        number += 1
        rank -= goes is lane
        if not rank:
            return number
    return number + rank


def rank(lines: Sequence[Line], mine: Line, *, lower: int, equal: Mapping[str, int], ahead: int) -> int:
    """The rank, from 1, in its lane of a job of line `mine`: `lower` have a lower tag, `equal` by campus its own, and
    `ahead` of those of its own campus are older. Until the lower tags have started, campuses' turns may still shift,
    and the rank with them: by less than the number of `equal`."""
    until = turns_of(mine, lines) + ahead
    before = 0
    for line in lines:
        if line.lane is mine.lane and line.campus != mine.campus:
            turns = until - turns_of(line, lines) + (line.campus < mine.campus)
            before += min(max(turns, 0), equal.get(line.campus, 0))
    return lower + before + ahead + 1
