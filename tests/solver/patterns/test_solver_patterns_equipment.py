"""A kit that committees share, in networks of whole years: what stands has its own, and no day is given it twice."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from builders import body, council, day, equipment, fixed, meeting, meeting_day, member, room, session

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.solver.patterns.assembly import broken_by, partial_solution
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.calendars import calendar
from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seatings import Seatings

CODES = ("A", "B", "C")
ROOMS = (room("R1", setup_minutes=15), room("R2", clear_minutes=15), room("R3"), room("R4"))


def shared(*rows: object, meetings: int = 2, **fields: object) -> Problem:
    """Make three committees that may meet on three days, each at two starts, and need a kit; nobody sits on two."""
    bodies = [
        body(code, meetings=meetings, start_times="10:00;12:00", weekdays="Mon;Tue;Wed", **fields) for code in CODES
    ]
    people = [member(f"P{code}", code, "chair") for code in CODES]
    needed = [equipment(body=code) for code in CODES]
    return council(*bodies, *people, *ROOMS, *needed, *rows, start_date="2015-11-16", end_date="2015-11-18")


@pytest.mark.parametrize(("lent", "built_in"), [(1, ()), (2, ()), (1, ("R1",)), (3, ())])
def test_years_are_negotiated_so_that_every_day_has_the_kits_it_needs(lent: int, built_in: tuple[str, ...]) -> None:
    problem = shared(equipment(quantity=lent), *(equipment(room=code) for code in built_in))
    seatings, found = Seatings(problem), networks_of(problem)
    assert (found.others, len(found.networks)) == ((), 3)
    made, seats = calendar(seatings, found.networks, found.reports, RoomSets(problem))
    plan = negotiated(made, {"dates": 1})
    assert plan.contested == ()
    board = Board(made)
    for number, year in enumerate(plan.years):
        board.put(number, year)
    solution = partial_solution(seatings, made, seats, plan.years, board.housed())
    assert broken_by(problem, solution) == ()
    crowd = Counter((one.date, one.start) for one in solution.meetings)
    assert max(crowd.values()) <= lent + len(built_in)


def test_there_is_no_way_where_the_days_are_too_few_for_one_kit() -> None:
    problem = shared(equipment(), meetings=3)
    found = networks_of(problem)
    made, _ = calendar(Seatings(problem), found.networks, found.reports, RoomSets(problem))
    assert negotiated(made, {"dates": 1}).contested


def test_what_stands_has_its_kit_and_a_room_without_one_to_be_had_would_not_do() -> None:
    problem = shared(equipment(venue="Library"), equipment(room="R2"))
    there = meeting(problem, "A", "2015-11-17", room="R1")
    sets = RoomSets(problem, [there])
    (limits, rooms), first = sets.carried("B", None).shape, day("2015-11-16")
    assert (limits, rooms) == (1, 4)
    assert sets.carried("B", None).tolist() == [[1, 0, 1, 1]]
    assert sets.carried("NOBODY", None).shape == (0, 4)
    assert sets.lent.most.tolist() == [0]
    assert sets.lent.standing.tolist() == [[(there.date - first).days, 0, 585, 720, 1]]
    waived = replace(there, waived=(Waiver("equipment", "A kit is borrowed."),))
    assert RoomSets(problem, [waived]).lent.standing.tolist() == []
    (network,) = [one for one in networks_of(problem).networks if one.code == "B"]
    bits = sets.at(network.ways[0][0], network.day, network.start)
    assert np.unique(bits).tolist() == [0b0010]


def carried(problem: Problem) -> dict[str, list[list[int]]]:
    """Return what is carried for each piece of each network, by limit and room."""
    found = networks_of(problem)
    made, _ = calendar(Seatings(problem), found.networks, found.reports, RoomSets(problem))
    return {piece.body: piece.carried.tolist() for pieces in made.pieces for piece in pieces}


def test_the_lunch_of_a_meeting_day_needs_its_own() -> None:
    rows = (meeting_day("DAY", meetings=1), session("AM"), session("LUNCH"), body("X", meeting_day="DAY", session="AM"))
    problem = shared(*rows, member("PX", "X", "chair"), equipment(meeting_day="DAY", quantity=2), equipment(quantity=2))
    assert carried(problem) == {"X": [], "DAY": [[2] * 4], **{code: [[1] * 4] for code in CODES}}


def test_a_body_of_which_the_rule_is_waived_once_is_left_to_whoever_checks() -> None:
    row = fixed("2015-11-16", body="A", waive=("equipment",), reason="A kit is borrowed.")
    assert carried(shared(equipment(), row)) == {"A": [], "B": [[1] * 4], "C": [[1] * 4]}
