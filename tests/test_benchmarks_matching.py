"""What the rows of the matcher's benchmark say of figures that are known; and small rounds that go all the way."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import matching_reference
from benchmarks.matching import SIZES, as_loss_table
from benchmarks.matching_baselines import BASELINES, Quality, as_quality_table, qualities
from benchmarks.matching_loss import CAPPED, KINDS, dense_market, loss_rows, losses
from benchmarks.matching_plots import draw
from benchmarks.matching_reference import DATA, measure_references
from benchmarks.matching_round import Run, here, read
from benchmarks.matching_scale import Wanted, growth_row, scale_rows
from benchmarks.matching_simplex import same_cost
from matching.market import Arcs, Quotas
from matching.measure import Measured
from matching.solver import solve

WANTED = Wanted(gap_percent=0.5, seconds=15, mib=1536, eligible=500, times_raw=5)


def measured(
    *, learners: int = 50_000, gap: float = 0.001, cycles: int = 0, total: float = 10.0, mib: float = 900.0
) -> Measured:
    return Measured(
        learners=learners,
        submissions=3,
        seed=1,
        eligible_median=1200.0,
        eligible_least=9,
        objective=99.9,
        upper_bound=100.0,
        upper_bound_free=101.0,
        gap=gap,
        cycles={2: cycles, 3: 0},
        unfilled=0,
        gini=0.3,
        seconds={"candidates": 4.0, "solve": 6.0, "total": total},
        peak_rss_mib=mib,
    )


def run_of(found: Measured, raw: float | None = 4.0) -> Run:
    return Run(measured=found, arcs=None if raw is None else 10, raw_seconds=raw)


def missed(runs: list[Run]) -> list[str]:
    return [row.what.split(": ")[1] for row in scale_rows(runs, WANTED) if not row.reached]


def test_a_round_within_every_limit_reaches_every_row() -> None:
    assert missed([run_of(measured())] * 3) == []


@pytest.mark.parametrize(
    ("bad", "row"),
    [
        (run_of(measured(gap=0.006)), "below the certified bound"),
        (run_of(measured(cycles=1)), "cycles of two or three people"),
        (run_of(measured(total=15.1)), "from tables to pairs"),
        (run_of(measured(mib=1537.0)), "peak of memory"),
    ],
)
def test_one_bad_run_of_three_misses_the_row(bad: Run, row: str) -> None:
    assert missed([run_of(measured()), bad, run_of(measured())]) == [row]


def test_the_ratio_to_a_bare_solve_is_of_the_median_run() -> None:
    assert missed([run_of(measured(), raw=raw) for raw in (1.0, 1.5, 9.0)]) == [
        "whole round, against one bare solve of its last arcs"
    ]


def test_growth_is_the_exponent_between_two_sizes() -> None:
    small, large = run_of(measured(learners=10_000, total=1.0)), run_of(measured(learners=1_000_000, total=1000.0))
    row = growth_row([small], [large])
    assert row.figure == pytest.approx(1.5)
    assert not row.reached


def test_the_sizes_are_those_that_the_targets_name() -> None:
    assert [(size.learners, len(size.seeds)) for size in SIZES] == [(10_000, 5), (50_000, 3), (500_000, 1)]


def test_what_a_process_prints_is_what_is_read() -> None:
    line = json.dumps({"measured": {**_plain(measured())}, "arcs": 5, "raw_seconds": 0.5})
    assert read(line) == Run(measured=measured(), arcs=5, raw_seconds=0.5)


def _plain(found: Measured) -> dict[str, object]:
    return {name: getattr(found, name) for name in Measured.__dataclass_fields__}


def test_a_small_round_is_measured_to_its_last_arcs() -> None:
    done = here(300, 2, raw=True)
    assert done.measured.cycles == {2: 0, 3: 0}
    assert done.measured.unfilled == 0
    assert 0 <= done.measured.gap < 1e-6
    assert done.arcs is not None
    assert done.arcs >= 3 * done.measured.submissions
    assert done.raw_seconds is not None


def test_networkx_finds_the_same_cost() -> None:
    generator = np.random.default_rng(1)
    submission, evaluator = np.divmod(np.arange(12 * 9), 9)
    arcs = Arcs(submission, evaluator, generator.random(12 * 9))
    quotas = Quotas(
        submissions=12,
        each=2,
        lo=np.ones(9, dtype=np.int64),
        hi=np.full(9, 4),
        owes=np.full(9, 2),
        bonus=0.5,
        campus=np.arange(9) % 2,
        most_of_a_campus=1,
    )
    assert solve(arcs, quotas) is not None
    assert same_cost(arcs, quotas) < 0


def test_in_the_dense_market_nearly_everybody_may_evaluate_everything() -> None:
    market = dense_market(100, 1)
    takes_part = int((market.quotas.hi > 0).sum())
    assert market.eligible(None).min() > takes_part - 15


def test_caps_never_gain_and_keep_what_they_promise() -> None:
    found = losses(200, [1])
    by_kind = {loss.kind: loss for loss in found}
    assert list(by_kind) == list(KINDS)
    assert by_kind["free"].lost == 0.0
    assert all(loss.lost >= -1e-6 for loss in found)
    assert by_kind["z=3"].cycles == {2: 0, 3: 0}
    assert by_kind["Q=1/2"].max_pair_probability <= 0.5
    assert len(loss_rows(200, found)) == len(CAPPED)
    assert as_loss_table(found).row_count == 1


def test_no_baseline_is_worth_more_than_the_bound() -> None:
    found = qualities(300, 3, lambda: 0.0)
    assert [each.name for each in found] == ["Peermill", *BASELINES]
    assert all(each.percent <= 100 + 1e-6 for each in found)
    assert found[0].cycles == {2: 0, 3: 0}
    assert as_quality_table(300, found).row_count == len(found)


def test_plots_of_the_same_figures_are_the_same_files(tmp_path: Path) -> None:
    found = [
        Quality(
            name=name,
            objective=9.0,
            percent=90.0,
            unfilled=0,
            cycles={2: 1, 3: 0},
            gini=0.2,
            seconds=spent,
            loads=(1, 4),
        )
        for name, spent in (("Peermill", 2.0), ("greedy", 0.5))
    ]
    drawn = [path.read_bytes() for path in draw(found, tmp_path)]
    assert [path.read_bytes() for path in draw(found, tmp_path)] == drawn
    assert all(b"<svg" in each and b"<dc:date>" not in each for each in drawn)


def test_without_the_reference_data_there_are_no_rows(tmp_path: Path) -> None:
    assert measure_references(tmp_path / "absent") == []


@pytest.mark.skipif(not DATA.is_dir(), reason="the reference data (../shared/data) are absent")
def test_reference_optima_are_met() -> None:
    row = matching_reference.optima_row(DATA)
    assert row.reached, row
