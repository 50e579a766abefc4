import datetime as dt
from dataclasses import replace

from outputs.invented_council import invented_plan
from outputs.workbook.reopened import invented_workbook, reopened, table_rows
from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.outputs.workbook.meetings import meetings_sheet


def test_meetings_are_real_dates_and_times_in_a_real_table() -> None:
    rows = table_rows(reopened(small_problem(), small_plan())["Meetings"])
    assert rows == [
        (
            "Date", "Start", "End", "Body", "Name", "Room", "Room name", "Venue", "Status", "Meeting day", "Session",
            "Number", "Held", "Public", "Agenda published by", "Revision", "Title", "Extra", "Pinned", "Rules waived",
        ),
        (
            dt.datetime(2015, 11, 3), dt.time(10), dt.time(12), "DEL", "Delivery Group", "CR23",
            "Committee Rooms 2 and 3", "Town Hall", "Confirmed", None, None, 1, "In person", "No", None, 0, None, "No",
                "No", None,
        ),
        (
            dt.datetime(2015, 11, 19), dt.time(9, 30), dt.time(11, 30), "HWB", "Health Board", "CR2",
            "Committee Room 2", "Town Hall", "Provisional", "Partnership Day", "AM", 1, "In person", "Yes",
            dt.datetime(2015, 11, 11), 0, None, "No", "No", None,
        ),
    ]  # fmt: skip


def test_meetings_keep_those_that_are_cancelled_and_bodies_that_are_gone() -> None:
    rows = table_rows(invented_workbook()["Meetings"])
    assert [(row[3], row[8], row[12], row[13]) for row in rows[1:3]] == [
        ("AUD", "Confirmed", "Hybrid", "Yes"),
        ("OLD", "Cancelled", None, "No"),
    ]
    assert len(rows) == len(invented_plan().meetings) + 1


def test_meetings_say_how_many_and_when() -> None:
    sheet = meetings_sheet(small_problem(), replace(small_plan(), meetings=small_plan().meetings[:1]))
    assert sheet.about == (
        "1 meeting from Sunday 1 November 2015 to Monday 31 October 2016, in order of date, start and body.",
    )
    assert [row[0] for row in sheet.shown_rows] == [FEEDER_DAY]
    assert DAY not in sheet.shown_rows[0]
