"""The best year where groups of its nodes cost further, held against every year by brute force."""

import numpy as np
import pytest
from networks_drawn import TIER, every_year, price_of, question_drawn
from rounds import rounds

from scheduler.solver.patterns.network import Flags, Floats, Ints, Weighed
from scheduler.solver.patterns.pricing import Groups, Lexicographic, NoYear, Pricing


def groups_drawn(seed: int, nodes: int) -> Groups:
    """Draw up to three groups, some nodes in none, and what each set of them costs: more groups never less."""
    draw = np.random.default_rng(seed)
    number = int(draw.integers(0, 4))
    units = draw.integers(0, 7, 1 << number)
    units[0] = 0
    for used in range(1 << number):
        units[used] = max(int(units[some]) for some in range(used + 1) if some & used == some)
    return Groups(draw.integers(-1, number, nodes), units)


def least(one: Weighed, groups: Groups, extra: Floats, windows: Ints, closed: Flags) -> tuple[float, list[float]]:
    """Return the price of the cheapest year of all, and through each node."""
    best, through = np.inf, [np.inf] * one.network.nodes
    for year in every_year(one.network):
        held = year[year >= 0]
        used = {group for group in groups.of[held].tolist() if group >= 0}
        price = price_of(one, year, extra, windows, closed) + int(groups.units[sum(1 << group for group in used)])
        best = min(best, price)
        for node in held.tolist():
            through[node] = min(through[node], price)
    return best, through


def pricing_of(one: Weighed, groups: Groups) -> Pricing | None:
    """Return the pricing of a network alone; None where it has no year at all."""
    try:
        lexicographic = Lexicographic.of(one.network, (TIER,), further=int(groups.units.max()))
    except NoYear:
        return None
    return Pricing({0: lexicographic}, 1_000, {0: groups})


@pytest.mark.parametrize("seed", range(rounds(150)))
def test_the_best_year_pays_for_the_groups_it_uses(seed: int) -> None:
    one, extra, windows, closed = question_drawn(seed)
    groups = groups_drawn(seed, one.network.nodes)
    pricing = pricing_of(one, groups)
    best, _ = least(one, groups, extra, windows, closed)
    found = None if pricing is None else pricing.price(0, extra, windows, closed)
    assert (np.inf if found is None else found.price) == best
    if found is not None and pricing is not None:
        assert pricing.own_cost(0, found.year) == best - extra[found.year.held].sum()


@pytest.mark.parametrize("seed", range(rounds(150)))
def test_the_best_year_through_each_node_pays_for_the_groups_it_uses(seed: int) -> None:
    one, extra, _, closed = question_drawn(seed)
    groups = groups_drawn(seed, one.network.nodes)
    pricing = pricing_of(one, groups)
    if pricing is not None:
        _, through = least(one, groups, extra, np.zeros((0, 2), np.int64), closed)
        assert pricing.through(0, extra, closed).tolist() == through
