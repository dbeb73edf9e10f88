import numpy as np

from matching.cycle_problem import Problem
from tests.cycle_rounds import TWO_OF_ONE_AUTHOR, arcs_of, quotas_of, solo


def test_a_cycle_is_the_arcs_of_its_steps() -> None:
    ring = arcs_of({(0, 1): 1.0, (1, 2): 1.0, (2, 0): 1.0, (2, 3): 1.0})
    everything = np.ones(4, dtype=np.bool_)
    assert Problem(ring, quotas_of(3, 4), solo(3), 3).cycles_in(everything) == [(0, 1, 2)]
    assert Problem(ring, quotas_of(3, 4), solo(3), 2).cycles_in(everything) == []


def test_each_submission_that_one_evaluates_of_the_next_makes_a_cycle() -> None:
    arcs, quotas, authors = TWO_OF_ONE_AUTHOR
    problem = Problem(arcs, quotas, authors, 2)
    assert problem.cycles_in(np.array([True, True, True, True])) == [(0, 2), (1, 2)]
    assert problem.cycles_in(np.array([False, True, True, True])) == [(1, 2)]


def test_a_solution_is_worth_values_and_bonus() -> None:
    arcs, quotas, authors = TWO_OF_ONE_AUTHOR
    assert Problem(arcs, quotas, authors, 2).solution(np.array([1, 1, 0, 1])).worth == 2.5
