"""Who meets whom and when, for the rules on repeats and returns, and who is busy in which quarter of an hour."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from matching.online.times import GRANULE, WEEK
from matching.policy import ProjectRules
from matching.tables import School


@dataclass(slots=True)
class Meetings:
    """`evaluators[author]` and `authors[evaluator]` hold the other side, each with the begins of their meetings."""

    evaluators: dict[int, dict[int, list[int]]] = field(default_factory=dict)
    authors: dict[int, dict[int, list[int]]] = field(default_factory=dict)
    excluded: dict[int, set[int]] = field(default_factory=dict)
    busy: set[tuple[int, int]] = field(default_factory=set)

    def add(self, evaluator: int, author: int, begin: int) -> None:
        self.evaluators.setdefault(author, {}).setdefault(evaluator, []).append(begin)
        self.authors.setdefault(evaluator, {}).setdefault(author, []).append(begin)

    def remove(self, evaluator: int, author: int, begin: int) -> None:
        for side, one, other in ((self.evaluators, author, evaluator), (self.authors, evaluator, author)):
            begins = side[one][other]
            begins.remove(begin)
            if not begins:
                del side[one][other]

    def barred(self, authors: Iterable[int], rules: ProjectRules, now: int) -> set[int]:
        """Who may not evaluate them now, whatever the project: themselves, staff's exclusions, and pairs of late.
        A meeting still to come is as late as can be."""
        found = set(authors)
        for author in authors:
            found |= self.excluded.get(author, set())
            found.update(_since(self.evaluators.get(author, {}), rules.repeat_weeks, now))
            found.update(_since(self.authors.get(author, {}), rules.return_weeks, now))
        return found

    def block(self, people: Iterable[int], begin: int, end: int) -> None:
        self.busy.update((person, granule) for person in people for granule in granules(begin, end))

    def unblock(self, people: Iterable[int], begin: int, end: int) -> None:
        self.busy.difference_update((person, granule) for person in people for granule in granules(begin, end))

    def free(self, people: Iterable[int], begin: int, end: int) -> bool:
        return not any((person, granule) in self.busy for person in people for granule in granules(begin, end))


def meetings_of(school: School, now: int) -> Meetings:
    """The school's past and exclusions."""
    meetings, past = Meetings(), school.past
    for evaluator, author, weeks in zip(
        past.evaluator.tolist(), past.author.tolist(), past.weeks.tolist(), strict=True
    ):
        meetings.add(evaluator, author, now - round(weeks * WEEK))
    for one, other in zip(*(side.tolist() for side in school.excluded), strict=True):
        meetings.excluded.setdefault(one, set()).add(other)
        meetings.excluded.setdefault(other, set()).add(one)
    return meetings


def granules(begin: int, end: int) -> range:
    return range(begin // GRANULE, -(-end // GRANULE))


def _since(others: dict[int, list[int]], weeks: float, now: int) -> list[int]:
    """Those with a meeting less than so many weeks ago; with 0 weeks there is no rule, so none."""
    return [other for other, begins in others.items() if weeks and max(begins) > now - weeks * WEEK]
