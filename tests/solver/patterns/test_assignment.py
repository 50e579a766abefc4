"""Columns go to rows at the least price, whatever prices and pairs there are: held against every way."""

from itertools import product
from random import Random

import pytest

from scheduler.solver.patterns.assignment import assigned


@pytest.mark.parametrize("hundreds", range(0, 1000, 250))
def test_columns_are_assigned_as_cheaply_as_by_trying_every_way(hundreds):
    for seed in range(hundreds, hundreds + 250):
        chance = Random(f"assignment {seed}")  # noqa: S311 - the same prices every time
        rows, columns = range(chance.randint(1, 5)), range(chance.randint(1, 4))
        costs = {pair: chance.randint(0, 9) for pair in product(rows, columns) if chance.random() < 0.6}
        without = [chance.randint(0, 9) for _ in rows]
        found = assigned(costs, without)
        assert len(set(found.values())) == len(found)
        ways = [
            sum(without[row] if column is None else costs[row, column] for row, column in enumerate(way))
            for way in product((None, *columns), repeat=len(rows))
            if all(column is None or (row, column) in costs for row, column in enumerate(way))
            and all(way.count(column) <= 1 for column in columns)
        ]
        assert sum(costs[row, found[row]] if row in found else without[row] for row in rows) == min(ways)
