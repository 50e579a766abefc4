"""Calendars as councils have them: lists, bodies by months, year planners, months by weeks, lines."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from io import StringIO

import pytest
from made_files import Rows, content, page, word, workbook

from scheduler.domain.found import Found
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

Held = tuple[str, str, str]


def clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def held(found: Found) -> list[Held]:
    """Return body, date and start of each meeting, its end, place, title and mark behind where it has any."""
    return [
        (
            one.body,
            one.date.isoformat(),
            " ".join(
                part
                for part in (
                    clock(one.start), one.end and f"to {clock(one.end)}", one.place and f"at {one.place}", one.title,
                    "cancelled" if one.cancelled else "", one.mark,
                )
                if part
            ),
        )
        for one in found.meetings
    ]  # fmt: skip


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.place) for one in found.left_out]


def kinds(found: Found) -> list[str]:
    return [words for _, words in found.read_as if words != "tables"]


def every_way(rows: Rows) -> list[Content]:
    """Return a table as a sheet, a page, a Word document and a text with semicolons."""
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    plain = [["" if value is None else value for value in row] for row in rows]
    return [workbook(Year=rows), page(plain), word(plain), content("calendar.csv", text.getvalue())]


# -- lists

LIST: Sequence[Sequence[object]] = [
    ["Calendar of meetings 2026/27", None, None, None, None],
    ["Committee", "Date", "Time", "Venue", "Status"],
    ["Planning Committee", "Tuesday 12 May", "7.00 pm - 9.00 pm", "Chamber", "Confirmed"],
    [None, "Tue 14 July 2026", "7pm", None, "Cancelled; Special Meeting"],
    ["Council (AGM)", "Thursday, 21st May 2026", "noon", "-", None],
    ["Audit Panel - CANCELLED", "12 January", "10.30", None, None],
    ["Bank Holiday", "25 May 2026", None, None, None],
    ["Christmas closure", "24 December - 1 January 2027", None, None, None],
]
LIST_HELD = [
    ("Planning Committee", "2026-05-12", "19:00 to 21:00 at Chamber"),
    ("Planning Committee", "2026-07-14", "19:00 Special Meeting cancelled"),
    ("Council", "2026-05-21", "12:00 Annual Meeting"),
    ("Audit Panel", "2027-01-12", "10:30 cancelled"),
]


@pytest.mark.parametrize("made", every_way(LIST), ids=lambda made: str(made.kind))
def test_a_list_is_read_from_every_kind_of_file(made: Content) -> None:
    found = read_source(made)
    assert held(found) == LIST_HELD
    assert [(one.first.isoformat(), one.last.isoformat(), one.reason) for one in found.closures] == [
        ("2026-05-25", "2026-05-25", "Bank Holiday"),
        ("2026-12-24", "2027-01-01", "Christmas closure"),
    ]
    assert (kinds(found), told(found)) == (["a list of meetings"], [])


def test_real_dates_and_times_of_a_workbook_are_read() -> None:
    rows = [
        ["Start", "Body", "Date", "Finish", "Room", "Venue", "Meeting type", "Day"],
        [time(19, 30), "Council", date(2026, 5, 21), time(21), "Chamber", "Town Hall", "Budget setting", "Thursday"],
        [None, "Cabinet", datetime(2026, 5, 22, 18, 0), None, None, None, "Ordinary", "Friday"],
        [0.5, "Audit", date(2026, 5, 23), None, None, None, "Workshop", "Friday"],
    ]
    found = read_source(workbook(Year=rows))
    assert held(found) == [
        ("Council", "2026-05-21", "19:30 to 21:00 at Chamber, Town Hall Budget"),
        ("Cabinet", "2026-05-22", "18:00"),
    ]
    assert told(found) == [
        ("0.5 Audit 2026-05-23 Workshop Friday", "2026-05-23 is a Saturday, no Friday", "Year, row 4"),
    ]


def test_dates_are_grouped_by_headings_of_months_and_bodies() -> None:
    rows = [
        ["Date", "Time", "Committee"],
        ["May 2026", "", ""],
        ["Thursday 21", "7pm", "Council"],
        ["26th", "10am", "Cabinet"],
        ["", "2pm", "Audit"],
        ["JUNE", "", ""],
        ["9 & 23", "6pm", "Planning"],
    ]
    assert [made[:2] for made in held(read_source(page("<h1>Calendar 2026/27</h1>", rows)))] == [
        ("Council", "2026-05-21"), ("Cabinet", "2026-05-26"), ("Audit", "2026-05-26"),
        ("Planning", "2026-06-09"), ("Planning", "2026-06-23"),
    ]  # fmt: skip
    by_body = [
        ["Date", "Time"],
        ["Planning Committee", "Planning Committee"],
        ["Tuesday 12 May 2026", "7pm"],
        ["Date", "Time"],
        ["Council", "Council"],
        ["21 May 2026", "7pm"],
        ["All dates may change", ""],
    ]
    found = read_source(word(by_body))
    assert [made[:2] for made in held(found)] == [("Planning Committee", "2026-05-12"), ("Council", "2026-05-21")]
    assert told(found) == [("All dates may change", "a line that is no meeting", "table 1, row 7")]


def test_a_title_may_name_the_one_body() -> None:
    made = page("<h2>Planning Committee meeting dates 2026/27</h2>", [["Date", "Venue"], ["12 May", "Annexe"]])
    assert held(read_source(made)) == [("Planning Committee", "2026-05-12", "at Annexe")]


def test_several_dates_stand_in_one_row() -> None:
    rows = [["Body", "Date 1", "Date 2", "Time"], ["Audit", "12 May 2026", "9 June and 14 July 2026", "2pm and 6pm"]]
    found = read_source(content("a.csv", "\n".join(";".join(row) for row in rows)))
    assert [day for _, day, _ in held(found)] == ["2026-05-12", "2026-06-09", "2026-07-14"]
    assert told(found) == [("6pm", "a second time of one meeting", "line 2")]


def test_what_stands_beside_one_of_several_dates_is_of_it_alone() -> None:
    dates = "21 May (Annual), 16 July at 6pm, 24 Sept (cancelled) and 25 February 2027 (Budget)"
    rows = [["Committee", "Dates", "Room"], ["Council", dates, "CC"], ["Audit", "9 & 16 June 2026 7pm", "Annexe"]]
    found = read_source(page("<h1>2026/27</h1>", rows, "<p>CC = Council Chamber</p>"))
    assert held(found) == [
        ("Council", "2026-05-21", "at Council Chamber Annual Meeting"),
        ("Council", "2026-07-16", "18:00 at Council Chamber"),
        ("Council", "2026-09-24", "at Council Chamber cancelled"),
        ("Council", "2027-02-25", "at Council Chamber Budget"),
        ("Audit", "2026-06-09", "19:00 at Annexe"),
        ("Audit", "2026-06-16", "19:00 at Annexe"),
    ]
    lines = "Council: Thursday 21 May 2026 (Annual) and Thursday 16 July 2026 at 6pm\n"
    assert held(read_source(content("a.txt", lines))) == [
        ("Council", "2026-05-21", "18:00 Annual Meeting"), ("Council", "2026-07-16", "18:00"),
    ]  # fmt: skip


def test_a_year_or_a_month_may_have_a_column() -> None:
    rows = [
        ["Committee", "Month", "Year", "Date", "Time"],
        ["Audit", "May", 2026, 12, "7pm"],
        ["Audit", "May", 2027, 11, ""],
    ]
    assert [day for _, day, _ in held(read_source(workbook(Year=rows)))] == ["2026-05-12", "2027-05-11"]


def test_what_is_not_understood_in_a_list_is_told() -> None:
    rows = [
        ["Committee", "Date", "Time", "Status", "Notes"],
        ["Planning", "Friday 12 May 2026", "7pm", "", ""],
        ["Planning", "31 June 2026", "7pm", "", ""],
        ["Planning", "tbc", "7pm", "", ""],
        ["Planning", "12 May 2026 to 14 May 2026", "7pm", "", ""],
        ["Planning", "13 May 2026", "evening", "Moved", "Site visit first"],
        ["Planning", "14 May 2026", "25:00", "", ""],
        ["Planning", "15 May 2026", "6.30", "", ""],
        ["Planning", "15 May 2026", "6.30", "", ""],
        ["Council", "13 May 2026", "7pm", "", "Cancelled"],
        ["Bank holiday", "soon", "", "", ""],
    ]
    found = read_source(page(rows))
    assert held(found) == [
        ("Planning", "2026-05-13", ""), ("Planning", "2026-05-14", ""), ("Planning", "2026-05-15", "06:30"),
        ("Council", "2026-05-13", "19:00 cancelled"),
    ]  # fmt: skip
    assert [(what, why) for what, why, _ in told(found)] == [
        ("Planning Friday 12 May 2026 7pm", "“Friday 12 May 2026” says Friday, and it is Tuesday 12 May 2026"),
        ("Planning 31 June 2026 7pm", "“31 June 2026” is no day: June 2026 has 30 days"),
        ("Planning tbc 7pm", "no date is read there"),
        (
            "Planning 12 May 2026 to 14 May 2026 7pm: 2026-05-12 to 2026-…",
            "several days from one to another are no one meeting",
        ),
        ("evening", "no time is read there"),
        ("Moved", "this status is not known: the meeting is taken as held"),
        ("Site visit first", "a note, which is not read"),
        ("25:00", "“25:00” is no time between 00:00 and 23:59"),
        ("Planning, 06:30", "taken as it is written, 06:30: see whether it is meant"),
        ("Planning, 06:30", "taken as it is written, 06:30: see whether it is meant"),
        ("Bank holiday", "no date is read there"),
        ("Planning, 2026-05-15", "the same meeting stands in table 1, row 8 too"),
    ]


def test_titles_in_a_name_are_told_from_bodies() -> None:
    rows = [["Meeting", "Date"], ["Council", "21 May 2026"], ["Annual Council", "14 May 2026"],
            ["Budget Panel", "1 June 2026"], ["Council - Extraordinary Meeting", "2 June 2026"],
            ["Special Meeting of the Council", "3 June 2026"]]  # fmt: skip
    assert [(body, words) for body, _, words in held(read_source(page(rows)))] == [
        ("Council", ""), ("Council", "Annual Meeting"), ("Budget Panel", ""), ("Council", "Extraordinary Meeting"),
        ("Council", "Special Meeting"),
    ]  # fmt: skip


# -- bodies by months

MONTHS: Sequence[Sequence[object]] = [
    ["Calendar of meetings 2026/27", None, None, None, None, None, None],
    ["Committee", "Time", "May", "Jun", "Sept", "Dec", "Jan"],
    ["Council", "7pm", "21 (AGM)", None, "22*", "17", "14 & 28"],
    ["Planning (6.30pm)", None, 12, "9, 30", "8th", "Tu 8", "Mon 12"],
    ["Audit", None, "-", "3 at 10am", "2\n30", "9 Cancelled", "14/21"],
    ["Bank Holidays", None, "4, 25", None, None, "25-28", 1],
    ["* Special meeting", None, None, None, None, None, None],
]
MONTHS_HELD = [
    ("Council", "2026-05-21", "19:00 Annual Meeting"),
    ("Council", "2026-09-22", "19:00 Special Meeting *; Special meeting"),
    ("Council", "2026-12-17", "19:00"),
    ("Council", "2027-01-14", "19:00"),
    ("Council", "2027-01-28", "19:00"),
    ("Planning", "2026-05-12", "18:30"),
    ("Planning", "2026-06-09", "18:30"),
    ("Planning", "2026-06-30", "18:30"),
    ("Planning", "2026-09-08", "18:30"),
    ("Planning", "2026-12-08", "18:30"),
    ("Audit", "2026-06-03", "10:00"),
    ("Audit", "2026-09-02", ""),
    ("Audit", "2026-09-30", ""),
    ("Audit", "2026-12-09", "cancelled"),
    ("Audit", "2027-01-14", ""),
    ("Audit", "2027-01-21", ""),
]


def turned(rows: Rows) -> Rows:
    """Return a grid with months down and bodies across, the title above and the key below as before."""
    return [rows[0], *zip(*rows[1:-1], strict=True), rows[-1]]


@pytest.mark.parametrize("made", [workbook(Year=MONTHS), *every_way(MONTHS)[1:3]], ids=lambda made: str(made.kind))
def test_bodies_by_months_are_read_from_every_kind_of_file(made: Content) -> None:
    found = read_source(made)
    assert held(found) == MONTHS_HELD
    assert [(one.first.isoformat(), one.last.isoformat()) for one in found.closures] == [
        ("2026-05-04", "2026-05-04"), ("2026-05-25", "2026-05-25"), ("2026-12-25", "2026-12-28"),
        ("2027-01-01", "2027-01-01"),
    ]  # fmt: skip
    assert kinds(found) == ["a calendar of bodies by months"]
    assert [(what, why) for what, why, _ in told(found)] == [("Planning, Monday 12 January 2027", "it is a Tuesday")]


def test_months_by_bodies_are_the_same() -> None:
    found = read_source(word("# Calendar of meetings 2026/27", turned(MONTHS)[1:-1], "* Special meeting"))
    assert sorted(held(found)) == sorted(MONTHS_HELD)


def test_years_stand_over_the_months_or_in_them() -> None:
    over = [["", 2026, 2026, 2027], ["", "Nov", "Dec", "Jan"], ["Council", 19, 17, 14]]
    within = [["", "Nov-26", "Dec", "Jan"], ["Council", 19, 17, 14]]
    real = [["", date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)], ["Council", 19, 17, 14]]
    last = [["", "Nov", "Dec", "January 2027"], ["Council", 19, 17, 14]]
    for rows in (over, within, real, last):
        days = [day for _, day, _ in held(read_source(workbook(Year=rows)))]
        assert days == ["2026-11-19", "2026-12-17", "2027-01-14"]


def test_a_calendar_in_two_halves_goes_on_in_the_next_year() -> None:
    rows = [
        ["2026/27", "", ""],
        ["Committee", "Nov", "Dec"],
        ["Council", 19, 17],
        ["Committee", "Jan", "Feb"],
        ["Council", 14, 18],
    ]
    days = [day for _, day, _ in held(read_source(page(rows)))]
    assert days == ["2026-11-19", "2026-12-17", "2027-01-14", "2027-02-18"]


def test_dates_in_full_stand_in_a_grid_of_months() -> None:
    rows = [
        ["Committee", "Day", "May", "June"],
        ["Council", "Thursday", date(2026, 5, 21), datetime(2026, 6, 17, 19, 0)],
        ["Audit", "Tuesdays", "12 May 2026", "9th June 2026 (7pm)"],
        ["Cabinet", "", date(2026, 6, 2), "2 July 2026"],
        ["Typed", "", date(1900, 1, 14), "31 April 2026"],
    ]
    found = read_source(workbook(Year_2026=rows))
    assert held(found) == [
        ("Council", "2026-05-21", ""), ("Council", "2026-06-17", "19:00"),
        ("Audit", "2026-05-12", ""), ("Audit", "2026-06-09", "19:00"), ("Typed", "2026-05-14", ""),
    ]  # fmt: skip
    assert [(what, why) for what, why, _ in told(found)] == [
        ("Council, Wednesday 17 June 2026", "taken as it is written, though its row says Thursday"),
        ("Cabinet, May: 2026-06-02", "Tuesday 2 June 2026 stands under May"),
        ("Cabinet, June: 2 July 2026", "Thursday 2 July 2026 stands under June 2026"),
        ("Typed, June: 31 April 2026", "“31 April 2026” is no day: April 2026 has 30 days"),
    ]


def test_what_is_not_surely_a_day_is_told() -> None:
    rows = [
        ["2026", "May", "June"],
        ["Council", "14-16", "TBC"],
        ["Audit", "32", "12†"],
        ["Cabinet", "3rd Thursday", "14 " * 100],
        ["Working groups", "", ""],
        ["", "5", ""],
    ]
    found = read_source(page(rows))
    assert held(found) == [("Audit", "2026-06-12", "†")]
    assert [(what, why) for what, why, _ in told(found)] == [
        ("Council, May: 14-16", "not surely a day"),
        ("Council, June: TBC", "not surely a day"),
        ("Audit, May: 32", "May 2026 has no day 32"),
        ("Audit, Friday 12 June 2026: †", "no key says what this mark means"),
        ("Cabinet, May: 3rd Thursday", "not surely a day"),
        ("Cabinet, June: 14 14 14 14 14 14 14 14 14 14 14 14 14 14 14 …", "not surely a day"),
        ("Working groups", "a row without days"),
        ("5", "no body is named"),
    ]


def test_a_grid_without_a_year_is_told() -> None:
    rows = [["", "May", "June"], ["Council", 14, date(2026, 6, 18)]]
    found = read_source(workbook(Year=rows))
    assert held(found) == [("Council", "2026-06-18", "")]
    assert told(found) == [("Council, May: 14", "no year is given there, nor in a title", "Year!B2")]


def test_lines_say_what_marks_mean_and_when_meetings_start() -> None:
    made = page(
        "<h1>Calendar 2026</h1><p>All meetings start at 7.30 pm unless shown otherwise.</p>",
        [["Committee", "May", "June"], ["Council", "14R", "18 (10am)"], ["Audit*", "5\u2020", ""]],
        "<p>R = Reserve date; * Held at the Annexe \u2020 10am start</p>",
    )
    found = read_source(made)
    assert held(found) == [
        ("Council", "2026-05-14", "19:30 R; Reserve date"), ("Council", "2026-06-18", "10:00"),
        ("Audit", "2026-05-05", "10:00 *\u2020; Held at the Annexe; 10am start"),
    ]  # fmt: skip


def test_lines_say_where_meetings_are_and_others_are_told() -> None:
    made = word(
        "# Programme 2026/27", "Meetings are held in the Council Chamber, Civic Centre, unless otherwise stated.",
        [["Committee", "Venue", "May", "June"], ["Council", "", "20 (Annual)", ""], ["Audit", "Annexe", "", "9"]],
        "Approved by Council on 25 February 2026",
    )  # fmt: skip
    found = read_source(made)
    assert held(found) == [
        ("Council", "2026-05-20", "at Council Chamber, Civic Centre Annual Meeting"),
        ("Audit", "2026-06-09", "at Annexe"),
    ]
    assert told(found) == [("Approved by Council on 25 February 2026", "a line of text, and no meeting", "paragraph 3")]


# -- year planners


def planner(entries: dict[tuple[int, int], str]) -> Rows:
    days = [[day, *(entries.get((month, day), "") for month in (5, 6))] for day in range(1, 32)]
    return [["Year planner 2026/27"], ["", "May", "June"], *days]


ENTRIES = {(5, 4): "Bank Holiday", (5, 21): "Council 7pm", (6, 9): "Planning\nAudit (10am)", (6, 31): "Oops"}
PLANNED = [
    ("Audit", "2026-06-09", "10:00"), ("Council", "2026-05-21", "19:00"), ("Planning", "2026-06-09", ""),
]  # fmt: skip


def test_a_year_planner_is_read_either_way_round() -> None:
    rows = planner(ENTRIES)
    found = read_source(workbook(Planner=rows))
    assert sorted(held(found)) == PLANNED
    assert kinds(found) == ["a year planner"]
    assert [(one.reason, one.source.place) for one in found.closures] == [("Bank Holiday", "Planner!B6")]
    assert told(found) == [("June 2026: Oops", "no day of the month is read there", "Planner!C33")]
    width = [list(row) + [""] * (3 - len(row)) for row in rows[1:]]
    assert (
        sorted(held(read_source(word("Year planner 2026/27", [list(row) for row in zip(*width, strict=True)]))))
        == PLANNED
    )


def test_a_month_of_a_planner_may_have_several_columns() -> None:
    letters = "FSSMTWT"
    rows: list[list[object]] = [["2026/27"], ["May", None, "June", None]]
    for day in range(1, 32):
        june = f"Mon {day}" if day == 1 else day
        rows.append(
            [f"{letters[(day - 1) % 7]} {day}", {21: "Council 7pm", 25: "Recess"}.get(day), june, {9: "Audit"}.get(day)]
        )
    rows[3][0] = "Mon 2"
    rows[3][1] = "Panel"
    found = read_source(workbook(Planner=rows))
    assert sorted(held(found)) == [("Audit", "2026-06-09", ""), ("Council", "2026-05-21", "19:00")]
    assert told(found) == [("May 2026: Panel", "2026-05-02 is a Saturday", "Planner!B4")]


def test_a_planner_may_have_its_days_in_the_cells() -> None:
    rows: list[list[object]] = [["Planner 2026", ""], ["May", "June"]]
    rows += [[f"{day} Council 7pm" if day == 21 else f"{day}", f"{day}"] for day in range(1, 31)]
    assert held(read_source(workbook(Planner=rows))) == [("Council", "2026-05-21", "19:00")]


def test_a_planner_without_a_year_is_told() -> None:
    rows = [["", "May", "June"], *([day, "Council" if day == 3 else "", ""] for day in range(1, 32))]
    made = workbook(Planner=rows, Year=[["Body", "Date"], ["Audit", date(2026, 5, 12)]])
    found = read_source(made)
    assert held(found) == [("Audit", "2026-05-12", "")]
    assert told(found) == [
        ("Planner (32 rows)", "neither a calendar nor a list of bodies, members or seats", "Planner, row 1")
    ]


def test_codes_of_a_planner_are_names_by_its_key() -> None:
    rows = planner({(5, 21): "C 7pm", (6, 9): "PC*"})
    made = page("<h2>2026</h2>", rows[1:], "<p>C = Council; PC = Planning Committee</p><p>* Provisional</p>")
    assert sorted(held(read_source(made))) == [
        ("Council", "2026-05-21", "19:00"), ("Planning Committee", "2026-06-09", "*; Provisional"),
    ]  # fmt: skip


def test_days_of_the_months_beside_are_not_read() -> None:
    weeks = [["Mon", "Tue", "Wed", "Thu", "Fri"], ["27 April\nLast", "28 April", "29", "", "1 May\nCouncil"]]
    made = workbook(Sheet1=[["May 2026"], *weeks])
    assert held(read_source(made)) == [("Council", "2026-05-01", "")]


def test_months_by_weeks_are_read() -> None:
    weeks = [
        ["Mon", "Tue", "Wed", "Thu", "Fri"],
        ["", "", "", "", "1"],
        ["4 Bank Holiday", "5", "6 Late", "7\nCouncil 7pm; Audit", "8"],
    ]
    made = page(
        "<h2>May 2026</h2>", weeks, "<h2>June</h2><p>2026</p>", [weeks[0], ["1 Cabinet", "3 Panel", "", "", ""]]
    )
    found = read_source(made)
    assert held(found) == [
        ("Late", "2026-05-06", ""), ("Council", "2026-05-07", "19:00"), ("Audit", "2026-05-07", ""),
        ("Cabinet", "2026-06-01", ""),
    ]  # fmt: skip
    assert (kinds(found), [one.reason for one in found.closures]) == (["months by weeks"], ["Bank Holiday"])
    assert told(found) == [("June 2026: Panel", "2026-06-03 is a Wednesday", "table 2, row 2, column 2")]


# -- lines


def test_lines_with_a_day_are_meetings() -> None:
    lines = (
        "Council - Thursday 21 May 2026, 7pm\nPlanning Committee: 9 June 2026 at 10am in the Annexe\n"
        "Tuesday 14 July 2026, 7.30 pm - 9 pm, Audit Panel, Room 2\nCouncil, Thursday 16 July 2026 (cancelled)\n"
        "Summer recess: 3 August 2026 to 28 August 2026\n"
    )
    found = read_source(content("dates.txt", lines))
    assert held(found) == [
        ("Council", "2026-05-21", "19:00"), ("Planning Committee", "2026-06-09", "10:00 at the Annexe"),
        ("Audit Panel", "2026-07-14", "19:30 to 21:00 at Room 2"), ("Council", "2026-07-16", "cancelled"),
    ]  # fmt: skip
    assert [(one.first.isoformat(), one.last.isoformat()) for one in found.closures] == [("2026-08-03", "2026-08-28")]
    assert kinds(found) == ["lines with a day in each"]


def test_headings_of_bodies_and_months_stand_over_lines() -> None:
    made = word(
        "# Calendar of Meetings 2026/27", "## Planning Committee", "Tuesday 12 May, 7pm, Council Chamber",
        "Friday 9 June, 7pm", "Monday 1 to Wednesday 3 June, 7pm", "## Council", "May 2026",
        "Thursday 21 May at 7.30pm (Annual Meeting)",
        "Published on Monday 2 March 2026", "## 2027/28", "Thursday 20 May",
    )  # fmt: skip
    found = read_source(made)
    assert held(found) == [
        ("Planning Committee", "2026-05-12", "19:00 at Council Chamber"),
        ("Council", "2026-05-21", "19:30 Annual Meeting"), ("Council", "2027-05-20", ""),
    ]  # fmt: skip
    assert [why for _, why, _ in told(found)] == [
        "“Friday 9 June 2026” says Friday, and it is Tuesday 9 June 2026",
        "several days from one to another are no one meeting",
        "a line of text, and no meeting",
    ]


def test_rows_without_headings_are_lines() -> None:
    rows = [
        ["Planning", date(2026, 5, 12), date(2026, 6, 9)],
        ["Audit", date(2026, 5, 13), date(2026, 6, 10)],
        [date(2026, 5, 14), "Tuesdays", ""],
    ]
    assert held(read_source(workbook(Sheet1=rows)))[:4] == [
        ("Planning", "2026-05-12", ""), ("Planning", "2026-06-09", ""),
        ("Audit", "2026-05-13", ""), ("Audit", "2026-06-10", ""),
    ]  # fmt: skip


def test_lines_beside_a_calendar_are_told_and_not_read() -> None:
    made = page("<p>The Cabinet met on Tuesday 3 March 2026 at 7pm</p>", [["Body", "Date"], ["Council", "21 May 2026"]])
    found = read_source(made)
    assert held(found) == [("Council", "2026-05-21", "")]
    assert [why for _, why, _ in told(found)] == ["lines beside a calendar, which are not read as meetings"]


def test_our_own_list_alone_is_read_of_a_workbook_of_ours() -> None:
    rows = [["Body", "Date", "Start"], ["Council", date(2026, 5, 21), time(19)]]
    made = workbook(Planner=planner(ENTRIES), Meetings=rows, Deadlines=rows, Fixed_meetings=rows)
    found = read_source(made)
    assert held(found) == [("Council", "2026-05-21", "19:00")]
    assert (told(found)[0][:2]) == ("Planner", "the meetings are read from the sheet Meetings")


# -- Outlook


def outlook(*rows: str) -> Content:
    header = "Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Description"
    return content("outlook.csv", "\n".join([header, *rows]))


def test_a_calendar_of_outlook_is_read_as_its_days_are_written() -> None:
    british = outlook(
        "Council,21/05/2026,19:00:00,21/05/2026,21:00:00,FALSE,Chamber,secret",
        "Canceled: Audit,4/6/2026,10:00:00,4/6/2026,11:00:00,False,,",
        "Bank Holiday,25/05/2026,00:00:00,26/05/2026,00:00:00,TRUE,,",
        "Conference,1/6/2026,09:00:00,3/6/2026,17:00:00,FALSE,,",
        "Away day,12/06/2026,,,,TRUE,,",
        "Nothing,,,,,,,",
        "Odd,32/5/2026,,,,,,",
    )
    found = read_source(british)
    assert held(found) == [
        ("Council", "2026-05-21", "19:00 to 21:00 at Chamber"), ("Audit", "2026-06-04", "10:00 to 11:00 cancelled"),
        ("Away day", "2026-06-12", ""),
    ]  # fmt: skip
    assert [(one.first.isoformat(), one.last.isoformat()) for one in found.closures] == [("2026-05-25", "2026-05-25")]
    assert [what for what, _, _ in told(found)] == ["Conference", "Nothing", "Odd"]
    american = outlook(
        "Council,5/21/2026,7:00:00 PM,5/21/2026,9:00:00 PM,FALSE,,", "Audit,6/4/26,10:00:00 AM,,,FALSE,,"
    )
    assert [(day, start) for _, day, start in held(read_source(american))] == [
        ("2026-05-21", "19:00 to 21:00"), ("2026-06-04", "10:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("Council,5/6/2026,19:00,,,,,",), "nothing tells whether 5/6/2026 has the day or the month first"),
        (("Council,21/5/2026,19:00,,,,,", "Council,5/21/2026,19:00,,,,,"), "writes some days with the day first"),
    ],
)
def test_days_that_may_be_meant_either_way_are_refused(rows: tuple[str, ...], message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read_source(outlook(*rows))


def test_days_off_may_be_several_spans_of_a_month() -> None:
    rows = [
        ["Committee", "Aug 2026", "Dec 2026"],
        ["Council", 12, 9],
        ["Recess", "3-7, 17 to 28 & 31", "21-31, 40-41"],
        ["Bank holiday", "Mon 31", "-"],
    ]
    found = read_source(word("Amblethorpe District Council", "Calendar of meetings", rows))
    assert [(one.first.isoformat(), one.last.isoformat()) for one in found.closures] == [
        ("2026-08-03", "2026-08-07"), ("2026-08-17", "2026-08-28"), ("2026-08-31", "2026-08-31"),
        ("2026-12-21", "2026-12-31"), ("2026-08-31", "2026-08-31"),
    ]  # fmt: skip
    assert told(found) == [
        ("Recess, December: 21-31, 40-41", "not surely days of that month", "table 1, row 3, column 3")
    ]
    assert found.authority == "Amblethorpe District Council"


def test_what_a_mark_means_keeps_its_words() -> None:
    rows = [["Committee", "Aug 2026", "Sept 2026"], ["Audit", "12*", 9]]
    found = read_source(word("Calendar", rows, "* to approve the statement of accounts."))
    assert held(found)[0] == ("Audit", "2026-08-12", "*; to approve the statement of accounts")


def test_days_between_strokes_are_days_of_their_month() -> None:
    rows = [
        ["Committee", "June 2026", "July 2026"],
        ["Planning 7pm (Tuesdays)", "2/16/30", "14/28"],
        ["Audit", "2/6/2026", "7/7/26"],
    ]
    found = read_source(word("Calendar", rows))
    assert held(found) == [
        ("Planning", "2026-06-02", "19:00"), ("Planning", "2026-06-16", "19:00"), ("Planning", "2026-06-30", "19:00"),
        ("Planning", "2026-07-14", "19:00"), ("Planning", "2026-07-28", "19:00"), ("Audit", "2026-06-02", ""),
        ("Audit", "2026-07-07", ""),
    ]  # fmt: skip
    assert told(found) == []
