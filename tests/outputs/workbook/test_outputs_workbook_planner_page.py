import datetime as dt

import pytest

from scheduler.domain.problem import Problem, Settings
from scheduler.outputs.workbook.planner import Page, laid_out
from scheduler.outputs.workbook.planner_days import MEETING, PLAIN, DayCell, Month, months_by_sheet

EMPTY = DayCell(PLAIN)


def page(rows: list[list[DayCell]], months: int = 12) -> Page:
    return laid_out(months, rows, lambda row: row % 7 >= 5, lambda _: 100.0)


def test_page_of_an_empty_year_has_narrow_months_and_equal_weekdays() -> None:
    found = page([[EMPTY] * 12] * 37)
    assert found.month_pixels == 119
    assert {round(height, 3) for row, height in enumerate(found.row_points) if row % 7 < 5} == {25.849}
    assert {height for row, height in enumerate(found.row_points) if row % 7 >= 5} == {14.0}


def test_page_is_as_high_as_its_paper() -> None:
    found = page([[EMPTY] * 12] * 37)
    width = (80 + 12 * (24 + found.month_pixels)) * 0.75
    assert sum(found.row_points) + 100 == pytest.approx(width / (405 / 282), rel=0.001)


def test_page_of_a_busy_year_has_wider_months_and_room_for_every_line() -> None:
    busy = DayCell(MEETING, tuple(f"{hour}:00 HWB, GB, SCB" for hour in range(10, 18)))
    found = page([[busy] * 12] * 37)
    assert found.month_pixels > 110
    assert min(found.lines_in(row) for row in range(37)) == busy.lines_needed(found.digits) == 8


def test_page_of_more_than_a_page_can_hold_stops_widening() -> None:
    overfull = DayCell(MEETING, tuple(f"{n} meeting" for n in range(60)))
    found = page([[overfull]] * 37, months=1)
    assert 900 <= found.month_pixels < 930
    assert found.lines_in(0) == 60


def test_month_knows_its_days() -> None:
    assert Month(2016, 2).name == "February 2016"
    assert Month(2016, 2).days == tuple(dt.date(2016, 2, day) for day in range(1, 30))
    assert Month(2015, 12).days[-1] == dt.date(2015, 12, 31)


@pytest.mark.parametrize(
    ("last", "sheets"),
    [
        (dt.date(2026, 5, 31), [1]),
        (dt.date(2027, 4, 30), [12]),
        (dt.date(2027, 6, 30), [14]),
        (dt.date(2027, 7, 1), [12, 3]),
    ],
)
def test_months_are_shared_out_among_sheets(last: dt.date, sheets: list[int]) -> None:
    problem = Problem(Settings("Year", dt.date(2026, 5, 4), last))
    assert [len(months) for months in months_by_sheet(problem)] == sheets
