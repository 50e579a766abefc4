"""Too few days are left to a meeting day, its lunch and its themes, or to whoever hears reports."""

import pytest
from builders import absence, body, meeting_day, member, period, reports, room, session, speaker, theme
from counted import IN_THE_WEEK, a_day, told

from scheduler.domain.bodies import Cadence


def test_a_meeting_day_loses_days_with_each_of_its_bodies():
    rows = [*a_day(meetings=2), room(), member("ANN", "A", attendance="required")]
    assert told(*rows) == []
    ((rule, subject, message),) = told(
        *a_day(meetings=2),
        body("B", meeting_day="DAY", session="AM", duration_minutes=60, weekdays="Mon", attendance_mode="online"),
        room(),
    )
    assert (rule, subject) == ("weekday", "DAY")
    assert message == (
        f"DAY Day is to meet twice {IN_THE_WEEK}, and 1 meeting at most fits: "
        "its days are Mondays to Fridays, 5 in all, 1 of them Mondays for B Board."
    )


def test_a_meeting_day_needs_a_room_for_each_body_and_those_who_must_be_there():
    ((rule, _, message),) = told(*a_day(), room("R2", capacity=0), member("ANN", "A"))
    words = "5 in all, no room suits A Board: it needs 1 seat, and the largest room, Room R2, has 0."
    assert (rule, message.endswith(words)) == ("room_capacity", True)
    away = absence("person", "ANN", "2015-11-16", "2015-11-20")
    ((rule, _, message),) = told(*a_day(), room(), member("ANN", "A", attendance="required"), away)
    assert rule == "unavailable"
    assert message.endswith("(on most others Councillor Ann, who must be there, is away).")
    shut = absence("room", "CR1", "2015-11-16", "2015-11-20")
    ((rule, _, message),) = told(*a_day(), room(), shut)
    assert (rule, "0 of them when a room that suits A Board is open and free" in message) == ("unavailable", True)


def test_a_meeting_day_waits_for_the_notice_of_its_bodies_and_for_their_founding():
    day_of = [meeting_day(meetings=2), session(), room()]
    board = body("A", meeting_day="DAY", session="AM", duration_minutes=60, notice_clear_days=2)
    ((rule, _, _),) = told(*day_of, board, publication_date="2015-11-17")
    assert rule == "notice"
    late = body("A", meeting_day="DAY", session="AM", start_date="2015-11-20", weekdays="Mon")
    assert told(*day_of, late) == []


def test_a_meeting_day_with_a_session_nobody_sits_in_is_counted():
    adrift = body("A", meeting_day="DAY", session=None)
    assert told(meeting_day(meetings=1), session(), adrift, room()) == []


@pytest.mark.parametrize(
    ("rows", "fields", "expected", "words"),
    [
        ([room(capacity=1)], {}, "room_capacity", "its lunch needs 2 seats, and the largest room, Room CR1, has 1"),
        ([], {"venue": "Library"}, "room_features", "its lunch needs 2 seats, and there is no room at Library"),
        (
            [room(), absence("room", "CR1", "2015-11-16", "2015-11-20")],
            {"venue": "Town Hall"},
            "unavailable",
            "its lunch needs 2 seats, and no room at Town Hall with so many is open and free on any of these days",
        ),
    ],
)
def test_a_lunch_needs_a_seat_for_everyone(rows, fields, expected, words):
    online = body("A", meeting_day="DAY", session="AM", attendance_mode="online")
    people = [member("ANN", "A"), member("BOB", "A")]
    ((rule, _, message),) = told(meeting_day(meetings=1, **fields), session(), session("LUNCH"), online, *people, *rows)
    assert rule == expected
    assert message.endswith(f"{words}.")


def test_a_lunch_that_is_free_on_some_days_only():
    rows = [
        *a_day(meetings=2),
        session("LUNCH"),
        room(),
        absence("room", "CR1", "2015-11-17 12:00", "2015-11-20 18:00"),
    ]
    ((rule, _, message),) = told(*rows)
    assert (rule, "1 of them when a room" in message) == ("unavailable", True)


def lunch(*themes, **fields):
    return [*a_day(**fields), session("LUNCH"), room(), *themes]


@pytest.mark.parametrize(
    ("rows", "rule", "message"),
    [
        (
            [*a_day(), room(), theme("T", status="confirmed")],
            "theme",
            "Theme T is a confirmed theme, and DAY Day has no lunch.",
        ),
        (
            lunch(*(theme(f"T{n}", status="confirmed") for n in range(2))),
            "theme",
            "DAY Day has 2 confirmed themes, and 1 lunch at most.",
        ),
        (
            lunch(*(theme(f"T{n}", status="confirmed", date="2015-11-19") for n in range(2)), meetings=2),
            "theme",
            "2 confirmed themes are for the one lunch of Thursday 19 November 2015.",
        ),
        (
            lunch(theme("T", status="confirmed", date="2015-11-22")),
            "theme",
            "Theme T is confirmed for Sunday 22 November 2015, and DAY Day cannot be held then.",
        ),
        (
            lunch(theme("T", status="confirmed", speaker="S"), speaker("S", "2015-11-22")),
            "speaker",
            (
                "Theme T is a confirmed theme, and its speaker, Dr S, can come only on Sunday 22 November 2015: "
                "on none of the 5 days on which DAY Day could be held for it."
            ),
        ),
        (
            lunch(
                theme("T", status="confirmed", speaker="S"),
                speaker("S"),
                absence("speaker", "S", "2015-11-16", "2015-11-20"),
            ),
            "speaker",
            (
                "Theme T is a confirmed theme, and its speaker, Dr S, is away from Monday 16 November 2015 to "
                "Friday 20 November 2015 (Away): on none of the 5 days on which DAY Day could be held for it."
            ),
        ),
    ],
)
def test_a_confirmed_theme_that_no_lunch_could_take(rows, rule, message):
    assert [(told_rule, words) for told_rule, _, words in told(*rows)] == [(rule, message)]


def test_a_confirmed_theme_that_some_lunch_can_take():
    rows = [theme("T", status="confirmed", speaker="S"), theme("U"), speaker("S", "2015-11-19")]
    assert told(*lunch(*rows)) == []
    quarters = [period("Q1", "2015-11-16", "2015-11-18"), period("Q2", "2015-11-19", "2015-11-20")]
    quarterly = [meeting_day(cadence=Cadence(per_period=1)), *lunch(*rows)[1:]]
    assert told(*quarterly, *quarters) == []
    more = [theme(f"V{n}", status="confirmed") for n in range(2)]
    assert [rule for rule, _, _ in told(*quarterly, *quarters, *more)] == ["theme"]


def test_a_receiver_without_a_day_that_its_feeder_can_serve():
    rows = [body("A", meetings=1, weekdays="Thu"), body("B", meetings=1, weekdays="Wed"), room()]
    assert [rule for rule, _, _ in told(*rows, reports("A", "B", 0, 0))] == ["reporting"]  # B owes but one
    assert told(*rows, reports("A", "B", 1, 3), start_date="2015-11-12") == []
    ((rule, subject, message),) = told(*rows, reports("A", "B", 0, 0), start_date="2015-11-12")
    assert (rule, subject) == ("reporting", "B")
    assert message.endswith("0 of them with a day before them on which A Board can meet to report.")


def test_a_meeting_day_hears_reports_too():
    rows = [
        *a_day(),
        session("LUNCH"),
        body("F", meetings=1, weekdays="Thu"),
        room(),
        reports("F", "A", 0, 0),
        reports("A", "F", 1, kind="escalate"),
    ]
    wednesday = [meeting_day(meetings=1, weekdays="Wed"), *rows[1:]]
    found = told(*wednesday, start_date="2015-11-12")
    assert [(rule, subject) for rule, subject, _ in found] == [("reporting", "DAY")]


def test_reports_to_what_never_meets_are_not_counted():
    assert told(body("A", cadence=Cadence()), body("B", meetings=1), room(), reports("A", "B")) == []
