"""Intervals that the days of a year cannot keep: a recess that is too long, or too few meetings."""

import pytest
from builders import body, calendar, closed, council, fixed, meeting, meeting_day, period, room

from scheduler.domain.bodies import Cadence
from scheduler.solver.cp.outcome import Infeasible
from scheduler.solver.explain.necessary_conditions import shortages
from scheduler.solver.solve import solve

YEAR = {"start_date": "2015-11-02", "end_date": "2016-02-28"}
RECESS = closed("2015-12-14", "2016-01-08", reason="Winter recess")


def told(*rows: object, **settings: object) -> list[tuple[str, str]]:
    problem = council(*rows, room(), **YEAR | settings)
    return [(one.reason.rule, one.reason.message) for one in shortages(problem)]


def test_a_recess_may_be_too_long_for_the_interval() -> None:
    ((rule, message),) = told(body("A", meetings=8, max_gap_days=28, weekdays="Wed", start_times="18:30"), RECESS)
    assert rule == "gap"
    assert message == (
        "A Board leaves 28 days at most from one meeting to the next, and cannot meet between "
        "Wednesday 9 December 2015 and Wednesday 13 January 2016 (Winter recess), which are 35 days apart."
    )
    assert told(body("A", meetings=8, max_gap_days=35, weekdays="Wed", start_times="18:30"), RECESS) == []


def test_a_recess_at_an_end_of_the_year_counts_like_any_days() -> None:
    first = closed("2015-11-02", "2015-12-04", reason="Building works")
    ((_, message),) = told(body("A", meetings=6, max_gap_days=28, start_times="10:00"), first)
    assert message == (
        "A Board leaves 28 days at most from one meeting to the next, and cannot meet between Monday 2 November 2015 "
        "and Monday 7 December 2015 (Building works), which are 35 days apart."
    )
    last = closed("2016-01-25", "2016-02-28", reason="Elections")
    ((_, message),) = told(body("A", meetings=6, max_gap_days=28, start_times="10:00"), last)
    assert "cannot meet between Friday 22 January 2016 and Sunday 28 February 2016 (Elections)" in message


def test_few_meetings_do_not_reach_over_a_year() -> None:
    ((rule, message),) = told(body("A", meetings=2, max_gap_days=28, weekdays="Mon", start_times="10:00"))
    assert rule == "gap"
    assert message == (
        "A Board meets twice at most, and with 28 days at most from one meeting to the next, and from the year's ends, "
        "it would have to meet 4 times."
    )
    assert told(body("A", meetings=4, max_gap_days=28, weekdays="Mon", start_times="10:00")) == []


def test_a_meeting_day_has_its_interval_too() -> None:
    quarters = period("Q1", "2015-11-02", "2015-12-31"), period("Q2", "2016-01-01", "2016-02-28")
    ((rule, message),) = told(meeting_day(cadence=Cadence(per_period=1), max_gap_days=35, weekdays="Thu"), *quarters)
    assert rule == "gap"
    assert message.startswith("DAY Day meets twice at most, and with 35 days at most")
    assert message.endswith("it would have to meet 3 times.")


def test_nothing_is_said_of_what_may_not_meet_nor_where_rows_say_more() -> None:
    up_to = body("A", cadence=Cadence(minimum=0, maximum=2), max_gap_days=28, start_times="10:00")
    assert told(up_to, RECESS) == []
    pinned = fixed("2015-11-18", body="A")
    assert told(body("A", meetings=2, max_gap_days=28, start_times="10:00"), RECESS, pinned) == []


@pytest.mark.slow
def test_where_an_interval_cannot_be_kept_there_is_no_plan_and_where_it_can_there_is_one() -> None:
    for most, meetings, possible in ((28, 8, False), (35, 8, True), (28, 2, False), (45, 3, True)):
        recess = [RECESS] if meetings == 8 else []
        problem = council(
            body("A", meetings=meetings, max_gap_days=most, weekdays="Wed", quorum=0), room(), *recess, **YEAR
        )
        assert isinstance(solve(problem, 30), Infeasible) is not possible, (most, meetings)


def test_the_last_meeting_of_the_year_before_is_where_it_begins() -> None:
    problem = council(body("A", meetings=6, max_gap_days=28, weekdays="Wed", start_times="10:00"), room(), **YEAR)
    before = calendar(problem, meeting(problem, "A", "2015-10-14"))
    works = closed("2015-11-10", "2015-11-13", reason="Building works")
    rows = (*problem.bodies.values(), room(), works)
    assert [one.reason.message for one in shortages(council(*rows, baseline=before, **YEAR))] == []
    later = closed("2015-11-02", "2015-11-13", reason="Building works")
    ((message),) = [one.reason.message for one in shortages(council(*rows[:-1], later, baseline=before, **YEAR))]
    assert "cannot meet between Wednesday 14 October 2015 and Wednesday 18 November 2015 (Building works)" in message
