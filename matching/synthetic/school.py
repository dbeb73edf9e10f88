"""A whole made-up school, its last weeks included, and the policy that goes with it."""

import numpy as np

from core.errors import UsageError
from matching.policy import Policy, ProjectRules
from matching.synthetic.campuses import LANGUAGES, campuses_for
from matching.synthetic.people import draw_people, draw_tutors, owing
from matching.synthetic.projects import draw_projects, named_for, passed_by, registered_of
from matching.synthetic.teams import draw_submissions
from matching.tables import Floats, Ints, Pasts, School

FEWEST = 20
PAST_PAIRS = 3  # of each learner, in the last WEEKS
WEEKS = 8.0
EXCLUSIONS = 0.002  # pairs, by learner


def synthetic_school(learners: int, seed: int) -> School:
    """The same school for the same numbers. Raises UsageError for too few learners or a seed below 0."""
    if learners < FEWEST:
        raise UsageError(f"a made-up school has at least {FEWEST} learners, not {learners}")
    if seed < 0:
        raise UsageError(f"a seed is 0 or more, not {seed}")
    generator = np.random.default_rng(seed)
    campuses = campuses_for(learners)
    tutor = draw_tutors(learners, generator)
    people = draw_people(campuses, tutor, generator)
    projects = draw_projects(people.level, generator)
    hours_ahead = np.array([each.hours for each in campuses])[people.campus]
    submissions = draw_submissions(people, hours_ahead, projects, tutor, generator)
    return School(
        campuses=[each.name for each in campuses],
        languages=LANGUAGES,
        projects=projects.names,
        people=owing(people, submissions.authors.rows),
        submissions=submissions,
        registered=registered_of(projects),
        passed=passed_by(projects, people.level, generator),
        named=named_for(projects, people.level, tutor),
        skills=projects.skills,
        excluded=_exclusions(learners, generator),
        past=_past(people.level, hours_ahead, generator),
    )


def synthetic_policy() -> Policy:
    """Three evaluators each within three levels who share a language and two hours, and no cycle of two or three."""
    return Policy(rules=ProjectRules(levels_apart=3.0, shared_hours=2))


def _exclusions(learners: int, generator: np.random.Generator) -> tuple[Ints, Ints]:
    one, step = _pairs(learners, int(np.ceil(EXCLUSIONS * learners)), generator)
    return one, (one + step) % learners


def _pairs(learners: int, count: int, generator: np.random.Generator) -> tuple[Ints, Ints]:
    """Rows, and how far round to another row: never to oneself."""
    return generator.integers(learners, size=count), generator.integers(1, learners, size=count)


def _past(level: Floats, hours_ahead: Ints, generator: np.random.Generator) -> Pasts:
    """Pairs of people near each other on the clock and in level, as past rounds would have made them."""
    near = np.lexsort((level, hours_ahead))
    learners = len(level)
    reach = max(2, learners // 100)
    author = np.repeat(np.arange(learners), PAST_PAIRS)
    step = generator.integers(1, reach, size=len(author)) * generator.choice((-1, 1), size=len(author))
    evaluator = (author + step) % learners
    weeks = np.round(generator.uniform(0.0, WEEKS, size=len(author)), 1)
    return Pasts(evaluator=near[evaluator], author=near[author], weeks=weeks)
