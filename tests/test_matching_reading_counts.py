import numpy as np
import pytest

from core.errors import UsageError
from matching.matrix_market import MatrixMarket
from matching.reading.counts import check_counts


@pytest.mark.parametrize(
    ("each", "lo", "hi", "message"),
    [
        (4, 0, 9, "4 evaluators a submission are asked for, and only 3 people evaluate"),
        (3, 0, 1, r"\(hi\) add up to 3, and 6 evaluations are needed"),
        (1, 1, 2, r"\(lo\) add up to 3, and only 2 evaluations are needed"),
    ],
)
def test_numbers_that_cannot_work_out(each: int, lo: int, hi: int, message: str) -> None:
    market = MatrixMarket(np.ones((3, 2)), np.ones((3, 2), dtype=np.bool_), each, lo, hi)
    with pytest.raises(UsageError, match=message):
        check_counts(market.quotas)


def test_numbers_that_just_work_out() -> None:
    market = MatrixMarket(np.ones((3, 2)), np.ones((3, 2), dtype=np.bool_), 3, 2, 2)
    check_counts(market.quotas)
