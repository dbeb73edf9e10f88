"""The campuses of a made-up network: where on the clock, what is spoken there, and how large each is."""

from dataclasses import dataclass

import numpy as np

from matching.tables import Floats, Ints

LANGUAGES = (
    "English",
    "French",
    "Spanish",
    "German",
    "Portuguese",
    "Arabic",
    "Japanese",
    "Korean",
    "Italian",
    "Russian",
)
ENGLISH = 0


@dataclass(frozen=True, slots=True)
class Campus:
    """`hours` ahead of UTC. `language` is a row of LANGUAGES, `english` the share of people that speak it."""

    name: str
    hours: int
    language: int
    english: float
    size: float


CAMPUSES = (
    Campus("Rivage", 1, 1, 0.70, 18),
    Campus("Northgate", 0, 0, 1.00, 10),
    Campus("Altomar", 1, 2, 0.70, 9),
    Campus("Lindenhof", 1, 3, 0.90, 7),
    Campus("Collines", 1, 1, 0.70, 5),
    Campus("Harbour East", 9, 6, 0.95, 5),
    Campus("Hanbyeol", 9, 7, 0.95, 4),
    Campus("Meridiana", 1, 8, 0.93, 4),
    Campus("Qasr", 4, 5, 0.95, 4),
    Campus("Ribeira", 0, 4, 0.85, 3),
    Campus("Porto Claro", -3, 4, 0.90, 6),
    Campus("Lakeshore", -5, 0, 1.00, 3),
    Campus("Bayview", -8, 0, 1.00, 6),
    Campus("Medina", 1, 5, 0.90, 3),
    Campus("Sierra Alta", -5, 2, 0.90, 3),
    Campus("Stepnaya", 5, 9, 0.97, 2),
    Campus("Southern Cross", 10, 0, 1.00, 2),
    Campus("Straits", 8, 0, 1.00, 2),
    Campus("Ostrava Mill", 1, 3, 0.95, 1.5),
    Campus("Petit Nord", 1, 1, 0.80, 1),
)
PEOPLE_A_CAMPUS = 500


def campuses_for(learners: int) -> tuple[Campus, ...]:
    """Those near each other on the clock come first; a small school has one or two."""
    return CAMPUSES[: int(np.clip(learners // PEOPLE_A_CAMPUS, 1, len(CAMPUSES)))]


def draw_campus(learners: int, campuses: tuple[Campus, ...], generator: np.random.Generator) -> Ints:
    """Each learner's campus."""
    size: Floats = np.array([campus.size for campus in campuses])
    return generator.choice(len(campuses), size=learners, p=size / size.sum()).astype(np.int64)
