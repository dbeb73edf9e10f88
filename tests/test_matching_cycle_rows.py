from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cycle_rows import Rows, cut_rows, rows_of
from matching.market import Arcs, Quotas
from matching.solver import worth_of
from matching.tables import Floats, Ints, Lists
from tests.cycle_rounds import arcs_of, choices, keeps, quotas_of, rounds


def columns_of(rows: Rows, arcs: Arcs, units: Ints) -> Floats:
    """With everything that is owed and made counted as such."""
    loads = np.bincount(arcs.evaluator[units > 0], minlength=int(rows.debtors.max(initial=0)) + 1)
    return np.concatenate((units, np.minimum(loads[rows.debtors], rows.most[len(arcs) :])))


def kept(rows: Rows, columns: Floats) -> bool:
    sums = rows.matrix @ columns
    return bool(((rows.low <= sums) & (sums <= rows.high) & (columns <= rows.most).all()).all())


def test_the_campus_cap_and_the_loads_hold_of_every_choice() -> None:
    arcs = arcs_of({(0, 1): 1.0, (0, 2): 1.0, (0, 3): 1.0, (1, 0): 1.0, (1, 2): 1.0, (1, 3): 1.0})
    plain = quotas_of(2, 4, each=2, hi=1)
    quotas = replace(plain, campus=np.array([0, 0, 1, 1]), most_of_a_campus=1, lo=np.array([1, 0, 0, 0]))
    accepted = 0
    for bits in product((0, 1), repeat=len(arcs)):
        units = np.array(bits)
        rows = rows_of(arcs, quotas)
        assert kept(rows, columns_of(rows, arcs, units)) == keeps(arcs, units, quotas)
        accepted += keeps(arcs, units, quotas)
    assert accepted == 2


@settings(max_examples=100)
@given(rounds(), st.data())
def test_they_hold_of_a_choice_when_the_quotas_do(round_: tuple[Arcs, Quotas, Lists], data: st.DataObject) -> None:
    arcs, quotas, _ = round_
    units = np.array(data.draw(st.lists(st.integers(0, 1), min_size=len(arcs), max_size=len(arcs))), dtype=np.int64)
    rows = rows_of(arcs, quotas)
    assert kept(rows, columns_of(rows, arcs, units)) == keeps(arcs, units, quotas)


@settings(max_examples=60)
@given(rounds())
def test_the_columns_are_worth_what_the_choice_is_and_no_more_can_be_counted_as_owed(
    round_: tuple[Arcs, Quotas, Lists],
) -> None:
    arcs, quotas, _ = round_
    rows = rows_of(arcs, quotas)
    for units in choices(*round_, 2):
        columns = columns_of(rows, arcs, units)
        assert abs(rows.value @ columns - worth_of(arcs, units, quotas)) < 1e-9
        assert not any(kept(rows, columns + one) for one in np.eye(len(columns))[len(arcs) :])


def test_a_cut_has_a_row_with_its_arcs() -> None:
    assert cut_rows([(0, 2), (1, 2, 3)], 5).toarray().tolist() == [[1, 0, 1, 0, 0], [0, 1, 1, 1, 0]]
    assert cut_rows([], 5).shape == (0, 5)
