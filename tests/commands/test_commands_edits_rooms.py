"""The rooms of what is moved or added by hand: its own where that is free, else the cheapest that is, else none."""

from dataclasses import replace
from datetime import date

from builders import absence, body, calendar, council, meeting, meeting_day, member, occurrence, period, room, session

from scheduler.commands.edits import Standing, consequences
from scheduler.domain.bodies import Cadence
from scheduler.domain.consequences import RoomNow
from scheduler.domain.edits import Add, Move

NEXT = date(2015, 11, 24)


def standing(problem, *placed):
    plan = calendar(problem, *placed)
    return Standing(replace(problem, baseline=plan, as_of="2015-11-01T09:00:00Z"), plan)


def two_rooms(*rows):
    return council(
        body("GB", meetings=1, start_times="10:00"),
        body("HB", meetings=1),
        member("ANN", "GB"),
        member("BOB", "HB"),
        room(),
        room("DEAR", cost_per_hour=50),
        room("FAIR", cost_per_hour=10),
        *rows,
    )


def test_a_meeting_keeps_its_room_where_that_is_free():
    found = consequences(standing(two_rooms(), meeting(two_rooms(), "GB", room="DEAR")), Move("GB", 1, NEXT))
    assert found.follows.rooms == (RoomNow("GB", 1, "DEAR", "DEAR"),)
    assert found.follows.pounds == (100, 100)


def test_else_it_takes_the_cheapest_that_is():
    problem = two_rooms(absence("room", "DEAR", "2015-11-24"), absence("room", "CR1", "2015-11-24"))
    found = consequences(standing(problem, meeting(problem, "GB", room="DEAR")), Move("GB", 1, NEXT))
    assert found.follows.rooms == (RoomNow("GB", 1, "DEAR", "FAIR"),)
    assert found.follows.pounds == (100, 20)


def test_a_room_that_another_meeting_has_is_not_free():
    problem = two_rooms()
    placed = meeting(problem, "GB", room="CR1"), meeting(problem, "HB", "2015-11-24", room="CR1")
    found = consequences(standing(problem, *placed), Move("GB", 1, NEXT))
    assert found.possible
    assert found.follows.rooms == (RoomNow("GB", 1, "CR1", "FAIR"),)


def test_where_no_room_is_free_none_is_told():
    problem = two_rooms(*(absence("room", code, "2015-11-24") for code in ("CR1", "DEAR", "FAIR")))
    found = consequences(standing(problem, meeting(problem, "GB")), Move("GB", 1, NEXT))
    assert found.follows.rooms == (RoomNow("GB", 1, "CR1", None),)
    assert [breach.rule for breach in found.follows.appear_breaches] == ["room_missing"]


def test_a_room_that_is_asked_for_is_given_whatever_rule_that_breaks():
    problem = two_rooms(absence("room", "DEAR", "2015-11-24"))
    found = consequences(standing(problem, meeting(problem, "GB")), Move("GB", 1, NEXT, room="DEAR"))
    assert found.follows.rooms == (RoomNow("GB", 1, "CR1", "DEAR"),)
    assert [breach.rule for breach in found.follows.appear_breaches] == ["unavailable"]


def test_the_lunch_of_a_meeting_day_more_is_in_a_room_that_seats_its_members():
    people = [f"P{number}" for number in range(8)]
    problem = council(
        meeting_day("DAY", cadence=Cadence(per_period=1), venue="Town Hall"),
        session("AM"),
        session("LUNCH"),
        period("P1", "2015-11-01", "2015-11-22"),
        period("P2", "2015-11-23", "2015-12-20"),
        body("XB", meeting_day="DAY", session="AM"),
        *(member(who, "XB") for who in people),
        room("CR1", capacity=8, cost_per_hour=9),
        room("TINY", capacity=3),
    )
    placed = occurrence(problem, "DAY", lunch_room="CR1"), meeting(problem, "XB", room="CR1")
    found = consequences(standing(problem, *placed), Add("DAY", NEXT))
    new = next(one for one in found.plan.occurrences if one.date == NEXT)
    assert new.lunch is not None
    assert (new.lunch.room, new.lunch.headcount, new.sequence) == ("CR1", 8, 2)
    assert [one.room for one in found.plan.of_occurrence(new)] == ["CR1"]
