from functools import reduce
from itertools import combinations
from operator import and_

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.groups.campuses import inter_campus
from matching.groups.documents import InterCampus, Traveller
from matching.groups.grouping import NoGroups
from matching.groups.ranges import ranges_of
from matching.reading.weeks import bits_of, compact

DAY_HOURS = ["mon 08-16", "mon 10-14", "mon 13-20", "tue 08-12", "tue 10-18"]


def traveller(name: str, campus: str, hours: list[str], languages: list[str]) -> Traveller:
    return Traveller.model_validate({"id": name, "campus": campus, "languages": languages, "hours": hours})


travellers = st.lists(
    st.tuples(
        st.sampled_from(["Paris", "Lyon", "Nice", "Oran"]),
        st.lists(st.sampled_from(DAY_HOURS), min_size=1, max_size=3),
        st.lists(st.sampled_from(["fr", "en", "ar"]), min_size=1, max_size=2, unique=True),
    ),
    min_size=1,
    max_size=8,
).map(lambda rows: InterCampus(people=[traveller(f"p{row}", *each) for row, each in enumerate(rows)]))


def shared(people: list[Traveller]) -> int:
    return reduce(and_, (person.hours for person in people)).bit_count()


def stands(people: list[Traveller], campuses: int, hours: int) -> bool:
    common = set.intersection(*(set(person.languages) for person in people))
    return len({person.campus for person in people}) >= campuses and shared(people) >= hours and bool(common)


def most_seated(people: list[Traveller], size: int) -> int:
    """By trying every set of groups."""
    if not people:
        return 0
    first, rest = people[0], people[1:]
    best = most_seated(rest, size)
    for others in range(1, size):
        for members in combinations(rest, others):
            if stands([first, *members], 2, 3):
                left = [person for person in rest if person not in members]
                best = max(best, 1 + others + most_seated(left, size))
    return best


@settings(max_examples=30)
@given(document=travellers, seed=st.integers(0, 99))
def test_every_group_keeps_the_rules_and_no_bound_is_passed(document: InterCampus, seed: int) -> None:
    people = {person.id: person for person in document.people}
    try:
        report = inter_campus(document, 3, 2, 3, seed)
    except NoGroups:
        assert most_seated(document.people, 3) == 0
        return
    for group in report.groups:
        members = [people[name] for name in group.members]
        assert len(members) <= 5
        assert stands(members, 2, 3)
        assert group.facts["shared hours"] == shared(members)
    named = [name for group in report.groups for name in group.members]
    assert sorted(named + [left.person for left in report.left_over]) == sorted(people)
    seated, hours = report.goals
    assert seated.reached == len(named)
    assert seated.bound is not None
    assert hours.bound is not None
    assert max(len(named), most_seated(document.people, 3)) <= seated.bound
    assert hours.reached == sum(shared([people[name] for name in group.members]) for group in report.groups)
    assert hours.reached <= hours.bound
    assert report == inter_campus(document, 3, 2, 3, seed)


def test_groups_of_three_campuses_on_two_sides_of_the_world() -> None:
    sides = {"mon 08-16": ["Paris", "Lyon", "Nice"], "tue 20-24": ["Seoul", "Tokyo", "Perth"]}
    document = InterCampus(
        people=[
            traveller(f"{campus}-{number}", campus, [hours], ["en"])
            for hours, campuses in sides.items()
            for campus in campuses
            for number in range(2)
        ]
    )
    report = inter_campus(document, 3, 3, 4, 7)
    assert [len(group.members) for group in report.groups] == [3, 3, 3, 3]
    assert sorted(str(group.facts["hours"]) for group in report.groups) == ["['mon 08-16']"] * 2 + ["['tue 20-24']"] * 2
    assert report.goals[0].reached == report.goals[0].bound == 12
    assert report.goals[1].reached == report.goals[1].bound == 8 + 8 + 4 + 4


def test_who_is_alone_is_told_why() -> None:
    people = [traveller(name, campus, ["mon 08-12"], ["fr"]) for name, campus in (("ann", "Paris"), ("bob", "Lyon"))]
    people.append(traveller("cem", "Nice", ["mon 08-12"], ["ar"]))
    report = inter_campus(InterCampus(people=people), 2, 2, 4, 1)
    assert [group.members for group in report.groups] == [["ann", "bob"]]
    (left,) = report.left_over
    assert left.person == "cem"
    assert left.why == "they share 4 hours and a language with people of fewer than 1 other campuses"


def test_too_many_of_one_campus_are_left_over() -> None:
    people = [traveller(f"p{row}", "Paris", ["mon 08-12"], ["fr"]) for row in range(6)]
    people.append(traveller("q", "Lyon", ["mon 08-12"], ["fr"]))
    report = inter_campus(InterCampus(people=people), 3, 2, 4, 1)
    assert [len(group.members) for group in report.groups] == [4]
    assert {left.why for left in report.left_over} == {
        "every group is full, and too few are left over who could make another"
    }
    assert report.goals[0].bound == 4


def test_what_cannot_be() -> None:
    document = InterCampus(people=[traveller("a", "Paris", ["mon 08-12"], ["fr"])])
    with pytest.raises(NoGroups, match="0 people of 0 campuses"):
        inter_campus(document, 3, 2, 4, 1)
    with pytest.raises(UsageError, match="--campuses 4 is more than --size 3"):
        inter_campus(document, 3, 4, 4, 1)


@given(bits=st.integers(0, (1 << 168) - 1))
def test_ranges_say_the_same_hours(bits: int) -> None:
    assert bits_of(ranges_of(bits)) == bits == bits_of(compact(bits))
