"""A workbook that went through another program reads the same: its cells are kept, and nothing else is counted on."""

from dataclasses import fields
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from scheduler.domain.problem import Problem
from scheduler.outputs.template import example_names, write_example
from scheduler.reading import read_input

BLANK_ROWS = {"district-2027-28": 1_000}
"""Rows to the end of the sheet, blank but for their looks; fewer of the other examples, for they take a while."""


def contents(path: Path) -> dict[str, object]:
    problem, warnings = read_input(path)
    assert warnings == ()
    return {field.name: getattr(problem, field.name) for field in fields(Problem) if field.name != "input_sha256"}


def saved_by_openpyxl(path: Path) -> Path:
    again = path.with_name("again.xlsx")
    openpyxl.load_workbook(path).save(again)
    return again


def saved_as_spreadsheets_on_the_web_do(path: Path, blank_rows: int) -> Path:
    """Write the cells alone, each text in its cell: no notes, tables or rules, other looks, and many blank rows."""
    again = path.with_name("web.xlsx")
    with xlsxwriter.Workbook(again, {"constant_memory": True, "strings_to_formulas": False}) as book:
        looks = book.add_format({"font_name": "Roboto", "font_size": 10, "valign": "bottom"})
        day = book.add_format({"font_name": "Roboto", "num_format": "yyyy-mm-dd"})
        for sheet in openpyxl.load_workbook(path).worksheets:
            written = book.add_worksheet(sheet.title)
            for number, row in enumerate(sheet.iter_rows(values_only=True)):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        written.write_datetime(number, column, value, day)
                    elif isinstance(value, str):
                        written.write_string(number, column, value, looks)
                    else:
                        written.write(number, column, value, looks)
            for number in range(sheet.max_row, blank_rows):
                for column in range(sheet.max_column):
                    written.write_blank(number, column, None, looks)
    return again


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_the_same_council_when_openpyxl_has_saved_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "year.xlsx"
    write_example(path, name)
    assert contents(saved_by_openpyxl(path)) == contents(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", example_names())
def test_an_example_is_the_same_council_when_it_was_on_the_web(tmp_path: Path, name: str) -> None:
    path = tmp_path / "year.xlsx"
    write_example(path, name)
    assert contents(saved_as_spreadsheets_on_the_web_do(path, BLANK_ROWS.get(name, 50))) == contents(path)
