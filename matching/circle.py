"""No short cycles by construction: everybody in a round gets a place on a circle of 2^40 places.

A person of the circle may evaluate a submission only when they are ahead of every author by more than 0 and by less
than one z-th of the circle. A cycle of L people who evaluate each other goes round at least once in L such steps, so
L > z. Whoever has no submission in the round can be on no cycle, so they are not held to it.
"""

from dataclasses import dataclass

from matching.tables import Bools, Ints

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
