"""The reference instances in ../shared/data: their published optima, and how long MIDL takes."""

import statistics
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.matching_scale import at_least, at_most
from benchmarks.table import ROUNDS, Row, seconds
from matching.matrix_market import MatrixMarket
from matching.outcome import Outcome, Terms
from matching.policy import Fairness
from matching.reading.matrices import Matrix, read_matrix
from matching.round import match

DATA = Path(__file__).parents[2] / "shared" / "data" / "matching"
EACH = 3
MOST_OFF = 1e-6
MIDL_SECONDS, FAIR_SECONDS = 0.1, 2.0
FLOOR, FAIR_TOTAL = 0.9448, 201.76


@dataclass(frozen=True, slots=True)
class Reference:
    file: str
    lo: int
    hi: int
    optimum: float


MIDL = Reference("midl_scores.npy", 0, 4, 201.88488)
REFERENCES = (
    MIDL,
    Reference(MIDL.file, 1, 4, 186.45993),
    Reference(MIDL.file, 2, 4, 150.04313),
    Reference("preflib1.in", 0, 6, 124.25),
    Reference("preflib2.in", 0, 7, 141.5),
    Reference("preflib3.in", 0, 6, 454.25),
)


def measure_references(data: Path = DATA) -> list[Row]:
    """Nothing where the data are absent."""
    if not data.is_dir():
        return []
    return [optima_row(data), midl_time_row(data), *fair_rows(data)]


def optima_row(data: Path) -> Row:
    """Millionths of the optimum; the worst instance decides."""
    off = [_off(reference, _paired(data, reference, Fairness.TOTAL)) for reference in REFERENCES]
    return at_most(f"{len(REFERENCES)} reference instances: off the optimum, millionths", off, "", MOST_OFF * 1e6)


def _off(reference: Reference, outcome: Outcome) -> float:
    return 1e6 * abs(outcome.objective - reference.optimum) / reference.optimum


def midl_time_row(data: Path) -> Row:
    matrix = read_matrix(data / MIDL.file)
    times = [seconds(lambda: _match(matrix, MIDL, Fairness.TOTAL)) for _ in range(ROUNDS + 1)]
    return at_most("MIDL, total value", times[1:], "s", MIDL_SECONDS)


def fair_rows(data: Path) -> list[Row]:
    matrix = read_matrix(data / MIDL.file)
    times = [seconds(lambda: _match(matrix, MIDL, Fairness.MAXMIN_SUM)) for _ in range(ROUNDS)]
    outcome = _match(matrix, MIDL, Fairness.MAXMIN_SUM)
    sums = np.bincount(outcome.pairs.submission, weights=outcome.pairs.value)
    return [
        at_least("MIDL, maxmin-sum: worst-served paper", [float(sums.min())], "", FLOOR),
        at_least("MIDL, maxmin-sum: total", [outcome.objective], "", FAIR_TOTAL),
        at_most("MIDL, maxmin-sum", [statistics.median(times)], "s", FAIR_SECONDS),
    ]


def _paired(data: Path, reference: Reference, fairness: Fairness) -> Outcome:
    return _match(read_matrix(data / reference.file), reference, fairness)


def _match(matrix: Matrix, reference: Reference, fairness: Fairness) -> Outcome:
    market = MatrixMarket(matrix.scores, matrix.allowed, EACH, reference.lo, reference.hi)
    return match(market, Terms(cycles=0, fairness=fairness), 0, lambda _: None)
