"""Too few days are left to a body for the meetings it owes, in sentences with numbers."""

import pytest
from builders import absence, body, closed, fixed, member, period, person, room
from counted import IN_THE_WEEK, told

from scheduler.domain.bodies import Cadence, QuorumRule


def test_nothing_is_short_where_all_fits():
    rows = [body("A", meetings=2), member("ANN", "A", attendance="required"), room(), fixed("2015-11-19", body="A")]
    assert told(*rows) == []


def test_a_body_that_never_meets_or_may_meet_is_owed_nothing():
    assert told(body("A", cadence=Cadence()), body("B"), body("C", meetings=0), end_date="2015-11-16") == []


def test_too_few_days_of_its_weekday():
    assert told(body("A", meetings=2, weekdays="Thu", start_times="10:00"), room()) == [
        (
            "weekday",
            "A",
            f"A Board is to meet twice {IN_THE_WEEK}, and 1 meeting at most fits: its days are Thursdays, 1 in all.",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "rows", "settings", "rule", "words"),
    [
        ({}, [closed("2015-11-17", "2015-11-20")], {}, "closed_date", "1 of them open, neither closed to it nor"),
        ({"end_date": "2015-11-16"}, [], {}, "lifetime", "1 of them in its lifetime"),
        (
            {"notice_clear_days": 2},
            [],
            {"publication_date": "2015-11-17"},
            "notice",
            "1 of them late enough for notice after the calendar is published",
        ),
        (
            {},
            [absence("room", "CR1", "2015-11-17", "2015-11-20")],
            {},
            "unavailable",
            "1 of them when a room that suits it is open and free",
        ),
        (
            {"quorum": 0},
            [member("ANN", "A", attendance="required"), absence("person", "ANN", "2015-11-17", "2015-11-20")],
            {},
            "unavailable",
            "(on most others Councillor Ann, who must be there, is away)",
        ),
        (
            {"quorum": 0, "presiding": "chair"},
            [member("ANN", "A", "chair"), person("ANN", weekdays="Mon")],
            {},
            "presiding",
            "(on most others the chair and every vice-chair are away)",
        ),
        (
            {"quorum": 1},
            [member("ANN", "A"), absence("person", "ANN", "2015-11-17", "2015-11-20")],
            {},
            "quorum",
            "(on most others so many are away that its quorum of 1 cannot be reached)",
        ),
        (
            {"quorum": 0},
            [
                member("ANN", "A"),
                person("ANN", category="nhs"),
                QuorumRule("A", 1, category="nhs"),
                absence("person", "ANN", "2015-11-17", "2015-11-20"),
            ],
            {},
            "quorum_rule",
            "(on most others too few are there for its quorum who are nhs)",
        ),
    ],
)
def test_each_rule_that_takes_days_is_counted(fields, rows, settings, rule, words):
    problem = [body("A", meetings=2, start_times="10:00", **fields), room(), *rows]
    ((told_rule, subject, message),) = told(*problem, **settings)
    assert (told_rule, subject) == (rule, "A")
    assert f"A Board is to meet twice {IN_THE_WEEK}, and 1 meeting at most fits: its days are Mondays" in message
    assert words in message


def test_a_quorum_rule_that_is_met_takes_no_day():
    rows = [member("ANN", "A"), person("ANN", category="nhs"), QuorumRule("A", 1, category="nhs")]
    assert told(body("A", meetings=5, start_times="10:00"), room(), *rows) == []


def test_a_substitute_who_is_free_fills_the_seat():
    away = absence("person", "ANN", "2015-11-16", "2015-11-20")
    seat = member("ANN", "A", attendance="required", substitutes=("DEP",))
    rows = [body("A", meetings=5, quorum=0, start_times="10:00"), room(), away]
    assert told(*rows, seat) == []
    assert told(*rows, seat, member("DEP", "A", voting=False)) != []


def test_too_short_a_calendar_for_its_gaps():
    ((rule, _, message),) = told(body("A", meetings=3, min_gap_days=2, max_gap_days=3, weekdays="Mon;Tue;Wed"), room())
    assert rule == "gap"
    assert message.endswith(
        "2 meetings at most fit: its days are Mondays, Tuesdays or Wednesdays, 3 in all, "
        "and there are to be at least 2 and at most 3 days from one to the next."
    )


def test_a_gap_that_is_too_long_to_be_kept():
    far = closed("2015-11-17", "2015-11-19")
    assert [rule for rule, _, _ in told(body("A", meetings=2, max_gap_days=3, start_times="10:00"), room(), far)] == [
        "gap"
    ]
    least = told(body("A", meetings=2, min_gap_days=5, start_times="10:00"), room())
    assert [message.split("and there")[1] for _, _, message in least] == [" are to be at least 5 from one to the next."]


def test_several_starts_a_day_are_so_many_meetings():
    rows = [room(), closed("2015-11-17", "2015-11-20")]
    assert told(body("A", meetings=2, start_times="10:00;14:00"), *rows) == []
    assert told(body("A", meetings=2, start_times="10:00;14:00", min_gap_days=1), *rows) != []


def test_the_first_period_that_is_too_short_is_named():
    quarters = [period("Q1", "2015-11-16", "2015-11-17"), period("Q2", "2015-11-18", "2015-11-20")]
    rows = [body("A", per_period=1, start_times="10:00"), room(), *quarters]
    assert told(*rows) == []
    ((rule, _, message),) = told(*rows, closed("2015-11-18", "2015-11-20"))
    assert rule == "closed_date"
    assert message.startswith("A Board is to meet once in Q2, from Wednesday 18 November 2015 to Friday 20 November")
    assert "and none fits: its days are Mondays to Fridays, 3 in all, 0 of them open" in message


def test_periods_that_fit_one_by_one_may_not_fit_together():
    quarters = [period("Q1", "2015-11-16", "2015-11-17"), period("Q2", "2015-11-18", "2015-11-20")]
    ((rule, _, message),) = told(body("A", per_period=1, min_gap_days=5), room(), *quarters)
    assert rule == "gap"
    assert "is to meet twice in Q1 to Q2, from Monday 16 November 2015 to Friday 20 November 2015" in message


@pytest.mark.parametrize(
    ("fields", "rooms", "rule", "words"),
    [
        ({"extra_seats": 50}, [room()], "room_capacity", "it needs 50 seats, and the largest room, Room CR1, has 40"),
        (
            {"room_features": ("hearing_loop",), "extra_seats": 50},
            [room(), room("R2", capacity=12, features=frozenset({"hearing_loop"}))],
            "room_capacity",
            "it needs 50 seats, and the largest room with hearing loop, Room R2, has 12",
        ),
        (
            {"room_features": ("hearing_loop",)},
            [room()],
            "room_features",
            "it needs 0 seats, and there is no room with hearing loop",
        ),
        (
            {"venue": "Library"},
            [room()],
            "room_features",
            "it needs 0 seats, and there is no room at Library",
        ),
        ({"room": "CR1", "extra_seats": 50}, [room()], "room_capacity", "it needs 50 seats, and Room CR1 has 40"),
    ],
)
def test_no_room_is_large_enough_or_has_what_is_needed(fields, rooms, rule, words):
    ((told_rule, _, message),) = told(body("A", meetings=1, **fields), *rooms)
    assert told_rule == rule
    assert message.endswith(f"its days are Mondays to Fridays, 5 in all, {words}.")


@pytest.mark.parametrize("hours", [{"open_from": "09:45"}, {"open_to": "12:05"}])
def test_a_room_open_too_short_is_not_free(hours):
    assert told(body("A", meetings=1, start_times="10:00"), room(setup_minutes=30, clear_minutes=30, **hours)) != []


def test_online_meetings_need_no_room():
    assert told(body("A", meetings=5, attendance_mode="online", start_times="10:00")) == []
