"""Why each pair was made, in a line that the people in it may read."""

from collections import Counter
from collections.abc import Sequence

from matching.model import Evaluatee, Evaluator, Pair


def explained(chosen: Sequence[tuple[Evaluatee, Evaluator]]) -> list[Pair]:
    """The pairs in the order given, each with its reason."""
    loads = Counter(evaluator.person_id for _, evaluator in chosen)
    count: Counter[int] = Counter()
    pairs = []
    for evaluatee, evaluator in chosen:
        count[evaluator.person_id] += 1
        turn = f"evaluation {count[evaluator.person_id]} of their {loads[evaluator.person_id]}"
        pairs.append(
            Pair(
                submission_id=evaluatee.submission_id,
                evaluator_id=evaluator.person_id,
                reason=f"{campus_reason(evaluatee, evaluator)}; {level_reason(evaluatee, evaluator)}; {turn}",
            )
        )
    return pairs


def campus_reason(evaluatee: Evaluatee, evaluator: Evaluator) -> str:
    if evaluator.campus in evaluatee.campuses:
        return f"not of the team, of its campus ({evaluator.campus})"
    return f"of another campus ({evaluator.campus})"


def level_reason(evaluatee: Evaluatee, evaluator: Evaluator) -> str:
    return f"level {evaluator.level:.1f} for a team at {evaluatee.level:.1f}"
