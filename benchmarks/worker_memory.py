"""Resident memory of a grading process after 500 submissions against after 50: what a worker would leak, it leaks here.

Run in a process of its own (`python -m benchmarks.worker_memory`), so that no other benchmark's memory is in it.
"""

import subprocess
import sys
from pathlib import Path

from benchmarks.claim_to_report import quick_tests
from benchmarks.table import Row
from core.trees import Tree
from core.verdicts import Verdict
from exercises.loader import find_exercise, read_entries
from grader.grade import grade
from wiring.sandboxes import open_pool
from wiring.settings import load

EARLY, LATE, TESTS = 50, 500, 3
MOST = 1.1


def measure() -> Row:
    done = subprocess.run((sys.executable, "-m", __name__), check=True, capture_output=True, text=True)
    early, late = (float(number) for number in done.stdout.split())
    return Row(
        what=f"resident memory after {LATE} submissions / after {EARLY}",
        ours=late,
        baseline=early,
        unit="MiB",
        figure=late / early,
        lowest=late / early,
        highest=late / early,
        target=f"at most {MOST}x",
        reached=late / early <= MOST,
    )


def main() -> None:
    exercise = quick_tests(find_exercise("c-sum"), TESTS)
    tree = Tree(entries=read_entries(exercise.folder / "solutions/accepted/plain"), commit=None)
    settings = load()
    with open_pool(settings, settings.pool_size, lambda _: None) as pool:
        for number in range(1, LATE + 1):
            assert grade(exercise, tree, pool).verdict is Verdict.AC
            if number in (EARLY, LATE):
                sys.stdout.write(f"{resident_mib():.3f}\n")


def resident_mib() -> float:
    status = Path("/proc/self/status").read_text()
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kib) / 1024


if __name__ == "__main__":
    main()
