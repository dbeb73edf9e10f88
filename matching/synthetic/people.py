"""The learners: levels skewed to the low end, the languages of their campus, a week, a few skills, a quota."""

import numpy as np

from matching.synthetic.campuses import ENGLISH, LANGUAGES, Campus, draw_campus
from matching.synthetic.weeks import draw_weeks
from matching.tables import Bools, Floats, Ints, People, Words

TOP_LEVEL = 21.0
SKILLS = 16
LEARNT_BY = 40.0  # levels after which all would speak English, wherever they are
AWAY = 0.04  # of the learners take no evaluations this round
OWED = 3
TUTORS = 0.02  # of the learners turn in nothing now, and evaluate whatever is near their level


def draw_tutors(learners: int, generator: np.random.Generator) -> Bools:
    return generator.random(learners) < TUTORS


def draw_people(campuses: tuple[Campus, ...], tutor: Bools, generator: np.random.Generator) -> People:
    """Who owes nothing yet: that depends on who turns something in (see `owing`)."""
    learners = len(tutor)
    campus = draw_campus(learners, campuses, generator)
    level = np.round(TOP_LEVEL * generator.beta(1.4, 2.6, size=learners), 2)
    most = generator.integers(4, 7, size=learners)
    return People(
        names=[f"learner-{number:06}" for number in range(learners)],
        campus=campus,
        languages=_languages(campus, campuses, np.where(tutor, TOP_LEVEL, level), generator),
        level=level,
        week=draw_weeks(np.array([each.hours for each in campuses])[campus], generator),
        skills=_some_bits(learners, SKILLS, 0.25, generator),
        lo=np.zeros(learners, dtype=np.int64),
        hi=np.where((generator.random(learners) < AWAY) & ~tutor, 0, most),
        owes=np.zeros(learners, dtype=np.int64),
    )


def owing(people: People, authors: Ints) -> People:
    """The same, where whoever turned something in owes evaluations for it."""
    owes = np.zeros(len(people.names), dtype=np.int64)
    owes[authors] = OWED
    return People(
        names=people.names,
        campus=people.campus,
        languages=people.languages,
        level=people.level,
        week=people.week,
        skills=people.skills,
        lo=people.lo,
        hi=people.hi,
        owes=np.minimum(owes, people.hi),
    )


def _languages(campus: Ints, campuses: tuple[Campus, ...], level: Floats, generator: np.random.Generator) -> Words:
    """Their campus's, English with the campus's share (who went far has learnt it), maybe another."""
    main = np.array([each.language for each in campuses])[campus]
    share: Floats = np.array([each.english for each in campuses])[campus]
    english = generator.random(len(campus)) < share + level / LEARNT_BY
    spoken = _bit(main) | np.where(english, _bit(np.full(len(campus), ENGLISH)), np.uint64(0))
    another: Bools = generator.random(len(campus)) < 0.1
    other = _bit(generator.integers(len(LANGUAGES), size=len(campus)))
    found: Words = spoken | np.where(another, other, np.uint64(0))
    return found


def _bit(number: Ints) -> Words:
    found: Words = np.left_shift(np.uint64(1), number.astype(np.uint64))
    return found


def _some_bits(rows: int, bits: int, share: float, generator: np.random.Generator) -> Words:
    found = np.zeros(rows, dtype=np.uint64)
    for bit in range(bits):
        found |= (generator.random(rows) < share).astype(np.uint64) << np.uint64(bit)
    return found
