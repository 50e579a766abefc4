from fractions import Fraction

import pytest
from builders import body, calendar, council, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import preferred_room, room_cost, room_fit, same_room

TITLE = "GB Board on Thursday 19 November 2015 at 10:00"


@pytest.mark.parametrize(
    ("fields", "pounds", "minutes"),
    [
        ({}, 0, 120),
        ({"cost_per_hour": Fraction(20)}, 40, 120),
        ({"cost_per_hour": Fraction("12.34")}, 25, 120),
        ({"cost_per_hour": Fraction(20), "setup_minutes": 30, "clear_minutes": 15}, 55, 165),
        ({"cost_per_hour": Fraction(1, 100)}, 1, 120),
    ],
)
def test_room_cost_is_for_the_whole_booking_in_whole_pounds(
    fields: dict[str, object], pounds: int, minutes: int
) -> None:
    problem = council(body("GB"), room("CR1", **fields))
    row = UngrantedWish("room_cost", TITLE, pounds, f"Room CR1 costs £{pounds} for {minutes} minutes.")
    assert tuple(room_cost.score(problem, calendar(problem, meeting(problem)))) == ((row,) if pounds else ())


def test_room_cost_of_a_lunch_counts_and_online_costs_nothing() -> None:
    problem = council(
        meeting_day("DAY"),
        session("LUNCH"),
        body("WEB", attendance_mode="online"),
        room("HALL", cost_per_hour=Fraction(30)),
        wishes={"room_cost": 2},
    )
    plan = calendar(problem, occurrence(problem), meeting(problem, "WEB"))
    assert [(row.subject, row.cost) for row in room_cost.score(problem, plan)] == [
        ("the lunch of DAY Day on Thursday 19 November 2015", 60)
    ]


@pytest.mark.parametrize(("capacity", "cost"), [(3, 0), (12, 0), (13, 1), (22, 1), (23, 2)])
def test_room_fit_counts_tens_of_empty_seats(capacity: int, cost: int) -> None:
    """Two members and an extra seat are needed."""
    problem = council(body("GB", extra_seats=1), member("ANN"), member("BOB"), room("CR1", capacity=capacity))
    why = f"Room CR1 has {capacity} seats, and 3 are needed."
    row = UngrantedWish("room_fit", TITLE, cost, why)
    assert tuple(room_fit.score(problem, calendar(problem, meeting(problem)))) == ((row,) if cost else ())


@pytest.mark.parametrize(
    ("dates", "needed"),
    [
        ({"start_date": "2016-06-01"}, 2),
        ({"end_date": "2015-11-01"}, 2),
        ({"start_date": "2015-01-01", "end_date": "2015-10-31"}, 1),
        ({"start_date": "2016-11-01"}, 1),
        ({"start_date": "2016-10-31", "end_date": "2016-12-31"}, 2),
    ],
)
def test_room_fit_looks_at_the_most_seats_of_the_year(dates: dict[str, str], needed: int) -> None:
    problem = council(body("GB"), member("ANN"), member("BOB", **dates), room("CR1", capacity=20))
    plan = calendar(problem, meeting(problem, on="2015-11-19"), meeting(problem, on="2015-11-20"))
    assert [row.why for row in room_fit.score(problem, plan)] == [
        f"Room CR1 has 20 seats, and {needed} are needed."
    ] * 2


def test_room_fit_leaves_out_online_meetings_unknown_rooms_and_lunches() -> None:
    problem = council(
        meeting_day("DAY"), session("LUNCH"), body("GB"), body("WEB", attendance_mode="online"), room("CR1")
    )
    plan = calendar(problem, occurrence(problem), meeting(problem, "WEB"), meeting(problem, "GB", room="CR9"))
    assert tuple(room_fit.score(problem, plan)) == ()


@pytest.mark.parametrize(
    ("rooms", "cost", "why"),
    [
        ([], 0, ""),
        (["CR1", "CR1"], 0, ""),
        (["CR1", None], 0, ""),
        (["CR2", "CR1"], 2, "It sits in 2 rooms: Room CR1 and Room CR2."),
        (["CR2", "CR1", "CR3", "CR1"], 4, "It sits in 3 rooms: Room CR1, Room CR2 and Room CR3."),
    ],
)
def test_same_room_counts_rooms_beyond_the_first(rooms: list[str | None], cost: int, why: str) -> None:
    problem = council(body("GB"), *(room(code) for code in ("CR1", "CR2", "CR3")))
    dates = ("2015-11-19", "2015-11-26", "2015-12-03", "2015-12-10")
    plan = calendar(problem, *(meeting(problem, on=on, room=where) for on, where in zip(dates, rooms, strict=False)))
    row = UngrantedWish("same_room", "GB Board", cost, why)
    assert tuple(same_room.score(problem, plan)) == ((row,) if cost else ())


# -- preferred_room


@pytest.mark.parametrize(
    ("preferred", "where", "mode", "why"),
    [
        ((), "CR2", "in_person", None),
        (("CR1",), "CR1", "in_person", None),
        (("CR1",), "CR2", "in_person", "It sits in Room CR2, where Room CR1 would be preferred."),
        (("CR1", "CR3"), "CR2", "hybrid", "It sits in Room CR2, where Room CR1 or Room CR3 would be preferred."),
        (("CR1",), None, "in_person", None),
        (("CR1",), None, "online", None),
    ],
)
def test_preferred_room_counts_meetings_in_others(
    preferred: tuple[str, ...], where: str | None, mode: str, why: str | None
) -> None:
    problem = council(
        body("GB", preferred_rooms=preferred, attendance_mode=mode), *(room(code) for code in ("CR1", "CR2", "CR3"))
    )
    plan = calendar(problem, meeting(problem, room=where))
    rows = () if why is None else (UngrantedWish("preferred_room", TITLE, 5, why),)
    assert tuple(preferred_room.score(problem, plan)) == rows


def test_preferred_room_is_for_meetings_and_not_for_lunches() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        session("LUNCH"),
        body("HWB", meeting_day="DAY", session="AM", preferred_rooms=("CR2",)),
        room("HALL"),
        room("CR2"),
    )
    plan = calendar(problem, occurrence(problem), meeting(problem, "HWB", room="HALL"))
    assert [row.subject for row in preferred_room.score(problem, plan)] == [
        "HWB Board on Thursday 19 November 2015 at 09:00"
    ]
