"""A round of peer evaluation: every graded submission that waits for one gets its evaluators.

current submissions with a verdict, not yet paired  --'
people who are not staff                            ---> matching --> Round on record
"""

from statistics import mean

from core.errors import UsageError
from core.ports import Clock, Store, Transaction
from core.school import EventKind, Facts, Pairing, Person, Progress, Round
from core.verdicts import Verdict
from matching.flow import pair_up
from matching.model import Evaluatee, Evaluator

EVALUATORS_EACH = 3
LARGEST_SEED = 2**31 - 1


def open_round(store: Store, clock: Clock, *, seed: int, evaluators_each: int = EVALUATORS_EACH) -> Round:
    """Raises UsageError when nothing waits, or too few people may evaluate one of the submissions."""
    if not 0 <= seed <= LARGEST_SEED:
        raise UsageError(f"seed {seed}: it must be from 0 to {LARGEST_SEED}")
    with store.transaction() as transaction:
        evaluatees = [evaluatee_of(progress) for progress in waiting(transaction)]
        if not evaluatees:
            raise UsageError("no graded submission waits for evaluators")
        evaluators = [evaluator_of(person) for person in transaction.people.all() if not person.staff]
        pairs = pair_up(evaluatees, evaluators, evaluators_each=evaluators_each, seed=seed)
        pairings = [
            Pairing(submission_id=pair.submission_id, evaluator_id=pair.evaluator_id, reason=pair.reason)
            for pair in pairs
        ]
        opened = transaction.rounds.add(opened_at=clock(), seed=seed, pairings=pairings)
        facts: Facts = {"round": opened.id, "seed": seed, "pairings": len(pairings)}
        transaction.events.append(EventKind.ROUND_OPENED, opened.opened_at, facts)
    return opened


def waiting(transaction: Transaction) -> list[Progress]:
    """A submission that our machinery failed to grade waits for its report first."""
    paired = {pairing.submission_id for made in transaction.rounds.all() for pairing in made.pairings}
    return [
        progress
        for progress in transaction.submissions.current()
        if progress.verdict not in (None, Verdict.JE) and progress.submission.id not in paired
    ]


def evaluatee_of(progress: Progress) -> Evaluatee:
    members = progress.team.members
    return Evaluatee(
        submission_id=progress.submission.id,
        authors=frozenset(member.id for member in members),
        campuses=frozenset(member.campus for member in members),
        level=mean(member.level for member in members),
    )


def evaluator_of(person: Person) -> Evaluator:
    return Evaluator(person_id=person.id, campus=person.campus, level=person.level)
