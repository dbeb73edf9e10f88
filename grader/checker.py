"""A custom checker: it reads what the submission printed, once that has ended well, and decides."""

from core.errors import GraderFault, SandboxDied
from core.runs import Command, RunResult
from exercises.model import Testcase
from grader.decision import Decision
from grader.fairness import run_fairly
from grader.judgement import by_judgement, read_judgement, unfit
from grader.referee import Referee, Unfit
from grader.words import excerpt

ROLE = "checker"


def decide_by_checker(referee: Referee, testcase: Testcase, output: bytes) -> Decision:
    """AC, WA or JE. Raises GraderFault."""
    got = excerpt(output)
    command = referee.command(testcase, output)
    try:
        judgement = read_judgement(run_checker(referee, command), command.limits, testcase.points)
    except Unfit as failure:
        return unfit(ROLE, failure, got=got)
    return by_judgement(judgement, ROLE, got=got)


def run_checker(referee: Referee, command: Command) -> RunResult:
    """Raises Unfit, GraderFault. A death for memory is the checker's own: what it reads is hostile."""
    try:
        return run_fairly(referee.sandbox(), command)
    except SandboxDied as death:
        referee.dismiss()
        if not death.out_of_memory:
            raise GraderFault(f"the checker's own sandbox: {death}") from None
        raise Unfit(f"needed more than {command.limits.memory_mib} MiB of memory, and took its sandbox down") from None
