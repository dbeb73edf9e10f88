import numpy as np
import pytest

from matching.market import Arcs
from matching.matrix_market import MatrixMarket
from matching.outcome import Outcome
from matching.report import figures, gini


def test_figures_of_a_round() -> None:
    scores = np.array([[1.0, 0.5], [0.25, 0.75], [0.0, 0.0]])
    market = MatrixMarket(scores, np.ones((3, 2), dtype=np.bool_), 2, 0, np.array([2, 2, 0]))
    pairs = Arcs(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1.0, 0.25, 0.5]))
    outcome = Outcome(
        pairs=pairs,
        chances=pairs,
        chance=np.array([1.0, 0.5, 0.25]),
        objective=1.75,
        expected_objective=1.75,
        upper_bound=1.75,
        upper_bound_free=1.75,
        circle=None,
        notes=(),
        seconds={},
        seed=1,
    )
    found = figures(market, outcome)
    assert (found.loads.min, found.loads.max) == (1, 2)
    assert found.loads.gini == pytest.approx(1 / 6)
    assert found.unfilled == 1
    assert found.cycles == {2: 0, 3: 0}
    assert (found.min_score, found.min_sum, found.max_pair_probability) == (0.25, 0.5, 1.0)


@pytest.mark.parametrize(
    ("loads", "expected"), [([2, 2, 2], 0.0), ([0, 0, 0, 4], 0.75), ([1, 3], 0.25), ([0, 0], 0.0), ([], 0.0)]
)
def test_gini(loads: list[int], expected: float) -> None:
    assert gini(np.array(loads, dtype=np.int64)) == pytest.approx(expected)
