"""Which changes of a school's policy would do, each alone: tried one by one, the mildest step of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from matching.market import Market
from matching.policy import Policy, ProjectRules, Standing
from matching.school_market import SchoolMarket
from matching.solver import solve
from matching.tables import School

TRIED = 250_000  # pairs of a round, up to which changes are tried


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the policy with its steps, each wider than the one before."""

    line: str
    steps: tuple[object, ...]
    policy: Callable[[object], Policy]


def rules_that_would_do(market: Market) -> tuple[str, ...]:
    """A line each; none for a market that has no policy, or one too large to try them."""
    if not isinstance(market, SchoolMarket) or market.quotas.submissions * market.quotas.evaluators > TRIED:
        return ()
    found = []
    for change in _changes(market.school, market.policy):
        step = _mildest(market.school, change)
        if step is not None:
            found.append(f"{change.line} = {step}")
    return tuple(found)


def _mildest(school: School, change: Change) -> str | None:
    """By halving, as whatever a step allows the wider ones do."""
    low, high = 0, len(change.steps) - 1
    if high < 0 or not _feasible(school, change.policy(change.steps[high])):
        return None
    while low < high:
        middle = (low + high) // 2
        if _feasible(school, change.policy(change.steps[middle])):
            high = middle
        else:
            low = middle + 1
    step = change.steps[high]
    return str(step).lower() if isinstance(step, bool) else _named(step)


def _named(step: object) -> str:
    return ", ".join(sorted(step)) if isinstance(step, frozenset) else f"{step}"


def _feasible(school: School, policy: Policy) -> bool:
    market = SchoolMarket(school, policy)
    arcs = market.arcs(None)
    return solve(replace(arcs, value=np.zeros(len(arcs))), market.quotas) is not None


def _changes(school: School, policy: Policy) -> Iterator[Change]:
    yield from _of_rules(school, "rules", policy.rules, lambda rules: policy.model_copy(update={"rules": rules}))
    for project, own in policy.projects.items():

        def with_own(rules: ProjectRules, project: str = project) -> Policy:
            return policy.model_copy(update={"projects": {**policy.projects, project: rules}})

        yield from _of_rules(school, f"projects.{project}", own, with_own)
    for line, steps in (
        ("most_of_a_campus", _up(policy.most_of_a_campus, policy.evaluators_each)),
        ("evaluators_each", _down(policy.evaluators_each, 1)),
    ):
        yield Change(line, steps, lambda step, line=line: policy.model_copy(update={line: step}))  # type: ignore[misc]


def _of_rules(
    school: School, where: str, rules: ProjectRules, policy: Callable[[ProjectRules], Policy]
) -> Iterator[Change]:
    for rule, steps in _steps(school, rules).items():

        def with_step(step: object, rule: str = rule) -> Policy:
            return policy(rules.model_copy(update={rule: step}))

        yield Change(f"{where}.{rule}", steps, with_step)


def _steps(school: School, rules: ProjectRules) -> dict[str, tuple[object, ...]]:
    levels = np.concatenate((school.people.level, school.submissions.level))
    everybody = frozenset(Standing)
    return {
        "levels_apart": _up(rules.levels_apart, ceil(np.ptp(levels))),
        "common_language": (False,) if rules.common_language else (),
        "shared_hours": _down(rules.shared_hours, 0),
        "repeat_weeks": _down(rules.repeat_weeks, 0),
        "return_weeks": _down(rules.return_weeks, 0),
        "standing": (everybody,) if rules.standing != everybody else (),
    }


def _up(now: float | None, most: int) -> tuple[int, ...]:
    return () if now is None else tuple(range(floor(now) + 1, most + 1))


def _down(now: float, least: int) -> tuple[int, ...]:
    return tuple(range(ceil(now) - 1, least - 1, -1))
