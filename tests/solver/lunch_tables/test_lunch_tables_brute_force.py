import random

import pytest
from every_table import best, party
from rounds import rounds

from scheduler.checking.lunch_tables import check_tables, recount_tables
from scheduler.domain.lunch_tables import APART, TABLE, TIERS, UNMOVED, WITH, Demand, Guest
from scheduler.solver.cp.progress import Clock
from scheduler.solver.lunch_tables.seating import CannotSeat, Seated, seat

PEOPLE = "abcdef"


def drawn(seed):
    """Draw a year of two or three tiny lunches, with demands, seatings before, and lunches that are over."""
    chance = random.Random(seed)  # noqa: S311 - tiny lunches, and no secrets
    people = PEOPLE[: chance.choice((4, 5, 6))]
    size = chance.choice((2, 3))
    lunches = 2 if len(people) == 6 else chance.choice((2, 3))
    boards = {one: "".join(chance.sample("AB", chance.choice((0, 1, 1, 2)))) for one in people}
    organisations = {one: chance.choice("xyz") for one in people if chance.random() < 0.8}
    found = []
    for number in range(1, lunches + 1):
        there = {one: boards[one] for one in people if chance.random() < 0.9} or boards
        tables = -(-len(there) // size)
        demands = []
        for kind in chance.sample((TABLE, WITH, APART), chance.choice((0, 0, 1, 2))):
            if kind == TABLE:
                demands.append(Demand(TABLE, (Guest(chance.choice(sorted(there))),), (chance.randint(1, tables),), 0))
            elif len(there) > 1:
                demands.append(Demand(kind, tuple(map(Guest, chance.sample(sorted(there), 2))), (), 1))
        held = number == 1 and chance.random() < 0.3
        before = {one: chance.randint(1, tables) for one in there if held or chance.random() < 0.3}
        found.append(party(number, there, organisations, size, [] if held else demands, before, held=held))
    return found


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_no_seating_of_tiny_lunches_is_better(seed):
    year = drawn(seed)
    expected = best(year)
    found = seat(year, Clock(60))
    if expected is None:
        assert isinstance(found, CannotSeat)
        return
    assert isinstance(found, Seated)
    assert check_tables(year, found.places, found.tiers) == ()
    assert tuple(recount_tables(year, found.places)[tier] for tier in TIERS) == expected
    assert all(tier.proven for tier in found.tiers)
    assert {tier.name for tier in found.tiers} >= set(TIERS) - {UNMOVED}
