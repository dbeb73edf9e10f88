"""What the test data of a problem package are worth: groups with their points, and the rule that they count by.

pass-fail   sample and secret, up to the first testcase that fails; that takes everything
legacy      grader_flags, accept_score and range of each folder, from the leaves up
2025-09     max_score, score_aggregation and require_pass of `secret` and its groups

The sample is worth nothing in a scoring problem, except in a legacy one whose root doesn't say `ignore_sample`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from core.errors import BrokenExercise
from exercises.importers.kattis_data import LEGACY, NEW, Case, Node
from exercises.importers.kattis_package import Package

MOST_POINTS = 1000
PASS_FAIL_POINTS = 100
SAMPLE = "sample"

Rule = Literal["sum", "all", "min"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGroup:
    """`each`: the points of one of its testcases."""

    name: str
    cases: tuple[Case, ...]
    points: float
    rule: Rule
    each: float = 1
    requires: tuple[str, ...] = ()

    def section(self) -> dict[str, Any]:
        shown = self.name == SAMPLE or all(case.full_feedback for case in self.cases)
        section: dict[str, Any] = {
            "testcases": [case.name for case in self.cases],
            "points": self.points,
            "rule": self.rule,
            "visibility": "shown" if shown else "hidden",
        }
        return section | ({"requires": list(self.requires)} if self.requires else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    groups: tuple[PlannedGroup, ...]
    scoring: Literal["independent", "sequential", "all_or_nothing"]


def worth(package: Package, root: Node, sample: Node | None, secret: Node, *, scoring: bool, scored: bool) -> Worth:
    """`scoring`: it is a scoring problem; `scored`: its validator gives the points. Raises BrokenExercise."""
    if not scoring:
        groups = [*sample_group(sample, 0), everything(secret, points=PASS_FAIL_POINTS, rule="all")]
        return Worth(groups=tuple(groups), scoring="all_or_nothing")
    is_new = any(package.has(path) for path in package.below("data") if path.endswith(f"/{NEW}"))
    found = new(package, sample, secret) if is_new else legacy(package, root, sample, secret, scored=scored)
    for group in found.groups:
        if group.points > MOST_POINTS:
            raise BrokenExercise(f"{package.folder / 'data'}: {group.name}: more than {MOST_POINTS} points")
    return found


def sample_group(sample: Node | None, points: float) -> list[PlannedGroup]:
    if sample is None:
        return []
    cases = tuple(sample.all_cases())
    return [PlannedGroup(name=SAMPLE, cases=cases, points=points, rule="sum", each=points / len(cases))]


def everything(node: Node, *, points: float, rule: Rule, each: float = 1) -> PlannedGroup:
    return PlannedGroup(name=name_of(node), cases=tuple(node.all_cases()), points=points, rule=rule, each=each)


def name_of(node: Node) -> str:
    """`data/secret/group1` -> `group1`; `data/secret` itself -> `secret`."""
    name = node.path.removeprefix("data/secret/").removeprefix("data/")
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def new(package: Package, sample: Node | None, secret: Node) -> Worth:
    most = 100 if secret.own.max_score is None else secret.own.max_score
    how = secret.own.score_aggregation or "sum"
    path = package.folder / secret.path / NEW
    if most == "unbounded":
        raise BrokenExercise(f"{path}: max_score: unbounded scores aren't supported: points here have a maximum")
    if secret.children and how == "min":
        raise BrokenExercise(f"{path}: score_aggregation: min over groups isn't supported")
    nodes = [node for node in secret.children if any(node.all_cases())] or [secret]
    groups = [new_group(package, node, secret, most / len(nodes) if how == "pass-fail" else most) for node in nodes]
    rule: Literal["independent", "all_or_nothing"] = "all_or_nothing" if how == "pass-fail" else "independent"
    return Worth(groups=(*sample_group(sample, 0), *groups), scoring=rule)


def new_group(package: Package, node: Node, secret: Node, most: float) -> PlannedGroup:
    path = package.folder / node.path / NEW
    how = node.own.score_aggregation or ("sum" if node is secret else "pass-fail")
    points: float = most
    if node is not secret and secret.own.score_aggregation != "pass-fail":
        if not isinstance(node.own.max_score, int):
            raise BrokenExercise(f"{path}: max_score: missing, or unbounded: a group has a maximum here")
        points = node.own.max_score
    cases = tuple(node.all_cases())
    required = [*listed(secret.own.require_pass), *(listed(node.own.require_pass) if node is not secret else [])]
    return PlannedGroup(
        name=name_of(node),
        cases=cases,
        points=points,
        rule="all" if how == "pass-fail" else how,
        each=points / len(cases) if how == "sum" else points,
        requires=tuple(required_group(package, name, node) for name in dict.fromkeys(required)),
    )


def listed(names: str | list[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else names or []


def required_group(package: Package, name: str, node: Node) -> str:
    if not any(package.below(f"data/{name}")):
        raise BrokenExercise(f"{package.folder / node.path / NEW}: require_pass: there is no group {name!r}")
    return SAMPLE if name == SAMPLE else name.removeprefix("secret/").replace("/", "-")


def legacy(package: Package, root: Node, sample: Node | None, secret: Node, *, scored: bool) -> Worth:
    ignored = "ignore_sample" in flags_of(root)
    if root.legacy.reject_score:
        package.leave("problem.yaml: grading", "a testcase that fails gives nothing here")
    first = sample_group(sample, 0 if ignored or sample is None else worth_of(sample))
    groups = list(legacy_groups(secret, scored=scored))
    if first and not ignored and not lenient(root):
        groups = [replace(group, requires=(SAMPLE,)) for group in groups]
    strict = scored and not lenient(secret)
    for node in nodes_below(secret):
        if scored and node is not secret and not lenient(node) and aggregation(node) != "min":
            package.leave(f"{node.path}/{LEGACY}: grader_flags", "a testcase that fails takes only its own points here")
    stops = secret.legacy.on_reject != "continue" and len(groups) > 1
    return Worth(
        groups=(*first, *groups), scoring="all_or_nothing" if strict else "sequential" if stops else "independent"
    )


def nodes_below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes_below(child)


def legacy_groups(node: Node, *, scored: bool) -> Iterator[PlannedGroup]:
    """One for each folder up from which nothing but a sum is made; those below the others count in theirs."""
    if node.children and lenient(node) and aggregation(node) == "sum":
        for child in node.children:
            yield from legacy_groups(child, scored=scored)
        if node.cases:
            each = accept_score(node)
            points = each * len(node.cases)
            yield PlannedGroup(name=name_of(node), cases=node.cases, points=points, rule="sum", each=each)
        return
    cases = tuple(node.all_cases())
    if not cases:
        return
    points = highest(node) if scored else worth_of(node)
    how = aggregation(node)
    rule: Rule = "sum" if lenient(node) or scored else "all"
    if scored and how in ("min", "max"):
        rule = "min"
    each = points if rule == "min" else points / len(cases)
    yield PlannedGroup(name=name_of(node), cases=cases, points=points, rule=rule, each=each)


def flags_of(node: Node) -> list[str]:
    return node.legacy.grader_flags or []


def lenient(node: Node) -> bool:
    """Whether a group whose testcases don't all pass may give points."""
    return "always_accept" in flags_of(node) or "accept_if_any_accepted" in flags_of(node)


def aggregation(node: Node) -> str:
    named = [flag for flag in flags_of(node) if flag in ("sum", "avg", "min", "max")]
    return named[-1] if named else "sum"


def accept_score(node: Node) -> float:
    return 1 if node.legacy.accept_score is None else node.legacy.accept_score


def worth_of(node: Node) -> float:
    """The points where everything is accepted."""
    parts = [accept_score(node)] * len(node.cases)
    parts += [worth_of(child) for child in node.children if any(child.all_cases())]
    match aggregation(node):
        case "sum":
            return sum(parts)
        case "avg":
            return sum(parts) / len(parts)
        case "min":
            return min(parts)
        case _:
            return max(parts)


def highest(node: Node) -> float:
    """The upper end of its range, where a validator gives the points; that of an accepted one where it has none."""
    words = (node.legacy.range or "").split()
    try:
        most = float(words[1])
    except (IndexError, ValueError):
        return worth_of(node)
    return most if 0 <= most <= MOST_POINTS else worth_of(node)
