"""Days housed by compiled code, ways between rooms included, against every choice of rooms and the same in Python."""

from collections.abc import Callable

import numpy as np
import pytest
from calendars_drawn import calendar_drawn, can_be_housed, lending
from numba import njit
from rounds import rounds

from scheduler.solver.patterns.chain_arrays import Meetings, Plan, meetings_of, plan_of
from scheduler.solver.patterns.day_rooms import DayRooms
from scheduler.solver.patterns.network import Calendar, Year
from scheduler.solver.patterns.plan_kernels import clash, housed


@njit  # not kept: what is kept would not see that what it calls has changed
def house(meetings: Meetings, plan: Plan, day: int, k: int, node: int) -> bool:
    return housed(meetings, plan, day, k, node)


@njit  # not kept: what is kept would not see that what it calls has changed
def collide(meetings: Meetings, one: int, node: int, other: int, at: int) -> bool:
    return clash(meetings, one, node, other, at)


@pytest.mark.parametrize("seed", range(rounds(60)))
@pytest.mark.parametrize("drawn", [calendar_drawn, lending])
def test_a_day_is_housed_exactly_where_some_choice_of_rooms_does(drawn: Callable[..., Calendar], seed: int) -> None:
    calendar, draw = drawn(seed, networks=4), np.random.default_rng(seed)
    meetings, rooms, last = meetings_of(calendar), DayRooms(calendar), 3
    for _ in range(20):
        day = int(draw.integers(0, 4))
        nodes = [int(draw.choice(np.flatnonzero(network.day == day))) for network in calendar.networks]
        years = [Year(np.full(network.layers, -1), 0.0) for network in calendar.networks]
        for number in range(last):
            years[number].nodes[0] = nodes[number]
        there = [one for one in enumerate(nodes) if one[0] == last or not collide(meetings, last, nodes[last], *one)]
        pieces = [(number, piece, node) for number, node in there for piece in calendar.pieces[number]]
        asks = any(piece.needs_room for piece in calendar.pieces[last])
        found = house(meetings, plan_of(calendar, meetings, years, seed), day, last, nodes[last])
        assert found == (not asks or can_be_housed(calendar, pieces))
        assert found == (not asks or rooms.housed(there) is not None)
