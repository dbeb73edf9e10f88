"""A round cut in shards: every merged pairing keeps the quotas, none is worse than the one before, the bound holds."""

import numpy as np
import pytest

from matching import search as searching
from matching import shards
from matching.market import Quotas
from matching.school_market import SchoolMarket
from matching.search import Found, lack_of, search
from matching.shards import cut, shard_of, solve_in_shards
from matching.solver import loads_of, solve
from matching.synthetic.school import synthetic_policy, synthetic_school
from matching.watch import Watch


def market_of(seed: int, learners: int = 600) -> SchoolMarket:
    return SchoolMarket(synthetic_school(learners, seed), synthetic_policy())


def kept(quotas: Quotas, found: Found) -> None:
    pairs = found.solution.chosen
    loads = loads_of(pairs, np.ones(len(pairs), dtype=np.int64), quotas.evaluators)
    assert (np.bincount(pairs.submission, minlength=quotas.submissions) == quotas.each).all()
    assert (loads <= quotas.hi).all()
    assert (loads >= quotas.lo).all()


@pytest.mark.parametrize(("seed", "learners"), [(1, 600), (2, 600), (3, 2000)])
def test_a_round_in_shards_is_nearly_as_good_as_in_one_piece(
    seed: int, learners: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = market_of(seed, learners)
    whole = search(market, None, market.quotas, 1, Watch(), lambda _: None)
    monkeypatch.setattr(searching, "SMALL", 10)
    monkeypatch.setattr(searching, "LARGE", 50)
    monkeypatch.setattr(shards, "SHARD", 120)
    found = search(market, None, market.quotas, 1, Watch(), lambda _: None)
    kept(market.quotas, found)
    assert found.solution.worth <= whole.solution.worth + 1e-6
    assert whole.solution.worth <= found.bound + 1e-6
    assert found.solution.worth >= 0.97 * whole.solution.worth


def test_each_round_of_shards_is_no_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", 90)
    market = market_of(4)
    arcs = market.best(None, np.zeros(market.quotas.evaluators), 12)
    lack = lack_of(arcs, market.quotas)
    first = solve(arcs.where(np.arange(len(arcs)) % 2 == 0), market.quotas, lack=lack)
    assert first is not None
    units = np.zeros(len(arcs), dtype=np.int64)
    units[::2] = first.units
    neighbours = np.argsort(market.communities, kind="stable")
    worth = first.worth - lack * (market.quotas.submissions * market.quotas.each - int(units.sum()))
    for number in range(3):
        found, _ = solve_in_shards(arcs, market.quotas, units, neighbours, number, lack)
        units = found.units
        now = found.worth - lack * (market.quotas.submissions * market.quotas.each - int(units.sum()))
        assert now >= worth - 1e-6
        worth = now


def test_the_shards_share_out_each_evaluator_and_hold_each_submission_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD", 90)
    market = market_of(5)
    quotas = market.quotas
    arcs = market.best(None, np.zeros(quotas.evaluators), 10)
    solution = solve(arcs, quotas, lack=lack_of(arcs, quotas))
    assert solution is not None
    found = cut(arcs, quotas, solution.units, shard_of(np.argsort(market.communities, kind="stable"), 1))
    assert sorted(np.concatenate([shard.submission for shard in found]).tolist()) == list(range(quotas.submissions))
    hi = np.zeros(quotas.evaluators, dtype=np.int64)
    for shard in found:
        hi[shard.evaluator] += shard.quotas.hi
        assert (shard.quotas.lo <= shard.quotas.hi).all()
    assert (hi <= quotas.hi).all()
    assert set(np.flatnonzero(solution.units).tolist()) <= set(np.concatenate([shard.arc for shard in found]).tolist())
