"""Schools of a handful of people, in plain words, and what the rules say of each pair of theirs, rule by rule.

Plain (sets and numbers)  --school()-->  School (columns and bits), which the matcher sees
   |
   +-- allowed(), worth() : the oracle, which never looks at columns or bits
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.circle import PLACES, Circle
from matching.policy import Policy, Standing
from matching.tables import Ints, Lists, Pasts, People, School, Submissions, Words, lists_of

ALL_WEEK = frozenset(range(168))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    level: float = 2.0
    campus: int = 0
    languages: frozenset[int] = frozenset({0})
    hours: frozenset[int] = ALL_WEEK
    skills: frozenset[int] = frozenset()
    lo: int = 0
    hi: int = 3
    owes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A submission. `authors`: rows of people."""

    authors: tuple[int, ...]
    project: int = 0
    level: float = 2.0
    languages: frozenset[int] = frozenset({0})
    hours: frozenset[int] = ALL_WEEK
    days: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """`registered`, `passed`, `named`, `wanted`: of each project, people and skills. `past`: (evaluator, author,
    weeks ago)."""

    people: Sequence[Person]
    works: Sequence[Work]
    registered: Sequence[frozenset[int]]
    passed: Sequence[frozenset[int]] = ()
    named: Sequence[frozenset[int]] = ()
    wanted: Sequence[frozenset[int]] = ()
    excluded: Sequence[tuple[int, int]] = ()
    past: Sequence[tuple[int, int, float]] = ()
    campuses: int = 3

    def of(self, each: Sequence[frozenset[int]], project: int) -> frozenset[int]:
        return each[project] if project < len(each) else frozenset()

    def school(self) -> School:
        projects = range(len(self.registered))
        return School(
            campuses=[f"campus{row}" for row in range(self.campuses)],
            languages=[f"language{row}" for row in range(64)],
            projects=[f"project{row}" for row in projects],
            people=_people(self.people),
            submissions=_submissions(self.works, len(self.people)),
            registered=lists(self.registered),
            passed=lists([self.of(self.passed, row) for row in projects]),
            named=lists([self.of(self.named, row) for row in projects]),
            skills=_words([self.of(self.wanted, row) for row in projects]),
            excluded=(_ints(one for one, _ in self.excluded), _ints(other for _, other in self.excluded)),
            past=Pasts(
                evaluator=_ints(evaluator for evaluator, _, _ in self.past),
                author=_ints(author for _, author, _ in self.past),
                weeks=np.array([weeks for _, _, weeks in self.past], dtype=np.float64),
            ),
        )


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _words(sets: Sequence[frozenset[int]]) -> Words:
    return np.array([sum(1 << bit for bit in each) for each in sets], dtype=np.uint64)


def _weeks(hours: Sequence[frozenset[int]]) -> Words:
    """n x 3."""
    thirds = [
        _words([frozenset(hour - word * 64 for hour in each if hour // 64 == word) for each in hours])
        for word in range(3)
    ]
    return np.ascontiguousarray(np.stack(thirds, axis=1))


def lists(sets: Sequence[Iterable[int]]) -> Lists:
    """Each owner's rows."""
    entries = [(owner, row) for owner, rows in enumerate(sets) for row in rows]
    return lists_of(_ints(owner for owner, _ in entries), _ints(row for _, row in entries), len(sets))


def _people(people: Sequence[Person]) -> People:
    return People(
        names=[f"person{row}" for row in range(len(people))],
        campus=_ints(each.campus for each in people),
        languages=_words([each.languages for each in people]),
        level=np.array([each.level for each in people], dtype=np.float64),
        week=_weeks([each.hours for each in people]),
        skills=_words([each.skills for each in people]),
        lo=_ints(each.lo for each in people),
        hi=_ints(each.hi for each in people),
        owes=_ints(each.owes for each in people),
    )


def _submissions(works: Sequence[Work], people: int) -> Submissions:
    assert all(0 <= author < people for each in works for author in each.authors)
    return Submissions(
        names=[f"submission{row}" for row in range(len(works))],
        project=_ints(each.project for each in works),
        authors=lists([each.authors for each in works]),
        languages=_words([each.languages for each in works]),
        level=np.array([each.level for each in works], dtype=np.float64),
        week=_weeks([each.hours for each in works]),
        days_waiting=np.array([each.days for each in works], dtype=np.float64),
    )


def allowed(plain: Plain, policy: Policy, submission: int, evaluator: int, circle: Circle | None = None) -> bool:
    """By the rules of policy.py, read one after the other."""
    work, person = plain.works[submission], plain.people[evaluator]
    rules = policy.rules_of(f"project{work.project}")
    of = {Standing.REGISTERED: plain.registered, Standing.PASSED: plain.passed, Standing.NAMED: plain.named}
    pairs = {frozenset(pair) for pair in plain.excluded}
    return (
        evaluator not in work.authors
        and person.hi > 0
        and any(evaluator in plain.of(of[each], work.project) for each in rules.standing)
        and (rules.levels_apart is None or abs(person.level - work.level) <= rules.levels_apart)
        and (not rules.common_language or bool(person.languages & work.languages))
        and len(person.hours & work.hours) >= rules.shared_hours
        and not any(frozenset((evaluator, author)) in pairs for author in work.authors)
        and not any(
            (one == evaluator and other in work.authors and weeks < rules.repeat_weeks)
            or (other == evaluator and one in work.authors and weeks < rules.return_weeks)
            for one, other, weeks in plain.past
        )
        and (circle is None or on_circle(circle, work.authors, evaluator))
    )


def on_circle(circle: Circle, authors: Iterable[int], evaluator: int) -> bool:
    """Whether somebody is ahead of every author, by no more than the reach, or has no place at all."""
    place = int(circle.place[evaluator])
    return place < 0 or all(0 < (place - int(circle.place[each])) % PLACES <= circle.reach for each in authors)


def worth(plain: Plain, policy: Policy, submission: int, evaluator: int) -> float:
    """By the weights of policy.py, without what an evaluator owes."""
    work, person, weights = plain.works[submission], plain.people[evaluator], policy.weights
    wanted = plain.of(plain.wanted, work.project)
    near = max(0.0, 1 - abs(person.level - work.level) / weights.level_reach)
    elsewhere = person.campus not in {plain.people[author].campus for author in work.authors}
    skilled = len(wanted & person.skills) / len(wanted) if wanted else 0.0
    waited = min(1.0, work.days / weights.waiting_days)
    return weights.level * near + weights.other_campus * elsewhere + weights.skills * skilled + weights.waiting * waited
