"""Who evaluates whom, exactly: a min-cost flow of one unit a pair.

    source -> evaluator -> (submission, campus) -> submission -> sink
       n-th unit: load     pair's cost     n-th unit: mix      k units

Every pair that is allowed is an arc, which suits some hundred submissions.
"""

from collections.abc import Sequence
from typing import TypeAlias

import networkx as nx

from core.errors import UsageError
from matching.costs import Costs, load_unit, mix_cost, pair_costs
from matching.model import Evaluatee, Evaluator, Pair
from matching.reasons import explained

Node = tuple[str | int, ...]
Network: TypeAlias = "nx.MultiDiGraph[Node]"  # several arcs between two nodes: each next unit costs more
SOURCE: Node = ("source",)
SINK: Node = ("sink",)


def pair_up(
    evaluatees: Sequence[Evaluatee], evaluators: Sequence[Evaluator], *, evaluators_each: int, seed: int
) -> list[Pair]:
    """`evaluators_each` people for every submission, none of its team, loads as equal as can be; the same for a seed.

    Raises UsageError naming the first submission that too few people may evaluate.
    """
    if evaluators_each < 1:
        raise UsageError(f"{evaluators_each} evaluators a submission: it takes at least 1")
    evaluatees = sorted(evaluatees, key=lambda evaluatee: evaluatee.submission_id)
    evaluators = sorted(evaluators, key=lambda evaluator: evaluator.person_id)
    costs = pair_costs(evaluatees, evaluators, seed)
    check_feasible(evaluatees, costs, evaluators_each)
    flow = nx.min_cost_flow(network(evaluatees, evaluators, costs, evaluators_each))
    chosen = [
        (evaluatee, evaluator)
        for evaluatee in evaluatees
        for evaluator in evaluators
        if sum(flow[person(evaluator)].get(seat(evaluatee, evaluator.campus), {}).values())
    ]
    return explained(chosen)


def check_feasible(evaluatees: Sequence[Evaluatee], costs: Costs, evaluators_each: int) -> None:
    for evaluatee in evaluatees:
        eligible = sum(submission_id == evaluatee.submission_id for submission_id, _ in costs)
        if eligible < evaluators_each:
            raise UsageError(
                f"submission {evaluatee.submission_id}: {eligible} people outside its team may evaluate it, "
                f"and it takes {evaluators_each}"
            )


def network(
    evaluatees: Sequence[Evaluatee], evaluators: Sequence[Evaluator], costs: Costs, evaluators_each: int
) -> Network:
    graph: Network = nx.MultiDiGraph()
    needed = len(evaluatees) * evaluators_each
    graph.add_node(SOURCE, demand=-needed)
    graph.add_node(SINK, demand=needed)
    unit = load_unit(costs, len(evaluatees), evaluators_each)
    for evaluator in evaluators:
        for nth in range(1, len(evaluatees) + 1):
            graph.add_edge(SOURCE, person(evaluator), capacity=1, weight=unit * nth)
    for evaluatee in evaluatees:
        add_evaluatee(graph, evaluatee, evaluators, costs, evaluators_each)
    return graph


def add_evaluatee(
    graph: Network, evaluatee: Evaluatee, evaluators: Sequence[Evaluator], costs: Costs, evaluators_each: int
) -> None:
    submission: Node = ("submission", evaluatee.submission_id)
    for evaluator in evaluators:
        cost = costs.get((evaluatee.submission_id, evaluator.person_id))
        if cost is not None:
            graph.add_edge(person(evaluator), seat(evaluatee, evaluator.campus), capacity=1, weight=cost)
    for campus in sorted({evaluator.campus for evaluator in evaluators}):
        for before in range(evaluators_each):
            weight = mix_cost(evaluatee, campus, before)
            graph.add_edge(seat(evaluatee, campus), submission, capacity=1, weight=weight)
    graph.add_edge(submission, SINK, capacity=evaluators_each, weight=0)


def person(evaluator: Evaluator) -> Node:
    return ("evaluator", evaluator.person_id)


def seat(evaluatee: Evaluatee, campus: str) -> Node:
    return ("seat", evaluatee.submission_id, campus)
