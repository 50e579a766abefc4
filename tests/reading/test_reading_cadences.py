"""Contradictions of sets of periods, weeks of the month and months, each at the cell that shows it."""

from typing import Any

import pytest
from raw_council import DAY, PERIODS, Cells, Place, body, fault_places, faults_of, raw, rows_of

from scheduler.reading.parsing import parse

MONTHS = rows_of(
    "period=JAN | start_date=2016-01-01 | end_date=2016-01-31 | cycle=Month",
    "period=FEB | start_date=2016-02-01 | end_date=2016-02-29 | cycle=MONTH",
)
ALL: list[Cells] = [*PERIODS, *MONTHS]


def counted_by(**cells: object) -> list[Cells]:
    return [body(**{"meetings_min": None, "meetings_max": None, **cells})]


def warnings_of(**tables: Any) -> list[tuple[str | None, str]]:
    _, warnings = parse(raw(**tables))
    return [(one.column, one.message) for one in warnings if one.table == "bodies"]


def test_periods_of_two_sets_may_overlap_and_a_body_counts_by_its_own() -> None:
    problem, _ = parse(raw(periods=ALL, bodies=counted_by(per_period=1, cycle=" month")))
    assert [(one.code, one.cycle) for one in problem.periods] == [
        ("Q1", None),
        ("Q2", None),
        ("JAN", "Month"),
        ("FEB", "Month"),
    ]
    assert problem.bodies["GB"].cycle == "Month"


def test_periods_of_one_set_that_overlap_are_a_fault() -> None:
    more = rows_of("period=M | start_date=2016-01-31 | end_date=2016-02-29 | cycle=month")
    assert fault_places(periods=[*PERIODS, MONTHS[0], *more]) == [("periods", 5, "start_date")]


def test_codes_of_periods_are_unique_across_sets() -> None:
    more = rows_of("period=q1 | start_date=2016-01-01 | end_date=2016-01-31 | cycle=month")
    assert fault_places(periods=[*PERIODS, *more]) == [("periods", 4, "period")]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"per_period": 1, "cycle": "month"}, []),
        ({"per_period": 1, "cycle": "months"}, ["cycle"]),
        ({"per_period": 1}, []),
        ({"meetings_min": 2, "cycle": "month"}, ["cycle"]),
        ({"cycle": "month"}, ["cycle"]),
    ],
)
def test_a_cycle_that_no_period_has_or_that_nothing_counts_by(cells: dict[str, object], columns: list[str]) -> None:
    assert fault_places(periods=ALL, bodies=counted_by(**cells)) == [("bodies", 2, column) for column in columns]


def test_the_nearest_set_is_suggested_and_those_there_are_are_named() -> None:
    (fault,) = faults_of(raw(periods=ALL, bodies=counted_by(per_period=1, cycle="months")))
    assert fault.remedy == "Did you mean Month? Write Month, or clear the cell."
    (fault,) = faults_of(raw(periods=PERIODS, bodies=counted_by(per_period=1, cycle="quarter")))
    assert fault.remedy == "Clear the cell."


def test_where_every_period_belongs_to_a_set_a_body_must_name_one() -> None:
    (fault,) = faults_of(raw(periods=MONTHS, bodies=counted_by(per_period=1)))
    assert (fault.column, fault.remedy) == ("per_period", "Write one of these sets under cycle.")
    assert fault.message.endswith("every period belongs to a set: Month")


def test_a_body_of_a_meeting_day_has_no_cycle_and_the_day_may_have_one() -> None:
    days = rows_of("meeting_day=DAY | name=Whole day | per_period=1 | cycle=month")
    bodies = counted_by(meeting_day="DAY", session="MORNING", cycle="month")
    tables = {"meeting_days": days, "sessions": DAY["sessions"], "periods": ALL}
    assert fault_places(bodies=bodies, **tables) == [("bodies", 2, "cycle")]


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ({"months": "Sep;Oct"}, []),
        ({"months": "Sep", "end_date": "2016-08-31"}, ["months"]),
        ({"weekdays": "Tue", "weeks_of_month": "5", "months": "Feb"}, ["weeks_of_month"]),
        ({"weekdays": "Tue", "weeks_of_month": "5", "months": "Mar"}, []),
        ({"weekdays": "Tue", "weeks_of_month": "5", "months": "Nov", "end_date": "2016-10-01"}, ["weeks_of_month"]),
        ({"months": "Sep", "end_date": "2015-10-31"}, []),
        ({"months": "Smarch", "weeks_of_month": "2"}, ["months"]),
    ],
)
def test_weeks_and_months_of_which_the_calendar_has_no_day(cells: dict[str, object], places: list[str]) -> None:
    assert fault_places(bodies=[body(**cells)]) == [("bodies", 2, column) for column in places]


def test_the_sentence_says_which_days_there_are_none_of() -> None:
    (fault,) = faults_of(raw(bodies=[body(weekdays="Tue", weeks_of_month="5", months="Feb")]))
    assert fault.message == (
        "it meets only on the fifth Tuesday of the month, in February, and no day from Sunday 1 November 2015 to "
        "Monday 31 October 2016 is one"
    )


def test_a_body_narrows_the_days_of_its_meeting_day_to_none() -> None:
    days = rows_of("meeting_day=DAY | name=Whole day | meetings_max=4 | weeks_of_month=2 | months=Nov;Feb")
    tables = {"meeting_days": days, "sessions": DAY["sessions"]}
    there = {"meeting_day": "DAY", "session": "MORNING"}
    found: dict[str, list[Place]] = {
        months: fault_places(bodies=counted_by(months=months, **there), **tables) for months in ("Feb", "Mar")
    }
    assert found == {"Feb": [], "Mar": [("bodies", 2, "months")]}
    nothing = rows_of("meeting_day=DAY | name=Day | meetings_max=4 | weekdays=Tue | weeks_of_month=5 | months=Feb")
    places = fault_places(bodies=counted_by(**there), meeting_days=nothing, sessions=DAY["sessions"])
    assert places == [("meeting_days", 2, "weeks_of_month")]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"per_period": 3, "weekdays": "Tue", "weeks_of_month": "5", "start_times": "10:00"},
            "Q1 has 2 such days as the fifth Tuesday of the month, and it is to meet 3 times",
        ),
        (
            {"per_period": 1, "months": "Nov"},
            "Q2 has no such day as Mondays to Fridays, in November, and it is to meet once",
        ),
        (
            {"meetings_min": 13, "weekdays": "Tue", "weeks_of_month": "2", "min_gap_days": 1},
            "the calendar has 12 such days as the second Tuesday of the month, and it is to meet 13 times",
        ),
        ({"meetings_min": 13, "weekdays": "Tue", "weeks_of_month": "2"}, None),
        ({"meetings_min": 12, "weekdays": "Tue", "weeks_of_month": "2", "min_gap_days": 1}, None),
        ({"per_period": 1, "months": "Nov", "end_date": "2016-04-01"}, None),
    ],
)
def test_fewer_days_than_meetings_are_warned_of(cells: dict[str, object], message: str | None) -> None:
    found = warnings_of(periods=PERIODS, bodies=counted_by(**cells))
    column = "months" if "weeks_of_month" not in cells else "weeks_of_month"
    assert found == ([] if message is None else [(column, message)])
