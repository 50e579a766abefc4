"""Rooms for one day, against every choice of rooms."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from builders import body, council, member, room
from calendars_drawn import calendar_drawn, can_be_housed, lending
from rounds import rounds

from scheduler.solver.patterns.assembly import broken_by, partial_solution
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.calendars import calendar
from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.day_rooms import DayRooms
from scheduler.solver.patterns.network import Calendar, Piece
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seatings import Seatings


@pytest.mark.parametrize("seed", range(rounds(60)))
@pytest.mark.parametrize("drawn", [calendar_drawn, lending])
def test_a_day_is_housed_exactly_where_some_choice_of_rooms_does(drawn: Callable[..., Calendar], seed: int) -> None:
    calendar, draw = drawn(seed, networks=4), np.random.default_rng(seed)
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


@pytest.mark.parametrize("seed", range(5))
def test_one_that_remembers_few_days_answers_alike(seed: int) -> None:
    calendar = calendar_drawn(seed, networks=4)
    asked = [((0, node), (1, node), (2, node)) for node in (0, 1, 0, 2, 1, 0)]
    few, all_of_them = DayRooms(calendar, most_remembered=2), DayRooms(calendar)
    assert [few.housed(there) for there in asked] == [all_of_them.housed(there) for there in asked]


@pytest.mark.parametrize(("who", "minutes", "where"), [("ANN", 45, "LIB"), ("ANN", 0, "HALL"), ("BOB", 45, "HALL")])
def test_whoever_goes_from_one_meeting_to_the_next_has_the_time_for_the_way(who: str, minutes: int, where: str) -> None:
    """HB would sit in the first room that does, and sits at the library where its member is wanted there at once."""
    bodies = [body("HB", meetings=1, start_times="09:00"), body("GB", meetings=1, start_times="10:00", venue="Library")]
    bodies = [replace(one, duration_minutes=60) for one in bodies]
    rooms = [room("HALL"), room("LIB", venue="Library")]
    problem = council(
        *rooms, *bodies, member("ANN", "GB"), member(who, "HB"), member("CAT", "GB"), member("DOT", "HB"),
        start_date="2015-11-02", end_date="2015-11-02", travel_minutes=minutes,
    )  # fmt: skip
    found, seatings = networks_of(problem), Seatings(problem)
    made, seats = calendar(seatings, found.networks, found.reports, RoomSets(problem))
    placed, board = negotiated(made, {"apologies": 1}), Board(made)
    assert placed.contested == ()
    for number, year in enumerate(placed.years):
        board.put(number, year)
    solution = partial_solution(seatings, made, seats, placed.years, board.housed())
    assert broken_by(problem, solution) == ()
    assert {meeting.body: meeting.room for meeting in solution.meetings} == {"HB": where, "GB": "LIB"}
    assert all(row.outcome == "attends" for meeting in solution.meetings for row in meeting.attendance)
