"""No short cycles by construction: everybody in a round gets a place on a circle of 2^40 places.

A person of the circle may evaluate a submission only when they are ahead of every author by more than 0 and by less
than one z-th of the circle. A cycle of L people who evaluate each other goes round at least once in L such steps, so
L > z. Whoever has no submission in the round can be on no cycle, so they are not held to it.
"""

from dataclasses import dataclass

import numpy as np

from matching.tables import Bools, Ints, Lists

PLACES = 1 << 40
MASK = PLACES - 1


@dataclass(frozen=True, slots=True)
class Circle:
    """`reach`: an evaluator is at least 1 and at most `reach` places ahead. Where a team is, its last author is
    `place_of` the submission and its first `span` places ahead of that one."""

    place: Ints  # E; -1 for who has no submission in the round
    behind: Ints  # S: place of the author that is furthest behind
    span: Ints  # S: places from that one to the author furthest ahead
    reach: int

    def open(self, submission: Ints, evaluator: Ints) -> Bools:
        """Which of these arcs the circle allows."""
        place = self.place[evaluator]
        ahead = (place - self.behind[submission]) & MASK
        return (place < 0) | ((ahead > self.span[submission]) & (ahead <= self.reach))


def draw_circle(authors: Lists, community: Ints, people: int, z: int, generator: np.random.Generator) -> Circle:
    """Everybody who wrote a submission gets a place; teams stand side by side, in the order of their rows.

    `authors`: S lists of rows of 0..people-1. `community`: S, a number for each project and
    band of levels. A community's teams are spread evenly from a place of its own, so that even a small one has somebody
    ahead in every third of the circle. Who wrote several submissions stands where the first of them does.
    """
    team = _team_of(authors, people)
    teams = np.unique(team[team >= 0])
    place = np.full(people, -1, dtype=np.int64)
    _seat(place, team, teams, _spread(community[teams], generator))
    behind, span = _stretch(authors, place)
    return Circle(place, behind, span, (PLACES - 1) // z)


def moved(circle: Circle, authors: Lists, starved: Ints, generator: np.random.Generator) -> Circle:
    """The same circle with the teams of these submissions somewhere else, each at a place drawn for it."""
    team = _team_of(authors, len(circle.place))
    theirs = np.isin(authors.owners, starved)
    teams = np.unique(team[authors.rows[theirs]])
    place = circle.place.copy()
    _seat(place, team, teams, generator.integers(0, PLACES, size=len(teams)) & ~1023)
    behind, span = _stretch(authors, place)
    return Circle(place, behind, span, circle.reach)


def _seat(place: Ints, team: Ints, teams: Ints, base: Ints) -> None:
    """Put the people of these teams side by side from each team's base on."""
    people = np.flatnonzero(np.isin(team, teams))
    people = people[np.argsort(team[people], kind="stable")]
    of = np.searchsorted(teams, team[people])
    rank = np.arange(len(people)) - np.searchsorted(of, of)
    place[people] = (base[of] + rank) & MASK


def _team_of(authors: Lists, people: int) -> Ints:
    """Each person's first submission, or -1."""
    team = np.full(people, -1, dtype=np.int64)
    team[authors.rows[::-1]] = authors.owners[::-1]
    return team


def _spread(community: Ints, generator: np.random.Generator) -> Ints:
    """A place for each team: the n of a community stand 1/n apart, in a drawn order, from a drawn place on.

    Places are multiples of 2^10, which leaves room for a team's members.
    """
    shuffled = generator.permutation(len(community))
    order = shuffled[np.argsort(community[shuffled], kind="stable")]
    numbers = community[order]
    first = np.searchsorted(numbers, numbers)
    size = np.searchsorted(numbers, numbers, side="right") - first
    start = generator.integers(0, PLACES, size=len(community))[first]
    rank = np.arange(len(order)) - first
    place = np.empty(len(community), dtype=np.int64)
    place[order] = (start + (rank * (PLACES // size))) & MASK & ~1023
    return place


def _stretch(authors: Lists, place: Ints) -> tuple[Ints, Ints]:
    """Per submission the place of the author furthest behind, and how far ahead of it the last one is."""
    behind = np.zeros(len(authors.start) - 1, dtype=np.int64)
    span = np.zeros_like(behind)
    alone = authors.lengths == 1
    behind[alone] = place[authors.rows[authors.start[:-1][alone]]]
    for submission in np.flatnonzero(authors.lengths > 1):
        places = np.sort(place[authors.of(int(submission))])
        gaps = np.diff(places, append=places[0] + PLACES)
        widest = int(np.argmax(gaps))
        behind[submission] = places[(widest + 1) % len(places)]
        span[submission] = PLACES - gaps[widest]
    return behind, span
