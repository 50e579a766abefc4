"""Every year of a network, one after another, and what it costs: what the network says, in plain Python."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import inf

from builders import meeting

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import DATES, TIMES, Horizon, Scope
from scheduler.rules import about
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.patterns.network import Network
from scheduler.wishes import WISHES, ungranted

Nodes = tuple[int, ...]


def years(network: Network) -> Iterator[Nodes]:
    """Yield the nodes of every year, of the layers that are held."""
    yield from (one for one in _beginnings(network, ()) if len(one) >= network.least and _covered(network, one))


def _beginnings(network: Network, nodes: Nodes) -> Iterator[Nodes]:
    yield nodes
    layer = len(nodes)
    if layer < network.layers:
        for node in range(network.nodes):
            days = network.day[node] - network.day[nodes[-1]] if nodes else 1
            allowed = days > 0 and (not nodes or network.allowed_gap[layer - 1, days])
            if network.open[layer, node] and allowed:
                yield from _beginnings(network, (*nodes, node))


def _covered(network: Network, nodes: Nodes) -> bool:
    return all(_met(network, nodes, one.first, one.last) for one in network.covers if one.units == inf)


def _met(network: Network, nodes: Nodes, first: int, last: int) -> bool:
    return any(first <= network.day[node] <= last for node in nodes)


def cost(network: Network, nodes: Nodes, tier: str) -> int:
    """Return what a year costs in a tier."""
    missed = [one for one in network.covers if one.tier == tier and one.units < inf]
    total = sum(int(one.units) for one in missed if not _met(network, nodes, one.first, one.last))
    if tier not in network.costs:
        return total
    costs = network.costs[tier]
    total += costs.constant + sum(int(costs.node[node]) for node in nodes)
    total += sum(int(idle) for idle in costs.idle[len(nodes) :])
    total += min(sum(int(mode[node]) for node in nodes) for mode in costs.mode)
    days = [int(network.day[node]) for node in nodes]
    return total + sum(int(costs.gap[k, two - one]) for k, (one, two) in enumerate(pairwise(days)))


def best_of(network: Network, *tiers: str) -> tuple[int, ...] | None:
    """Return the lowest costs that any year reaches, tier by tier; None where there is no year."""
    return min((tuple(cost(network, nodes, tier) for tier in tiers) for nodes in years(network)), default=None)


def plan_of(problem: Problem, network: Network, nodes: Nodes) -> Plan:
    """Return the plan of a body's year, everybody there and no room found."""
    made = []
    for node, fixed in zip(nodes, network.fixed, strict=False):
        (sitting,) = network.ways[network.way_of[node]]
        if not fixed:
            made.append(_meeting(problem, sitting.body.code, int(network.day[node]), int(network.start[node])))
            length = int(network.end[node] - network.start[node])
            made[-1] = replace(
                made[-1],
                end=made[-1].start + length,
                sequence=sitting.own_number or 0,
                title=sitting.title,
                extra=sitting.extra,
                waived=sitting.waivers,
            )
    return finished(problem, PartialSolution(tuple(made), ()), ())


def plan_of_several(problem: Problem, held: list[tuple[Network, list[int]]]) -> Plan:
    """Return the plan of some bodies, each held at some nodes of its network."""
    made = [
        _meeting(problem, network.code, int(network.day[node]), int(network.start[node]))
        for network, nodes in held
        for node in nodes
    ]
    return finished(problem, PartialSolution(tuple(made), ()), ())


def plan_at(problem: Problem, code: str, placements: list[tuple[int, int]]) -> Plan:
    """Return the plan of a body at so many days from the first, and starts."""
    made = [_meeting(problem, code, day, start) for day, start in placements]
    return finished(problem, PartialSolution(tuple(made), ()), ())


def _meeting(problem: Problem, code: str, day: int, start: int) -> Meeting:
    clock = f"{start // 60:02}:{start % 60:02}"
    return meeting(problem, code, problem.days[day].isoformat(), clock, room=None)


def date_rules() -> list:
    """Return the rules that a network of one body holds."""
    return [
        rule
        for rule in about(DATES, TIMES)
        if rule.RULE.horizon is Horizon.MEETING or (rule.RULE.horizon, rule.RULE.scope) == (Horizon.YEAR, Scope.MOVER)
    ]


def scores(problem: Problem, plan: Plan, tier: str, names: tuple[str, ...] = ()) -> int:
    """Return what a plan costs in a tier, by the wishes' own count; without some wishes."""
    wishes = [wish for wish in WISHES if wish.WISH.tier == tier and wish.WISH.name not in names]
    return sum(one.cost for wish in wishes for one in ungranted(problem, plan, wish))
