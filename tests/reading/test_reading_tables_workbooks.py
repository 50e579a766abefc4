"""Workbooks as Excel and other programs write them: every kind of cell, formulas, errors, strange sheets."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.dimensions import RowDimension
from written_inputs import (
    HEADINGS,
    SOUND,
    pack,
    parts_of,
    places,
    settings_sheet,
    text_cell,
    worksheet,
    write_workbook,
)

from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading import read_input
from scheduler.reading.tables.headers import RawInput, RawRow
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.workbooks import SAVE_VALUES


def read_value(folder: Path, value: object, number_format: str = "General") -> object:
    """Return what is read of a cell that openpyxl writes."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Settings"
    sheet.append(["setting", "value"])
    sheet.append(["title", value])
    sheet["B2"].number_format = number_format
    workbook.save(folder / "council.xlsx")
    return read_tables(folder / "council.xlsx").tables["settings"].rows[0].cells.get("value")


def read_settings(folder: Path, cells: str, after: str = "") -> RawInput:
    """Return what is read of a sheet `settings` whose second row has these cells."""
    return read_tables(pack(folder / "council.xlsx", parts_of(settings_sheet(cells, after))))


def settings_faults(raw: RawInput) -> list[object]:
    return [place for place in places(raw.faults) if place[0] == "settings"]


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        ("007", "General", "007"),
        ("NA", "General", "NA"),
        (7, "General", 7),
        (2.5, "General", 2.5),
        (True, "General", True),
        (True, "0%", True),
        (0.25, "0%", "25%"),
        (0.07, "0.00%", "7%"),
        (1, "0%", "100%"),
        (0.333, "0.0%", "33.3%"),
        (datetime(2026, 11, 19), "dd/mm/yyyy", date(2026, 11, 19)),
        (date(2026, 11, 19), "yyyy-mm-dd", date(2026, 11, 19)),
        (datetime(2026, 11, 19, 14), "dd/mm/yyyy hh:mm", datetime(2026, 11, 19, 14)),
        (time(9, 30), "hh:mm", time(9, 30)),
        (timedelta(hours=30), "[h]:mm", timedelta(hours=30)),
        ("  two\nlines\u00a0", "General", "two lines"),
        (" \n ", "General", None),
    ],
)
def test_a_cell_is_what_it_is(tmp_path: Path, value: object, number_format: str, read: object) -> None:
    found = read_value(tmp_path, value, number_format)
    assert (found, type(found)) == (read, type(read))


def test_a_formula_that_was_never_worked_out_is_a_fault_at_its_cell(tmp_path: Path) -> None:
    workbook = write_workbook(tmp_path / "council.xlsx", {"people": [["person", "name"], ["ANN", '="A"&"nn"']]})
    assert read_tables(workbook).faults == [
        Fault("people", 2, "name", "the formula in it has never been worked out", SAVE_VALUES, "people!B2")
    ]


def test_a_formula_that_was_never_worked_out_is_told_once_of_the_whole_input(tmp_path: Path) -> None:
    people = [["person", "name"], ["ANN", '="A"&"nn"'], *SOUND["people"][1:]]
    with pytest.raises(InputFaults) as caught:
        read_input(write_workbook(tmp_path / "council.xlsx", {**SOUND, "people": people}))
    assert [fault.cell for fault in caught.value.faults if "formula" in fault.message] == ["people!B2"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="B2" t="str"><f>"x"</f><v>x</v></c>', "x"),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="B2" t="str"><f>""</f></c>', None),
        ('<c r="B2" t="b"><f>TRUE()</f><v>1</v></c>', True),
        ('<c r="B2" t="inlineStr"><f>"x"</f><is><t>x</t></is></c>', "x"),
    ],
)
def test_a_formula_gives_its_value(tmp_path: Path, cell: str, value: object) -> None:
    raw = read_settings(tmp_path, text_cell("A2", "title") + cell)
    assert settings_faults(raw) == []
    assert raw.tables["settings"].rows[0].cells.get("value") == value


@pytest.mark.parametrize("cell", ['<c r="B2"><f>1+1</f></c>', "<c><f>1+1</f><v/></c>", '<c t="b"><f>1</f><v></v></c>'])
def test_a_formula_without_a_value_is_a_fault(tmp_path: Path, cell: str) -> None:
    raw = read_settings(tmp_path, text_cell("A2", "title") + cell)
    assert settings_faults(raw) == [("settings", 2, "value", "the formula in it has never been worked out")]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "“#REF!” is an error of the spreadsheet"),
        ('<c r="B2" t="e"><f>A9/0</f><v>#DIV/0!</v></c>', "“#DIV/0!” is an error of the spreadsheet"),
        ('<c r="B2" s="1"><v>99999999</v></c>', "“#VALUE!” is an error of the spreadsheet"),
        ('<c r="B2"><v>1e999</v></c>', "the number in it is too large"),
        (text_cell("B2", "a_x0007_b"), "there is a control character in it (U+0007)"),
        (text_cell("B2", "x" * 40_000), "more than 32,767 characters"),
    ],
)
def test_a_cell_without_a_value_is_a_fault(tmp_path: Path, cell: str, message: str) -> None:
    raw = read_settings(tmp_path, text_cell("A2", "title") + cell)
    assert settings_faults(raw) == [("settings", 2, "value", message)]


def test_faults_of_cells_that_nobody_reads_are_left_alone(tmp_path: Path) -> None:
    rows = [["person", "name", "note"], ["ANN", "Ann", "=1+1"]]
    assert read_tables(write_workbook(tmp_path / "council.xlsx", {"people": rows, "mine": [["=1"]]})).faults == []


def test_line_breaks_that_a_workbook_escapes_are_spaces(tmp_path: Path) -> None:
    raw = read_settings(tmp_path, text_cell("A2", "title") + text_cell("B2", "a_x000D_\nb"))
    assert raw.tables["settings"].rows[0].cells == {"setting": "title", "value": "a b"}


def test_cells_and_rows_without_addresses_follow_one_another(tmp_path: Path) -> None:
    rows = f"<row>{text_cell('A1', 'setting')}{text_cell('B1', 'value')}</row><row><c/><c><v>5</v></c></row>"
    raw = read_tables(pack(tmp_path / "council.xlsx", parts_of(worksheet(rows))))
    assert raw.tables["settings"].rows == (RawRow(2, {"value": 5}),)


def test_a_sheet_is_read_to_its_end_whatever_size_it_claims(tmp_path: Path) -> None:
    sheet = worksheet(f'{HEADINGS}<row r="9"><c r="B9"><v>5</v></c></row>', before='<dimension ref="A1"/>')
    raw = read_tables(pack(tmp_path / "council.xlsx", parts_of(sheet)))
    assert raw.tables["settings"].rows == (RawRow(9, {"value": 5}),)


def test_a_stray_cell_at_the_end_of_a_sheet_is_a_fault_and_no_million_rows(tmp_path: Path) -> None:
    sheet = worksheet(f'{HEADINGS}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    raw = read_tables(pack(tmp_path / "council.xlsx", parts_of(sheet)))
    assert settings_faults(raw) == [("settings", 1_048_576, "XFD", "“1” stands beyond the last heading")]


def test_merged_cells_and_links_over_a_whole_sheet_do_no_harm(tmp_path: Path) -> None:
    after = (
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    )
    raw = read_settings(tmp_path, text_cell("A2", "title") + text_cell("B2", "x"), after)
    assert raw.tables["settings"].rows == (RawRow(2, {"setting": "title", "value": "x"}),)


def test_hidden_sheets_and_rows_are_read_and_warnings_of_openpyxl_are_not_passed_on(tmp_path: Path) -> None:
    workbook = Workbook()
    for name, rows in SOUND.items():
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = "hidden"
        sheet.row_dimensions[2] = RowDimension(sheet, index=2, hidden=True)
        for row in rows:
            sheet.append(list(row))
    workbook.save(tmp_path / "council.xlsx")
    raw = read_tables(tmp_path / "council.xlsx")
    assert raw.faults == []
    assert {name: len(table.rows) for name, table in raw.tables.items()} == dict.fromkeys(SOUND, 1)
    after = '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst>'
    assert settings_faults(read_settings(tmp_path, text_cell("A2", "title"), after)) == []


@pytest.mark.slow
def test_more_rows_than_a_table_may_have_are_a_fault_of_that_sheet(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(2, 100_003))
    raw = read_tables(pack(tmp_path / "council.xlsx", parts_of(worksheet(HEADINGS + rows))))
    message = "the table has more than 100,000 rows, or 2,000,000 cells"
    assert settings_faults(raw) == [("settings", 100_002, None, message)]
