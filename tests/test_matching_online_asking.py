from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from matching.online.asking import Submission, check_submission, gaps_before, submission_at
from matching.online.times import FIRST_MONDAY, WEEK
from matching.synthetic import synthetic_school
from matching.tables import HOURS, Lists, Pasts, People, School, Submissions, lists_of

EVERY_HOUR = (1 << HOURS) - 1
MONDAY = FIRST_MONDAY + 2900 * WEEK


def online_school(people: int, *, levels: list[float] | None = None, past: Pasts | None = None) -> School:
    """Everybody is registered for both projects, speaks language 0 and has every hour; campuses take turns."""
    none = np.zeros(0, dtype=np.int64)
    everybody = np.arange(people)
    able = lists_of(np.repeat([0, 1], people), np.tile(everybody, 2), 2)
    nobody = Lists(np.zeros(3, dtype=np.int64), none)
    many = np.full(people, 9, dtype=np.int64)
    return School(
        campuses=["north", "south"],
        languages=["en", "fr"],
        projects=["shell", "maze"],
        people=People(
            names=[f"p{row}" for row in everybody],
            campus=everybody % 2,
            languages=np.ones(people, dtype=np.uint64),
            level=np.array(levels or [3.0] * people),
            week=np.full((people, 3), ~np.uint64(0)),
            skills=np.zeros(people, dtype=np.uint64),
            lo=many * 0,
            hi=many,
            owes=many * 0,
        ),
        submissions=Submissions(
            names=[],
            project=none,
            authors=Lists(np.zeros(1, dtype=np.int64), none),
            languages=none.astype(np.uint64),
            level=np.zeros(0),
            week=np.zeros((0, 3), dtype=np.uint64),
            days_waiting=np.zeros(0),
        ),
        registered=able,
        passed=nobody,
        named=nobody,
        skills=np.zeros(2, dtype=np.uint64),
        excluded=(none, none),
        past=past or Pasts(evaluator=none, author=none, weeks=np.zeros(0)),
    )


def asking(name: str = "s", *authors: int, project: int = 0, week: int = EVERY_HOUR) -> Submission:
    return Submission(name=name, project=project, authors=authors or (0,), languages=1, level=3.0, week=week)


def test_a_row_of_the_schools_table_is_read_whole() -> None:
    school = synthetic_school(60, 1)
    found = submission_at(school, 3)
    check_submission(found, school)
    table = school.submissions
    assert (found.name, found.project, found.level) == (table.names[3], table.project[3], table.level[3])
    assert found.authors == tuple(table.authors.of(3))
    words = [int(word) for word in table.week[3]]
    assert found.week == words[0] | words[1] << 64 | words[2] << 128


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"project": 2}, "project 2 is none of 0..1"),
        ({"authors": ()}, "it has no author"),
        ({"authors": (1, 1)}, "an author stands in it twice"),
        ({"authors": (5,)}, "an author is none of the people 0..4"),
        ({"level": float("nan")}, "its level is nan"),
        ({"days_waiting": float("inf")}, "its days of waiting are inf"),
        ({"days_waiting": -1.0}, "its days of waiting are -1"),
        ({"languages": 1 << 64}, "its languages are no set of 64 bits"),
        ({"week": 0}, "its week has no hour"),
        ({"week": 1 << HOURS}, "its week has no hour"),
    ],
)
def test_what_is_wrong_with_a_submission_is_told_with_its_name(change: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match="submission 's': ") as caught:
        check_submission(replace(asking(), **change), online_school(5))  # type: ignore[arg-type]
    assert told in str(caught.value)


@given(st.integers(0, EVERY_HOUR), st.integers(0, HOURS - 1), st.integers(1, 24))
def test_gaps_tell_whether_a_stretch_of_hours_is_good_over_the_end_of_a_week_too(
    week: int, first: int, hours: int
) -> None:
    gaps = gaps_before(week)
    good = all(week >> (hour % HOURS) & 1 for hour in range(first, first + hours))
    assert (gaps[first] == gaps[first + hours]) == good
