from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, room, session

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
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


@pytest.mark.parametrize(("most", "kept"), [(None, True), (2, True), (1, False)])
def test_person_load_of_a_day(most: int | None, *, kept: bool) -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"), max_meetings_per_person_per_day=most)
    message = (
        "Councillor Ann has 2 meetings on Thursday 19 November 2015 (GB Board and HWB Board), and may have at most 1."
    )
    breach = Breach("person_load", message, bodies=("GB", "HWB"), people=("ANN",), dates=(NINETEENTH,))
    assert tuple(person_load.breaches(problem, at_once(problem, "14:00"))) == (() if kept else (breach,))


def test_person_load_counts_the_sessions_of_one_meeting_day_as_one() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        session("PM"),
        body("HWB", meeting_day="DAY", session="AM"),
        body("OTB", meeting_day="DAY", session="PM"),
        body("GB"),
        member("ANN", "HWB"),
        member("ANN", "OTB"),
        member("BOB", "OTB"),
        member("BOB", "GB"),
        max_meetings_per_person_per_day=1,
    )
    plan = calendar(problem, meeting(problem, "HWB"), meeting(problem, "OTB"), meeting(problem, "GB", start="10:00"))
    assert [(breach.people, breach.bodies) for breach in person_load.breaches(problem, plan)] == [
        (("BOB",), ("GB", "OTB"))
    ]


def test_person_load_counts_a_substitute_and_not_an_apology() -> None:
    problem = two_boards(
        member("SUE", "GB"),
        member("BOB", "GB"),
        member("ANN", "HWB", substitutes=("SUE",)),
        member("BOB", "HWB"),
        max_meetings_per_person_per_day=1,
    )
    plan = at_once(problem, "14:00", substitutes={"ANN": "SUE"}, apologies=["BOB"])
    assert [breach.people for breach in person_load.breaches(problem, plan)] == [("SUE",)]
