"""Rooms for one day, against every choice of rooms."""

from dataclasses import replace

import numpy as np
import pytest
from calendars_drawn import calendar_drawn, can_be_housed

from scheduler.solver.patterns.day_rooms import DayRooms
from scheduler.solver.patterns.network import Piece


@pytest.mark.parametrize("seed", range(60))
def test_a_day_is_housed_exactly_where_some_choice_of_rooms_does(seed: int) -> None:
    calendar, draw = calendar_drawn(seed, networks=4), np.random.default_rng(seed)
    rooms = DayRooms(calendar)
    for _ in range(20):
        day = draw.integers(0, 4)
        there = [
            (number, int(draw.choice(np.flatnonzero(network.day == day))))
            for number, network in enumerate(calendar.networks)
            if draw.random() < 0.9
        ]
        pieces = [(number, piece, node) for number, node in there for piece in calendar.pieces[number]]
        found = rooms.housed(there)
        assert (found is not None) == can_be_housed(calendar, pieces)
        if found is not None:
            assert [room < 0 for room in found] == [not piece.needs_room for _, piece, _ in pieces]
            for (_, piece, node), room in zip(pieces, found, strict=True):
                assert room < 0 or int(piece.rooms[node, 0]) >> room & 1
            fixed = [
                (number, _only(piece, node, room), node)
                for (number, piece, node), room in zip(pieces, found, strict=True)
            ]
            assert can_be_housed(calendar, fixed)


def _only(piece: Piece, node: int, room: int) -> Piece:
    """Return a piece that would have that room and no other."""
    bits = piece.rooms.copy()
    bits[node] = np.uint64(1 << room) if room >= 0 else np.uint64(0)
    return replace(piece, rooms=bits)


def test_a_day_that_takes_too_many_steps_is_given_up() -> None:
    calendar = calendar_drawn(0, networks=4)
    there = [(0, 0)]
    assert DayRooms(calendar).bookings(there[0]) != (None,), "it needs a room"
    assert DayRooms(calendar).housed(there) is not None
    assert DayRooms(calendar, most_steps=0).housed(there) is None
