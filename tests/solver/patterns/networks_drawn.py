"""Small networks drawn by chance, and every year of one by brute force."""

from itertools import combinations, pairwise, product

import numpy as np
from numpy.random import Generator

from scheduler.solver.patterns.network import Costs, Cover, Flags, Floats, Ints, Network, Weighed, Year, weighed

TIER = "dates"


def network_drawn(draw: Generator, days: int = 12, most_layers: int = 4, code: str = "A") -> Network:
    """Draw a network of a few days and meetings, with everything that one may have."""
    day = np.sort(draw.choice(days, draw.integers(1, 2 * days), replace=True))
    nodes, layers = len(day), int(draw.integers(0, most_layers + 1))
    start = 60 * np.concatenate([np.arange((day == one).sum()) for one in np.unique(day)])
    modes = int(draw.integers(1, 4))
    covers = tuple(
        Cover(first, first + int(draw.integers(-1, 6)), TIER, float(draw.choice([1.0, 2.0, np.inf])))
        for first in (int(day) for day in draw.integers(-1, days + 1, draw.integers(0, 3)))
    )
    allowed = draw.random((max(layers - 1, 0), days + 1)) < 0.8
    allowed[:, 0] = False
    costs = Costs(
        draw.integers(0, 4, nodes),
        draw.integers(0, 3, (modes, nodes)),
        draw.integers(0, 3, (max(layers - 1, 0), days + 1)),
        draw.integers(0, 9, layers),
        int(draw.integers(0, 3)),
    )
    opened = draw.random((layers, nodes)) < 0.8 if draw.random() < 0.5 else np.ones((layers, nodes), np.bool_)
    nothing = np.zeros(layers, np.bool_), np.zeros(nodes, np.int64)
    least = int(draw.integers(0, layers + 1))
    of_day, by_tier = False, {TIER: costs}
    return Network(code, of_day, day, start, start + 60, opened, least, allowed, by_tier, covers, *nothing)


def every_year(network: Network) -> list[Ints]:
    """List every choice of nodes, days rising, that the network allows, whatever its covers."""
    found = []
    for held in range(network.least, network.layers + 1):
        for days in combinations(np.unique(network.day).tolist(), held):
            gaps = [after - before for before, after in pairwise(days)]
            if all(network.allowed_gap[layer, gap] for layer, gap in enumerate(gaps)):
                at = [
                    np.flatnonzero((network.day == day) & network.open[layer]).tolist()
                    for layer, day in enumerate(days)
                ]
                found += [np.array([*nodes] + [-1] * (network.layers - held), np.int64) for nodes in product(*at)]
    return found


def price_of(one: Weighed, year: Ints, extra: Floats, windows: Ints, closed: Flags) -> float:
    """Count what a year costs under prices, term by term; infinite where it may not be."""
    network, held = one.network, [int(node) for node in year if node >= 0]
    days = [int(network.day[node]) for node in held]
    costs = network.costs[TIER]
    if any(closed[node] for node in held):
        return np.inf
    total = float(costs.constant + sum(costs.node[node] + extra[node] for node in held))
    total += min(sum(int(mode[node]) for node in held) for mode in costs.mode)
    total += sum(int(costs.gap[layer, after - before]) for layer, (before, after) in enumerate(pairwise(days)))
    total += sum(int(costs.idle[layer]) for layer in range(len(held), network.layers))
    asked = [(cover.first, cover.last, cover.units) for cover in network.covers]
    asked += [(first, last, np.inf) for first, last in windows.tolist()]
    return total + sum(units for first, last, units in asked if not any(first <= day <= last for day in days))


def best_by_brute_force(one: Weighed, extra: Floats, windows: Ints, closed: Flags) -> float:
    """Return the price of the cheapest year, infinite where there is none."""
    return min((price_of(one, year, extra, windows, closed) for year in every_year(one.network)), default=np.inf)


def question_drawn(seed: int) -> tuple[Weighed, Floats, Ints, Flags]:
    """Draw a network, prices that may be below nothing, windows and closed nodes."""
    draw = np.random.default_rng(seed)
    one = weighed(network_drawn(draw), {TIER: 1})
    nodes = one.network.nodes
    extra = draw.integers(-3, 9, nodes) * draw.integers(0, 2, nodes) * 0.5
    first = draw.integers(0, 12, draw.integers(0, 3))
    windows = np.stack([first, first + draw.integers(0, 6, len(first))], axis=1)
    return one, extra, windows, draw.random(nodes) < 0.1 * draw.integers(0, 2)


def price_found(one: Weighed, year: Year | None, extra: Floats, windows: Ints, closed: Flags) -> float:
    """Recount what was found, and hold it to what the network allows."""
    if year is None:
        return np.inf
    assert any((year.nodes == other).all() for other in every_year(one.network))
    price = price_of(one, year.nodes, extra, windows, closed)
    assert year.cost + extra[year.held].sum() == price
    return price


def least_through_by_brute_force(one: Weighed, extra: Floats, windows: Ints, closed: Flags) -> list[float]:
    """Return, for each node, the price of the cheapest year with a meeting there."""
    found = [np.inf] * one.network.nodes
    for year in every_year(one.network):
        price = price_of(one, year, extra, windows, closed)
        for node in year[year >= 0].tolist():
            found[node] = min(found[node], price)
    return found
