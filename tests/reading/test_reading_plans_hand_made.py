"""A calendar made by hand, as a CSV file or a sheet, becomes a plan without attendance."""

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, project, room, session
from openpyxl import Workbook
from written_inputs import pack, parts_of, worksheet

from scheduler.domain.plan import Lunch, Meeting, Occurrence
from scheduler.domain.reasons import Fault
from scheduler.domain.uids import meeting_uid
from scheduler.errors import InputFaults
from scheduler.outputs.workbook import workbook_bytes
from scheduler.reading.plans.files import ReadPlan, read_plan

PROBLEM = council(
    body("GB", aliases=("Growth Group",), notice_clear_days=5),
    body("NONE"),
    body("SLOW", notice_clear_days=400),
    body("LONG", duration_minutes=240),
    body("TP", meeting_day="DAY", session="AM"),
    meeting_day(venue="Library"),
    meeting_day("OTHER"),
    session("AM"),
    session("LUNCH"),
    room("CR1", venue="Town Hall"),
    room("CR2", venue="Annexe"),
    project("NEW", "GB", "2015-11-18", "2015-12-20", "2015-12-31"),
    project("OLD", "GB", "2015-11-25"),
    project("LONE", None, "2015-11-25"),
    project("IDLE", "NONE", "2015-11-25"),
)
NO_TABLE = "year.csv holds no table with the headings body, date and start"
HEADER = "body,date,start,end,room\n"
Place = tuple[int | None, str | None, str]


def read(folder: Path, text: str | bytes, name: str = "year.csv") -> ReadPlan:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_plan(folder / name, PROBLEM)


def meetings_of(folder: Path, rows: str) -> tuple[Meeting, ...]:
    return read(folder, HEADER + rows).plan.meetings


def faults_of(folder: Path, text: str | bytes, name: str = "year.csv") -> list[Place]:
    with pytest.raises(InputFaults) as caught:
        read(folder, text, name)
    return [(fault.row, fault.column, fault.message) for fault in caught.value.faults]


def write_sheets(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def test_a_row_is_a_meeting_with_what_the_input_says(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}GB,2015-11-19,10:00,12:30,CR1\n")
    assert found.plan == calendar(
        PROBLEM,
        Meeting(
            meeting_uid(PROBLEM, "GB", 1), "GB", 1, day("2015-11-19"), 600, 750, "Town Hall", "CR1",
            agenda_deadline=day("2015-11-11"), agenda_items=("NEW", "OLD"),
        ),
    )  # fmt: skip
    assert (found.has_attendance, found.has_rooms, found.warnings) == (False, True, ())


@pytest.mark.parametrize("name", ["gb", " GB ", "GB Board", "growth group", "GB Board (GB)"])
def test_a_body_may_be_called_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    assert [one.body for one in meetings_of(tmp_path, f"{name},19/11/2015,10am\n")] == ["GB"]


@pytest.mark.parametrize(
    ("cell", "code"), [("room cr2", "CR2"), ("Room CR2 (CR2)", "CR2"), ("online", None), ("\N{EN DASH}", None)]
)
def test_a_room_may_be_called_by_its_name_or_be_none(tmp_path: Path, cell: str, code: str | None) -> None:
    assert [one.room for one in meetings_of(tmp_path, f"GB,2015-11-19,10:00,,{cell}\n")] == [code]


def test_a_calendar_without_rooms_or_ends_takes_the_usual_length(tmp_path: Path) -> None:
    found = read(tmp_path, "Start,Date,BODY\n9.30am,2015-11-19,LONG\n")
    assert [(one.start, one.end, one.room, one.venue) for one in found.plan.meetings] == [(570, 810, None, None)]
    assert not found.has_rooms


def test_meetings_are_put_in_order_and_numbered(tmp_path: Path) -> None:
    rows = "GB,2015-12-17,10:00\n\nGB,2015-11-19,10:00\nNONE,2015-11-19,10:00\nGB,2015-11-19,09:00\n"
    found = [(one.name, one.date.day, one.start) for one in meetings_of(tmp_path, rows)]
    assert found == [("GB#1", 19, 540), ("GB#2", 19, 600), ("NONE#1", 19, 600), ("GB#3", 17, 600)]


def test_a_report_goes_to_the_last_meeting_in_time_for_it(tmp_path: Path) -> None:
    rows = "GB,2015-11-19,10:00\nGB,2015-12-17,10:00\n"
    assert [one.agenda_items for one in meetings_of(tmp_path, rows)] == [("OLD",), ("NEW",)]


def test_a_meeting_day_is_held_where_its_bodies_sit(tmp_path: Path) -> None:
    rows = "TP,2015-11-19,09:00,11:00,CR2\nTP,2015-12-17,09:00,11:00\n"
    lunch = Lunch("LUNCH", 750, 810, None, 0)
    assert read(tmp_path, HEADER + rows).plan.occurrences == (
        Occurrence("DAY", 1, day("2015-11-19"), "Annexe", lunch=lunch),
        Occurrence("DAY", 2, day("2015-12-17"), "Library", lunch=lunch),
    )


def identities(found: ReadPlan) -> list[tuple[str, int, str, int]]:
    return [(one.name, one.date.day, one.status, one.revision) for one in found.plan.meetings]


@pytest.mark.parametrize("word", ["Cancelled", "canceled", "CANCELLED (by the chair)"])
def test_a_cancelled_row_is_a_cancelled_meeting(tmp_path: Path, word: str) -> None:
    table = f"body,date,start,status\nGB,2015-11-19,10:00,{word}\nGB,2015-12-17,10:00,confirmed\n,,,confirmed\n"
    found = read(tmp_path, table)
    assert identities(found) == [("GB#2", 19, "cancelled", 0), ("GB#1", 17, "confirmed", 0)]
    assert (found.plan.meetings[0].agenda_items, found.has_numbers) == ((), False)


def test_of_what_is_cancelled_nothing_need_be_right(tmp_path: Path) -> None:
    rows = "GONE,2015-11-19,10:00,cancelled\nGB,soon,10:00,cancelled\n,,,cancelled\n"
    assert read(tmp_path, f"body,date,start,status\n{rows}").plan.meetings == ()


def test_our_own_list_says_which_meeting_is_which(tmp_path: Path) -> None:
    rows = "GB,2015-12-17,10:00,2,3\nGB,2016-01-14,10:00,,\nGB,2016-02-18,10:00,1,0\nGB,2016-03-17,10:00,,\n"
    found = read(tmp_path, f"body,date,start,Number,Revision\n{rows}")
    assert found.has_numbers
    assert identities(found) == [
        ("GB#2", 17, "provisional", 3),
        ("GB#3", 14, "provisional", 0),
        ("GB#1", 18, "provisional", 0),
        ("GB#4", 17, "provisional", 0),
    ]
    assert [one.uid for one in found.plan.meetings] == [meeting_uid(PROBLEM, "GB", number) for number in (2, 3, 1, 4)]


def test_a_number_without_a_revision_is_no_number_of_ours(tmp_path: Path) -> None:
    found = read(tmp_path, "body,date,start,number\nGB,2015-12-17,10:00,45\nGB,2015-11-19,10:00,x\n")
    assert (identities(found)[0][0], found.has_numbers) == ("GB#1", False)


def test_a_number_stands_for_one_meeting(tmp_path: Path) -> None:
    rows = "GB,2015-12-17,10:00,2,0\nGB,2016-01-14,10:00,2,0\nLONG,2016-01-14,10:00,2,x\n"
    assert faults_of(tmp_path, f"body,date,start,number,revision\n{rows}") == [
        (3, "number", "Number 2 of GB stands in two rows."),
        (4, "revision", "“x” is no whole number"),
    ]


def test_notice_that_would_begin_before_the_known_holidays_gives_no_deadline(tmp_path: Path) -> None:
    assert [one.agenda_deadline for one in meetings_of(tmp_path, "SLOW,1976-01-01,10:00\n")] == [None]


def test_every_cell_that_means_nothing_is_a_fault(tmp_path: Path) -> None:
    rows = "GBB,2015-02-30,25:00,x,CR9\n,,,,\n,,,,CR1\nGB,2015-11-19,10:00,09:00,\nLONG,2015-11-19,22:00,,\n"
    assert faults_of(tmp_path, HEADER + rows) == [
        (2, "body", "“GBB” is no body of the input."),
        (2, "date", "“2015-02-30” is no day: February 2015 has 28 days"),
        (2, "start", "“25:00” is no time between 00:00 and 23:59"),
        (2, "end", "“x” is no time of day"),
        (4, "body", "The body is blank."),
        (4, "date", "The date is blank."),
        (4, "start", "The start is blank."),
        (5, "end", "The meeting ends before it starts."),
        (6, "start", "Of the 240 minutes it usually takes, some would be after midnight."),
    ]


def test_an_end_at_midnight_cannot_be_written(tmp_path: Path) -> None:
    assert [place[:2] for place in faults_of(tmp_path, f"{HEADER}GB,2015-11-19,22:00,24:00,\n")] == [(2, "end")]
    assert [one.end for one in meetings_of(tmp_path, "GB,2015-11-19,22:00,23:59,\n")] == [1439]
    assert [place[:2] for place in faults_of(tmp_path, f"{HEADER}LONG,2015-11-19,20:00\n")] == [(2, "start")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "year.csv is an empty file."),
        (b"group,day,hour\nGB,soon,later\n", f"{NO_TABLE}; its headings are “group”, “day” and “hour”."),
        (b"<html>\n", f"{NO_TABLE}."),
        (b"<answer/>\n", "year.csv seems to be XML of another kind, beginning with <answer>."),
        (b'{"a": 1}', "year.csv seems to be JSON, and no calendar."),
        (b"%PDF-1.7", "year.csv seems to be a PDF."),
        (b"body,date,start\n\0", "year.csv is of no kind that is read."),
    ],
)
def test_a_file_without_such_a_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    assert [place[2] for place in faults_of(tmp_path, content)] == [message]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path, b"PK?", "year.xlsx") == [(None, None, "year.xlsx is no Excel workbook.")]


def test_no_more_meetings_are_read_than_a_year_may_have(tmp_path: Path) -> None:
    found = faults_of(tmp_path, HEADER + "GB,2015-11-19,10:00\n" * 3_001)
    assert found == [(3_002, None, "year.csv has more than 3,000 meetings.")]


def test_no_more_meetings_are_read_than_a_day_may_have(tmp_path: Path) -> None:
    found = faults_of(tmp_path, HEADER + "".join(f"GB,2015-11-19,10:{minute:02}\n" for minute in range(51)))
    assert found == [(None, None, "there are more than 50 meetings on Thursday 19 November 2015.")]


@pytest.mark.parametrize("year", [1, 1975, 2031, 9999])
def test_a_year_without_known_holidays_is_a_fault(tmp_path: Path, year: int) -> None:
    message = f"The public holidays of {year} are not known."
    assert faults_of(tmp_path, f"{HEADER}GB,{year:04}-12-31,10:00\n") == [(2, "date", message)]


def test_no_more_faults_are_told_than_anybody_reads(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path, HEADER + "GB,soon,10:00\n" * 3_000)) == 200
    assert len(faults_of(tmp_path, HEADER + "".join(f"x{number},2015-11-19,10:00\n" for number in range(300)))) == 200


def test_the_table_may_lie_on_a_later_sheet_below_a_title(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Calendar of meetings"],
        [7, date(2015, 1, 1)],
        ["Body", "Date", "Start", "Body", "Room"],
        ["GB", date(2015, 11, 19), time(10), "ignored", "CR1"],
    ]
    path = write_sheets(tmp_path / "year.xlsx", Notes=[["Anything"], ["body", "date"]], Year=rows)
    found = read_plan(path, PROBLEM)
    assert [(one.body, one.start, one.room) for one in found.plan.meetings] == [("GB", 600, "CR1")]
    assert found.warnings == ()


def test_a_second_such_sheet_is_warned_of(tmp_path: Path) -> None:
    header: list[object] = ["body", "date", "start"]
    spring: list[list[object]] = [header, ["GB", date(2016, 3, 3), time(10)]]
    autumn: list[list[object]] = [header, ["GB", date(2016, 9, 3), time(10)]]
    found = read_plan(write_sheets(tmp_path / "year.xlsx", Spring=spring, Autumn=autumn), PROBLEM)
    assert [one.date.month for one in found.plan.meetings] == [3]
    remedy = "Put all meetings on one sheet, and call it Meetings."
    message = "The sheet “Autumn” has such a table too, and is not read."
    assert found.warnings == (Fault("calendar", None, None, message, remedy),)
    found = read_plan(write_sheets(tmp_path / "year.xlsx", Spring=spring, Meetings=autumn), PROBLEM)
    assert [one.date.month for one in found.plan.meetings] == [9]
    assert found.warnings == ()


def test_a_sheet_with_far_too_much_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much that is, tests of any table show: here it is a hundred rows."""
    monkeypatch.setattr("scheduler.reading.tables.headers.MOST_ROWS", 100)
    parts = parts_of(worksheet('<row><c t="str"><v>x</v></c></row>' * 102), "Year")
    with pytest.raises(InputFaults) as caught:
        read_plan(pack(tmp_path / "year.xlsx", parts), PROBLEM)
    message = "the table has more than 100 rows, or 2,000,000 cells."
    assert [fault.message for fault in caught.value.faults] == [message]


def test_a_formula_that_was_never_worked_out_is_a_fault(tmp_path: Path) -> None:
    rows: list[list[object]] = [["body", "date", "start", "room"], ["GB", "=TODAY()", time(10), '="CR1"']]
    with pytest.raises(InputFaults) as caught:
        read_plan(write_sheets(tmp_path / "year.xlsx", Year=rows), PROBLEM)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "date"), (2, "room")]


def test_the_workbook_made_here_is_read_back(tmp_path: Path) -> None:
    held = calendar(
        PROBLEM,
        meeting(PROBLEM, "GB", "2015-11-19", "10:00", room="CR2", revision=2),
        meeting(PROBLEM, "LONG", "2015-11-25", "14:00"),
        meeting(PROBLEM, "NONE", "2015-11-26", "14:00", status="cancelled"),
    )
    (tmp_path / "calendar.xlsx").write_bytes(workbook_bytes(PROBLEM, held))
    again = read_plan(tmp_path / "calendar.xlsx", PROBLEM)
    assert again.has_numbers
    facts = [(one.name, one.facts, one.revision) for one in held.meetings]
    assert [(one.name, one.facts, one.revision) for one in again.plan.meetings] == facts
    assert again.warnings == ()
