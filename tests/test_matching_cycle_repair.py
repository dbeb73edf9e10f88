import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cycle_problem import Problem
from matching.cycle_repair import chosen_of, improved, repaired
from matching.market import Arcs, Quotas
from matching.tables import Lists
from tests.cycle_rounds import RECIPROCAL, arcs_of, choices, has_cycle, keeps, quotas_of, rounds, solo


@settings(max_examples=100)
@given(rounds(), st.sampled_from([2, 3, 4]))
def test_it_breaks_every_cycle_and_no_quota(round_: tuple[Arcs, Quotas, Lists], z: int) -> None:
    arcs, quotas, authors = round_
    everything = np.ones(len(arcs), dtype=np.bool_)
    units = chosen_of(Problem(*round_, z), everything, arcs.value)
    if units is None:
        assert not list(choices(*round_, z))
        return
    solution = repaired(Problem(*round_, z), units, everything, arcs.value, arcs.value)
    if solution is not None:
        assert keeps(arcs, solution.units, quotas)
        assert not has_cycle(arcs, np.flatnonzero(solution.units), authors, z)


@settings(max_examples=60)
@given(rounds(), st.sampled_from([2, 3, 4]))
def test_what_it_improves_keeps_all_and_is_worth_no_less(round_: tuple[Arcs, Quotas, Lists], z: int) -> None:
    arcs, quotas, authors = round_
    problem = Problem(*round_, z)
    first = next(choices(*round_, z), None)
    if first is not None:
        better = improved(problem, problem.solution(first), arcs.value)
        assert keeps(arcs, better.units, quotas)
        assert not has_cycle(arcs, np.flatnonzero(better.units), authors, z)
        assert better.worth >= problem.solution(first).worth


def test_it_opens_again_what_makes_no_cycle_and_leaves_shut_what_does() -> None:
    arcs = arcs_of({(0, 1): 2.0, (0, 2): 1.0, (1, 0): 9.0, (1, 2): 1.0, (1, 3): 3.0})
    problem = Problem(arcs, quotas_of(2, 4), solo(2), 2)
    better = improved(problem, problem.solution(np.array([1, 0, 0, 1, 0])), arcs.value)
    assert better.units.tolist() == [1, 0, 0, 0, 1]


def test_where_only_a_cycle_serves_it_gives_up() -> None:
    arcs = RECIPROCAL[0]
    assert repaired(Problem(*RECIPROCAL, 2), np.ones(2, int), np.ones(2, bool), arcs.value, arcs.value) is None
