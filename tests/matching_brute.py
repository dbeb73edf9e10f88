"""The best pairing by looking at every one, for the tiny markets of matching_listed."""

import itertools
from collections.abc import Iterator

import numpy as np

from matching.market import Quotas
from matching.solution import bonus_of
from tests.matching_listed import ListedMarket


def best_worth(market: ListedMarket) -> float | None:
    """None where no pairing keeps rules and quotas."""
    return max((worth for worth, _, _ in all_worths(market)), default=None)


def all_worths(market: ListedMarket) -> Iterator[tuple[float, float, float]]:
    """Of each pairing that keeps rules and quotas: its worth, its lowest pair, its lowest sum of a submission."""
    quotas = market.quotas
    arcs = market.arcs(None)
    teams = [
        itertools.combinations(arcs.evaluator[arcs.submission == submission].tolist(), quotas.each)
        for submission in range(quotas.submissions)
    ]
    for chosen in itertools.product(*teams):
        loads = np.bincount([who for team in chosen for who in team], minlength=quotas.evaluators)
        mixed = all(_mixed(team, quotas) for team in chosen)
        if mixed and (loads >= quotas.lo).all() and (loads <= quotas.hi).all():
            values = np.array([market.values[row, list(team)] for row, team in enumerate(chosen)])
            worth = float(values.sum()) + bonus_of(loads, quotas)
            yield worth, float(values.min()), float(values.sum(axis=1).min())


def _mixed(team: tuple[int, ...], quotas: Quotas) -> bool:
    most = quotas.most_of_a_campus
    return most is None or int(np.bincount(quotas.campus[list(team)]).max()) <= most
