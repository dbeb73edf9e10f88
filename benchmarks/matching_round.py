"""One round of a made-up school in a process of its own, since a peak of memory is a process's: one line of JSON.

`python -m benchmarks.matching_round LEARNERS --seed S [--raw]`. With `--raw` the arcs that the round ended with are
found again, and the clock runs over one bare solve of them.
"""

import argparse
import dataclasses
import json
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.table import seconds
from cli.memory import peak_rss_mib
from matching.market import Arcs
from matching.measure import Measured, Round, measure, warm_up
from matching.search import search
from matching.solver import solve
from matching.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`arcs`, `raw_seconds`: the round's last arcs and a bare solve of them; None where nobody asked."""

    measured: Measured
    arcs: int | None
    raw_seconds: float | None


def run(learners: int, seed: int, *, raw: bool) -> Run:
    """In a fresh process. Raises CalledProcessError where that ends badly; its words are on stderr already."""
    command = [sys.executable, "-m", "benchmarks.matching_round", str(learners), "--seed", str(seed)]
    done = subprocess.run(command + ["--raw"] * raw, check=True, stdout=subprocess.PIPE, text=True)
    return read(done.stdout)


def read(line: str) -> Run:
    found = json.loads(line)
    measured = found["measured"]
    measured["cycles"] = {int(length): count for length, count in measured["cycles"].items()}
    return Run(measured=Measured(**measured), arcs=found["arcs"], raw_seconds=found["raw_seconds"])


def here(learners: int, seed: int, *, raw: bool) -> Run:
    """In this process, of which the peak of memory then is."""
    warm_up()
    done = measure(learners, seed, time.perf_counter, peak_rss_mib, say)
    arcs = last_arcs(done) if raw else None
    return Run(
        measured=done.measured,
        arcs=None if arcs is None else len(arcs),
        raw_seconds=None if arcs is None else seconds(lambda: solve(arcs, done.market.quotas)),
    )


def last_arcs(done: Round) -> Arcs:
    """The same search on the same circle ends with the same arcs as the round did."""
    watch = Watch(time.perf_counter)
    return search(done.market, done.outcome.circle, done.market.quotas, 1, watch, lambda _: None).solution.arcs


def say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("learners", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--raw", action="store_true")
    asked = parser.parse_args()
    found = here(asked.learners, asked.seed, raw=asked.raw)
    sys.stdout.write(json.dumps(dataclasses.asdict(found)) + "\n")


if __name__ == "__main__":
    main()
