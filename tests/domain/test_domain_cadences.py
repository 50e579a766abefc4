"""Whose cadence something keeps, which periods it counts by, and how often it may meet."""

from builders import body, council, day, meeting_day, period, session

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.cadences import (
    held_as,
    life_of,
    most_in_life,
    most_meetings,
    period_of,
    periods_of,
    with_own_dates,
)
from scheduler.domain.problem import Problem

MONTHS = [period(f"M{month:02d}", f"2016-{month:02d}-01", f"2016-{month:02d}-28", "month") for month in (3, 1, 2)]
QUARTERS = [period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-01", "2016-04-30")]


def both_sets(*bodies: Body) -> Problem:
    return council(*bodies, *MONTHS, *QUARTERS)


def test_each_body_counts_by_the_periods_of_its_set_in_order_of_date() -> None:
    problem = both_sets(body("PLAN", per_period=1, cycle="Month"), body("AUDIT", per_period=2))
    plan, audit = problem.bodies.values()
    assert [one.code for one in periods_of(problem, plan)] == ["M01", "M02", "M03"]
    assert [one.code for one in periods_of(problem, audit)] == ["Q1", "Q2"]
    assert (most_meetings(problem, plan), most_meetings(problem, audit)) == (3, 4)
    found = period_of(problem, plan, day("2016-02-05")), period_of(problem, audit, day("2016-02-05"))
    assert [one and one.code for one in found] == ["M02", "Q2"]
    assert period_of(problem, plan, day("2015-12-01")) is None


def test_a_body_of_a_meeting_day_keeps_the_days_cadence() -> None:
    problem = council(
        meeting_day("DAY", cadence=Cadence(per_period=2), cycle="month"),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM"),
        body("GB", meetings=3),
        *MONTHS,
    )
    hwb, gb = problem.bodies.values()
    assert held_as(problem, hwb) is problem.meeting_days["DAY"]
    assert (most_meetings(problem, hwb), most_meetings(problem, gb)) == (6, 3)
    assert [one.code for one in with_own_dates(problem)] == ["GB", "DAY"]


def test_a_life_cuts_the_calendar_and_the_periods_it_touches() -> None:
    problem = both_sets(body("PLAN", per_period=1, cycle="month", start_date="2016-02-10", end_date="2019-01-01"))
    (plan,) = problem.bodies.values()
    assert life_of(problem, plan) == (day("2016-02-10"), day("2016-10-31"))
    assert most_in_life(problem, plan) == 2
