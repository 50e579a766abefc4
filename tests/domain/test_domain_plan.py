import datetime as dt

import pytest
from builders import body, calendar, council, meeting, meeting_day, member, occurrence, room, session, speaker, theme

from scheduler.domain.plan import Attendance, Plan, Tier
from scheduler.domain.seating import bookings, filled_seats, in_the_way, place_of, required_missing
from scheduler.domain.titles import (
    body_title,
    lunch_title,
    meeting_title,
    occurrence_title,
    people_titles,
    person_title,
    room_title,
    speaker_title,
    theme_title,
)

PROBLEM = council(
    meeting_day("DAY"),
    session("AM"),
    session("LUNCH"),
    body("HWB", meeting_day="DAY", session="AM"),
    body("GB"),
    body("WEB", attendance_mode="online"),
    member("ANN", "GB", "chair", attendance="required"),
    member("BOB", "GB", substitutes=("SUE",)),
    member("ANN", "HWB"),
    room("CR1", setup_minutes=30, clear_minutes=15),
    room("FAR", venue="Library"),
    theme("HEALTH", speaker="LIN"),
    speaker("LIN"),
)


@pytest.mark.parametrize(
    ("row", "sits"),
    [
        (Attendance("ANN", "member", voting=True, outcome="attends"), "ANN"),
        (Attendance("ANN", "member", voting=True, outcome="attends", substitute="SUE"), "ANN"),
        (Attendance("ANN", "member", voting=True, outcome="substitute", substitute="SUE"), "SUE"),
        (Attendance("ANN", "member", voting=True, outcome="substitute"), None),
        (Attendance("ANN", "member", voting=True, outcome="apologies"), None),
        (Attendance("ANN", "member", voting=True, outcome="apologies", substitute="SUE"), None),
    ],
)
def test_sits_is_whoever_is_in_the_seat(row: Attendance, sits: str | None) -> None:
    assert row.sits == sits


@pytest.mark.parametrize(
    ("on", "start", "minutes", "overlaps"),
    [
        ("2015-11-19", "10:00", 0, True),
        ("2015-11-19", "11:59", 0, True),
        ("2015-11-19", "12:00", 0, False),
        ("2015-11-19", "12:00", 1, True),
        ("2015-11-19", "08:00", 0, False),
        ("2015-11-19", "07:30", 30, False),
        ("2015-11-19", "07:31", 30, True),
        ("2015-11-20", "10:00", 600, False),
    ],
)
def test_overlaps_by_the_minutes_between(on: str, start: str, minutes: int, *, overlaps: bool) -> None:
    one, two = meeting(PROBLEM, "GB", "2015-11-19", "10:00"), meeting(PROBLEM, "GB", on, start)
    assert one.overlaps(two, minutes) is overlaps
    assert two.overlaps(one, minutes) is overlaps


def test_plan_finds_its_live_meetings() -> None:
    plan = calendar(
        PROBLEM,
        meeting(PROBLEM, "GB", "2015-12-10", substitutes={"BOB": "SUE"}),
        meeting(PROBLEM, "GB", "2015-11-19", apologies=["BOB"]),
        meeting(PROBLEM, "GB", "2015-11-26", status="cancelled"),
        meeting(PROBLEM, "HWB", "2015-11-19"),
        occurrence(PROBLEM, on="2016-02-18"),
        occurrence(PROBLEM, on="2015-11-19"),
    )
    assert [one.name for one in plan.live] == ["HWB#1", "GB#1", "GB#3"]
    assert [one.date.isoformat() for one in plan.of_body("GB")] == ["2015-11-19", "2015-12-10"]
    assert plan.of_body("NOBODY") == ()
    first, second = plan.occurrences_of("DAY")
    assert (first.name, second.name) == ("DAY#1", "DAY#2")
    assert [one.name for one in plan.of_occurrence(first)] == ["HWB#1"]
    assert plan.of_occurrence(second) == ()
    assert plan.occurrences_of("OTHER") == ()
    engagements = {who: [one.name for one in there] for who, there in plan.engagements.items()}
    assert engagements == {"ANN": ["HWB#1", "GB#1", "GB#3"], "SUE": ["GB#3"]}


@pytest.mark.parametrize(("value", "bound", "proven"), [(3, 3, True), (3, 2, False)])
def test_tier_is_proven_where_it_meets_its_bound(value: int, bound: int, *, proven: bool) -> None:
    assert Tier("apologies", value, bound).proven is proven


def test_bookings_include_set_up_clearing_and_lunches() -> None:
    plan = calendar(
        PROBLEM,
        meeting(PROBLEM, "GB", room="CR1"),
        meeting(PROBLEM, "GB", "2015-11-20", room="CR9"),
        meeting(PROBLEM, "GB", "2015-11-23", room=None),
        meeting(PROBLEM, "GB", "2015-11-24", status="cancelled"),
        occurrence(PROBLEM, lunch_room="FAR"),
        occurrence(PROBLEM, on="2015-12-10", lunch_room=None),
        occurrence(PROBLEM, on="2015-12-17", lunch_room="CR9"),
        occurrence(PROBLEM, on="2016-01-14", lunch=None),
    )
    assert [(one.room.code, one.start, one.end, one.bodies, one.title) for one in bookings(PROBLEM, plan)] == [
        ("CR1", 570, 735, ("GB",), "GB Board on Thursday 19 November 2015 at 10:00"),
        ("FAR", 750, 810, (), "the lunch of DAY Day on Thursday 19 November 2015"),
    ]


def test_titles_name_things_in_full_and_strangers_by_their_code() -> None:
    held = occurrence(PROBLEM)
    assert body_title(PROBLEM, "GB") == "GB Board"
    assert person_title(PROBLEM, "ANN") == "Councillor Ann"
    assert room_title(PROBLEM, "CR1") == "Room CR1"
    assert theme_title(PROBLEM, "HEALTH") == "Theme HEALTH"
    assert speaker_title(PROBLEM, "LIN") == "Dr Lin"
    assert people_titles(PROBLEM, ("ANN", "BOB", "X")) == "Councillor Ann, Councillor Bob and X"
    assert [name(PROBLEM, "X") for name in (body_title, person_title, room_title, theme_title, speaker_title)] == [
        "X"
    ] * 5
    assert meeting_title(PROBLEM, meeting(PROBLEM, "GB")) == "GB Board on Thursday 19 November 2015 at 10:00"
    assert occurrence_title(PROBLEM, held) == "DAY Day on Thursday 19 November 2015"
    assert lunch_title(PROBLEM, held) == "the lunch of DAY Day on Thursday 19 November 2015"
    assert occurrence_title(council(), held) == "DAY on Thursday 19 November 2015"


def test_filled_seats_are_those_of_members_in_force() -> None:
    stray = Attendance("ANN", "member", voting=True, outcome="attends")
    deputy = Attendance("BOB", "member", voting=True, outcome="substitute", substitute="SUE")
    there = meeting(PROBLEM, "GB", attendance=(stray, deputy))
    assert [(seat.membership.person, seat.in_person) for seat in filled_seats(PROBLEM, there)] == [("BOB", False)]


def test_place_of_an_online_meeting_is_nowhere() -> None:
    assert place_of(PROBLEM, meeting(PROBLEM, "WEB", venue="Library")) is None
    assert place_of(PROBLEM, meeting(PROBLEM, "GB", room="FAR")) == "Library"


@pytest.mark.parametrize(
    ("start", "where", "way"), [("12:00", "CR1", False), ("12:00", "FAR", True), ("12:30", "FAR", False)]
)
def test_in_the_way_counts_the_journey(start: str, where: str, *, way: bool) -> None:
    one, two = meeting(PROBLEM, "GB", room="CR1"), meeting(PROBLEM, "GB", start=start, room=where)
    assert in_the_way(PROBLEM, one, two) is way


@pytest.mark.parametrize(
    ("apologies", "hwb_start", "missing"),
    [
        ([], "10:00", []),
        (["ANN"], "10:00", [("ANN", "HWB#1")]),
        (["ANN"], "14:00", [("ANN", None)]),
        (["BOB"], "14:00", []),
    ],
)
def test_required_missing_names_the_meeting_that_holds_them(
    apologies: list[str], hwb_start: str, missing: list[tuple[str, str | None]]
) -> None:
    plan = calendar(PROBLEM, meeting(PROBLEM, "GB", apologies=apologies), meeting(PROBLEM, "HWB", start=hwb_start))
    (there,) = plan.of_body("GB")
    found = [(who, other and other.name) for who, other in required_missing(PROBLEM, plan, there)]
    assert found == missing


@pytest.mark.parametrize(
    ("generated", "day"),
    [
        ("", dt.date.min),
        ("2016-06-14T23:00:00Z", dt.date(2016, 6, 15)),
        ("2016-06-14T22:59:59", dt.date(2016, 6, 14)),
        ("2016-01-14T23:00:00Z", dt.date(2016, 1, 14)),
    ],
)
def test_the_day_on_which_a_plan_is_made_is_the_councils_own(generated: str, day: dt.date) -> None:
    assert Plan("Year", dt.date(2015, 11, 1), dt.date(2016, 10, 31), generated=generated).made_on == day
