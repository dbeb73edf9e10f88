"""The search against the best of every choice there is."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.cycle_search import Finding, Searched, search
from matching.cycles import short_cycles
from matching.market import Arcs, Quotas
from matching.solver import solve
from matching.tables import Lists
from tests.cycle_rounds import (
    RECIPROCAL,
    TWO_OF_ONE_AUTHOR,
    arcs_of,
    best_of_all,
    everybody,
    has_cycle,
    keeps,
    quotas_of,
    rounds,
    solo,
)


@settings(max_examples=120)
@given(rounds(), st.sampled_from([2, 3, 4]))
@example(RECIPROCAL, 2)
@example(TWO_OF_ONE_AUTHOR, 2)
def test_it_is_the_best_of_all_or_proves_that_there_is_none(round_: tuple[Arcs, Quotas, Lists], z: int) -> None:
    arcs, quotas, authors = round_
    best, searched = best_of_all(*round_, z), search(*round_, z)
    if best is None:
        assert searched == Searched(finding=Finding.IMPOSSIBLE, solution=None, upper_bound=-np.inf)
        return
    assert searched.finding is Finding.FOUND
    assert searched.solution is not None
    assert keeps(arcs, searched.solution.units, quotas)
    assert not has_cycle(arcs, np.flatnonzero(searched.solution.units), authors, z)
    assert searched.solution.worth == pytest.approx(best, abs=1e-6)
    assert best - 1e-9 <= searched.upper_bound <= best + 1e-5


@settings(max_examples=80)
@given(rounds(), st.sampled_from([2, 3, 4]))
@example(RECIPROCAL, 2)
def test_without_time_it_claims_no_more_than_it_knows(round_: tuple[Arcs, Quotas, Lists], z: int) -> None:
    arcs, quotas, authors = round_
    best, searched = best_of_all(*round_, z), search(*round_, z, seconds=0)
    if best is None:
        assert searched.finding is (Finding.IMPOSSIBLE if solve(arcs, quotas) is None else Finding.NOT_FOUND)
        return
    assert searched.finding is not Finding.IMPOSSIBLE
    assert searched.upper_bound >= best - 1e-9
    if searched.solution is not None:
        assert keeps(arcs, searched.solution.units, quotas)
        assert not has_cycle(arcs, np.flatnonzero(searched.solution.units), authors, z)
        assert searched.solution.worth <= best + 1e-9


def test_a_round_that_only_cycles_serve_is_proved_impossible() -> None:
    assert solve(RECIPROCAL[0], RECIPROCAL[1]) is not None
    assert search(*RECIPROCAL, 2).finding is Finding.IMPOSSIBLE


def test_three_in_a_ring_serve_where_only_two_are_forbidden() -> None:
    ring = arcs_of({(0, 1): 1.0, (1, 2): 1.0, (2, 0): 1.0})
    assert search(ring, quotas_of(3, 3), solo(3), 2).finding is Finding.FOUND
    assert search(ring, quotas_of(3, 3), solo(3), 3).finding is Finding.IMPOSSIBLE


def test_quotas_that_nothing_meets_are_impossible_without_any_cycle() -> None:
    assert search(arcs_of({(0, 1): 1.0}), quotas_of(2, 2), solo(2), 2).finding is Finding.IMPOSSIBLE


def test_the_best_flow_stays_where_it_has_no_cycle() -> None:
    arcs, quotas = arcs_of({(0, 2): 1.0, (0, 1): 0.5, (1, 2): 1.0, (1, 0): 0.5}), quotas_of(2, 3)
    searched = search(arcs, quotas, solo(2), 4)
    assert searched.solution is not None
    assert searched.solution.units.tolist() == [0, 1, 0, 1]
    assert searched.upper_bound == searched.solution.worth


def test_a_larger_round_is_proved_to_a_gap_of_a_millionth_and_twice_the_same() -> None:
    arcs, quotas, authors = everybody(25, np.random.default_rng(4)), quotas_of(25, 25, each=3, hi=3), solo(25)
    free = solve(arcs, quotas)
    assert free is not None
    assert short_cycles(free.chosen, authors, 3, 1)
    searched = search(arcs, quotas, authors, 3)
    again = search(arcs, quotas, authors, 3)
    assert searched.solution is not None
    assert again.solution is not None
    assert not short_cycles(searched.solution.chosen, authors, 3, 1)
    assert searched.solution.worth <= searched.upper_bound <= searched.solution.worth * (1 + 1e-6)
    assert searched.upper_bound < free.worth
    assert (searched.solution.units == again.solution.units).all()
