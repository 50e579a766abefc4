"""A new year planned from the last: what follows it, what stays as published, and how meetings are numbered."""

from dataclasses import replace

import pytest
from builders import body, calendar, closed, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.checking import check, recount
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve

ROWS = (room("CR1"), body("GB", meetings=2), body("OLD"), member("ANN"))
SHORT = {"start_date": "2016-11-01", "end_date": "2016-12-31"}


def last_years(*dates: str, **fields: object) -> Plan:
    problem = council(*ROWS)
    return calendar(problem, *(meeting(problem, on=one, **fields) for one in dates))


def planned(problem: Problem, as_of: str = "2016-10-03T00:00:00Z") -> Plan:
    problem = replace(problem, as_of=as_of)
    outcome = solve(problem, 30)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    values, _ = recount(problem, outcome.plan)
    assert {tier.name: tier.value for tier in outcome.plan.tiers} == values
    assert outcome.plan.status == "optimal"
    return outcome.plan


def rows_of(plan: Plan) -> list[tuple[str, int, str, int]]:
    return [(one.date.isoformat(), one.sequence, one.status, one.revision) for one in plan.meetings]


def test_a_new_year_follows_the_last_and_numbers_go_on() -> None:
    earlier = last_years("2015-11-19", "2015-12-17", revision=3, status="confirmed")
    plan = planned(council(body("GB", meetings=2), room("CR1"), member("ANN"), baseline=earlier, **SHORT))
    assert rows_of(plan) == [("2016-11-17", 3, "provisional", 0), ("2016-12-15", 4, "provisional", 0)]
    assert {one.uid for one in plan.meetings}.isdisjoint(one.uid for one in earlier.meetings)
    assert {tier.name: tier.value for tier in plan.tiers if tier.name != "rooms"} == dict.fromkeys(
        ["held", "unmoved", "apologies", "substitutes", "dates"], 0
    )


def test_nothing_of_last_year_is_cancelled_or_settled_even_after_the_new_year_began() -> None:
    earlier = last_years("2015-11-19", "2016-10-27")
    problem = council(body("GB", meetings=1), room("CR1"), member("ANN"), baseline=earlier, **SHORT)
    plan = planned(problem, "2016-11-07T00:00:00Z")
    assert [row[:2] for row in rows_of(plan)] == [("2016-11-17", 3)]


@pytest.mark.parametrize(
    ("strength", "found"),
    [("closed", "2016-11-16"), ("avoid", "2016-11-16")],
)
def test_a_closed_or_avoided_day_pushes_it_off_to_another_weekday_of_the_week(strength: str, found: str) -> None:
    shut = [
        closed("2016-11-14", "2016-11-15", strength=strength),
        closed("2016-11-17", "2016-11-18", strength=strength),
    ]
    rows = (body("GB", meetings=1), room("CR1"), member("ANN"), *shut)
    plan = planned(council(*rows, baseline=last_years("2015-11-19"), **SHORT))
    assert [row[0] for row in rows_of(plan)] == [found]


def test_each_date_of_the_baseline_is_taken_for_what_it_is() -> None:
    earlier = last_years("2015-11-19", "2016-12-08")
    plan = planned(council(body("GB", meetings=2), room("CR1"), member("ANN"), baseline=earlier, **SHORT))
    assert rows_of(plan) == [("2016-11-17", 3, "provisional", 0), ("2016-12-08", 2, "provisional", 0)]


def test_a_meeting_day_follows_the_last_year_and_is_no_older_for_it() -> None:
    rows = (meeting_day(meetings=1), session(), body("HWB", meeting_day="DAY", session="AM"), room("CR1"))
    year = council(*rows)
    held = replace(occurrence(year), revision=2, changed="2015-10-05T00:00:00Z")
    earlier = calendar(year, meeting(year, "HWB"), held)
    plan = planned(council(*rows, member("ANN", "HWB"), baseline=earlier, **SHORT))
    (one,) = plan.occurrences
    assert (one.date, one.sequence, one.revision, one.changed) == (day("2016-11-17"), 1, 0, "2016-10-03T00:00:00Z")
    assert [row[:2] for row in rows_of(plan)] == [("2016-11-17", 2)]


def test_a_meeting_day_of_a_calendar_that_begins_later_is_numbered_anew_and_keeps_its_revision() -> None:
    rows = (meeting_day(meetings=1), session(), body("HWB", meeting_day="DAY", session="AM"), room("CR1"))
    year = council(*rows, end_date="2016-12-31")
    days = [replace(occurrence(year, on=on), revision=2) for on in ("2016-06-09", "2016-12-08")]
    earlier = calendar(year, *days, *(meeting(year, "HWB", on) for on in ("2016-06-09", "2016-12-08")))
    plan = planned(council(*rows, baseline=earlier, **SHORT))
    assert [(one.date, one.sequence, one.revision) for one in plan.occurrences] == [(day("2016-12-08"), 1, 2)]
