"""One round of pairing on the demo's submissions, in words."""

from collections.abc import Sequence

from cli.demo.cases import SEED
from cli.demo.report import Pair
from school.open_round import open_round
from wiring.composition import Services


def pair_evaluators(services: Services) -> list[Pair]:
    """Three evaluators a submission, nobody their own team's. Raises UsageError where the rules allow none."""
    opened = open_round(services.store, services.clock, seed=SEED)
    with services.store.reading() as transaction:
        people = {person.id: person for person in transaction.people.all()}
        teams = {progress.submission.id: progress.team for progress in transaction.submissions.current()}
    return [
        Pair(
            evaluator=people[pairing.evaluator_id].login,
            campus=people[pairing.evaluator_id].campus,
            team=teams[pairing.submission_id].name,
            submission=pairing.submission_id,
            reason=pairing.reason,
        )
        for pairing in opened.pairings
    ]


def pair_lines(pairs: Sequence[Pair]) -> list[str]:
    width = max(len(pair.team) for pair in pairs)
    return [
        f"submission {pair.submission:2}  {pair.team:{width}}  <-  {pair.evaluator:8}  {pair.reason}" for pair in pairs
    ]
