"""What is turned in this round: mostly by one learner, at times by two or three of one project who found each other."""

import numpy as np

from matching.synthetic.projects import Projects
from matching.tables import Bools, Ints, Lists, People, Submissions

TURNED_IN = 0.89  # of those who are no tutors and haven't finished
FINISHED = 18.0  # levels
SIZES = (0.44, 0.34, 0.22)  # shares of teams of one, two and three before some turn out to be impossible
TOGETHER = 10  # hours a week that a team has in common
LONGEST_WAIT = 14.0


def draw_submissions(
    people: People, hours_ahead: Ints, projects: Projects, tutor: Bools, generator: np.random.Generator
) -> Submissions:
    """Neighbours in a project and on the clock team up, whatever their campus."""
    mine = np.flatnonzero((generator.random(len(tutor)) < TURNED_IN) & ~tutor & (people.level < FINISHED))
    order = mine[np.lexsort((generator.random(len(mine)), hours_ahead[mine], projects.current[mine]))]
    start = _possible(_starts(projects.current[order], generator), order, people)
    lead = order[start]
    bounds = np.append(start, len(order)).astype(np.int64)
    size = np.diff(bounds)
    return Submissions(
        names=[
            f"{projects.names[project]}/{people.names[one]}"
            for project, one in zip(projects.current[lead], lead, strict=True)
        ],
        project=projects.current[lead],
        authors=Lists(bounds, _sorted_within(order, bounds)),
        languages=np.bitwise_and.reduceat(people.languages[order], start),
        level=np.round(np.add.reduceat(people.level[order], start) / size, 2),
        week=np.bitwise_and.reduceat(people.week[order], start),
        days_waiting=np.round(generator.uniform(0.0, LONGEST_WAIT, size=len(lead)), 1),
    )


def _starts(project: Ints, generator: np.random.Generator) -> Ints:
    """Where each team begins, with drawn sizes; none reaches over two projects."""
    sizes = 1 + generator.choice(len(SIZES), size=len(project), p=SIZES)
    begins = np.zeros(len(project), dtype=np.bool_)
    at = np.cumsum(sizes) - sizes
    begins[at[at < len(project)]] = True
    begins[0] = True
    begins[1:] |= project[1:] != project[:-1]
    return np.flatnonzero(begins)


def _possible(start: Ints, order: Ints, people: People) -> Ints:
    """Where a team has no language or too few hours in common, each of them works alone."""
    size = np.diff(np.append(start, len(order)))
    spoken = np.bitwise_and.reduceat(people.languages[order], start)
    hours = np.bitwise_count(np.bitwise_and.reduceat(people.week[order], start)).sum(axis=1)
    fine: Bools = (size == 1) | ((spoken != 0) & (hours >= TOGETHER))
    begins = ~np.repeat(fine, size)
    begins[start] = True
    return np.flatnonzero(begins)


def _sorted_within(order: Ints, bounds: Ints) -> Ints:
    owner = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    rows: Ints = order[np.lexsort((order, owner))]
    return rows
