"""Resident memory of a worker's process after 500 submissions against after 50: what it would leak, it leaks here.

Run in a process of its own (`python -m benchmarks.worker_memory`), so that no other benchmark's memory is in it. Each
submission is another commit, pushed, put on record, claimed, graded and reported as a worker does it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.claim_to_report import OneExercise, claim_to_report_ms, pushed, quick_tests, registered
from benchmarks.table import Row
from exercises.loader import find_exercise
from wiring.composition import compose
from wiring.sandboxes import open_pool
from wiring.settings import load

EARLY, LATE, TESTS = 50, 500, 3
MOST = 1.1


def measure() -> Row:
    done = subprocess.run((sys.executable, "-m", __name__), check=True, stdout=subprocess.PIPE, text=True)
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
    settings = load()
    with (
        tempfile.TemporaryDirectory() as folder,
        compose(load(var=Path(folder) / "var")) as services,
        open_pool(settings, settings.pool_size, lambda _: None) as pool,
    ):
        repository = registered(services, exercise)
        examiner = OneExercise(exercise=exercise, pool=pool)
        for number in range(1, LATE + 1):
            pushed(services, repository, exercise, Path(folder) / f"work-{number}")
            claim_to_report_ms(services, examiner)
            if number in (EARLY, LATE):
                sys.stdout.write(f"{resident_mib():.3f}\n")


def resident_mib() -> float:
    status = Path("/proc/self/status").read_text()
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kib) / 1024


if __name__ == "__main__":
    main()
