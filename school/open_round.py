"""A round of peer evaluation: every graded submission that waits for one gets its evaluators.

current submissions with a verdict, not yet paired  --'
people who are not staff, earlier rounds            ---> matching --> Round on record
"""

from core.errors import UsageError
from core.ports import Clock, Store, Transaction
from core.school import EventKind, Facts, Pairing, Progress, Round
from core.verdicts import Verdict
from matching.market import Market
from matching.outcome import Outcome, Terms
from matching.policy import Cycles
from matching.round import match
from matching.school_market import SchoolMarket
from matching.solution import Infeasible
from school.round_tables import policy_of, school_of

EVALUATORS_EACH = 3
LARGEST_SEED = 2**31 - 1
CYCLES: tuple[Cycles, ...] = (3, 2, 0)
"""A small round may have no pairing without short cycles: the strictest that it has is taken, and put on record."""


def open_round(store: Store, clock: Clock, *, seed: int, evaluators_each: int = EVALUATORS_EACH) -> Round:
    """Raises UsageError when nothing waits; Infeasible, with the exceptions that would do, when the rules allow no
    pairing."""
    if not 0 <= seed <= LARGEST_SEED:
        raise UsageError(f"seed {seed}: it must be from 0 to {LARGEST_SEED}")
    with store.transaction() as transaction:
        submissions = waiting(transaction)
        if not submissions:
            raise UsageError("no graded submission waits for evaluators")
        people = [person for person in transaction.people.all() if not person.staff]
        now = clock()
        school = school_of(submissions, people, transaction, now, evaluators_each)
        market = SchoolMarket(school, policy_of(evaluators_each))
        cycles, outcome = strictest(market, seed)
        number = {person.login: person.id for person in people}
        pairs = zip(outcome.pairs.submission.tolist(), outcome.pairs.evaluator.tolist(), strict=True)
        pairings = [
            Pairing(
                submission_id=submissions[submission].submission.id,
                evaluator_id=number[school.people.names[evaluator]],
                reason=market.reason(submission, evaluator),
            )
            for submission, evaluator in pairs
        ]
        opened = transaction.rounds.add(opened_at=now, seed=seed, pairings=pairings)
        facts: Facts = {"round": opened.id, "seed": seed, "pairings": len(pairings), "no_cycles_up_to": cycles}
        transaction.events.append(EventKind.ROUND_OPENED, opened.opened_at, facts)
    return opened


def strictest(market: Market, seed: int) -> tuple[Cycles, Outcome]:
    """The pairing with the longest cycles kept out that there is. Raises Infeasible where there is none at all."""
    for cycles in CYCLES[:-1]:
        try:
            return cycles, match(market, Terms(cycles=cycles), seed)
        except Infeasible:
            continue
    return CYCLES[-1], match(market, Terms(cycles=CYCLES[-1]), seed)


def waiting(transaction: Transaction) -> list[Progress]:
    """A submission that our machinery failed to grade waits for its report first."""
    paired = {pairing.submission_id for made in transaction.rounds.all() for pairing in made.pairings}
    return [
        progress
        for progress in transaction.submissions.current()
        if progress.verdict not in (None, Verdict.JE) and progress.submission.id not in paired
    ]
