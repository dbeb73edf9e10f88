"""Runs again what was stopped only because others had the CPU: that is our doing, not the student's."""

from collections.abc import Callable
from typing import TypeVar

from core.errors import GraderFault
from core.runs import Command, RunResult, Sandbox

Outcome = TypeVar("Outcome")
STARVED_TRIES = 3


def run_fairly(sandbox: Sandbox, command: Command) -> RunResult:
    """Raises GraderFault when this machine is too busy to be fair, SandboxDied."""
    return fairly(lambda: sandbox.run(command), lambda result: result.starved)


def fairly(run: Callable[[], Outcome], starved: Callable[[Outcome], bool]) -> Outcome:
    for _ in range(STARVED_TRIES):
        outcome = run()
        if not starved(outcome):
            return outcome
    raise GraderFault(f"no CPU was free for {STARVED_TRIES} tries of a test: this machine has too much to do")
