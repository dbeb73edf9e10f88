"""Why a pair was made, or wasn't, and what another choice would have cost.

pair --a rule forbids it--> that rule
     '--allowed--> the most valuable round with it, or without it --> its cost, and the chain of changes it needs

With every allowed pair at hand the cost is exact. In large rounds it's over the pairs that are good for the submissions
near this one, so a choice costs at most what is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.explain_choices import Scene, scene_of
from matching.market import Arcs, Market, joined
from matching.outcome import Outcome
from matching.solution import Solution
from matching.solver import worth_of

LISTED = 300_000  # pairs up to which all are looked at
DEPTH = 24  # of the best of each submission, above that
OTHERS = 3  # evaluators that a submission could have got instead
SHOWN = 12
SAME = 1e-7  # of a round's worth: rounding


@dataclass(frozen=True, slots=True)
class Choice:
    """`cost`: what it takes from the worth of the most valuable round. `changes`: pairs that come (+) and go (-)."""

    what: str
    cost: float
    changes: tuple[str, ...]

    def lines(self) -> list[str]:
        text = f"{self.what}: the round would be worth {self.cost:.4g} less"
        if not self.changes:
            return [text]
        rest = [f"  and {len(self.changes) - SHOWN} more"] if len(self.changes) > SHOWN else []
        return [f"{text}, by {len(self.changes)} changes", *(f"  {line}" for line in self.changes[:SHOWN]), *rest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`reason`: what speaks for the pair, or what forbids it. `value`: None where it is forbidden. `choices`: against
    how it is, the cheapest first; none where nothing else keeps rules and quotas, or nothing else was asked for."""

    pair: str
    made: bool
    reason: str
    value: float | None
    choices: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def cost(self) -> float | None:
        """The cheapest choice's."""
        return self.choices[0].cost if self.choices else None

    @property
    def changes(self) -> tuple[str, ...]:
        """The cheapest choice's."""
        return self.choices[0].changes if self.choices else ()

    def lines(self) -> list[str]:
        worth = "" if self.value is None else f"worth {self.value:.4g}; "
        head = f"{self.pair}: {'made' if self.made else 'not made'}; {worth}{self.reason}"
        below = [*self.notes, *(line for choice in self.choices for line in choice.lines())]
        return [head, *(f"  {line}" for line in below)]


def explain_pair(market: Market, outcome: Outcome, evaluator: int, submission: int) -> Explanation:
    """What made this pair, or what stood against it, and what the other choice would cost."""
    made = _holds(outcome.pairs, evaluator, submission)
    broken = market.broken(submission, evaluator, outcome.circle)
    if broken:
        return Explanation(pair=_pair(market, evaluator, submission), made=made, reason="; ".join(broken), value=None)
    this = Arcs(np.array([submission]), np.array([evaluator]), market.value(*np.array([[submission], [evaluator]])))
    scene = scene_of(joined(_arcs(market, outcome), this), market.quotas, outcome.pairs, evaluator, submission)
    best, notes = scene.best(), _chance(outcome, evaluator, submission)
    if best is not None:  # it never is, as the round itself keeps the quotas
        notes += _less_than(best, scene)
    choices = _choices(market, scene, best, evaluator, submission, made) if best is not None else ()
    if not choices:
        notes += (f"{'without' if made else 'with'} it no pairing keeps the rules and quotas",)
    return Explanation(
        pair=_pair(market, evaluator, submission),
        made=made,
        reason=market.reason(submission, evaluator),
        value=float(this.value[0]),
        choices=choices,
        notes=notes,
    )


def explain_person(market: Market, outcome: Outcome, evaluator: int) -> list[Explanation]:
    """Each pair of theirs: whom they evaluate, and who evaluates what they wrote."""
    theirs = market.authors.owners[market.authors.rows == evaluator]
    pairs = outcome.pairs
    of = pairs.where((pairs.evaluator == evaluator) | np.isin(pairs.submission, theirs))
    return [
        Explanation(
            pair=_pair(market, who, submission),
            made=True,
            reason=market.reason(submission, who),
            value=value,
            notes=_chance(outcome, who, submission),
        )
        for submission, who, value in zip(of.submission.tolist(), of.evaluator.tolist(), of.value.tolist(), strict=True)
    ]


def _pair(market: Market, evaluator: int, submission: int) -> str:
    return f"{market.evaluator_name(evaluator)} for {market.submission_name(submission)}"


def _holds(pairs: Arcs, evaluator: int, submission: int) -> bool:
    return bool(((pairs.submission == submission) & (pairs.evaluator == evaluator)).any())


def _arcs(market: Market, outcome: Outcome) -> Arcs:
    if int(market.eligible(outcome.circle).sum()) <= LISTED:
        return market.arcs(outcome.circle)
    best = market.best(outcome.circle, np.zeros(market.quotas.evaluators), DEPTH)
    return joined(outcome.chances, best)


def _chance(outcome: Outcome, evaluator: int, submission: int) -> tuple[str, ...]:
    """Where the round was drawn: how likely this pair was."""
    this = (outcome.chances.submission == submission) & (outcome.chances.evaluator == evaluator)
    chance = float(outcome.chance[this].sum())
    return (f"the pairing was drawn, and this pair had a chance of {chance:.3g}",) if 0 < chance < 1 else ()


def _less_than(best: Solution, scene: Scene) -> tuple[str, ...]:
    """Where the round isn't the most valuable: what it is short of that one."""
    short = best.worth - worth_of(scene.arcs, scene.made.astype(np.int64), scene.quotas)
    if short <= SAME * max(abs(best.worth), 1.0):
        return ()
    kept = "a probability cap, fairness or cycles cost that, or the gap was left"
    return (f"costs count from the most valuable round, worth {short:.4g} more than this one ({kept})",)


def _choices(
    market: Market, scene: Scene, best: Solution, evaluator: int, submission: int, made: bool
) -> tuple[Choice, ...]:
    arc = scene.arc(evaluator, submission)
    if bool(best.units[arc]) != made:
        return (Choice(f"the most valuable round goes {'without' if made else 'with'} it", 0.0, ()),)
    if made:
        return tuple(_instead(market, scene, best, arc))
    other = scene.best(held=arc)
    return () if other is None else (_choice(market, scene, best, other, arc, "with it"),)


def _instead(market: Market, scene: Scene, best: Solution, arc: int) -> Iterator[Choice]:
    """The best round without this arc, the best without it and the one that came instead, and so on."""
    barred = np.array([arc])
    while len(barred) <= OTHERS:
        other = scene.best(barred=barred)
        if other is None:
            return
        here = (scene.arcs.submission == scene.arcs.submission[arc]) & (other.units > best.units)
        came = np.flatnonzero(here)
        names = ", ".join(market.evaluator_name(int(scene.arcs.evaluator[each])) for each in came)
        yield _choice(market, scene, best, other, arc, f"{names} instead")
        barred = np.concatenate((barred, came))


def _choice(market: Market, scene: Scene, best: Solution, other: Solution, arc: int, what: str) -> Choice:
    changes = tuple(
        f"{'+' if change.comes else '-'} {_pair(market, change.evaluator, change.submission)}"
        for change in scene.chain(best.units, other.units, arc)
    )
    return Choice(what, max(0.0, best.worth - other.worth), changes)
