"""The best year of a network, held against every year by brute force."""

from dataclasses import replace

import numpy as np
import pytest
from networks_drawn import (
    TIER,
    best_by_brute_force,
    every_year,
    least_through_by_brute_force,
    network_drawn,
    price_found,
    price_of,
    question_drawn,
)
from rounds import rounds

from scheduler.solver.patterns.network import weighed
from scheduler.solver.patterns.shortest_path import best_year, cost_of, least_through


@pytest.mark.parametrize("seed", range(rounds(150)))
def test_best_year_is_the_best_of_all(seed: int) -> None:
    one, extra, windows, closed = question_drawn(seed)
    assert price_found(one, best_year(one, extra, windows, closed), extra, windows, closed) == best_by_brute_force(
        one, extra, windows, closed
    )


@pytest.mark.parametrize("seed", range(rounds(150)))
def test_the_best_year_through_each_node(seed: int) -> None:
    question = question_drawn(seed)
    assert least_through(*question).tolist() == least_through_by_brute_force(*question)


@pytest.mark.parametrize("seed", range(rounds(20)))
def test_without_prices_nothing_is_asked_but_the_network(seed: int) -> None:
    one = weighed(network_drawn(np.random.default_rng(seed)), {TIER: 3})
    nothing = np.zeros(one.network.nodes), np.zeros((0, 2), np.int64), np.zeros(one.network.nodes, np.bool_)
    year = best_year(one)
    assert (np.inf if year is None else year.cost) == 3 * best_by_brute_force(weighed(one.network, {TIER: 1}), *nothing)


def test_the_same_network_has_the_same_year_every_time() -> None:
    found = [best_year(*question_drawn(9)) for _ in range(2)]
    assert [None if year is None else year.nodes.tolist() for year in found] == [[0, 1, 3, 9]] * 2


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_what_a_year_costs_by_itself_is_what_its_terms_add_up_to(seed: int) -> None:
    one = weighed(network_drawn(np.random.default_rng(seed)), {TIER: 1})
    nothing = np.zeros(one.network.nodes), np.zeros((0, 2), np.int64), np.zeros(one.network.nodes, np.bool_)
    some = every_year(one.network)[:30]
    assert [cost_of(one, year) for year in some] == [price_of(one, year, *nothing) for year in some]


def test_a_network_without_a_node_has_the_year_in_which_nothing_is_held() -> None:
    drawn = replace(network_drawn(np.random.default_rng(0)), least=0, covers=())
    costs = drawn.costs[TIER]
    bare = replace(
        drawn,
        day=drawn.day[:0],
        start=drawn.start[:0],
        end=drawn.end[:0],
        way_of=drawn.way_of[:0],
        open=drawn.open[:, :0],
        costs={TIER: replace(costs, node=costs.node[:0], mode=costs.mode[:, :0])},
    )
    year = best_year(weighed(bare, {TIER: 1}))
    assert year is not None
    assert (year.nodes.tolist(), year.cost) == ([-1] * bare.layers, costs.constant + costs.idle.sum())


def test_a_tier_without_a_weight_costs_nothing() -> None:
    drawn = network_drawn(np.random.default_rng(3))
    free = replace(drawn, covers=())
    some = every_year(free)[:9]
    assert [cost_of(weighed(free, weights), year) for weights in ({}, {TIER: 0}) for year in some] == [0.0] * 18
