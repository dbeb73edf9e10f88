"""`python -m benchmarks.matching_plots`: docs/matching-quality.svg and docs/matching-loads.svg, of one round.

The same figures make the same files: no dates, no random names.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.matching_baselines import Quality, qualities
from matching.measure import warm_up

DOCS = Path(__file__).parents[1] / "docs"
LEARNERS, SEED = 10_000, 1
SIZE = (6.4, 4.0)  # inches


def draw(found: Sequence[Quality], folder: Path) -> list[Path]:
    """The files written."""
    paths = [folder / "matching-quality.svg", folder / "matching-loads.svg"]
    for path, plot in zip(paths, (plot_quality, plot_loads), strict=True):
        figure = Figure(figsize=SIZE, layout="constrained")
        plot(figure.add_subplot(), found)
        with mpl.rc_context({"svg.hashsalt": "peermill"}):
            figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    return paths


def plot_quality(axes: Axes, found: Sequence[Quality]) -> None:
    """Up is better, left is faster."""
    for each in found:
        axes.scatter(each.seconds, each.percent)
        cycles = f"{each.cycles[2] + each.cycles[3]:,} short cycles"
        axes.annotate(
            f"{each.name}\n{cycles}", (each.seconds, each.percent), xytext=(6, -4), textcoords="offset points"
        )
    axes.set_xscale("log")
    axes.margins(x=0.3, y=0.15)
    axes.set_xlabel("seconds")
    axes.set_ylabel("value, % of the bound without a circle")


def plot_loads(axes: Axes, found: Sequence[Quality]) -> None:
    """How many people evaluate how often."""
    width = 0.8 / len(found)
    for number, each in enumerate(found):
        axes.bar([load + number * width for load in range(len(each.loads))], each.loads, width, label=each.name)
    most = max(len(each.loads) for each in found)
    axes.set_xticks([load + 0.4 - width / 2 for load in range(most)], [str(load) for load in range(most)])
    axes.set_xlabel("evaluations this round")
    axes.set_ylabel("people")
    axes.legend()


def main() -> None:
    warm_up()
    for path in draw(qualities(LEARNERS, SEED, time.perf_counter), DOCS):
        sys.stderr.write(f"bench: wrote {path}\n")


if __name__ == "__main__":
    main()
