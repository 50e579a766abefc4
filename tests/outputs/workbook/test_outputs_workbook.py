import datetime as dt
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from outputs.invented_council import invented_plan, invented_problem
from outputs.workbook.reopened import invented_workbook, reopened, table_rows

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem, Settings
from scheduler.outputs.workbook import workbook_bytes

NAMES = [
    "Cover",
    "Year planner",
    "Meetings",
    "By body",
    "Run sheets",
    "Run sheet 19 Nov 2026",
    "Run sheet 20 May 2027",
    "Rooms",
    "Catering",
    "Deadlines",
    "Forward plan",
    "Attendance",
    "Attendance summary",
    "Overlaps",
    "Shared members",
    "Diaries",
    "Changes",
    "What the calendar could not do",
    "Wishes",
    "Order of importance",
    "Closed dates",
    "Structure",
    "Work programme",
    "Programme to look at",
    "Sunset list",
    "Glossary",
    "About this file",
]
DATA_NAMES = [name for name in NAMES if name != "Year planner"]
EMPTY = (Problem(Settings("Nothing", dt.date(2026, 5, 1), dt.date(2026, 5, 31))),)
DAYS = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


def data_sheets() -> list[Worksheet]:
    return [invented_workbook()[name] for name in DATA_NAMES]


def test_workbook_has_every_sheet_in_order() -> None:
    assert invented_workbook().sheetnames == NAMES


def test_every_data_sheet_has_one_table_named_after_it() -> None:
    names = [list(sheet.tables) for sheet in data_sheets()]
    assert names == [[name.replace(" ", "_")] for name in DATA_NAMES]


def test_every_table_has_one_heading_row_of_unique_names() -> None:
    for sheet in data_sheets():
        (table,) = sheet.tables.values()
        headings = [column.name for column in table.tableColumns]
        assert headings == list(table_rows(sheet)[0])
        assert len({heading.casefold() for heading in headings}) == len(headings)
        assert (table.headerRowCount, table.autoFilter) == (1, None)


def test_every_table_has_no_empty_row_and_ends_with_the_sheet() -> None:
    for sheet in data_sheets():
        (table,) = sheet.tables.values()
        assert all(any(value is not None for value in row) for row in table_rows(sheet))
        assert table.ref.split(":")[1] == f"{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"


def test_no_sheet_has_merged_cells_or_hides_anything() -> None:
    for sheet in invented_workbook().worksheets:
        assert (sheet.merged_cells.ranges, sheet.sheet_state) == (set(), "visible")
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())


def test_every_sheet_has_its_title_in_a1_and_what_it_holds_in_a2() -> None:
    for sheet in invented_workbook().worksheets:
        assert sheet["A1"].font.b
        assert sheet["A1"].font.sz > sheet["A2"].font.sz
        assert len(str(sheet["A2"].value)) > len("What it holds.")


def test_every_cell_is_in_arial_and_tables_wrap() -> None:
    for sheet in invented_workbook().worksheets:
        assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.has_style} == {"Arial"}
    for sheet in data_sheets():
        (table,) = sheet.tables.values()
        said = [cell for row in sheet[table.ref] for cell in row if cell.value is not None and not cell.font.i]
        assert {cell.alignment.wrap_text for cell in said} == {True}


def test_every_data_sheet_keeps_its_headings_in_sight_on_screen_and_on_paper() -> None:
    for sheet in data_sheets():
        (table,) = sheet.tables.values()
        heading = int("".join(filter(str.isdigit, table.ref.split(":")[0])))
        assert sheet[sheet.freeze_panes].row == heading + 1
        assert sheet.print_title_rows == f"${heading}:${heading}"


def test_every_data_sheet_prints_on_the_width_of_a_sheet() -> None:
    for sheet in data_sheets():
        setup = sheet.page_setup
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToWidth or 1, setup.fitToHeight) == (
            True,
            1,
            None if sheet.title == "What the calendar could not do" else 0,
        )
        assert (
            sheet.print_area
            == f"'{sheet.title}'!$A$1:${openpyxl.utils.get_column_letter(sheet.max_column)}${sheet.max_row}"
        )
    paper = {sheet.title: (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) for sheet in data_sheets()}
    assert {name: paper[name] for name in ("Cover", "Meetings", "Overlaps")} == {
        "Cover": (9, "landscape"),
        "Meetings": (8, "landscape"),
        "Overlaps": (9, "portrait"),
    }


def test_no_cell_is_a_formula() -> None:
    for sheet in invented_workbook().worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_long_text_has_a_row_high_enough() -> None:
    sheet = invented_workbook()["Run sheet 19 Nov 2026"]
    heights = [sheet.row_dimensions[row].height for row in range(5, 9)]
    assert heights == [32.25, 47.25, 47.25, 32.25]


def test_a_column_of_codes_is_as_wide_as_the_longest() -> None:
    problem, plan = invented_problem(), invented_plan()
    long = {"body": "STANDARDSANDGENERAL"}
    meetings = tuple(replace(one, **long) if one.body == "AUD" else one for one in plan.meetings)
    for longer, width in ((plan, 10.0), (replace(plan, meetings=meetings), 26.0)):
        sheet = reopened(problem, longer)["Meetings"]
        (column,) = (cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == "Body")
        assert int(sheet.column_dimensions[column].width) == width


def test_a_year_without_lunches_has_no_sheet_of_catering() -> None:
    plan = replace(invented_plan(), occurrences=())
    names = reopened(invented_problem(), plan).sheetnames
    assert [name for name in NAMES if name not in names] == [
        "Run sheet 19 Nov 2026",
        "Run sheet 20 May 2027",
        "Catering",
    ]


def test_cover_links_to_every_other_sheet() -> None:
    cover = invented_workbook()["Cover"]
    links = {cell.value: cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in NAMES[1:]}


def test_cover_says_what_the_calendar_is() -> None:
    cover = invented_workbook()["Cover"]
    assert [cover.cell(row, 1).value for row in range(1, 10)] == [
        "Aldermoor Borough Council: Aldermoor Partnership 2026-27",
        "PARTLY PROVISIONAL: dates may still change. Officers' edition: do not pass it on.",
        "For the officers who arrange meetings, rooms and catering. It names members, and says why they are away.",
        "To consult members and partners there is consultation.xlsx beside it, which names nobody.",
        (
            "9 meetings of 5 bodies and 2 meeting days (4 provisional, 5 confirmed and 2 cancelled)"
            " from Thursday 1 October 2026 to Thursday 30 September 2027."
        ),
        "There is no earlier calendar, so nothing has changed.",
        "Every rule is kept; a calendar that grants more wishes may exist.",
        "Made on Monday 3 August 2026.",
        "Where to look",
    ]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (
            replace(invented_plan(), status="optimal"),
            "Every rule is kept, and no calendar that keeps them grants more wishes: this is proven.",
        ),
        (replace(invented_plan(), tiers=()), "Not made by the planner: nothing is known of how good it is."),
    ],
)
def test_cover_says_how_good_the_calendar_is(plan: Plan, words: str) -> None:
    assert reopened(invented_problem(), plan)["Cover"]["A7"].value == words


def test_cover_says_for_whom_each_sheet_is() -> None:
    rows = {row[0]: row[2] for row in table_rows(invented_workbook()["Cover"])[1:]}
    assert [rows[name] for name in ("Year planner", "Run sheets", "Rooms", "Catering", "Attendance")] == [
        "Everybody in the office",
        "Whoever runs the day",
        "The caretaker",
        "The caterer",
        "Officers",
    ]


def test_cover_says_what_has_changed() -> None:
    before = invented_plan()
    moved = replace(before.meetings[0], date=dt.date(2026, 10, 22))
    problem = replace(invented_problem(), baseline=before)
    same = reopened(problem, before)["Cover"]["A6"].value
    other = reopened(problem, replace(before, meetings=(moved, *before.meetings[1:])))["Cover"]["A6"].value
    assert same == "Nothing has changed since the earlier calendar."
    assert other == "1 change since the earlier calendar this one was planned from. They are in Changes."


def test_cover_names_the_authority_once_and_says_nothing_of_what_is_confirmed() -> None:
    confirmed = tuple(replace(one, status="confirmed") for one in invented_plan().meetings)
    title = "Calendar of aldermoor borough council"
    cover = reopened(invented_problem(), replace(invented_plan(), title=title, meetings=confirmed))["Cover"]
    assert [cover["A1"].value, cover["A2"].value] == [title, "Officers' edition: do not pass it on."]
    assert cover["A2"].font.b


def test_what_the_file_was_made_of_stands_on_the_last_sheet_and_not_on_the_cover() -> None:
    book = invented_workbook()
    assert table_rows(book["About this file"]) == [
        ("What", "Value"),
        ("Written by", "meeting-day"),
        ("Planned at (UTC)", "2026-08-03T09:30:00Z"),
        ("SHA-256 of the input's tables", "5a" * 32),
        ("Time zone", "Europe/London"),
        (
            "Public holidays",
            "Public holidays are known as proclaimed by Sunday 29 November 2026; one proclaimed later is not.",
        ),
    ]
    said = " ".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row)
    assert [word for word in ("5a5a", "T09:30", "SHA") if word in said] == []


def test_properties_say_what_and_whose_it_is_and_never_read_the_clock() -> None:
    properties = invented_workbook().properties
    assert (properties.title, properties.subject, properties.creator) == (
        "Aldermoor Partnership 2026-27",
        "Calendar of meetings",
        "Aldermoor Borough Council",
    )
    assert properties.created == properties.modified == dt.datetime(2026, 8, 3, 9, 30)


@pytest.mark.parametrize(
    ("generated", "created"),
    [
        ("", dt.datetime(2026, 10, 1)),
        ("yesterday", dt.datetime(2026, 10, 1)),
        ("2026-08-03T11:30:00", dt.datetime(2026, 8, 3, 11, 30)),
        ("2026-08-03T11:30:00+02:00", dt.datetime(2026, 8, 3, 9, 30)),
    ],
)
def test_properties_take_their_date_from_the_plan(generated: str, created: dt.datetime) -> None:
    plan = replace(invented_plan(), generated=generated)
    assert reopened(invented_problem(), plan).properties.created == created


def test_same_plan_gives_the_same_bytes() -> None:
    assert workbook_bytes(invented_problem(), invented_plan()) == workbook_bytes(invented_problem(), invented_plan())


def test_same_plan_gives_the_same_bytes_in_another_time_zone_and_with_another_hash_seed(tmp_path: Path) -> None:
    here, there = tmp_path / "here.xlsx", tmp_path / "there.xlsx"
    here.write_bytes(workbook_bytes(invented_problem(), invented_plan()))
    code = (
        "import sys, pathlib, scheduler.outputs.workbook as workbook, outputs.invented_council as council\n"
        "made = workbook.workbook_bytes(council.invented_problem(), council.invented_plan())\n"
        "pathlib.Path(sys.argv[1]).write_bytes(made)"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "77", "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", code, str(there)], check=True, env=environment)
    assert here.read_bytes() == there.read_bytes()


def test_zip_holds_no_date_of_its_own() -> None:
    with zipfile.ZipFile(BytesIO(workbook_bytes(invented_problem(), invented_plan()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_workbook_of_an_empty_plan_says_so_on_every_sheet() -> None:
    problem, plan = EMPTY[0], Plan("Nothing", *DAYS)
    workbook = reopened(problem, plan)
    said = {name: table_rows(workbook[name])[1][0] for name in workbook.sheetnames if name not in NAMES[:2]}
    assert said == {
        "Meetings": "No meetings are planned.",
        "By body": "No meetings are planned.",
        "Run sheets": "No meetings are planned.",
        "Rooms": "No room is booked.",
        "Deadlines": "No meetings are planned.",
        "Forward plan": "The law asks this of none of these meetings.",
        "Attendance": "Nobody's attendance is known.",
        "Attendance summary": "No meetings are planned.",
        "Overlaps": "No body has members.",
        "Shared members": "No two bodies have a member in common.",
        "Diaries": "Nobody sits on any body.",
        "Changes": "There is no earlier calendar to compare with.",
        "What the calendar could not do": "Every wish is granted.",
        "Wishes": "Every wish is granted.",
        "Order of importance": "This calendar was not made by the planner, so nothing is known of how good it is.",
        "Closed dates": dt.datetime(2026, 5, 4),
        "Structure": "There is no body.",
        "Glossary": "A plan",
        "About this file": "Written by",
    }
    assert workbook["Cover"]["A5"].value == ("0 meetings of 0 bodies from Friday 1 May 2026 to Sunday 31 May 2026.")


def test_calendar_of_three_years_has_three_planners() -> None:
    settings = replace(EMPTY[0].settings, end_date=dt.date(2029, 3, 31))
    workbook = reopened(Problem(settings), Plan("Long", settings.start_date, settings.end_date))
    planners = workbook.sheetnames[1:4]
    assert planners == ["Year planner", "Year planner 2", "Year planner 3"]
    months = [[cell.value for cell in workbook[name][3] if cell.value] for name in planners]
    assert [(len(names), names[0], names[-1]) for names in months] == [
        (12, "May 2026", "April 2027"),
        (12, "May 2027", "April 2028"),
        (11, "May 2028", "March 2029"),
    ]


def test_names_of_sheets_fit_a_tab() -> None:
    for name in NAMES:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
    assert len({name.casefold() for name in NAMES}) == len(NAMES)
