"""Calendars as councils write them, joined to the bodies and rooms of an input: for `check`, `--baseline`, `accept`."""

from datetime import date, time
from pathlib import Path

import pytest
from builders import body, council
from docx import Document
from openpyxl import Workbook, load_workbook
from test_reading_plans_hand_made import HEADER, PROBLEM, Place, faults_of, read, write_sheets

from scheduler.errors import InputFaults
from scheduler.reading.plans.files import ReadPlan, read_plan


def warnings_of(found: ReadPlan) -> list[Place]:
    return [(fault.row, fault.column, fault.message) for fault in found.warnings]


def test_an_unknown_body_is_one_fault_with_all_its_rows(tmp_path: Path) -> None:
    rows = "GB Bord,2015-11-19,10:00\nGB,soon,10:00\nGB Bord,2015-12-17,10:00\nGB Bord,2016-01-14,10:00,,CR1\n"
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, HEADER + rows)
    assert [(fault.row, fault.column, fault.message, fault.remedy) for fault in caught.value.faults] == [
        (2, "body", "“GB Bord” is no body of the input (rows 2, 4 and 5).",
         "Did you mean GB Board? Write its code or its name."),
        (3, "date", "“soon” is no date", "Write the day as 2026-11-19 or 19/11/2026 (the day first)."),
    ]  # fmt: skip


def test_many_rows_of_an_unknown_body_are_counted(tmp_path: Path) -> None:
    found = faults_of(tmp_path, HEADER + "x,2015-11-19,10:00\n" * 30)
    assert found == [(2, "body", "“x” is no body of the input (rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 20 more).")]


def test_an_unknown_room_is_warned_of_and_the_meeting_has_none(tmp_path: Path) -> None:
    rows = "GB,2015-11-19,10:00,,Rom CR1\nGB,2015-12-17,10:00,,Rom CR1\nLONG,2015-12-17,10:00,,CR1\n"
    found = read(tmp_path, HEADER + rows)
    assert [one.room for one in found.plan.meetings] == [None, None, "CR1"]
    assert found.has_rooms
    message = "“Rom CR1” is no room of the input (rows 2 and 3): the meeting counts without a room."
    assert warnings_of(found) == [(2, "room", message)]
    assert found.warnings[0].remedy == "Did you mean Room CR1? Write its code or its name."


@pytest.mark.parametrize(
    ("room", "venue", "place"),
    [
        ("", "Room CR1, Town Hall", ("CR1", "Town Hall")),
        ("", "Annexe, Room CR2", ("CR2", "Annexe")),
        ("Room CR2", "Annexe", ("CR2", "Annexe")),
        ("cr1", "", ("CR1", "Town Hall")),
        ("", "The Room CR1 (Town Hall), High Street", ("CR1", "Town Hall")),
        ("", "Town Hall: Room CR1", ("CR1", "Town Hall")),
        ("Room CR2 at the Annexe", "", ("CR2", "Annexe")),
        ("", "TOWN HALL", (None, "Town Hall")),
        ("", "Virtual", (None, None)),
        ("-", "\N{EN DASH}", (None, None)),
    ],
)
def test_a_place_is_a_room_a_venue_or_both(
    tmp_path: Path, room: str, venue: str, place: tuple[str | None, str | None]
) -> None:
    found = read(tmp_path, f'Committee,Date,Time,Room,Venue\nGB,2015-11-19,10:00,{room},"{venue}"\n')
    assert [(one.room, one.venue) for one in found.plan.meetings] == [place]
    assert found.warnings == ()


@pytest.mark.parametrize(
    "row", ["GB,2015-11-19,Cancelled,,CR1", "GB,2015-11-19,10:00,,Cancelled", "GB,2015-11-19,10:00,,CANCELLED (CR1)"]
)
def test_what_is_cancelled_in_the_time_or_the_room_is_not_held(tmp_path: Path, row: str) -> None:
    found = read(tmp_path, f"{HEADER}{row}\nLONG,2015-12-17,10:00,,CR1\n")
    assert [one.body for one in found.plan.meetings if one.status != "cancelled"] == ["LONG"]


@pytest.mark.parametrize(
    ("note", "held"),
    [("Replaces the cancelled meeting of 3 May", True), ("Report withdrawn", True), ("Cancelled: no business", False)],
)
def test_a_note_about_something_else_cancels_no_meeting(tmp_path: Path, note: str, held: bool) -> None:  # noqa: FBT001 - a column of the table above
    found = read(tmp_path, f"body,date,start,note\nGB,2015-11-19,10:00,{note}\nLONG,2015-12-17,10:00,\n")
    assert [one.body for one in found.plan.live] == (["GB", "LONG"] if held else ["LONG"])


def test_people_come_at_one_time_for_a_meeting_at_another(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "GB,2015-11-19,6.30pm for 7pm,,CR1\nGB Board - Special,2015-12-17,10:00,,CR1\n")
    assert [(one.body, one.start, one.extra) for one in found.plan.meetings] == [("GB", 1140, False), ("GB", 600, True)]


def test_a_meeting_that_stands_twice_is_told_and_taken_once(tmp_path: Path) -> None:
    rows = "GB,2015-11-19,10:00\nLONG,2015-11-19,10:00\ngb board,19 Nov 2015,10am\nGB,2015-11-19,11:00\n"
    found = read(tmp_path, HEADER + rows)
    assert [(one.name, one.start) for one in found.plan.meetings] == [("GB#1", 600), ("LONG#1", 600), ("GB#2", 660)]
    message = "GB Board on Thursday 19 November 2015 at 10:00 stands 2 times (rows 2 and 4), and is taken once."
    assert warnings_of(found) == [(2, "date", message)]


def test_headings_of_councils_below_a_title_are_read(tmp_path: Path) -> None:
    text = (
        "Calendar of meetings 2015/16,,,\n,,,\nCommittee,Date,Time,Venue\n"
        'GB Board,"Thursday, 19th November",7.00 pm - 9.00 pm,Room CR1\n,Thu 17 Dec 2015 at 12 noon,,\n'
        "LONG Board (10am),14 January 2016,,\n"
    )
    found = read(tmp_path, text)
    assert [(one.name, one.date.isoformat(), one.start, one.end) for one in found.plan.meetings] == [
        ("GB#1", "2015-11-19", 1140, 1260), ("GB#2", "2015-12-17", 720, 840), ("LONG#1", "2016-01-14", 600, 840),
    ]  # fmt: skip
    assert found.warnings == ()


def test_names_are_compared_as_people_write_them(tmp_path: Path) -> None:
    problem = council(body("CS", name="Children's & Families' Board"), body("HWB", name="Health and Wellbeing Board"))
    rows = "Children\u2019s and Families\u2019 Board,2015-11-19,10:00\nHealth & Well-being Board,2015-11-20,10:00\n"
    text = f"body,date,start\n{rows}"
    (tmp_path / "year.csv").write_text(text, encoding="utf-8")
    assert [one.body for one in read_plan(tmp_path / "year.csv", problem).plan.meetings] == ["CS", "HWB"]


def test_a_name_of_two_bodies_is_none(tmp_path: Path) -> None:
    problem = council(body("A", name="Board"), body("B", name="Board"))
    (tmp_path / "year.csv").write_text("body,date,start\nBoard,2015-11-19,10:00\nb,2015-11-20,10:00\n")
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path / "year.csv", problem)
    assert [fault.row for fault in caught.value.faults] == [2]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Cancelled; Special Meeting", "cancelled"), ("Postponed", "cancelled"), ("Not held", "cancelled"),
        ("Withdrawn", "cancelled"), ("Inquorate", "cancelled"), ("Confirmed; Special Meeting", "confirmed"),
        ("Not cancelled", "provisional"), ("Moved", "provisional"),
    ],
)  # fmt: skip
def test_a_status_is_a_list_of_words(tmp_path: Path, words: str, status: str) -> None:
    found = read(tmp_path, f"body,date,start,status\nGB,2015-11-19,10:00,{words}\n")
    assert [one.status for one in found.plan.meetings] == [status]
    told = (
        [(2, "status", "“Moved” is no status that is known: the meeting counts as held.")] if words == "Moved" else []
    )
    assert warnings_of(found) == told


def test_one_of_several_dates_may_be_cancelled(tmp_path: Path) -> None:
    found = read(tmp_path, "body;date;start\nGB;19 Nov 2015, 17 Dec 2015 (cancelled) and 14 Jan 2016 at 7pm;\n")
    assert [(one.date.month, one.start, one.live) for one in found.plan.meetings] == [
        (11, 1140, True), (12, 1140, False), (1, 1140, True),
    ]  # fmt: skip


def test_a_special_meeting_is_beside_its_bodys_cadence(tmp_path: Path) -> None:
    rows = (
        "GB,2015-11-19,10:00,Special Meeting,",
        "GB,2015-12-17,10:00,,Confirmed; Extraordinary",
        "GB,2016-01-14,10:00,Annual Meeting,Confirmed",
        "Special GB Board,2016-02-18,10:00,,",
    )
    text = "\n".join(["body,date,start,title,status", *rows]) + "\n"
    assert [one.extra for one in read(tmp_path, text).plan.meetings] == [True, True, False, True]


@pytest.mark.parametrize("name", ["Annual GB Board", "Annual Meeting of the GB Board", "GB Board - Budget Meeting"])
def test_a_title_may_stand_with_the_name_of_a_body(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, HEADER + f"{name},2015-11-19,10:00\n")
    assert [one.name for one in found.plan.meetings] == ["GB#1"]
    assert found.warnings == ()


def test_a_note_or_a_name_may_cancel(tmp_path: Path) -> None:
    text = "body,date,start,notes\nGB,2015-11-19,10:00,Cancelled by the chair\nGB Board - CANCELLED,2015-12-17,10:00,\n"
    assert [one.status for one in read(tmp_path, text).plan.meetings] == ["cancelled", "cancelled"]


def test_a_start_that_is_not_given_is_the_only_one_a_body_has(tmp_path: Path) -> None:
    problem = council(body("ONE", start_times="19:00"), body("TWO", start_times="10:00;14:00"))
    (tmp_path / "year.csv").write_text("body,date\nONE,2015-11-19\nONE,2015-12-17\n")
    found = read_plan(tmp_path / "year.csv", problem)
    assert [one.start for one in found.plan.meetings] == [1140, 1140]
    message = "The start is blank, and taken as 19:00, the only one that ONE has (rows 2 and 3)."
    assert warnings_of(found) == [(2, "start", message)]
    (tmp_path / "year.csv").write_text("body,date\nTWO,2015-11-19\n")
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path / "year.csv", problem)
    assert [(fault.row, fault.message) for fault in caught.value.faults] == [(2, "The start is blank.")]


def test_a_start_that_is_hardly_meant_is_shown(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}GB,2015-11-19,6.30\nGB,2015-12-17,21:00\n")
    assert [one.start for one in found.plan.meetings] == [390, 1260]
    assert warnings_of(found) == [
        (2, "start", "06:30 in the morning, as it is read: is that meant?"),
        (3, "start", "21:00 at night, as it is read: is that meant?"),
    ]


def test_a_weekday_beside_a_date_is_checked(tmp_path: Path) -> None:
    rows = "GB,Thursday,19/11/2015,10:00\nGB,Fri,19/11/2015,11:00\nGB,,Friday 19 November 2015,12:00\n"
    assert faults_of(tmp_path, f"Committee,Day,Date,Time\n{rows}") == [
        (3, "weekday", "Thursday 19 November 2015 is no Friday"),
        (4, "date", "“Friday 19 November 2015” says Friday, and it is Thursday 19 November 2015"),
    ]


def test_days_off_printed_in_a_calendar_are_no_meetings(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}Bank Holiday,2015-12-28,\nGB,2015-11-19,10:00\n* to be confirmed,,\n")
    assert [one.name for one in found.plan.meetings] == ["GB#1"]
    assert warnings_of(found) == [(None, None, "“* to be confirmed”: a line that is no meeting")]


def test_merged_names_hold_for_all_their_rows(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    for row in [
        ["Committee", "Date", "Time"],
        ["GB", date(2015, 11, 19), time(10)],
        [None, date(2015, 12, 17), time(10)],
    ]:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    workbook.save(tmp_path / "year.xlsx")
    assert [one.name for one in read_plan(tmp_path / "year.xlsx", PROBLEM).plan.meetings] == ["GB#1", "GB#2"]


def test_the_visible_sheet_is_read_and_a_hidden_one_only_if_need_be(tmp_path: Path) -> None:
    header: list[object] = ["body", "date", "start"]
    old: list[list[object]] = [header, ["GB", date(2015, 9, 3), time(10)]]
    new: list[list[object]] = [header, ["GB", date(2016, 3, 3), time(10)]]
    path = write_sheets(tmp_path / "year.xlsx", Draft=old, Year=new)
    workbook = load_workbook(path)
    workbook["Draft"].sheet_state = "hidden"
    workbook.save(path)
    found = read_plan(path, PROBLEM)
    assert ([one.date.month for one in found.plan.meetings], found.warnings) == ([3], ())
    del workbook["Year"]
    workbook.create_sheet("Notes")
    workbook.save(path)
    found = read_plan(path, PROBLEM)
    assert [one.date.month for one in found.plan.meetings] == [9]
    message = "The sheet “Draft” is hidden, and was read, since no visible sheet is a calendar."
    assert warnings_of(found) == [(None, None, message)]


def test_rows_that_a_filter_hides_are_read_and_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [["body", "date", "start"], ["GB", date(2015, 11, 19), time(10)]]
    path = write_sheets(tmp_path / "year.xlsx", Meetings=[*rows, ["LONG", date(2015, 11, 20), time(10)]])
    workbook = load_workbook(path)
    workbook["Meetings"].row_dimensions[3].hidden = True
    workbook.save(path)
    found = read_plan(path, PROBLEM)
    assert [one.name for one in found.plan.meetings] == ["GB#1", "LONG#1"]
    assert [fault.sentence for fault in found.warnings] == [
        "calendar, Meetings: “1 row”: hidden, and read all the same. See whether a meeting is missing."
    ]


def test_a_fault_has_its_cell_as_excel_names_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Year"], ["body", "date", "start"], ["GB", "soon", time(10)]]
    with pytest.raises(InputFaults) as caught:
        read_plan(write_sheets(tmp_path / "year.xlsx", Year=rows), PROBLEM)
    assert [fault.cell for fault in caught.value.faults] == ["Year!B3"]


GRID: list[list[object]] = [
    ["Calendar 2015/16", "Time", "Nov", "Dec", "Jan"],
    ["GB Board", "7pm", "19", "17*", "14"],
    ["LONG Board", "10am", "Fri 19", "", "TBC"],
    ["Bank holidays", "", "", "25, 28", "1"],
]
GRID_HELD = [("GB#1", "2015-11-19", 1140), ("GB#2", "2015-12-17", 1140), ("GB#3", "2016-01-14", 1140)]
GRID_TOLD = [
    "“GB Board, Thursday 17 December 2015: *”: no key says what this mark means",
    "“LONG Board, Friday 19 November 2015”: it is a Thursday",
    "“LONG Board, January: TBC”: not surely a day",
]


def test_a_calendar_of_bodies_by_months_is_read(tmp_path: Path) -> None:
    found = read_plan(write_sheets(tmp_path / "year.xlsx", Year=GRID), PROBLEM)
    assert [(one.name, one.date.isoformat(), one.start) for one in found.plan.meetings] == GRID_HELD
    assert sorted(fault.message for fault in found.warnings) == sorted(GRID_TOLD)
    assert {fault.cell for fault in found.warnings} == {"Year!D2", "Year!C3", "Year!E3"}


def test_a_word_document_and_a_page_are_read(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Calendar of meetings")
    for chunk in (GRID,):
        table = document.add_table(len(chunk), len(chunk[0]))
        for row, cells in zip(table.rows, chunk, strict=True):
            for cell, value in zip(row.cells, cells, strict=True):
                cell.text = str(value)
    document.save(tmp_path / "year.docx")
    found = read_plan(tmp_path / "year.docx", PROBLEM)
    assert [(one.name, one.date.isoformat(), one.start) for one in found.plan.meetings] == GRID_HELD
    assert found.warnings[0].table == "calendar, table 1, row 2, column 4"
    lists = "".join(
        f"<h2>{name}</h2><table><tr><th>Date<th>Time<tr><td>{day} November 2015<td>10am</table>"
        for name, day in (("GB Board", 19), ("LONG Board", 20))
    )
    (tmp_path / "year.html").write_text(f"<html><body>{lists}</body></html>")
    assert [one.name for one in read_plan(tmp_path / "year.html", PROBLEM).plan.meetings] == ["GB#1", "LONG#1"]
    (tmp_path / "year.html").write_text(f"<html><body>{lists.replace('20 Nov', '31 Nov')}</body></html>")
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path / "year.html", PROBLEM)
    assert [(fault.table, fault.row, fault.column) for fault in caught.value.faults] == [
        ("calendar, table 2", 2, "date")
    ]


def test_a_calendar_file_is_read(tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART:20151119T100000\r\nDTEND:20151119T120000\r\nSUMMARY:{}\r\nEND:VEVENT\r\n"
    events = "".join(event.format(number, name) for number, name in enumerate(("GB Board", "LONG Board (cancelled)")))
    (tmp_path / "year.ics").write_text(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")
    found = read_plan(tmp_path / "year.ics", PROBLEM)
    assert [(one.name, one.start, one.end, one.status) for one in found.plan.meetings] == [
        ("GB#1", 600, 720, "provisional"), ("LONG#1", 600, 720, "cancelled"),
    ]  # fmt: skip
    (tmp_path / "year.ics").write_text(f"BEGIN:VCALENDAR\r\n{event.format(1, 'Nobody')}END:VCALENDAR\r\n")
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path / "year.ics", PROBLEM)
    assert [fault.table for fault in caught.value.faults] == ["calendar, line 2"]


def test_an_answer_of_modern_gov_is_read(tmp_path: Path) -> None:
    meeting = (
        "<meeting><meetingid>1</meetingid><meetingdate>19/11/2015</meetingdate><meetingtime>6.00 pm</meetingtime>"
        "<meetingstatus>Confirmed</meetingstatus></meeting>"
    )
    answer = (
        "<getmeetings><committee><committeeid>7</committeeid><committeetitle>GB Board</committeetitle>"
        "<committeemeetings>{}</committeemeetings></committee></getmeetings>"
    )
    (tmp_path / "GetMeetings.xml").write_text(answer.format(meeting))
    found = read_plan(tmp_path / "GetMeetings.xml", PROBLEM)
    assert [(one.name, one.date.isoformat(), one.start) for one in found.plan.meetings] == [
        ("GB#1", "2015-11-19", 1080)
    ]
    (tmp_path / "GetMeetings.xml").write_text(answer.format(""))
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path / "GetMeetings.xml", PROBLEM)
    assert caught.value.faults[0].message.endswith(", and holds no meetings.")


def test_no_more_is_told_of_what_was_left_out_than_anybody_reads(tmp_path: Path) -> None:
    rows = [["2015", "Nov", "Dec"], ["GB (7pm)", "19", ""], *([f"LONG {number}", "TBC", ""] for number in range(300))]
    found = read_plan(write_sheets(tmp_path / "year.xlsx", Year=rows), PROBLEM)
    assert (len(found.warnings), found.warnings[200].message) == (201, "100 more such places are not told")


def test_last_year_of_an_imported_workbook_is_read(tmp_path: Path) -> None:
    header: list[object] = ["Body", "Date", "Start", "End", "Room", "Title", "Status", "Note"]
    held: list[object] = ["GB", date(2015, 11, 19), time(10), time(12), "CR1", "Special Meeting", "", ""]
    fixed: list[list[object]] = [["Body", "Date", "Start"], ["GB", date(2016, 11, 17), time(10)]]
    path = write_sheets(tmp_path / "new.xlsx", **{"Fixed meetings": fixed, "Other": fixed, "Last year": [header, held]})
    found = read_plan(path, PROBLEM)
    assert ([one.date.year for one in found.plan.meetings], found.warnings) == ([2015], ())
