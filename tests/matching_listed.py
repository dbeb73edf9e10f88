"""A market whose pairs, and the rules that they break, are listed one by one."""

import numpy as np
from hypothesis import strategies as st

from core.errors import UsageError
from matching.circle import Circle
from matching.market import Arcs, Quotas
from matching.outcome import Outcome
from matching.solution import Solution
from matching.solver import solve
from matching.tables import Floats, Ints, Lists, lists_of


class ListedMarket:
    """See market.Market. `rules`: how many rules a pair of (submission, evaluator) breaks; `values`: S x E."""

    def __init__(
        self, quotas: Quotas, teams: list[list[int]], rules: dict[tuple[int, int], int], values: Floats
    ) -> None:
        self.quotas, self.rules, self.values = quotas, rules, values
        owner = np.repeat(np.arange(len(teams)), [len(team) for team in teams])
        self.authors: Lists = lists_of(
            owner, np.array([each for team in teams for each in team], dtype=np.int64), len(teams)
        )
        self.communities: Ints = np.zeros(len(teams), dtype=np.int64)

    def arcs(self, circle: Circle | None) -> Arcs:
        everybody = range(self.quotas.evaluators)
        found = [(s, e) for s in range(self.quotas.submissions) for e in everybody if not self.broken(s, e, circle)]
        submission, evaluator = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return Arcs(submission, evaluator, self.value(submission, evaluator))

    def eligible(self, circle: Circle | None) -> Ints:
        return np.bincount(self.arcs(circle).submission, minlength=self.quotas.submissions)

    def best(
        self,
        circle: Circle | None,
        prices: Floats,
        depth: int,
        *,
        most_of_a_campus: int | None = None,
        among: Ints | None = None,
        spread: float = 0.0,  # noqa: ARG002
        sample: int | None = None,  # noqa: ARG002
    ) -> Arcs:
        arcs = self.arcs(circle)
        kept: list[int] = []
        for arc in np.lexsort((arcs.evaluator, prices[arcs.evaluator] - arcs.value)).tolist():
            mine = [other for other in kept if arcs.submission[other] == arcs.submission[arc]]
            campus = self.quotas.campus[arcs.evaluator]
            same = sum(campus[other] == campus[arc] for other in mine)
            if len(mine) < depth and (most_of_a_campus is None or same < most_of_a_campus):
                kept.append(arc)
        wanted = np.isin(arcs.submission[kept], np.arange(self.quotas.submissions) if among is None else among)
        return arcs.where(np.sort(np.array(kept, dtype=np.int64)[wanted]))

    def value(self, submission: Ints, evaluator: Ints) -> Floats:
        value: Floats = self.values[submission, evaluator]
        return value

    def broken(self, submission: int, evaluator: int, circle: Circle | None) -> tuple[str, ...]:  # noqa: ARG002
        if evaluator in self.authors.of(submission):
            return ("it is the evaluator's own",)
        return tuple(f"rule {rule}" for rule in range(self.rules.get((submission, evaluator), 0)))

    def reason(self, submission: int, evaluator: int) -> str:
        return f"value {self.values[submission, evaluator]:g}"

    def submission_name(self, submission: int) -> str:
        return f"s{submission}"

    def evaluator_name(self, evaluator: int) -> str:
        return f"e{evaluator}"

    def submission_at(self, name: str) -> int:
        return self._row(name)

    def evaluator_at(self, name: str) -> int:
        return self._row(name)

    def _row(self, name: str) -> int:
        if not name[1:].isdigit():
            raise UsageError(f"no row {name}")
        return int(name[1:])


def quotas_of(
    submissions: int, each: int, lo: list[int], hi: list[int], campus: list[int] | None = None, most: int | None = None
) -> Quotas:
    return Quotas(
        submissions=submissions,
        each=each,
        lo=np.array(lo, dtype=np.int64),
        hi=np.array(hi, dtype=np.int64),
        owes=np.zeros(len(lo), dtype=np.int64),
        bonus=0.0,
        campus=np.zeros(len(lo), dtype=np.int64) if campus is None else np.array(campus, dtype=np.int64),
        most_of_a_campus=most,
    )


@st.composite
def listed_markets(draw: st.DrawFn) -> ListedMarket:
    """1 to 3 submissions, 3 or 4 people; every kind of quota; about half of them have a pairing."""
    submissions, people = draw(st.integers(1, 3)), draw(st.integers(3, 4))
    every = [(s, e) for s in range(submissions) for e in range(people)]

    def numbers(low: int, high: int) -> Ints:
        return np.array(draw(st.lists(st.integers(low, high), min_size=people, max_size=people)), dtype=np.int64)

    lo = numbers(0, 2) // 2
    quotas = Quotas(
        submissions=submissions,
        each=draw(st.integers(1, 2)),
        lo=lo,
        hi=lo + numbers(0, 3),
        owes=numbers(0, 2),
        bonus=draw(st.sampled_from([0.0, 0.5])),
        campus=numbers(0, 1),
        most_of_a_campus=draw(st.sampled_from([None, None, 1])),
    )
    teams = [sorted(draw(st.sets(st.integers(0, people - 1), max_size=1))) for _ in range(submissions)]
    rules = {entry: draw(st.sampled_from([0, 0, 0, 0, 0, 1, 2])) for entry in every}
    values = np.array([draw(st.integers(-4, 8)) / 4 for _ in every]).reshape(submissions, people)
    return ListedMarket(quotas, teams, rules, values)


def outcome_of(solution: Solution) -> Outcome:
    """The round that this solution, of whole pairs, is."""
    return Outcome(
        pairs=solution.chosen,
        chances=solution.chosen,
        chance=np.ones(len(solution.chosen)),
        objective=solution.worth,
        expected_objective=solution.worth,
        upper_bound=solution.worth,
        upper_bound_free=solution.worth,
        circle=None,
        notes=(),
        seconds={},
        seed=0,
    )


def best_round(market: ListedMarket) -> Outcome | None:
    solution = solve(market.arcs(None), market.quotas)
    return None if solution is None else outcome_of(solution)
