"""An Excel workbook, one sheet for each table."""

import math
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl

from scheduler.reading.cell_cleaning import cleaned, unescaped
from scheduler.reading.cell_text import CellFault, shown
from scheduler.reading.guards import SAVE_AGAIN, Unreadable, archive_of
from scheduler.reading.headers import GridRow, gathered
from scheduler.reading.raw import Raw
from scheduler.reading.surveys import Survey, survey

SAVE_VALUES = "Open the workbook in Excel and save it, or type the value itself."

Wanted = Callable[[str], bool]
Sheet = tuple[str, list[GridRow] | Unreadable]


def read_workbook(name: str, content: bytes, wanted: Wanted) -> list[Sheet]:
    """Return the title and the rows of every sheet, hidden ones too.

    Parameters
    ----------
    name : str
        What to call the file in sentences.
    content : bytes
        The file.
    wanted : Wanted
        Whether a sheet of this title is to be read; those that are not have no rows, whatever is in them.

    Returns
    -------
    list[Sheet]
        In the order of the workbook; in place of the rows, why there are too many.

    Raises
    ------
    Unreadable
        If it is no workbook, is damaged, or would take more to read than any council's.

    """
    try:
        found = survey(name, archive_of(name, content))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of the parts it leaves out; none of them is a cell
            return _sheets(name, content, found, wanted)
    except Unreadable:
        raise
    except Exception as problem:  # a broken workbook makes openpyxl and zlib raise anything at all
        raise Unreadable(f"{name} is damaged, or is no Excel workbook", SAVE_AGAIN) from problem


def _sheets(name: str, content: bytes, found: Survey, wanted: Wanted) -> list[Sheet]:
    workbook = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(workbook.sheetnames) < found.sheets:
        raise Unreadable(f"{name} is damaged: a sheet of it is missing", SAVE_AGAIN)
    return [(sheet.title, _rows_of(sheet, found) if wanted(sheet.title) else []) for sheet in workbook.worksheets]


def _rows_of(sheet: Any, found: Survey) -> list[GridRow] | Unreadable:  # noqa: ANN401 - openpyxl has no types
    sheet.reset_dimensions()  # programs write them wrong, and rows would be lost
    part = sheet._worksheet_path  # noqa: SLF001 - openpyxl says nowhere else which part a sheet is
    try:
        return gathered(_grid_rows(sheet, found.without_value.get(part, set())))
    except Unreadable as problem:
        return problem


def _grid_rows(sheet: Any, without_value: set[tuple[int, int]]) -> Iterator[GridRow]:  # noqa: ANN401 - as above
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells: dict[int, Raw] = {}
        for place, cell in enumerate(row, start=1):
            if (number, place) in without_value:
                cells[place] = CellFault("the formula in it has never been worked out", SAVE_VALUES)
            elif cell.value is not None and (value := _value_of(cell)) != "":
                cells[place] = value
        yield GridRow(number, cells)


def _value_of(cell: Any) -> Raw:  # noqa: ANN401 - as above
    value = cell.value
    if cell.data_type == "e":
        remedy = "Put the formula right, or type the value itself."
        return CellFault(f"{shown(value)} is an error of the spreadsheet", remedy)
    if isinstance(value, str):
        return cleaned(unescaped(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, float) and not math.isfinite(value):
        return CellFault("the number in it is too large", "Write the number that is meant.")
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    return value
