import pytest
from builders import (
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    occurrence,
    room,
    session,
)

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import room_clash, room_hours

NINETEENTH = day("2015-11-19")
A_DAY = (meeting_day("DAY"), session("AM"), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM"))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({}, None),
        ({"open_from": "09:30", "open_to": "12:15"}, None),
        ({"open_from": "09:31"}, "from 09:31"),
        ({"open_to": "12:14"}, "until 12:14"),
        ({"open_from": "10:00", "open_to": "12:00"}, "from 10:00 to 12:00"),
    ],
)
def test_room_hours_bind_set_up_and_clearing(hours: dict[str, str], words: str | None) -> None:
    problem = council(body("GB"), room("CR1", setup_minutes=30, clear_minutes=15, **hours))
    plan = calendar(problem, meeting(problem))
    message = (
        f"Room CR1 is open {words}, and is needed for GB Board on Thursday 19 November 2015 at 10:00 "
        "from 09:30 to 12:15, set-up and clearing included."
    )
    breach = Breach("room_hours", message, bodies=("GB",), rooms=("CR1",), dates=(NINETEENTH,))
    assert tuple(room_hours.breaches(problem, plan)) == (() if words is None else (breach,))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [("00:10", "02:10", "from 23:40 the day before to 02:40"), ("21:30", "23:30", "from 21:00 to 24:00")],
)
def test_room_hours_across_midnight_are_told(start: str, end: str, words: str) -> None:
    problem = council(body("GB"), room("CR1", setup_minutes=30, clear_minutes=30, open_from="09:00", open_to="18:00"))
    (breach,) = room_hours.breaches(problem, calendar(problem, meeting(problem, start=start, end=end)))
    assert words in breach.message


def test_room_hours_past_midnight_are_told() -> None:
    problem = council(body("GB"), room("CR1", clear_minutes=30, open_to="23:00"))
    (breach,) = room_hours.breaches(problem, calendar(problem, meeting(problem, start="21:45", end="23:45")))
    assert "from 21:45 to 00:15 the day after," in breach.message


def test_room_hours_bind_every_part_of_a_combined_room() -> None:
    problem = council(
        *A_DAY,
        room("CR2", open_to="13:00"),
        room("CR3"),
        room("CR23", combines=("CR2", "CR3"), capacity=80),
    )
    plan = calendar(problem, meeting(problem, "HWB", room="CR3"), occurrence(problem, lunch_room="CR23"))
    assert [(breach.rooms, breach.bodies) for breach in room_hours.breaches(problem, plan)] == [(("CR2",), ())]


def pair(problem: Problem, first_room: str, second_room: str, second_start: str) -> Plan:
    return calendar(
        problem,
        meeting(problem, "GB", start="10:00", room=first_room),
        meeting(problem, "HWB", start=second_start, room=second_room),
    )


@pytest.mark.parametrize(
    ("rooms", "second_start", "kept"),
    [
        (("CR2", "CR2"), "12:45", True),
        (("CR2", "CR2"), "12:44", False),
        (("CR2", "CR3"), "10:00", True),
        (("CR2", "CR23"), "10:00", False),
        (("CR23", "CR3"), "12:00", False),
        (("CR23", "CR3"), "14:00", True),
        (("ALL", "CR2"), "10:00", False),
    ],
)
def test_room_clash_counts_set_up_and_clearing_and_parts(
    rooms: tuple[str, str], second_start: str, *, kept: bool
) -> None:
    problem = council(
        body("GB"),
        body("HWB"),
        room("CR2", setup_minutes=30, clear_minutes=15),
        room("CR3", setup_minutes=30, clear_minutes=15),
        room("CR23", combines=("CR2", "CR3"), clear_minutes=60),
        room("ALL", combines=("CR23",)),
    )
    found = tuple(room_clash.breaches(problem, pair(problem, *rooms, second_start)))
    expected = [(("GB", "HWB"), tuple(sorted(set(rooms))), (NINETEENTH,))]
    assert [(set(b.bodies), b.rooms, b.dates) for b in found] == (
        [] if kept else [(set(bodies), codes, dates) for bodies, codes, dates in expected]
    )


def test_room_clash_is_told_in_full() -> None:
    problem = council(body("GB"), body("HWB"), room("CR2"))
    message = (
        "GB Board on Thursday 19 November 2015 at 10:00 and HWB Board on Thursday 19 November 2015 at 11:00 "
        "both need Room CR2, set-up and clearing included."
    )
    assert tuple(room_clash.breaches(problem, pair(problem, "CR2", "CR2", "11:00"))) == (
        Breach("room_clash", message, bodies=("GB", "HWB"), rooms=("CR2",), dates=(NINETEENTH,)),
    )


def test_room_clash_with_a_lunch() -> None:
    problem = council(*A_DAY, body("GB"), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", start="13:00"), occurrence(problem))
    (breach,) = room_clash.breaches(problem, plan)
    assert breach.bodies == ("GB",)
    assert breach.message.startswith("The lunch of DAY Day on Thursday 19 November 2015 and GB Board on Thursday")


def test_room_clash_is_of_one_day_and_of_live_meetings() -> None:
    problem = council(body("GB"), room("CR1"))
    plan = calendar(
        problem,
        meeting(problem, on="2015-11-19"),
        meeting(problem, on="2015-11-20"),
        meeting(problem, on="2015-11-20", status="cancelled"),
    )
    assert tuple(room_clash.breaches(problem, plan)) == ()
