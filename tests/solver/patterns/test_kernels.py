"""The compiled shortest path costs what the one in numpy does, which is held against brute force."""

import pytest
from networks_drawn import price_found, question_drawn
from rounds import rounds

from scheduler.solver.patterns import kernels, shortest_path


@pytest.mark.parametrize("seed", range(rounds(150)))
def test_the_best_year_is_as_cheap(seed: int) -> None:
    one, *asked = question_drawn(seed)
    found = shortest_path.best_year(one, *asked)
    assert price_found(one, kernels.best_year(one, *asked), *asked) == price_found(one, found, *asked)


@pytest.mark.parametrize("seed", range(rounds(150)))
def test_the_best_years_through_nodes_are_as_cheap(seed: int) -> None:
    question = question_drawn(seed)
    assert kernels.least_through(*question).tolist() == shortest_path.least_through(*question).tolist()
