from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, member, room

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.rooms import Travel
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable

NINETEENTH = day("2015-11-19")
GB_TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
HWB_TITLE = "HWB Board on Thursday 19 November 2015 at 10:00"
PEOPLE_RULES = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)


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
