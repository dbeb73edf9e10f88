from dataclasses import replace

import numpy as np
import pytest

from matching.cycle_rows import rows_of
from matching.cycle_whole import Whole
from tests.cycle_rounds import RECIPROCAL, arcs_of, quotas_of

ARCS = arcs_of({(0, 1): 0.9, (0, 2): 1 / 3, (1, 0): 1.0, (1, 2): 0.7})
QUOTAS = quotas_of(2, 3)
NOTHING = np.zeros(4, dtype=np.int64)
EVERYTHING = np.ones(4, dtype=np.bool_)


def test_it_chooses_the_best_and_bounds_it_from_above() -> None:
    answer = Whole(rows_of(ARCS, QUOTAS), EVERYTHING, 2).best(NOTHING, 10.0)
    assert answer.units is not None
    assert answer.units.tolist() == [1, 0, 1, 0]
    assert answer.best
    assert 1.9 <= answer.worth == pytest.approx(1.9, abs=1e-5)


def test_a_forbidden_cycle_is_not_chosen_whole() -> None:
    whole = Whole(rows_of(ARCS, QUOTAS), EVERYTHING, 2)
    whole.forbid([(0, 2)])
    answer = whole.best(np.array([1, 0, 1, 0]), 10.0)
    assert answer.units is not None
    assert answer.units.tolist() == [1, 0, 0, 1]


def test_an_arc_that_is_not_allowed_is_not_chosen_and_its_cycles_are_no_matter() -> None:
    whole = Whole(rows_of(ARCS, QUOTAS), np.array([False, True, True, True]), 2)
    whole.forbid([(0, 2)])
    answer = whole.best(NOTHING, 10.0)
    assert answer.units is not None
    assert answer.units.tolist() == [0, 1, 1, 0]
    assert 4 / 3 <= answer.worth == pytest.approx(4 / 3, abs=1e-5)


def test_the_cap_of_a_campus_is_kept() -> None:
    quotas = replace(quotas_of(1, 3, each=2), campus=np.array([0, 0, 1]), most_of_a_campus=1)
    arcs = arcs_of({(0, 0): 1.0, (0, 1): 0.9, (0, 2): 0.1})
    answer = Whole(rows_of(arcs, quotas), np.ones(3, dtype=np.bool_), 2).best(NOTHING[:3], 10.0)
    assert answer.units is not None
    assert answer.units.tolist() == [1, 0, 1]


def test_the_bonus_of_who_owes_counts() -> None:
    quotas = replace(QUOTAS, owes=np.array([0, 0, 2]), bonus=0.6)
    answer = Whole(rows_of(ARCS, quotas), EVERYTHING, 2).best(NOTHING, 10.0)
    assert answer.units is not None
    assert answer.units.tolist() == [0, 1, 0, 1]
    assert answer.worth == pytest.approx(1 / 3 + 0.7 + 1.2, abs=1e-5)


def test_where_nothing_is_left_it_says_so() -> None:
    whole = Whole(rows_of(*RECIPROCAL[:2]), np.ones(2, dtype=np.bool_), 2)
    whole.forbid([(0, 1)])
    answer = whole.best(np.ones(2, dtype=np.int64), 10.0)
    assert answer.units is None
    assert answer.worth == -np.inf
