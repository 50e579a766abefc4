"""What was done by hand is taken over into the input that comes next, where that is of the same days and bodies."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting

from scheduler.commands.rows_kept import taken_over
from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.plan import Plan

COUNCIL = council(body("GB"))
DAY = dt.date(2015, 11, 19)
PIN = FixedMeeting(DAY, "GB", start=600, number=1)


def plan_with(row: FixedMeeting, first: str = "2015-11-01", last: str = "2016-10-31") -> Plan:
    days = {"start_date": dt.date.fromisoformat(first), "end_date": dt.date.fromisoformat(last)}
    return replace(calendar(COUNCIL, meeting(COUNCIL, "GB")), by_hand=(ByHand(row),), **days)


@pytest.mark.parametrize(
    ("before", "taken"),
    [
        (plan_with(PIN), (PIN,)),
        (plan_with(PIN, "2014-11-01", "2015-10-31"), ()),
        (plan_with(replace(PIN, date=None), "2014-11-01", "2015-10-31"), ()),
        (plan_with(replace(PIN, date=dt.date(2014, 11, 19))), ()),
        (plan_with(replace(PIN, body="GONE")), ()),
    ],
    ids=["of this year", "of last year", "by its number alone", "outside the calendar", "of a body that is gone"],
)
def test_only_what_is_of_this_calendar_is_taken_over(before: Plan, taken: tuple[FixedMeeting, ...]) -> None:
    problem, files, warnings = taken_over(None, COUNCIL, before)
    assert (problem.fixed_meetings, files, len(warnings)) == (taken, {}, len(taken))
