import datetime as dt
from dataclasses import replace

import pytest
from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.domain.plan import Plan
from scheduler.outputs.workbook.meetings import deadlines_sheet


def feeder_on(day: dt.date, start: int = 600) -> Plan:
    group, board = small_plan().meetings
    return replace(small_plan(), meetings=(replace(group, date=day, start=start, end=start + 120), board))


def test_deadlines_are_report_agenda_and_meeting() -> None:
    assert deadlines_sheet(small_problem(), small_plan()).shown_rows == (
        (
            None, None, FEEDER_DAY, 600, "DEL", "Delivery Group", 0,
            "Nobody", "Health Board: Thu 19 Nov 2015", "None",
        ),
        (
            dt.date(2015, 11, 10), dt.date(2015, 11, 11), DAY, 570, "HWB", "Health Board", 5,
            "Delivery Group: Tue 3 Nov 2015", "Nobody", "Town centre; GONE",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "heard", "reports"),
    [
        (dt.date(2015, 11, 10), "Delivery Group: Tue 10 Nov 2015", "Health Board: Thu 19 Nov 2015"),
        (dt.date(2015, 11, 11), "Delivery Group: no meeting in time", "Nobody"),
        (dt.date(2015, 10, 21), "Delivery Group: Wed 21 Oct 2015", "Health Board: Thu 19 Nov 2015"),
        (dt.date(2015, 10, 20), "Delivery Group: no meeting in time", "Nobody"),
        (dt.date(2015, 11, 20), "Delivery Group: no meeting in time", "Nobody"),
    ],
)
def test_deadlines_name_a_feeder_that_is_in_time(day: dt.date, heard: str, reports: str) -> None:
    rows = {row[4]: row for row in deadlines_sheet(small_problem(), feeder_on(day)).shown_rows}
    assert (rows["HWB"][7], rows["DEL"][8]) == (heard, reports)


@pytest.mark.parametrize(
    ("start", "heard"), [(450, "Delivery Group: Thu 19 Nov 2015"), (451, "Delivery Group: no meeting in time")]
)
def test_deadlines_let_a_feeder_end_before_its_receiver_begins_on_one_day(start: int, heard: str) -> None:
    problem = small_problem()
    line = replace(problem.reporting[0], min_working_days=0, max_working_days=None)
    rows = deadlines_sheet(replace(problem, reporting=(line,)), feeder_on(DAY, start)).shown_rows
    assert {row[4]: row[7] for row in rows}["HWB"] == heard


def test_deadlines_take_the_last_feeder_and_the_first_receiver() -> None:
    group, board = small_plan().meetings
    meetings = (
        replace(group, date=dt.date(2015, 11, 2)),
        replace(group, uid="del-2", date=dt.date(2015, 11, 9)),
        board,
        replace(board, uid="hwb-2", date=dt.date(2015, 11, 23)),
    )
    rows = deadlines_sheet(small_problem(), replace(small_plan(), meetings=meetings)).shown_rows
    assert [row[7:9] for row in rows] == [
        ("Nobody", "Health Board: Thu 19 Nov 2015"),
        ("Nobody", "Health Board: Thu 19 Nov 2015"),
        ("Delivery Group: Mon 9 Nov 2015", "Nobody"),
        ("Delivery Group: Mon 9 Nov 2015", "Nobody"),
    ]


def test_deadlines_leave_out_cancelled_meetings() -> None:
    group, board = small_plan().meetings
    plan = replace(small_plan(), meetings=(group, replace(board, status="cancelled")))
    assert [row[4] for row in deadlines_sheet(small_problem(), plan).shown_rows] == ["DEL"]
