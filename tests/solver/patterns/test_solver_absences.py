"""What absences cost, and meetings that must be at once though somebody belongs to both."""

import numpy as np
from builders import body, council, member, room

from scheduler.domain.problem import Problem
from scheduler.solver.patterns.assembly import broken_by, partial_solution
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.calendars import absences, calendar
from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.network import Calendar
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seatings import Seatings

WEIGHTS = {"apologies": 100, "substitutes": 10, "dates": 1}
MONDAY, TUESDAY = "2015-11-02", "2015-11-03"


def read(problem: Problem) -> tuple[Seatings, Calendar]:
    """Return the seatings and the calendar of networks of an input."""
    found, seatings = networks_of(problem), Seatings(problem)
    assert not found.others
    return seatings, calendar(seatings, found.networks, found.reports, RoomSets(problem))[0]


def test_an_absence_costs_what_the_wishes_say_and_cannot_be_where_a_rule_is_broken() -> None:
    problem = council(
        room(), body("GB", meetings=1), member("ANN", "GB", "chair"), member("BOB", "GB", "vice_chair"),
        member("CAT", "GB"), member("DOT", "GB", attendance="required"), member("EVE", "GB", attendance="optional"),
        member("FAY", "GB", attendance="required", substitutes=("GUS",)), body("HWB", meetings=1),
        member("ANN", "HWB", "chair"),
    )  # fmt: skip
    seatings, made = read(problem)
    found = dict(zip(made.people, absences(seatings, made, WEIGHTS)[made.bodies.index("GB")].tolist(), strict=False))
    assert {who: found[who] for who in ("ANN", "BOB", "CAT", "DOT", "EVE")} == {
        "ANN": 300.0,
        "BOB": 200.0,
        "CAT": 200.0,
        "DOT": np.inf,
        "EVE": 0.0,
    }
    assert found["FAY"] == 10.0
    other = dict(zip(made.people, absences(seatings, made, WEIGHTS)[made.bodies.index("HWB")].tolist(), strict=False))
    assert other["ANN"] == np.inf, "nobody else may take the chair"
    assert other["BOB"] == 0.0, "HWB does not know him"


def three_bodies(**fields: str) -> Problem:
    """Return three bodies that have two days for one meeting each: two of them must meet at once.

    One and Two have one member in common, Two and Three two, One and Three three.
    """
    shared = {
        "ANN": "ONE TWO",
        "BOB": "TWO SIX",
        "CAT": "TWO SIX",
        "DOT": "ONE SIX",
        "EVE": "ONE SIX",
        "FAY": "ONE SIX",
    }
    rows = [member(who, code, **fields) for who, codes in shared.items() for code in codes.split()]
    for code in ("ONE", "TWO", "SIX"):
        rows += [member(f"{code}{number}", code, "member" if number else "chair") for number in range(5)]
    bodies = [body(code, meetings=1, start_times="10:00") for code in ("ONE", "TWO", "SIX")]
    rooms = [room(f"R{number}") for number in range(3)]
    return council(*rooms, *bodies, *rows, start_date=MONDAY, end_date=TUESDAY)


def test_where_two_must_meet_at_once_it_is_the_two_that_miss_the_fewest() -> None:
    problem = three_bodies()
    found, seatings = networks_of(problem), Seatings(problem)
    made, seats = calendar(seatings, found.networks, found.reports, RoomSets(problem))
    assert negotiated(made, WEIGHTS).contested
    softer = negotiated(made, WEIGHTS, absences=lambda: absences(seatings, made, WEIGHTS))
    assert softer.contested == ()
    days = {
        network.code: int(network.day[year.held[0]]) for network, year in zip(made.networks, softer.years, strict=True)
    }
    assert days["ONE"] == days["TWO"] != days["SIX"]
    board = Board(made)
    for number, year in enumerate(softer.years):
        board.put(number, year)
    solution = partial_solution(seatings, made, seats, softer.years, board.housed())
    assert broken_by(problem, solution) == ()
    rows = [row for meeting in solution.meetings for row in meeting.attendance if row.outcome == "apologies"]
    assert [row.person for row in rows] == ["ANN"]


def test_whoever_is_required_at_both_keeps_two_from_meeting_at_once() -> None:
    seatings, made = read(three_bodies(attendance="required"))
    found = negotiated(made, WEIGHTS, absences=lambda: absences(seatings, made, WEIGHTS))
    assert len(found.contested) == 2
