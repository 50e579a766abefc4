"""Slots of a day that stands: what one more would save, and as few as cost no apology more."""

from dataclasses import replace

import pytest
from builders import absence, body, council, link, meeting_day, member, person, room, session

from scheduler.checking import check
from scheduler.domain.plan import Plan, SlotsRow, Tier
from scheduler.domain.problem import Problem
from scheduler.rules import meeting_day as rule
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.repair.day_slots import with_few_slots, with_slots_saving
from scheduler.solver.solve import solve
from scheduler.wishes import TIERS

DAY = "2015-11-19"


def a_day(*rows: object, arrangement: str = "either", end: str = "11:00", shared: str = "ANN") -> Problem:
    """Return two boards of an hour that share a member, on one day with room for two slots."""
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=60, quorum=1) for code in ("A", "B")]
    return council(
        meeting_day("DAY", meetings=1),
        session("AM", start="09:00", end=end, arrangement=arrangement),
        *boards,
        member("BOB", "A"),
        member(shared, "A", substitutes=("DEP",)),
        member("CAT", "B"),
        member("ANN", "B"),
        room("R1"),
        room("R2"),
        *rows,
        start_date=DAY,
        end_date=DAY,
    )


def planned(problem: Problem) -> Plan:
    outcome = solve(problem, 30)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    return outcome.plan


def starts(plan: Plan) -> set[int]:
    return {one.start for one in plan.meetings}


def test_one_slot_more_saves_the_substitute() -> None:
    problem = a_day()
    plan = with_slots_saving(problem, planned(problem))
    assert len(starts(plan)) == 1
    (occurrence,) = plan.occurrences
    assert occurrence.savings == ((SlotsRow("AM", 1, 0, 1), SlotsRow("AM", 2, 0, 0)),)


def test_one_slot_more_saves_the_apology_of_who_has_no_substitute() -> None:
    problem = a_day(person("DEP", weekdays="Mon"))
    (occurrence,) = with_slots_saving(problem, planned(problem)).occurrences
    assert occurrence.savings == ((SlotsRow("AM", 1, 1, 0), SlotsRow("AM", 2, 0, 0)),)


@pytest.mark.parametrize(
    "problem",
    [a_day(end="10:30"), a_day(shared="DAN"), a_day(arrangement="simultaneous"), a_day(arrangement="fewest_apologies")],
)
def test_nothing_is_said_where_nothing_would_be_saved_or_there_is_no_time(problem: Problem) -> None:
    plan = planned(problem)
    assert with_slots_saving(problem, plan) == plan


def test_rooms_are_found_anew_where_they_will_not_do() -> None:
    """At ten the room of either board is taken, and there is another: whichever sits second goes there."""
    busy = [absence("room", code, f"{DAY} 10:00", f"{DAY} 11:00") for code in ("R1", "R2")]
    problem = a_day(*busy, room("R3", cost_per_hour=90))
    (occurrence,) = with_slots_saving(problem, planned(problem)).occurrences
    assert occurrence.savings == ((SlotsRow("AM", 1, 0, 1), SlotsRow("AM", 2, 0, 0)),)
    without = a_day(*busy)
    (occurrence,) = with_slots_saving(without, planned(without)).occurrences
    assert occurrence.savings == ()


def test_facts_are_not_asked_what_they_could_have_saved() -> None:
    problem = a_day()
    plan = with_slots_saving(problem, planned(problem))
    later = replace(problem, baseline=plan, as_of="2015-11-19T20:00:00Z")
    assert with_slots_saving(later, plan) == plan


def test_the_fewest_apologies_take_the_slots_that_they_need_and_no_more() -> None:
    torn = a_day(person("DEP", weekdays="Mon"), arrangement="fewest_apologies")
    assert len(starts(planned(torn))) == 2
    deputised = a_day(arrangement="fewest_apologies")
    assert len(starts(planned(deputised))) == 1
    nobody_shared = a_day(arrangement="fewest_apologies", shared="DAN")
    assert len(starts(planned(nobody_shared))) == 1


def test_a_slot_too_many_is_a_breach_where_it_saves_nothing_and_is_taken_away() -> None:
    problem = a_day(arrangement="fewest_apologies", shared="DAN")
    plan = planned(problem)
    late = tuple(replace(one, start=600, end=660) if one.body == "B" else one for one in plan.meetings)
    spread = replace(plan, meetings=late)
    (breach,) = rule.breaches(problem, spread)
    assert breach.message.endswith("takes 2 slots, and 1 would do without an apology more: A Board and B Board.")
    assert len(starts(with_few_slots(problem, spread))) == 1
    torn = a_day(person("DEP", weekdays="Mon"), arrangement="fewest_apologies")
    assert list(rule.breaches(torn, planned(torn))) == []


def test_a_plan_stays_as_it_is_where_fewer_slots_break_a_rule() -> None:
    problem = a_day(
        body("C", meetings=1, start_times="11:00", duration_minutes=60),
        member("EVE", "C"),
        link("C", "follows", "B", minutes=0),
        arrangement="fewest_apologies",
        shared="DAN",
    )
    plan = planned(problem)
    assert {one.body: one.start for one in plan.meetings}["B"] == 600
    assert with_few_slots(problem, plan) == plan


def test_a_published_meeting_is_not_moved_to_save_a_slot() -> None:
    problem = a_day(arrangement="fewest_apologies", shared="DAN")
    plan = planned(problem)
    late = tuple(replace(one, start=600, end=660) if one.body == "B" else one for one in plan.meetings)
    published = replace(plan, meetings=late)
    again = replace(problem, baseline=published, as_of="2015-10-01T00:00:00Z")
    tiers = tuple(Tier(one, 0, 0) for one in TIERS)
    assert with_few_slots(again, replace(published, tiers=tiers)).meetings == late


def test_a_body_by_itself_in_its_session_has_no_slots_to_save() -> None:
    problem = a_day(
        session("PM", start="14:00", end="16:00", arrangement="either"),
        body("C", meeting_day="DAY", session="PM", duration_minutes=60),
        member("ANN", "C"),
    )
    (occurrence,) = with_slots_saving(problem, planned(problem)).occurrences
    assert {row.session for pair in occurrence.savings for row in pair} == {"AM"}
