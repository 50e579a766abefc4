"""What rules out a day for a meeting, whatever else may move."""

from dataclasses import replace

import pytest
from builders import (
    absence,
    body,
    calendar,
    clock_time,
    closed,
    council,
    day,
    fixed,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    room,
    session,
)

from scheduler.checking.ruling_out import openness
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.other_dates import asked_about

THURSDAY, THEN = "2015-11-19", "2015-11-26"


def found(problem, plan, on, start=None, as_of="2015-10-01T00:00:00Z"):
    problem = replace(problem, baseline=plan, as_of=as_of)
    asked = asked_about(plan, plan.live[0])
    return openness(problem, asked, day(on), None if start is None else clock_time(start))


def reasons(problem, plan, on, start=None, as_of="2015-10-01T00:00:00Z"):
    return [(reason.rule, reason.message) for reason in found(problem, plan, on, start, as_of).because]


def board(*rows, settings=None, **fields):
    defaults = {"meetings": 1, "start_times": "10:00;14:00"}
    people = () if any(hasattr(row, "role") for row in rows) else (member("ANN", "GB", "chair"),)
    rooms = () if any(hasattr(row, "capacity") for row in rows) else (room("CR1"),)
    problem = council(body("GB", **{**defaults, **fields}), *people, *rooms, *rows, **(settings or {}))
    return problem, calendar(problem, meeting(problem, "GB", THURSDAY, "14:00"))


def test_an_open_day_leaves_every_start_the_present_one_first():
    assert found(*board(), THEN).starts == (840, 600)
    assert found(*board(), THEN, "10:00").starts == (600,)
    assert found(*board(), THEN).because == ()


def test_the_calendar_ends():
    problem, plan = board()
    wanted = [("closed_date", "The calendar runs from Sunday 1 November 2015 to Monday 31 October 2016.")]
    assert reasons(problem, plan, "2016-11-03") == wanted
    assert reasons(problem, plan, "2999-01-01") == wanted


def test_a_body_exists_only_for_a_while():
    message = "GB Board is dissolved on Friday 20 November 2015."
    assert reasons(*board(end_date="2015-11-20"), THEN) == [("lifetime", message)]


def test_no_start_of_its_own():
    assert reasons(*board(), THEN, "11:00") == [("start_time", "GB Board starts only at 10:00 or 14:00.")]


def test_notice_before_the_calendar_is_published():
    problem, plan = board(settings={"publication_date": "2015-11-12"}, notice_clear_days=5)
    message = (
        "GB Board needs 5 clear working days of notice, by Monday 9 November 2015, "
        "before the calendar is published on Thursday 12 November 2015."
    )
    assert reasons(problem, plan, "2015-11-17") == [("notice", message)]


@pytest.mark.parametrize(
    ("notice", "message"),
    [
        (0, "Tuesday 10 November 2015 has passed: it is Wednesday 11 November 2015."),
        (
            2,
            (
                "GB Board needs 2 clear working days of notice, by Thursday 5 November 2015, "
                "and it is Wednesday 11 November 2015."
            ),
        ),
    ],
)
def test_a_day_for_which_it_is_too_late(notice, message):
    problem, plan = board(notice_clear_days=notice)
    assert reasons(problem, plan, "2015-11-10", as_of="2015-11-11T09:00:00Z") == [("notice", message)]


def test_a_body_without_weekdays():
    message = "GB Board sits only on a day that does not exist, and Thursday 26 November 2015 is none."
    assert reasons(*board(weekdays=frozenset()), THEN) == [("weekday", message)]


def test_what_hinders_at_one_start_only_leaves_the_other():
    problem, plan = board(
        member("ANN", "GB", "chair"),
        absence("person", "ANN", f"{THEN} 09:00", f"{THEN} 11:00"),
        quorum=0,
        presiding="chair",
    )
    assert found(problem, plan, THEN).starts == (840,)
    assert [rule for rule, _ in reasons(problem, plan, THEN, "10:00")] == ["presiding"]


def test_what_hinders_at_each_start_says_when():
    problem, plan = board(
        member("ANN", "GB", attendance="required", substitutes=("DEP",)),
        member("BOB", "GB", attendance="required", substitutes=("DEP", "ANN")),
        absence("person", "ANN", f"{THEN} 09:00", f"{THEN} 11:00", "court"),
        absence("person", "DEP", f"{THEN} 09:00", f"{THEN} 11:00", "court"),
        absence("person", "BOB", f"{THEN} 13:00", f"{THEN} 20:00", "clinic"),
        absence("person", "DEP", f"{THEN} 13:00", f"{THEN} 20:00", "clinic"),
        quorum=0,
    )
    assert reasons(problem, plan, THEN) == [
        (
            "unavailable",
            (
                "At 14:00: Councillor Bob is required at GB Board and is not available (clinic), "
                "and so are Councillor Dep and Councillor Ann."
            ),
        ),
        (
            "unavailable",
            "At 10:00: Councillor Ann is required at GB Board and is not available (court), and so is Councillor Dep.",
        ),
    ]


def test_a_quorum_that_cannot_be_had():
    problem, plan = board(
        member("ANN", "GB"),
        member("BOB", "GB", substitutes=("DEP",)),
        person("ANN", category="nhs", weekdays="Thu"),
        QuorumRule("GB", 1, category="nhs"),
        QuorumRule("GB", 1, person="BOB"),
        quorum=2,
    )
    assert reasons(problem, plan, "2015-11-27") == [
        ("quorum", "GB Board has a quorum of 2, and only 1 voting member could be there."),
        ("quorum_rule", "GB Board needs at least 1 of nhs, and only 0 could be there."),
    ]


def test_nobody_to_preside():
    people = [member("ANN", "GB", "chair"), member("BOB", "GB", "vice_chair"), member("CAT", "GB")]
    away = [absence("person", who, THEN) for who in ("ANN", "BOB")]
    names = "Councillor Ann and Councillor Bob are away"
    message = f"GB Board needs its chair or a vice-chair, and nobody could preside: {names}."
    assert reasons(*board(*people, *away, quorum=1, presiding="chair"), THEN) == [("presiding", message)]


@pytest.mark.parametrize(
    ("rooms", "fields", "rule", "message"),
    [
        ([room("CR1")], {"room_features": ("loop",)}, "room_features", "GB Board has no room that suits it."),
        ([room("CR1")], {"venue": "Library"}, "room_features", "GB Board has no room that suits it."),
        (
            [room("CR1", capacity=9)],
            {"extra_seats": 9},
            "room_capacity",
            "GB Board needs 10 seats, and no room that suits it has so many.",
        ),
        (
            [room("CR1", open_from="16:30"), room("CR2", open_to="09:00"), room("CR3", combines=("CR2",))],
            {},
            "room_hours",
            "GB Board could only use Room CR1, Room CR2 and Room CR3, which is not open then, set-up included.",
        ),
        (
            [*(room(f"CR{number}") for number in range(5)), *(absence("room", f"CR{n}", THEN) for n in range(5))],
            {},
            "unavailable",
            (
                "GB Board could only use what is not available that day: "
                "Room CR0 (Away), Room CR1 (Away), Room CR2 (Away) and 2 other rooms."
            ),
        ),
    ],
)
def test_no_room_to_be_had(rooms, fields, rule, message):
    problem, plan = board(*rooms, **fields)
    assert reasons(problem, plan, THEN) == [(rule, message)]


def test_an_online_body_needs_none():
    assert reasons(*board(absence("room", "CR1", THEN), room("CR1"), attendance_mode="online"), THEN) == []


def whole_day(*rows, **fields):
    problem = council(
        meeting_day("DAY", meetings=1),
        session("AM", start="09:00", end="11:00"),
        session("LUNCH"),
        body("XB", meeting_day="DAY", session="AM", duration_minutes=60, **fields),
        body("YB", meeting_day="DAY", session="AM", duration_minutes=60, presiding="chair"),
        member("ANN", "XB", "chair"),
        member("BOB", "YB", "chair"),
        room("CR1"),
        room("CR2"),
        room("HALL"),
        *rows,
    )
    placed = [meeting(problem, "XB", THURSDAY, room="CR1"), meeting(problem, "YB", THURSDAY, room="CR2")]
    return problem, calendar(problem, *placed, occurrence(problem, "DAY", THURSDAY, lunch_room="HALL"))


def test_a_meeting_day_needs_the_day_for_each_of_its_bodies():
    problem, plan = whole_day(closed(THEN, applies_to=("YB",)), closed("2015-11-27", reason="Works"))
    assert reasons(problem, plan, THEN) == [("closed_date", "Thursday 26 November 2015 is closed to YB Board: Recess.")]
    assert reasons(problem, plan, "2015-11-27") == [
        ("closed_date", "Friday 27 November 2015 is closed to DAY Day: Works.")
    ]
    assert [rule for rule, _ in reasons(problem, plan, "2015-11-28")] == ["weekday"]


def test_a_meeting_day_needs_a_slot_for_each_and_a_room_for_the_lunch():
    away = absence("person", "BOB", f"{THEN} 08:00", f"{THEN} 10:30")
    problem, plan = whole_day(
        away, *(absence("room", code, f"{THEN} 12:00", f"{THEN} 14:00") for code in ("CR1", "CR2", "HALL"))
    )
    assert reasons(problem, plan, THEN) == [
        ("presiding", "YB Board needs its chair or a vice-chair, and nobody could preside: Councillor Bob is away."),
        ("quorum", "YB Board has a quorum of 1, and only 0 voting members could be there."),
        (
            "unavailable",
            (
                "The lunch of DAY Day could only use what is not available that day: "
                "Room CR1 (Away), Room CR2 (Away) and Room HALL (Away)."
            ),
        ),
    ]


@pytest.mark.parametrize("row", [{"meeting_day": "DAY", "start": "09:00"}, {"body": "YB"}])
def test_a_fixed_meeting_day_stays(row):
    problem, plan = whole_day(fixed(THURSDAY, **row))
    assert [rule for rule, _ in reasons(problem, plan, THEN)] == ["fixed"]


def test_the_past_day_of_another_meeting_is_past():
    problem = council(body("GB", start_times="10:00"), member("ANN", "GB", "chair"), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "GB", "2015-11-10"))
    asked = asked_about(plan, plan.live[1])
    at = replace(problem, baseline=plan, as_of="2015-11-11T09:00:00Z")
    (reason,) = openness(at, asked, day("2015-11-10")).because
    assert reason.message == "Tuesday 10 November 2015 has passed: it is Wednesday 11 November 2015."


def test_a_body_of_a_meeting_day_that_is_no_more():
    problem, plan = whole_day(end_date="2015-11-20")
    message = "XB Board is dissolved on Friday 20 November 2015."
    assert reasons(problem, plan, THEN) == [("lifetime", message)]
    problem = replace(problem, baseline=plan, as_of="2015-10-01T00:00:00Z")
    assert openness(problem, asked_about(plan, plan.live[1]), day(THEN)).because == ()


def test_a_meeting_day_without_a_lunch_needs_no_room_for_one():
    problem, plan = whole_day()
    sessions = {key: part for key, part in problem.sessions.items() if part.kind != "lunch"}
    assert reasons(replace(problem, sessions=sessions), plan, THEN) == []
