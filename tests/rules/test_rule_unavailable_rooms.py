import pytest
from builders import (
    absence,
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

from scheduler.domain.reasons import Breach
from scheduler.rules import unavailable

NINETEENTH = day("2015-11-19")
A_DAY = (meeting_day("DAY"), session("AM"), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM"))


@pytest.mark.parametrize(
    ("who", "taken", "told"),
    [
        ("CR2", "2015-11-19", ["CR2"]),
        ("CR3", "2015-11-19", ["CR3"]),
        ("CR23", "2015-11-19", ["CR23"]),
        ("CR2", "2015-11-20", []),
        ("CR1", "2015-11-19", []),
    ],
)
def test_unavailable_room_binds_what_it_is_part_of(who: str, taken: str, told: list[str]) -> None:
    problem = council(
        body("GB"),
        room("CR1"),
        room("CR2"),
        room("CR3"),
        room("CR23", combines=("CR2", "CR3")),
        absence("room", who, taken),
    )
    found = tuple(unavailable.breaches(problem, calendar(problem, meeting(problem, room="CR23"))))
    assert [breach.rooms for breach in found] == [(code,) for code in told]


def test_unavailable_combined_room_leaves_its_parts_free() -> None:
    problem = council(
        body("GB"),
        room("CR2"),
        room("CR3"),
        room("CR23", combines=("CR2", "CR3")),
        absence("room", "CR23", "2015-11-19"),
    )
    assert tuple(unavailable.breaches(problem, calendar(problem, meeting(problem, room="CR2")))) == ()


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        ("2015-11-19 08:00", "2015-11-19 09:30", True),
        ("2015-11-19 08:00", "2015-11-19 09:31", False),
        ("2015-11-19 12:15", "2015-11-19 13:00", True),
        ("2015-11-19 12:14", "2015-11-19 13:00", False),
    ],
)
def test_unavailable_room_binds_set_up_and_clearing(first: str, last: str, *, kept: bool) -> None:
    problem = council(
        body("GB"), room("CR1", setup_minutes=30, clear_minutes=15), absence("room", "CR1", first, last, "Painters")
    )
    message = (
        "Room CR1 is not available for GB Board on Thursday 19 November 2015 at 10:00, "
        "set-up and clearing included: Painters."
    )
    breach = Breach("unavailable", message, bodies=("GB",), rooms=("CR1",), dates=(NINETEENTH,))
    assert tuple(unavailable.breaches(problem, calendar(problem, meeting(problem)))) == (() if kept else (breach,))


def test_unavailable_room_binds_a_lunch_and_a_soft_absence_nothing() -> None:
    problem = council(
        *A_DAY,
        room("CR1"),
        absence("room", "CR1", "2015-11-19 13:00", "2015-11-19 13:10"),
        absence("room", "CR1", "2015-11-20", strength="soft"),
    )
    plan = calendar(problem, occurrence(problem), occurrence(problem, on="2015-11-20"))
    assert [(breach.rooms, breach.dates) for breach in unavailable.breaches(problem, plan)] == [
        (("CR1",), (NINETEENTH,))
    ]
