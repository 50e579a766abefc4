import datetime as dt
from dataclasses import replace

from outputs.workbook.small_council import small_plan, small_problem

from scheduler.domain.problem import ClosedDate
from scheduler.outputs.workbook.meetings import closed_dates_sheet


def test_closed_dates_are_holidays_closures_and_dates_to_avoid_in_order() -> None:
    problem = small_problem()
    settings = replace(problem.settings, start_date=dt.date(2015, 12, 20), end_date=dt.date(2015, 12, 31))
    closed = (
        ClosedDate(dt.date(2015, 12, 24), dt.date(2016, 1, 3), "Offices shut", non_working=True),
        ClosedDate(dt.date(2015, 12, 21), dt.date(2015, 12, 23), "Holidays", "avoid", ("HWB", "PD", "task_and_finish")),
    )
    sheet = closed_dates_sheet(replace(problem, settings=settings, closed_dates=closed), small_plan())
    assert sheet.shown_rows == (
        (
            dt.date(2015, 12, 21), dt.date(2015, 12, 23), "Better avoided", "Holidays",
            "Health Board; Partnership Day; Task and finish", "Open",
        ),
        (dt.date(2015, 12, 24), dt.date(2016, 1, 3), "Closed", "Offices shut", "Everybody", "Shut"),
        (dt.date(2015, 12, 25), dt.date(2015, 12, 25), "Public holiday", "Christmas Day", "Everybody", "Shut"),
        (dt.date(2015, 12, 26), dt.date(2015, 12, 26), "Public holiday", "Boxing Day", "Everybody", "Shut"),
        (dt.date(2015, 12, 28), dt.date(2015, 12, 28), "Public holiday", "Boxing Day (observed)", "Everybody", "Shut"),
    )  # fmt: skip


def test_polling_days_of_the_calendar_are_closed_to_everybody() -> None:
    problem = small_problem()
    days = (dt.date(2015, 12, 10), dt.date(2020, 1, 1))
    settings = replace(
        problem.settings, start_date=dt.date(2015, 12, 1), end_date=dt.date(2015, 12, 24), polling_day=days
    )
    sheet = closed_dates_sheet(replace(problem, settings=settings, closed_dates=()), small_plan())
    assert sheet.shown_rows == ((days[0], days[0], "Closed", "Polling day", "Everybody", "Open"),)
