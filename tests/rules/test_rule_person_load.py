from dataclasses import replace
from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, room, session
from rules.solver_face import allows

from scheduler.checking import check
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.verbs import DAY, WEEK
from scheduler.rules import furthest, person_load
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.repair.seat_assignment import seated
from scheduler.solver.solve import solve

NINETEENTH = day("2015-11-19")


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


def of_a_week(*days: str, most: int | None = 2) -> tuple[Problem, Plan]:
    """Make a calendar of boards that Ann sits on, one each on a day, and the most meetings she may have in a week."""
    codes = [f"B{number}" for number in range(len(days))]
    problem = council(
        *(body(code, meetings=1, quorum=0) for code in codes),
        *(member("ANN", code) for code in codes),
        *(member(f"X{code}", code) for code in codes),
        room("CR1"),
        start_date="2015-11-16",
        end_date="2015-11-29",
        max_meetings_per_person_per_week=most,
    )
    return problem, calendar(problem, *(meeting(problem, code, on) for code, on in zip(codes, days, strict=True)))


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        (("2015-11-16", "2015-11-18"), True),
        (("2015-11-16", "2015-11-18", "2015-11-20"), False),
        (("2015-11-18", "2015-11-20", "2015-11-23"), True),
    ],
)
def test_person_load_of_a_week_runs_from_monday_to_sunday(days: tuple[str, ...], *, kept: bool) -> None:
    problem, plan = of_a_week(*days)
    assert (tuple(person_load.breaches(problem, plan)) == ()) is kept
    assert allows(person_load, problem, plan) is kept
    unlimited, same = of_a_week(*days, most=None)
    assert tuple(person_load.breaches(unlimited, same)) == ()


def test_person_load_of_a_week_is_told_with_its_first_day() -> None:
    problem, plan = of_a_week("2015-11-16", "2015-11-18", "2015-11-20")
    (breach,) = person_load.breaches(problem, plan)
    assert breach == Breach(
        "person_load",
        "Councillor Ann has 3 meetings in the week from Monday 16 November 2015 (B0 Board, B1 Board and B2 Board), "
        "and may have at most 2.",
        ("B0", "B1", "B2"),
        ("ANN",),
        dates=(day("2015-11-16"), day("2015-11-18"), day("2015-11-20")),
    )


def test_person_load_counts_two_occurrences_of_a_meeting_day_in_a_week_as_two() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM"),
        member("ANN", "HWB"),
        max_meetings_per_person_per_week=1,
    )
    plan = calendar(problem, meeting(problem, "HWB", "2015-11-17"), meeting(problem, "HWB", "2015-11-19"))
    assert [breach.people for breach in person_load.breaches(problem, plan)] == [("ANN",)]


@pytest.mark.parametrize(("most", "last"), [(1, "2015-11-27"), (0, "2015-11-20")])
def test_a_plan_keeps_the_weeks_limit_or_sends_apologies(most: int, last: str) -> None:
    """Two boards in two weeks: Ann is at each in a week of its own, or where nobody may sit, at none."""
    codes = ("GB", "HB")
    problem = council(
        *(body(code, meetings=1, start_times="10:00", quorum=0) for code in codes),
        *(member("ANN", code) for code in codes),
        room("CR1"),
        start_date="2015-11-16",
        end_date=last,
        max_meetings_per_person_per_week=most,
    )
    found = solve(problem, 30)
    assert isinstance(found, Solved)
    assert check(problem, found.plan) == ()
    absent = [row.outcome for one in found.plan.meetings for row in one.attendance]
    assert absent == (["attends"] * 2 if most else ["apologies"] * 2)


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_a_limit_a_week_has_the_whole_week_looked_at(most: int) -> None:
    problem, plan = of_a_week("2015-11-16", "2015-11-18", "2015-11-20", most=most)
    empty = replace(plan, meetings=tuple(replace(one, attendance=()) for one in plan.meetings))
    found = seated(problem, empty)
    assert check(problem, found) == ()
    assert sum(
        row.person == "ANN" and row.outcome == "attends" for one in found.meetings for row in one.attendance
    ) == (most)
    assert furthest(problem, (person_load,)) is WEEK
    assert furthest(two_boards(), (person_load,)) is DAY
