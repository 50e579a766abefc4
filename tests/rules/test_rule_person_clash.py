from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, member, room

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


@pytest.mark.parametrize(("start", "kept"), [("10:00", False), ("11:59", False), ("12:00", True), ("08:00", True)])
def test_person_clash_of_somebody_in_two_places(start: str, *, kept: bool) -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    found = tuple(person_clash.breaches(problem, at_once(problem, start)))
    assert [(breach.rule, set(breach.bodies), breach.people, breach.dates) for breach in found] == (
        [] if kept else [("person_clash", {"GB", "HWB"}, ("ANN",), (NINETEENTH,))]
    )


def test_person_clash_is_told_in_full() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    message = f"Councillor Ann attends both {GB_TITLE} and {HWB_TITLE}, which overlap."
    assert tuple(person_clash.breaches(problem, at_once(problem))) == (
        Breach("person_clash", message, bodies=("GB", "HWB"), people=("ANN",), dates=(NINETEENTH,)),
    )


def test_person_clash_looks_past_meetings_of_other_days() -> None:
    problem = two_boards(member("ANN", "GB"), member("ANN", "HWB"))
    plan = calendar(problem, meeting(problem, "GB"), meeting(problem, "HWB", "2015-11-20"))
    assert tuple(person_clash.breaches(problem, plan)) == ()


def test_person_clash_of_three_meetings_names_each_pair_that_overlaps() -> None:
    problem = council(body("A"), body("B"), body("C"), *(member("ANN", code) for code in "ABC"))
    plan = calendar(
        problem,
        meeting(problem, "A", start="09:00", end="13:00"),
        meeting(problem, "B", start="10:00", end="11:00"),
        meeting(problem, "C", start="12:00", end="13:00"),
    )
    assert [breach.bodies for breach in person_clash.breaches(problem, plan)] == [("A", "B"), ("A", "C")]


def test_person_clash_of_a_required_person_held_elsewhere() -> None:
    problem = two_boards(member("ANN", "GB", attendance="required"), member("ANN", "HWB"))
    plan = at_once(problem, gb_apologies=["ANN"])
    message = f"Councillor Ann is required at {GB_TITLE}, sits at {HWB_TITLE}, and nobody deputises."
    assert tuple(person_clash.breaches(problem, plan)) == (
        Breach("person_clash", message, bodies=("GB", "HWB"), people=("ANN",), dates=(NINETEENTH,)),
    )
    assert tuple(unavailable.breaches(problem, plan)) == ()


@pytest.mark.parametrize(("hwb_room", "clash", "missing"), [("FAR", 1, 0), ("CR2", 0, 1)])
def test_person_clash_of_a_required_person_counts_the_way(hwb_room: str, clash: int, missing: int) -> None:
    """From 12:00 at the Library is too near to 10:00 to 12:00 at the Town Hall, and near enough within it."""
    problem = two_boards(member("ANN", "GB", attendance="required"), member("ANN", "HWB"))
    plan = at_once(problem, "12:00", hwb_room, gb_apologies=["ANN"])
    assert len(tuple(person_clash.breaches(problem, plan))) == clash
    assert len(tuple(unavailable.breaches(problem, plan))) == missing


def test_person_clash_is_carried_by_a_substitute() -> None:
    problem = two_boards(member("ANN", "GB", attendance="required", substitutes=("SUE",)), member("ANN", "HWB"))
    plan = calendar(
        problem,
        meeting(problem, "GB", room="CR1", substitutes={"ANN": "SUE"}),
        meeting(problem, "HWB", room="CR2"),
    )
    assert tuple(person_clash.breaches(problem, plan)) == ()
