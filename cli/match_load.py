"""What `peermill match` is asked for: a file and options become a market and terms."""

from pathlib import Path

from cli.match_options import LENGTHS, CycleChoice, Wishes, is_matrix
from core.errors import UsageError
from matching.market import Market
from matching.matrix_market import MatrixMarket
from matching.outcome import Terms
from matching.policy import Policy
from matching.reading.counts import check_counts
from matching.reading.files import read_whole
from matching.reading.matrices import read_matrix
from matching.reading.policy_file import policy_from
from matching.reading.to_school import instance_from, school_of

MOST_POLICY = 1 << 20
MOST_EVALUATORS = 10


def load(instance: Path, wishes: Wishes) -> tuple[Market, Terms]:
    """Raises UsageError."""
    market, policy = _matrix(instance, wishes) if is_matrix(instance) else _school(instance, wishes)
    check_counts(market.quotas)
    chance = policy.max_probability if wishes.max_probability is None else wishes.max_probability
    if not 0 < chance <= 1:
        raise UsageError(f"--max-probability {chance} is not over 0 and at most 1")
    return market, Terms(
        cycles=policy.cycles if wishes.cycles is None else LENGTHS[wishes.cycles],
        max_probability=chance,
        fairness=wishes.fairness or policy.fairness,
    )


def _matrix(instance: Path, wishes: Wishes) -> tuple[Market, Policy]:
    if wishes.policy is not None:
        raise UsageError("--policy is for JSON instances; a matrix takes --k, --lo and --hi")
    if wishes.cycles not in (None, CycleChoice.NONE):
        raise UsageError(f"--cycles {wishes.cycles}: a matrix names no authors, so only none makes sense")
    each = 3 if wishes.k is None else wishes.k
    if not 1 <= each <= MOST_EVALUATORS:
        raise UsageError(f"--k {each} is not 1 to {MOST_EVALUATORS}")
    lo, hi = wishes.lo or 0, each if wishes.hi is None else wishes.hi
    matrix = read_matrix(instance)
    if not 0 <= lo <= hi:
        raise UsageError(f"--lo {lo} --hi {hi}: 0 <= lo <= hi must hold")
    most = matrix.scores.shape[1]
    if lo > most:
        raise UsageError(f"--lo {lo}: there are only {most} submissions")
    hi = min(hi, most)
    market = MatrixMarket(matrix.scores, matrix.allowed, each, lo, hi)
    _check_candidates(market, each)
    return market, Policy(cycles=0)


def _check_candidates(market: MatrixMarket, each: int) -> None:
    for submission, count in enumerate(market.eligible(None).tolist()):
        if count < each:
            raise UsageError(f"submission {submission} has {count} possible evaluators, and --k asks for {each}")


def _school(instance: Path, wishes: Wishes) -> tuple[Market, Policy]:
    from matching.school_market import SchoolMarket  # compiles its scans: only who needs it waits

    if not (wishes.k is None and wishes.lo is None and wishes.hi is None):
        raise UsageError("--k, --lo and --hi are for matrices; a policy has evaluators_each, and people lo and hi")
    policy = (
        Policy() if wishes.policy is None else policy_from(read_whole(wishes.policy, MOST_POLICY), str(wishes.policy))
    )
    school = school_of(instance_from(read_whole(instance), str(instance)))
    for project in policy.projects:
        if project not in school.projects:
            raise UsageError(f"the policy has rules for the project {project!r}, which the instance doesn't have")
    return SchoolMarket(school, policy), policy
