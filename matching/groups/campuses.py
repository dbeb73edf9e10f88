"""Inter-campus groups: members of several campuses who share hours of the week and a language."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import and_

import numpy as np
from pydantic import JsonValue

from core.errors import UsageError
from matching.groups.bounds import most_hours, most_seated
from matching.groups.documents import MOST_LANGUAGES, InterCampus, rows_of
from matching.groups.fellows import best_hours, fellows_of, usable_of
from matching.groups.grouping import NoGroups, group, silent
from matching.groups.meet import hours_in
from matching.groups.problem import Meeting, Problem, even_sizes
from matching.groups.ranges import ranges_of
from matching.groups.report import Balance, Goal, Group, Report, groups_in, left_over, seated_goal
from matching.groups.seating import Seating
from matching.reading.weeks import words_of
from matching.tables import Bools, Ints

MORE_GROUPS = 3  # tried where some are left over, each with one more
SEATED_BY = "the campuses of those who share enough with others, were each group free to meet"
HOURS_BY = "for groups of these sizes: each member's hours with those they share most with"


def inter_campus(
    document: InterCampus, size: int, campuses: int, hours: int, seed: int, say: Callable[[str], None] = silent
) -> Report:
    """Groups as near to `size` as even ones allow, of at least `campuses` campuses, 2 or more, whose members all share
    at least `hours` and a language. Raises UsageError, NoGroups."""
    if campuses > size:
        raise UsageError(f"--campuses {campuses} is more than --size {size}")
    rows = rows_of([person.id for person in document.people])
    meeting, languages = _meeting(document, hours, campuses)
    fellows = fellows_of(meeting)
    usable = usable_of(meeting, fellows)
    rooms, most = _rooms(meeting, usable, size)
    problem = Problem(
        names=tuple(rows),
        size=size,
        rooms=rooms,
        least=campuses,
        first=-fellows.sum(axis=1).astype(np.float64),
        hopeless=f"no people of {campuses} campuses all share {hours} hours and a language",
        meeting=replace(meeting, languages=np.where(usable, meeting.languages, np.uint64(0))),
    )
    seating = group(problem, seed, most, say)
    return Report(
        groups=[_group(problem, document, languages, members) for members in groups_in(seating)],
        left_over=left_over(seating, _alone(meeting, usable)),
        goals=[seated_goal(seating, most, SEATED_BY), _hours_goal(seating, meeting, fellows & usable)],
        balance=_balance(seating, meeting),
        seed=seed,
    )


def _meeting(document: InterCampus, hours: int, campuses: int) -> tuple[Meeting, list[str]]:
    """And the names of the languages, by bit. Raises UsageError."""
    languages = sorted({language for person in document.people for language in person.languages})
    if len(languages) > MOST_LANGUAGES:
        raise UsageError(f"the people speak {len(languages)} languages together, and {MOST_LANGUAGES} is the most")
    bit = {language: 1 << place for place, language in enumerate(languages)}
    spoken = [sum(bit[language] for language in person.languages) for person in document.people]
    _, campus = np.unique([person.campus for person in document.people], return_inverse=True)
    week = words_of([person.hours for person in document.people])
    meeting = Meeting(
        week=week,
        languages=np.array(spoken, dtype=np.uint64),
        campus=campus.astype(np.int64),
        hours=hours,
        campuses=campuses,
    )
    return meeting, languages


def _alone(meeting: Meeting, usable: Bools) -> dict[int, str]:
    """Why those who aren't usable are in no group, by row."""
    others = f"{meeting.campuses - 1} other campuses"
    why = f"they share {meeting.hours} hours and a language with people of fewer than {others}"
    return dict.fromkeys(np.flatnonzero(~usable).tolist(), why)


def _rooms(meeting: Meeting, usable: Bools, size: int) -> tuple[tuple[Ints, ...], int]:
    """The rooms to try, and how many people can be seated at best. Raises NoGroups."""
    people = int(usable.sum())
    even = even_sizes(people, size)
    largest = int(even.max(initial=size))
    most, groups = most_seated(meeting.campus[usable], largest, meeting.campuses)
    if not groups:
        there = len(np.unique(meeting.campus))
        raise NoGroups(
            f"no group can be made: {people} people of {len(np.unique(meeting.campus[usable]))} campuses (of {there}) "
            f"share {meeting.hours} hours and a language with people of {meeting.campuses - 1} other campuses"
        )
    even = even_sizes(people, size, groups)
    wider = [np.full(count, largest) for count in range(len(even), min(groups, len(even) + MORE_GROUPS) + 1)]
    return (even, *wider), most


def _hours_goal(seating: Seating, meeting: Meeting, fellows: Bools) -> Goal:
    sizes = seating.seats.size[seating.seats.size > 0]
    each = np.array([best_hours(meeting, fellows, person, int(sizes.min())) for person in range(len(fellows))])
    return Goal(
        name="hours that each group shares, summed",
        reached=seating.worth(),
        better="higher",
        bound=float(most_hours(each, sizes)),
        bound_by=HOURS_BY,
    )


def _group(problem: Problem, document: InterCampus, languages: list[str], members: list[int]) -> Group:
    people = [document.people[member] for member in members]
    week = reduce(and_, (person.hours for person in people))
    common = [language for language in languages if all(language in person.languages for person in people)]
    facts: dict[str, JsonValue] = {
        "campuses": list[JsonValue](sorted({person.campus for person in people})),
        "languages": list[JsonValue](common),
        "shared hours": week.bit_count(),
        "hours": list[JsonValue](ranges_of(week)),
    }
    return Group(members=[problem.names[member] for member in members], facts=facts)


def _balance(seating: Seating, meeting: Meeting) -> list[Balance]:
    groups = groups_in(seating)
    hours = [int(hours_in(np.bitwise_and.reduce(meeting.week[members], axis=0))) for members in groups]
    campuses = [len(np.unique(meeting.campus[members])) for members in groups]
    sizes = [len(members) for members in groups]
    return [
        Balance(attribute="members", wished=seating.problem.size, lowest=min(sizes), highest=max(sizes)),
        Balance(attribute="campuses", wished=meeting.campuses, lowest=min(campuses), highest=max(campuses)),
        Balance(attribute="shared hours", wished=meeting.hours, lowest=min(hours), highest=max(hours)),
    ]
