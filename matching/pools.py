"""The tables that scan.py goes through, made from a school and its policy."""

import numpy as np

from matching.barred import barred_of
from matching.circle import Circle
from matching.policy import ROUNDING, Policy, ProjectRules, Standing
from matching.scan import Asked, Pool
from matching.tables import Bools, Floats, Ints, School, Words

ANY = np.uint64(0xFFFFFFFFFFFFFFFF)
FAR = 1e9  # levels apart where no rule says how far


def pool_of(school: School, policy: Policy) -> Pool:
    """Without prices, and without a circle."""
    people = school.people
    standing = [_standing(school, row, policy.rules_of(name)) for row, name in enumerate(school.projects)]
    start = np.zeros(len(standing) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in standing], out=start[1:])
    person = np.concatenate(standing) if standing else np.zeros(0, dtype=np.int64)
    project = np.repeat(np.arange(len(standing)), np.diff(start))
    return Pool(
        start=start,
        person=person,
        level=people.level[person],
        campus=people.campus[person],
        worth=policy.weights.skills * skill_shares(school, project, person),
        # All bits again, as somebody may have no language on record.
        language=np.where(_any_language(school, policy)[project], ANY, people.languages[person]),
        week=people.week[person],
        place=np.full(len(person), -1, dtype=np.int64),
    )


def _standing(school: School, project: int, rules: ProjectRules) -> Ints:
    """A project's people by level, then by row."""
    of = {Standing.REGISTERED: school.registered, Standing.PASSED: school.passed, Standing.NAMED: school.named}
    able = np.unique(np.concatenate([of[each].of(project) for each in sorted(rules.standing)] or [_none()]))
    able = able[school.people.hi[able] > 0]
    order: Ints = able[np.argsort(school.people.level[able], kind="stable")]
    return order


def _any_language(school: School, policy: Policy) -> Bools:
    """Of each project, whether no common language is asked for."""
    return np.array([not policy.rules_of(name).common_language for name in school.projects], dtype=np.bool_)


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)


def skill_shares(school: School, project: Ints, person: Ints) -> Floats:
    """Of the skills that the project wants, the share that the person has; 0 where it wants none."""
    wanted = school.skills[project]
    has = np.bitwise_count(wanted & school.people.skills[person])
    shares: Floats = has / np.maximum(np.bitwise_count(wanted), 1)
    return shares


def asked_of(school: School, policy: Policy, pool: Pool) -> Asked:
    submissions, weights = school.submissions, policy.weights
    rules = [policy.rules_of(name) for name in school.projects]
    far = np.array([each.levels_apart or FAR for each in rules])[submissions.project] + ROUNDING
    hours = np.array([each.shared_hours for each in rules], dtype=np.int64)[submissions.project]
    first, last = _windows(school, pool, far)
    barred = barred_of(school, policy)
    return Asked(
        first=first,
        last=last,
        level=submissions.level,
        language=np.where(_any_language(school, policy)[submissions.project], ANY, submissions.languages),
        week=submissions.week,
        hours=hours,
        home=_homes(school),
        barred_start=barred.start,
        barred=barred.rows,
        behind=np.zeros(len(first), dtype=np.int64),
        span=np.zeros(len(first), dtype=np.int64),
        level_worth=weights.level,
        level_reach=weights.level_reach,
        campus_worth=weights.other_campus,
        reach=-1,
    )


def _windows(school: School, pool: Pool, far: Floats) -> tuple[Ints, Ints]:
    """Where in the pool the levels begin and end that each submission may have."""
    project, level = school.submissions.project, school.submissions.level
    first, last = np.zeros(len(project), dtype=np.int64), np.zeros(len(project), dtype=np.int64)
    for row in np.unique(project):
        here = project == row
        levels = pool.level[pool.start[row] : pool.start[row + 1]]
        first[here] = pool.start[row] + np.searchsorted(levels, level[here] - far[here], side="left")
        last[here] = pool.start[row] + np.searchsorted(levels, level[here] + far[here], side="right")
    return first, last


def _homes(school: School) -> Words:
    authors = school.submissions.authors
    campus = school.people.campus[authors.rows]
    homes = np.zeros((len(authors.start) - 1, len(school.campuses) // 64 + 1), dtype=np.uint64)
    bit = np.left_shift(np.uint64(1), (campus % 64).astype(np.uint64))
    np.bitwise_or.at(homes, (authors.owners, campus // 64), bit)
    return homes


def on_circle(pool: Pool, asked: Asked, circle: Circle) -> tuple[Pool, Asked]:
    placed = pool._replace(place=circle.place[pool.person])
    return placed, asked._replace(behind=circle.behind, span=circle.span, reach=circle.reach)
