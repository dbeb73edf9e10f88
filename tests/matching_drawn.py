"""Tiny schools and policies that are drawn, for what must hold of all of them."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from matching.policy import Policy, ProjectRules, Standing, Weights
from tests.matching_builders import Person, Plain, Work

EVEN = Weights(level=1.0, other_campus=0.25, skills=0.5, waiting=0.25, level_reach=4.0, waiting_days=16.0)
"""Weights that binary numbers hold: at levels in quarters, sums are exact in any order and ties are ties."""


def some(generator: np.random.Generator, of: int, share: float) -> frozenset[int]:
    return frozenset(np.flatnonzero(generator.random(of) < share).tolist())


def drawn_school(seed: int, *, people: int = 9, works: int = 6, projects: int = 2, campuses: int = 3) -> Plain:
    """Levels in quarters, teams of one to three, most people able to evaluate most submissions, some pairs barred."""
    generator = np.random.default_rng(seed)
    persons = [_drawn_person(generator, campuses) for _ in range(people)]
    pairs = [pair for pair in combinations(range(people), 2) if generator.random() < 0.06]
    ends = generator.integers(0, people, (people, 2)).tolist()
    return Plain(
        people=persons,
        works=[_drawn_work(generator, persons, projects) for _ in range(works)],
        registered=[some(generator, people, 0.6) for _ in range(projects)],
        passed=[some(generator, people, 0.3) for _ in range(projects)],
        named=[some(generator, people, 0.1) for _ in range(projects)],
        wanted=[frozenset(range(int(generator.choice([0, 1, 2, 4])))) for _ in range(projects)],
        excluded=pairs,
        past=[(one, other, float(generator.integers(0, 12)) / 2) for one, other in ends if one != other],
        campuses=campuses,
    )


def _drawn_person(generator: np.random.Generator, campuses: int) -> Person:
    return Person(
        level=float(generator.integers(0, 20)) / 4,
        campus=int(generator.integers(0, campuses)),
        languages=some(generator, 3, 0.6),
        hours=some(generator, 168, 0.15),
        skills=some(generator, 4, 0.5),
        hi=int(generator.integers(0, 5)),
        owes=int(generator.integers(0, 3)),
    )


def _drawn_work(generator: np.random.Generator, people: Sequence[Person], projects: int) -> Work:
    authors = generator.choice(len(people), size=int(generator.integers(1, 4)), replace=False).tolist()
    return Work(
        authors=tuple(authors),
        project=int(generator.integers(0, projects)),
        level=float(generator.integers(0, 20)) / 4,
        languages=people[authors[0]].languages,
        hours=people[authors[0]].hours,
        days=float(generator.integers(0, 24)),
    )


@st.composite
def plain_schools(draw: st.DrawFn) -> Plain:
    return drawn_school(
        draw(st.integers(0, 2**32 - 1)),
        people=draw(st.integers(3, 12)),
        works=draw(st.integers(1, 8)),
        projects=draw(st.integers(1, 3)),
        campuses=draw(st.sampled_from([1, 3, 70])),
    )


@st.composite
def project_rules(draw: st.DrawFn) -> ProjectRules:
    return ProjectRules(
        standing=draw(st.frozensets(st.sampled_from(list(Standing)))),
        levels_apart=draw(st.sampled_from([None, 0.25, 1.0, 2.5])),
        common_language=draw(st.booleans()),
        shared_hours=draw(st.sampled_from([0, 1, 4, 168])),
        repeat_weeks=draw(st.sampled_from([0, 2, 4])),
        return_weeks=draw(st.sampled_from([0, 2, 4])),
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """With rules of its own for project1."""
    return Policy(
        rules=draw(project_rules()),
        projects=draw(st.just({}) | st.fixed_dictionaries({"project1": project_rules()})),
        weights=EVEN,
    )
