import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cycle_bound import bound_of
from matching.cycle_problem import Problem
from matching.cycle_rows import rows_of
from matching.market import Arcs, Quotas
from matching.solver import solve, worth_of
from matching.tables import Lists
from tests.cycle_rounds import choices, everybody, quotas_of, rounds, solo


@settings(max_examples=100)
@given(rounds(), st.sampled_from([2, 3, 4]))
def test_no_choice_beats_the_bound_nor_what_it_says_of_the_choice_s_arcs(
    round_: tuple[Arcs, Quotas, Lists], z: int
) -> None:
    arcs, quotas, _ = round_
    if not len(arcs):
        return
    bound = bound_of(Problem(*round_, z), rows_of(arcs, quotas))
    for units in choices(*round_, z):
        assert bound is not None
        worth = worth_of(arcs, units, quotas)
        assert worth <= bound.worth + min(0.0, bound.gain[units > 0].min()) + 1e-9
        assert bound.hopeful(worth)[units > 0].all()


def test_the_cuts_bring_it_below_what_cycles_would_allow() -> None:
    arcs, quotas = everybody(12, np.random.default_rng(1)), quotas_of(12, 12, each=2)
    free = solve(arcs, quotas)
    bound = bound_of(Problem(arcs, quotas, solo(12), 3), rows_of(arcs, quotas))
    assert free is not None
    assert bound is not None
    assert bound.cycles
    assert bound.worth < free.worth - 1e-3


def test_without_cycles_in_reach_it_is_what_the_flow_is_worth_and_drops_what_cannot_be() -> None:
    arcs, quotas = everybody(12, np.random.default_rng(1)), quotas_of(12, 12, each=2)
    nobody = Lists(np.zeros(13, dtype=np.int64), np.zeros(0, dtype=np.int64))
    free = solve(arcs, quotas)
    bound = bound_of(Problem(arcs, quotas, nobody, 3), rows_of(arcs, quotas))
    assert free is not None
    assert bound is not None
    assert bound.worth == pytest.approx(free.worth, abs=1e-6)
    assert not bound.hopeful(free.worth - 1e-6).all()
