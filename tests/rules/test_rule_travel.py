from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, room, session
from rules.solver_face import allows

from scheduler.checking import check
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.rooms import Travel
from scheduler.rules import travel
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"


def two_boards(*rows: object, **settings: object) -> Problem:
    return council(body("GB"), body("HWB"), room("CR1"), room("CR2"), room("FAR", venue="Library"), *rows, **settings)


def at_once(problem: Problem, hwb_start: str = "10:00", hwb_room: str = "CR2", **hwb: Any) -> Plan:
    return calendar(
        problem,
        meeting(problem, "GB", room="CR1", apologies=hwb.pop("gb_apologies", ())),
        meeting(problem, "HWB", start=hwb_start, room=hwb_room, **hwb),
    )


@pytest.mark.parametrize(
    ("start", "rows", "kept"),
    [
        ("12:30", (), True),
        ("12:29", (), False),
        ("12:29", (Travel("Library", "Town Hall", 20),), True),
        ("12:10", (Travel("Town Hall", "Library", 20),), False),
        ("09:00", (), True),
    ],
)
def test_travel_counts_the_minutes_between_venues(start: str, rows: tuple[Travel, ...], *, kept: bool) -> None:
    """Meetings that overlap break another rule."""
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), *rows)
    assert (tuple(travel.breaches(problem, at_once(problem, start, "FAR"))) == ()) is kept


def test_travel_is_told_in_full() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), travel_minutes=45)
    message = (
        f"Councillor Ann has 30 minutes from {GB_TITLE} (Town Hall) to HWB Board on Thursday 19 November 2015 "
        "at 12:30 (Library), and needs 45."
    )
    assert tuple(travel.breaches(problem, at_once(problem, "12:30", "FAR"))) == (
        Breach("travel", message, bodies=("GB", "HWB"), people=("ANN",), dates=(NINETEENTH,)),
    )


def test_travel_within_a_venue_needs_none() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    assert tuple(travel.breaches(problem, at_once(problem, "12:00", "CR2"))) == ()


def test_travel_of_a_substitute_counts() -> None:
    problem = two_boards(member("SUE", "GB"), member("ANN", "HWB", substitutes=("SUE",)))
    plan = at_once(problem, "12:10", "FAR", substitutes={"ANN": "SUE"})
    assert [breach.people for breach in travel.breaches(problem, plan)] == [("SUE",)]


def test_travel_to_an_online_meeting_needs_none() -> None:
    problem = council(
        body("GB"), body("WEB", attendance_mode="online"), room("CR1"), member("ANN", "GB"), member("ANN", "WEB")
    )
    plan = calendar(problem, meeting(problem, "GB"), meeting(problem, "WEB", start="12:00", venue="Library"))
    assert tuple(travel.breaches(problem, plan)) == ()


@pytest.mark.parametrize(
    ("start", "rows", "pause", "kept"),
    [
        ("12:00", (), 30, False),
        ("12:30", (), 30, True),
        ("12:00", (Travel("Town Hall", "Town Hall", 15),), 0, False),
        ("12:15", (Travel("Town Hall", "Town Hall", 15),), 30, True),
        ("12:00", (Travel("Library", "Library", 15),), 0, True),
    ],
)
def test_travel_within_a_venue_is_a_pause(start: str, rows: tuple[Travel, ...], pause: int, *, kept: bool) -> None:
    problem = week_of_two_boards(*rows, pause_minutes=pause)
    plan = at_once(problem, start, "CR1")
    assert (tuple(travel.breaches(problem, plan)) == ()) is kept
    assert allows(travel, problem, plan) is kept


def week_of_two_boards(*rows: object, **settings: object) -> Problem:
    starts = "10:00;12:00;12:15;12:30"
    return council(
        *(body(code, meetings=1, start_times=starts) for code in ("GB", "HWB")),
        room("CR1"),
        *(member("ANN", code) for code in ("GB", "HWB")),
        *rows,
        start_date="2015-11-19",
        end_date="2015-11-19",
        **settings,
    )


def test_a_pause_is_told_in_full() -> None:
    problem = week_of_two_boards(pause_minutes=30)
    message = (
        f"Councillor Ann has 0 minutes from {GB_TITLE} (Town Hall) to HWB Board on Thursday 19 November 2015 "
        "at 12:00 (Town Hall), and needs 30."
    )
    assert [breach.message for breach in travel.breaches(problem, at_once(problem, "12:00", "CR1"))] == [message]


def test_no_pause_is_needed_within_a_meeting_day_or_online() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM", start="09:00", end="11:00"),
        session("PM", start="11:00", end="13:00"),
        *(body(code, meeting_day="DAY", session=part) for code, part in (("XB", "AM"), ("YB", "PM"))),
        body("WEB", attendance_mode="online", start_times="13:00"),
        room("CR1"),
        *(member("ANN", code) for code in ("XB", "YB", "WEB")),
        pause_minutes=30,
    )
    plan = calendar(problem, meeting(problem, "XB"), meeting(problem, "YB"), meeting(problem, "WEB"))
    assert tuple(travel.breaches(problem, plan)) == ()


@pytest.mark.parametrize("pause", [0, 30])
def test_a_plan_leaves_everybody_the_pause(pause: int) -> None:
    """Ann is at both boards of one day, the later not before the pause is over."""
    problem = week_of_two_boards(pause_minutes=pause)
    found = solve(problem, 30)
    assert isinstance(found, Solved)
    assert check(problem, found.plan) == ()
    first, second = sorted(found.plan.meetings, key=lambda one: one.start)
    assert second.start - first.end >= pause
    assert all(row.outcome == "attends" for one in found.plan.meetings for row in one.attendance)
