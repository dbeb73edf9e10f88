"""What a section of the manifest allows a command, as a sandbox takes it."""

from dataclasses import replace

from core.runs import Limits
from exercises.manifest import Run
from exercises.model import Testcase
from exercises.section import PhaseLimits


def limits_of(phase: PhaseLimits) -> Limits:
    return Limits(
        cpu_ms=phase.cpu_ms,
        wall_ms=phase.wall_ms,
        memory_mib=phase.memory_mib,
        processes=phase.processes,
        stdout_bytes=phase.output_kib << 10,
    )


def limits_of_testcase(run: Run, testcase: Testcase) -> Limits:
    """A testcase's own CPU limit moves its wall limit with it."""
    later = max(0, testcase.cpu_ms - run.cpu_ms)
    return replace(limits_of(run), cpu_ms=testcase.cpu_ms, wall_ms=run.wall_ms + later)
