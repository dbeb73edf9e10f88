"""Runs again what was stopped only because others had the CPU: that is our doing, not the student's.

Each try waits longer by the clock, so that a busy machine still comes to what CPU time decides: an endless loop is a
TLE there too, and no fault of ours.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from core.errors import GraderFault
from core.runs import Command, RunResult, Sandbox

Outcome = TypeVar("Outcome")
PATIENCE = (1, 3, 9)


def run_fairly(sandbox: Sandbox, command: Command) -> RunResult:
    """Raises GraderFault when this machine is too busy to be fair, SandboxDied."""
    return fairly(lambda patience: sandbox.run(patient(command, patience)), lambda result: result.starved)


def fairly(run: Callable[[int], Outcome], starved: Callable[[Outcome], bool]) -> Outcome:
    """`run` is given how many times its wall limits it may wait."""
    for patience in PATIENCE:
        outcome = run(patience)
        if not starved(outcome):
            return outcome
    raise GraderFault(f"no CPU was free for {len(PATIENCE)} tries of a test: this machine has too much to do")


def patient(command: Command, patience: int) -> Command:
    limits = command.limits
    return replace(command, limits=replace(limits, wall_ms=limits.wall_ms * patience))
