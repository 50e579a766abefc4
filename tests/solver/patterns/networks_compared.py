"""The network of a council's only body against plans: those it holds keep the rules at its price, no others do."""

from random import Random

from years import cost, date_rules, plan_at, plan_of, scores, years

from scheduler.domain.problem import Problem
from scheduler.rules import broken
from scheduler.solver.patterns.reading import networks_of


def compare(problem: Problem, chance: Random) -> int:
    """Hold the network of the only body against plans drawn by chance and against its own years; count its years."""
    read = networks_of(problem)
    own = problem.bodies["A"]
    if own.max_gap_days and own.cadence.minimum == 0 and read.others:  # near the year's ends only if it meets at all
        return 0
    assert read.others == ()
    if not read.networks:
        return 0
    (network,) = read.networks
    found = {}
    for nodes in years(network):
        new = [node for node, fixed in zip(nodes, network.fixed, strict=False) if not fixed]
        found[tuple((int(network.day[node]), int(network.start[node])) for node in new)] = nodes
    assert len(found) == sum(1 for _ in years(network))
    for nodes in chance.sample(sorted(found.values()), min(25, len(found))):
        plan = plan_of(problem, network, nodes)
        assert list(broken(problem, plan, date_rules())) == []
        for tier in ("held", "unmoved", "dates"):
            assert cost(network, nodes, tier) == scores(problem, plan, tier)
    starts = problem.start_times_of(problem.bodies["A"])
    settled = problem.facts_of("A")
    to_come = [n for n, one in enumerate(problem.days) if one >= problem.open_from and one not in settled]
    opened = sorted({int(one) for one in network.day} & {*to_come})
    for _ in range(60):
        among = opened if chance.random() < 0.7 else to_come
        days = sorted(chance.sample(among, min(chance.randrange(network.layers + 2), len(among))))
        placements = tuple((one, chance.choice(starts)) for one in days)
        kept = not any(broken(problem, plan_at(problem, "A", list(placements)), date_rules()))
        assert kept == (placements in found), placements
    return len(found)
