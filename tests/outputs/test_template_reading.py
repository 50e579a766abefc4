"""What `new` writes, the reader reads: a filled example is the same council as its folder."""

import csv
from dataclasses import fields
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from scheduler.domain.headings import heading_of
from scheduler.domain.problem import Problem
from scheduler.domain.tables import SETTINGS, TABLES
from scheduler.errors import InputFaults
from scheduler.outputs.template import example_names, examples_folder, write_example, write_template
from scheduler.outputs.template.worked_rows import WORKED
from scheduler.reading import read_input


def contents(problem: Problem) -> dict[str, object]:
    names = (field.name for field in fields(Problem) if field.name != "input_sha256")
    return {name: getattr(problem, name) for name in names}


@pytest.mark.parametrize("name", example_names())
def test_an_example_workbook_reads_as_its_folder_does(tmp_path: Path, name: str) -> None:
    path = tmp_path / "year.xlsx"
    write_example(path, name)
    from_workbook, warnings = read_input(path)
    from_folder, _ = read_input(examples_folder() / name)
    assert warnings == ()
    assert contents(from_workbook) == contents(from_folder)


def test_an_untouched_workbook_lacks_four_things_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    write_template(path)
    with pytest.raises(InputFaults) as raised:
        read_input(path)
    assert [(fault.cell, fault.message) for fault in raised.value.faults] == [
        ("Settings!B2", "“Name of the calendar” has no value, and every calendar needs one"),
        ("Settings!B4", "“First day” has no value, and every calendar needs one"),
        ("Settings!B5", "“Last day” has no value, and every calendar needs one"),
        ("", "no body is there yet, so there is nothing to plan"),
    ]
    assert raised.value.warnings == ()


def test_a_workbook_with_six_sheets_filled_in_can_be_planned(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    write_template(path)
    workbook = openpyxl.load_workbook(path)
    settings = {row[0].value: row[1] for row in workbook["Settings"].iter_rows(min_row=2)}
    settings["Name of the calendar"].value = "Calendar of meetings 2027-28"
    settings["First day"].value, settings["Last day"].value = "10 May 2027", "28/4/28"
    for sheet, row in (
        ("Bodies", {"Body (code)": "CABINET", "Name": "Cabinet", "Kind of body": "Cabinet", "Kind in law": "Executive",
                    "Fewest meetings in the year": 10, "Most meetings in the year": 10, "Start times": "6pm"}),
        ("People", {"Person (code)": "LEADER", "Name": "Leader of the Council"}),
        ("Rooms", {"Room (code)": "CR1", "Name": "Committee Room 1", "Venue": "Town Hall", "How many it seats": 20}),
        ("Closed dates", {"First day": "1 August 2027", "Last day": "31 August 2027", "Reason": "Recess"}),
    ):  # fmt: skip
        places = {cell.value: cell.column for cell in workbook[sheet][1]}
        for heading, value in row.items():
            workbook[sheet].cell(2, places[heading], value)
    workbook["Seats"]["B2"], workbook["Seats"]["A3"], workbook["Seats"]["B3"] = "Cabinet", "LEADER", "C"
    workbook.save(path)
    problem, warnings = read_input(path)
    assert warnings == ()
    assert problem.bodies["CABINET"].legal_kind == "executive"
    assert [(seat.person, seat.body, seat.role) for seat in problem.memberships] == [("LEADER", "CABINET", "chair")]


def test_the_worked_rows_are_an_input_that_reads_without_a_word(tmp_path: Path) -> None:
    for table, worked in WORKED.items():
        with (tmp_path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, worked.columns)
            writer.writeheader()
            writer.writerows(worked.cells())
    (tmp_path / "leader.ics").write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nEND:VCALENDAR\r\n")
    problem, warnings = read_input(tmp_path)
    assert warnings == ()
    assert list(problem.bodies) == [row["body"] for row in WORKED["bodies"].cells()]


def test_every_table_has_a_worked_row_that_says_what_it_means() -> None:
    assert sorted(WORKED) == sorted(TABLES)
    assert all(worked.rows[0][0] for worked in WORKED.values())


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_the_headings_and_the_rows(tmp_path: Path, table: str) -> None:
    path = tmp_path / "year.xlsx"
    write_example(path, "district-2027-28")
    frame = pd.read_excel(path, sheet_name=table.replace("_", " ").capitalize())
    file = examples_folder() / "district-2027-28" / f"{table}.csv"
    rows = len(file.read_text(encoding="utf-8").splitlines()) - 1 if file.is_file() else 0
    assert list(frame.columns) == [heading_of(table, column.name) for column in TABLES[table].columns] + ["Note"]
    assert len(frame.dropna(how="all")) == rows


def test_every_setting_is_listed_without_a_value(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    write_template(path)
    rows = list(openpyxl.load_workbook(path)["Settings"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [heading_of("settings", name) for name in SETTINGS]
    assert {row[1] for row in rows} == {None}
