"""The best year of a network, held against every year by brute force."""

import numpy as np
import pytest
from networks_drawn import (
    TIER,
    best_by_brute_force,
    least_through_by_brute_force,
    network_drawn,
    price_found,
    question_drawn,
)

from scheduler.solver.patterns.network import weighed
from scheduler.solver.patterns.shortest_path import best_year, least_through


@pytest.mark.parametrize("seed", range(150))
def test_best_year_is_the_best_of_all(seed: int) -> None:
    one, extra, windows, closed = question_drawn(seed)
    assert price_found(one, best_year(one, extra, windows, closed), extra, windows, closed) == best_by_brute_force(
        one, extra, windows, closed
    )


@pytest.mark.parametrize("seed", range(150))
def test_the_best_year_through_each_node(seed: int) -> None:
    question = question_drawn(seed)
    assert least_through(*question).tolist() == least_through_by_brute_force(*question)


@pytest.mark.parametrize("seed", range(20))
def test_without_prices_nothing_is_asked_but_the_network(seed: int) -> None:
    one = weighed(network_drawn(np.random.default_rng(seed)), {TIER: 3})
    nothing = np.zeros(one.network.nodes), np.zeros((0, 2), np.int64), np.zeros(one.network.nodes, np.bool_)
    year = best_year(one)
    assert (np.inf if year is None else year.cost) == 3 * best_by_brute_force(weighed(one.network, {TIER: 1}), *nothing)


def test_the_same_network_has_the_same_year_every_time() -> None:
    found = [best_year(*question_drawn(9)) for _ in range(2)]
    assert [None if year is None else year.nodes.tolist() for year in found] == [[0, 1, 3, 9]] * 2
