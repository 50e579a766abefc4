"""An Excel workbook as raw rows; whatever it holds, it ends as rows or as faults."""

import hashlib
import warnings
from collections import defaultdict
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from scheduler.domain.reasons import Fault
from scheduler.reading.guards import Refused, check_workbook
from scheduler.reading.headers import Line, add_table, letters, table_named
from scheduler.reading.raw import Raw, RawInput

FURTHEST_COLUMN = 300
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")


def read_workbook(path: Path, found: RawInput) -> None:
    """Add every table of a workbook."""
    check_workbook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on drawings and styles are no matter of ours
        written = _open(path, values=False)
        values = _open(path, values=True) if _has_formulas(written) else written
    for sheet in written.worksheets:
        name = table_named(sheet.title, found, f"The sheet {sheet.title}")
        if name is not None:
            add_table(name, _lines(name, sheet, values[sheet.title], found), found)


def digest(path: Path) -> str:
    """Return the SHA-256 of a workbook's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _open(path: Path, *, values: bool) -> Any:  # noqa: ANN401 - openpyxl ships no types
    try:
        return openpyxl.load_workbook(path, data_only=values, keep_links=False)
    except Exception as problem:  # a broken workbook makes openpyxl raise almost anything
        message = f"{path.name} cannot be read as an Excel workbook ({type(problem).__name__})."
        raise Refused(
            message, "Open it in Excel, repair it if asked, and save it as an Excel workbook (.xlsx)."
        ) from problem


def _cells(sheet: Any) -> dict[tuple[int, int], Any]:  # noqa: ANN401 - openpyxl ships no types
    """Return the cells that are there, never those a sheet only claims to have."""
    return dict(sheet._cells)  # noqa: SLF001 - every public way walks the whole rectangle, a million rows for one stray cell


def _has_formulas(workbook: Any) -> bool:  # noqa: ANN401 - openpyxl ships no types
    return any(cell.data_type == "f" for sheet in workbook.worksheets for cell in _cells(sheet).values())


def _lines(name: str, sheet: Any, values: Any, found: RawInput) -> list[Line]:  # noqa: ANN401 - openpyxl ships no types
    stored = _cells(values)
    rows: defaultdict[int, dict[int, Raw]] = defaultdict(dict)
    for (row, column), cell in sorted(_cells(sheet).items()):
        value = stored[row, column].value if (row, column) in stored else None
        where = name, row, f"{letters(column - 1)}"
        if cell.data_type == "f" and value is None:
            message = f"The cell {letters(column - 1)}{row} holds a formula without a stored value."
            found.faults.append(Fault(*where, message, "Open the workbook in Excel and save it, or type the value."))
        elif isinstance(value, str) and value.strip() in ERRORS:
            message = f"The cell {letters(column - 1)}{row} holds the error {value.strip()}."
            found.faults.append(Fault(*where, message, "Put right its formula, or type the value."))
        elif value is not None and column > FURTHEST_COLUMN:
            message = f"The cell {letters(column - 1)}{row} stands far from the table."
            found.faults.append(Fault(*where, message, "Clear it."))
        elif value is not None:
            rows[row][column] = _plain(stored[row, column], value)
    lines = []
    for number in sorted(rows):
        cells = rows[number]
        lines.append((number, [cells.get(column) for column in range(1, max(cells) + 1)]))
    return lines


def _plain(cell: Any, value: Raw) -> Raw:  # noqa: ANN401 - openpyxl ships no types
    """Return a cell's value: a share as text, a datetime at midnight as a date."""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value
