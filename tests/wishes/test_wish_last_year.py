from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting, meeting_day, occurrence, session

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import last_year

BEFORE = "The meeting of Thursday 19 November 2015 would be on Thursday 17 November 2016 if it followed last year"
DAYS = (meeting_day(), session(), body("HWB", meeting_day="DAY", session="AM"))


def after_a_year(*rows: object, **fields: object) -> Problem:
    year = council(*rows)
    held = [occurrence(year)] if year.meeting_days else []
    earlier = calendar(year, *held, *(meeting(year, code) for code in year.bodies))
    return council(*rows, baseline=earlier, start_date="2016-11-01", end_date="2017-10-31", **fields)


@pytest.mark.parametrize(
    ("on", "cost", "now"),
    [
        ("2016-11-17", 0, ""),
        ("2016-11-15", 2, "that week it is on Tuesday 15 November 2016"),
        ("2016-11-20", 2, "that week it is on Sunday 20 November 2016"),
        ("2016-11-24", 4, "it does not meet that week"),
        ("2016-11-13", 4, "it does not meet that week"),
    ],
)
def test_last_year_asks_for_the_same_weekday_of_the_same_week(on: str, cost: int, now: str) -> None:
    problem = after_a_year(body("GB"))
    row = UngrantedWish("last_year", "GB Board", cost, f"{BEFORE}; {now}.")
    assert tuple(last_year.score(problem, calendar(problem, meeting(problem, on=on)))) == ((row,) if cost else ())


def test_an_extra_of_last_year_is_no_pattern() -> None:
    year = council(body("GB"))
    earlier = calendar(year, replace(meeting(year), extra=True))
    problem = council(body("GB"), baseline=earlier, start_date="2016-11-01", end_date="2017-10-31")
    assert tuple(last_year.score(problem, calendar(problem, meeting(problem, on="2016-11-28")))) == ()


def test_last_year_asks_a_meeting_day_once_not_each_of_its_bodies() -> None:
    problem = after_a_year(*DAYS)
    plan = calendar(problem, occurrence(problem, on="2016-11-24"), meeting(problem, "HWB", "2016-11-24"))
    row = UngrantedWish("last_year", "DAY Day", 4, f"{BEFORE}; it does not meet that week.")
    assert tuple(last_year.score(problem, plan)) == (row,)


def test_last_year_is_priced_by_the_input() -> None:
    problem = after_a_year(body("GB"), wishes={"last_year": 5})
    assert [row.cost for row in last_year.score(problem, calendar(problem))] == [10]


def test_last_year_asks_nothing_of_a_calendar_that_is_changed() -> None:
    year = council(body("GB"))
    problem = council(body("GB"), baseline=calendar(year, meeting(year)))
    assert tuple(last_year.score(problem, calendar(problem))) == ()


def test_last_year_says_which_day_of_the_month_was_kept_to() -> None:
    year = council(body("PLAN"))
    held = [meeting(year, "PLAN", on) for on in ("2015-11-19", "2015-12-17", "2016-01-21")]
    problem = council(body("PLAN"), baseline=calendar(year, *held), start_date="2016-11-01", end_date="2017-10-31")
    plan = calendar(problem, *(meeting(problem, "PLAN", on) for on in ("2016-11-17", "2016-12-15", "2017-01-26")))
    why = (
        "The meeting of Thursday 21 January 2016 would be on Thursday 19 January 2017 if it followed last year, "
        "when 3 of its 3 meetings were on the third Thursday of the month; it does not meet that week."
    )
    assert [(row.cost, row.why) for row in last_year.score(problem, plan)] == [(4, why)]
