"""The projects, spread along the levels, and who is on which, has passed which, or is named for which by staff."""

from dataclasses import dataclass

import numpy as np

from matching.synthetic.people import SKILLS
from matching.tables import Bools, Floats, Ints, Lists, Words, lists_of

MOST = 48
LEARNERS_A_PROJECT = 50
HIGHEST = 17.0
PASSED = 0.07  # of those far above a project's level have passed it: there are other ways up
WANTED = 3
BELOW, ABOVE = 2.0, 5.0  # levels of a project's tutors


@dataclass(frozen=True, slots=True)
class Projects:
    names: list[str]
    level: Floats  # a project's own
    current: Ints  # each learner's
    skills: Words


def draw_projects(level: Floats, generator: np.random.Generator) -> Projects:
    """A learner is on one of the projects nearest to their level."""
    count = int(np.clip(len(level) // LEARNERS_A_PROJECT, 3, MOST))
    levels = HIGHEST * (np.arange(count) / count) ** 1.3
    aim = level - 0.5 + generator.normal(0.0, 0.7, size=len(level))
    between = (levels[1:] + levels[:-1]) / 2
    skills = np.zeros(count, dtype=np.uint64)
    for _ in range(WANTED):
        skills |= np.left_shift(np.uint64(1), generator.integers(SKILLS, size=count).astype(np.uint64))
    names = [f"project-{number:02}" for number in range(count)]
    return Projects(names, levels, np.searchsorted(between, aim).astype(np.int64), skills)


def registered_of(projects: Projects) -> Lists:
    return lists_of(projects.current, np.arange(len(projects.current)), len(projects.names))


def passed_by(projects: Projects, level: Floats, generator: np.random.Generator) -> Lists:
    """The further above a project, the likelier that somebody has passed it; nobody has passed the one they are on."""
    found = []
    for project, own in enumerate(projects.level):
        chance = PASSED * -np.expm1(-np.maximum(level - own, 0.0))
        passed = (generator.random(len(level)) < chance) & (projects.current != project)
        found.append(np.flatnonzero(passed))
    return _stacked(found)


def named_for(projects: Projects, level: Floats, tutor: Bools) -> Lists:
    """The tutors whose level is near a project's: they stand in where few have passed it."""
    near = [tutor & (level > own - BELOW) & (level < own + ABOVE) for own in projects.level]
    return _stacked([np.flatnonzero(each) for each in near])


def _stacked(of_project: list[Ints]) -> Lists:
    start = np.zeros(len(of_project) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in of_project], out=start[1:])
    return Lists(start, np.concatenate(of_project))
