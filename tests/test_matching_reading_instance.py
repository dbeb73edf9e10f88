import copy
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from matching.reading.from_school import instance_of
from matching.reading.to_school import instance_from, school_of
from matching.reading.weeks import bits_of, compact, weeks_of, words_of
from matching.synthetic.school import synthetic_school
from matching.tables import School

SMALL: dict[str, Any] = {
    "campuses": ["Paris", "Lyon"],
    "languages": ["fr", "en"],
    "skills": ["c", "web"],
    "projects": [{"id": "shell", "wanted_skills": ["web"], "registered": ["ann", "bob"], "named": ["cy"]}],
    "people": [
        {"id": "ann", "campus": "Paris", "languages": ["fr"], "level": 2, "hours": ["mon 09-12"], "hi": 3},
        {"id": "bob", "campus": "Lyon", "languages": ["fr", "en"], "level": 3.0, "hours": ["mon 11-17"], "hi": 3},
        {"id": "cy", "campus": "Lyon", "languages": ["en"], "level": 7.5, "hours": "0" * 41 + "1", "lo": 1, "hi": 2},
    ],
    "submissions": [{"id": "one", "project": "shell", "authors": ["bob", "ann"], "languages": ["fr"]}],
    "excluded": [["ann", "cy"]],
    "history": [{"evaluator": "cy", "author": "bob", "weeks": 1.5}],
}

Change = Callable[[dict[str, Any]], object]


def read(document: object) -> School:
    return school_of(instance_from(json.dumps(document).encode(), "round.json"))


def changed(change: Change) -> dict[str, Any]:
    document = copy.deepcopy(SMALL)
    change(document)
    return document


def test_names_become_rows_and_bits() -> None:
    school = read(SMALL)
    assert school.people.campus.tolist() == [0, 1, 1]
    assert school.people.languages.tolist() == [1, 3, 2]
    assert school.skills.tolist() == [2]
    assert school.registered.of(0).tolist() == [0, 1]
    assert school.named.of(0).tolist() == [2]
    assert school.submissions.authors.of(0).tolist() == [0, 1]
    assert [side.tolist() for side in school.excluded] == [[0], [2]]
    assert (school.past.evaluator.tolist(), school.past.author.tolist()) == ([2], [1])


def test_level_and_hours_of_a_team_are_its_mean_and_what_it_shares() -> None:
    school = read(SMALL)
    assert school.submissions.level.tolist() == [2.5]
    assert weeks_of(school.submissions.week) == [bits_of(["mon 11-12"])]


@settings(max_examples=20)
@given(st.integers(20, 60), st.integers(0, 1000))
def test_a_school_written_and_read_is_written_the_same(learners: int, seed: int) -> None:
    school = synthetic_school(learners, seed)
    document = instance_of(school)
    again = read(document)
    assert instance_of(again) == document
    for name in ("campus", "languages", "level", "week", "skills", "lo", "hi", "owes"):
        np.testing.assert_array_equal(getattr(again.people, name), getattr(school.people, name))
    for name in ("project", "languages", "level", "week", "days_waiting"):
        np.testing.assert_array_equal(getattr(again.submissions, name), getattr(school.submissions, name))
    for one, other in ((again.passed, school.passed), (again.submissions.authors, school.submissions.authors)):
        np.testing.assert_array_equal(one.start, other.start)
        np.testing.assert_array_equal(one.rows, other.rows)


@given(st.lists(st.integers(0, (1 << 168) - 1), max_size=5))
def test_weeks_survive_words_and_hex(weeks: list[int]) -> None:
    assert weeks_of(words_of(weeks)) == weeks
    assert [bits_of(compact(week)) for week in weeks] == weeks


def test_hours_count_from_monday() -> None:
    assert bits_of(["mon 00-02", "sun 23-24"]) == 0b11 | 1 << 167


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["people"][1].update(id="ann"), "person 'ann' is there twice, at 0 and 1"),
        (lambda d: d["submissions"].append(d["submissions"][0]), "submission 'one' is there twice"),
        (lambda d: d["projects"].append(d["projects"][0]), "project 'shell' is there twice"),
        (lambda d: d["campuses"].append("Lyon"), "campuses: .*'Lyon' is there twice"),
        (lambda d: d["people"][2].update(lo=3), "person 'cy': lo 3 is over hi 2"),
        (lambda d: d["people"][0].update(campus="Nice"), "'ann' names the campus 'Nice'"),
        (lambda d: d["people"][0].update(skills=["go"]), "'ann' names the skill 'go'"),
        (lambda d: d["submissions"][0].update(authors=["dan"]), "'one' names the person 'dan'"),
        (lambda d: d["submissions"][0].update(authors=["ann", "ann"]), r"submissions\[0\].authors: .*'ann' is there"),
        (lambda d: d["submissions"][0].update(project="x"), "'one' names the project 'x'"),
        (lambda d: d["projects"][0].update(passed=["eve"]), "'shell' names the person 'eve'"),
        (lambda d: d["history"].append({"evaluator": "cy", "author": "bob", "weeks": 2}), "at two ages, 1.5 and 2"),
        (lambda d: d["history"].append(d["history"][0]), r"history\[1\]: .* is there twice"),
        (lambda d: d["history"][0].update(author="cy"), r"history\[0\]: 'cy' evaluated themselves"),
        (lambda d: d["history"][0].update(author="eve"), r"'history\[0\]' names the person 'eve'"),
        (lambda d: d["excluded"].append(["cy", "ann"]), r"excluded\[1\]: 'cy' and 'ann' are there twice"),
        (lambda d: d["excluded"].append(["cy", "cy"]), r"excluded\[1\]: 'cy' stands with themselves"),
        (lambda d: d.update(submissions=[]), "submissions: List should have at least 1"),
        (lambda d: d["people"][0].update(level=float("nan")), r"people\[0\].level"),
        (lambda d: d["people"][0].update(hi=10**30), r"people\[0\].hi"),
        (lambda d: d["people"][0].update(hi=True), r"people\[0\].hi"),
        (lambda d: d["people"][0].update(hours=["mon 12-09"]), r"people\[0\].hours: .*must begin before"),
        (lambda d: d["people"][0].update(hours="fff"), r"people\[0\].hours: .*42 hex digits"),
        (lambda d: d["people"][0].update(hours=7), r"people\[0\].hours: .*list of ranges"),
        (lambda d: d["people"][0].update(nick="a"), r"people\[0\].nick: Extra"),
        (lambda d: d.update(languages=[str(n) for n in range(65)]), "languages: .* should have at most 64"),
    ],
)
def test_a_fault_names_its_entry(change: Change, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read(changed(change))


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", b'{"people": 1e999}', b"null"])
def test_what_is_no_instance_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"^round.json: ") as refused:
        instance_from(data, "round.json")
    assert "\n" not in str(refused.value)
