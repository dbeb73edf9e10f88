"""Our solve against networkx's network simplex: the same whole-numbered network, so the objectives must be equal."""

import networkx as nx
import numpy as np

from benchmarks.matching_loss import dense_market
from benchmarks.matching_round import last_arcs
from benchmarks.table import ROUNDS, Row, ratio_row, seconds
from cli.memory import peak_rss_mib
from matching.circle import Circle
from matching.market import Arcs, Market, Quotas
from matching.measure import measure
from matching.outcome import Terms
from matching.prices import flow_of
from matching.round import match
from matching.solver import Network, network_of, solve

FASTER = 50
ARCS_EACH = 20


def measure_against_simplex(learners: int, seed: int) -> list[Row]:
    """Over each submission's best arcs by value, over the arcs that the round ended with, and over every arc that the
    circle leaves where everybody may evaluate everybody."""
    done = measure(learners, seed, lambda: 0.0, peak_rss_mib, lambda _: None)
    dense = dense_market(learners, seed)
    circle = match(dense, Terms(cycles=3), seed, lambda _: None).circle
    few = _best(done.market, done.outcome.circle, ARCS_EACH)
    return [
        _row(f"solve at {learners:,}, {ARCS_EACH} arcs a submission", few, done.market.quotas),
        _row(f"solve at {learners:,}, the round's last arcs", last_arcs(done), done.market.quotas),
        _row(f"solve at {learners:,} dense, every arc", _best(dense, circle, learners), dense.quotas),
    ]


def _best(market: Market, circle: Circle | None, depth: int) -> Arcs:
    return market.best(circle, np.zeros(market.quotas.evaluators), depth)


def _row(what: str, arcs: Arcs, quotas: Quotas) -> Row:
    same_cost(arcs, quotas)
    graph = graph_of(network_of(arcs, quotas, 1, None))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda: nx.network_simplex(graph)))
        ours.append(seconds(lambda: solve(arcs, quotas)))
    return ratio_row(f"networkx network simplex, against our {what}: same objective", theirs, ours, "s", least=FASTER)


def same_cost(arcs: Arcs, quotas: Quotas) -> int:
    """The cost of both in quanta. Raises ValueError where the two differ, or there is no flow."""
    solution, network = solve(arcs, quotas), network_of(arcs, quotas, 1, None)
    if solution is None:
        raise ValueError("these arcs have no flow")
    ours = int((flow_of(network, solution, quotas) * network.cost).sum())
    theirs: int = nx.network_simplex(graph_of(network))[0]
    if ours != theirs:
        raise ValueError(f"our flow costs {ours}, that of networkx {theirs}")
    return ours


def graph_of(network: Network) -> "nx.MultiDiGraph[int]":
    """The hub has two arcs to some evaluators, so it is a multigraph."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from((node, {"demand": -supply}) for node, supply in enumerate(network.supply.tolist()))
    columns = (network.tail, network.head, network.capacity, network.cost)
    for tail, head, capacity, weight in zip(*(column.tolist() for column in columns), strict=True):
        graph.add_edge(tail, head, capacity=capacity, weight=weight)
    return graph
