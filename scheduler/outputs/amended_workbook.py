"""A workbook with some tables amended: sheets, formats, and what formulas last came to are as the officer left them."""

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.seat_changes import Amendment, Places, Value
from scheduler.domain.table_places import TablePlace
from scheduler.errors import CannotWrite
from scheduler.outputs.workbook_copies import copied, frozen_bytes

_FORMATS: tuple[tuple[type, str], ...] = ((date, "dd/mm/yyyy"), (time, "hh:mm"), (int, "0"), (str, "@"))
_WITHOUT_VALUE = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f(?:(?!</c>).)*?)(?:<v ?/>|<v></v>)</c>', re.DOTALL)


def amended_workbook(source: Path, amendments: Sequence[Amendment], places: Places) -> bytes:
    """Return the workbook with the amendments made in it: see `scheduler.outputs.amended`."""
    workbook, values = copied(source), copied(source, values=True)
    if workbook is None or values is None:
        message = f"{source.name} is too large to be amended here. Make the change in it, and give it as --input-after."
        raise CannotWrite(message)
    for amendment in amendments:
        place = places.tables.get(amendment.table, TablePlace(amendment.table))
        for book in (workbook, values):
            if place.title not in book.sheetnames:
                book.create_sheet(place.title)
        _amend_sheet(workbook[place.title], values[place.title], amendment, place)
        for row, column in amendment.blanked:
            workbook[places.grid].cell(row, column).value = None
    return with_values(frozen_bytes(workbook), values)


def _amend_sheet(sheet: Worksheet, values: Worksheet, amendment: Amendment, place: TablePlace) -> None:
    """Make the amendments in a sheet; `values` is the same sheet as it was, with what its formulas came to."""
    places, numbers = dict(place.columns), place.rows
    headings = [int(cell.column) for cell in values[place.header] if cell.value is not None]
    for free, name in enumerate((name for name in amendment.columns if name not in places), start=1):
        places[name] = max(headings, default=0) + free
        sheet.cell(place.header, places[name], name)
    columns = sorted({*headings, *places.values()})
    end = max((row for (row, column), cell in values._cells.items()  # noqa: SLF001 - rows end a million down
               if column in columns and cell.value not in (None, "")), default=place.header)  # fmt: skip
    for offset, (origin, cells) in enumerate(amendment.added, start=1):
        for column in columns:
            old = None if origin is None else values.cell(numbers[origin], column)
            _write(sheet, end + offset, column, *(("", "General") if old is None else (old.value, old.number_format)))
        _fill_cells(sheet, end + offset, cells, places)
    for number, cells in amendment.changed.items():
        _fill_cells(sheet, numbers[number], cells, places)
    for number in amendment.cleared:
        for column in columns:
            cell = sheet.cell(numbers[number], column)
            if isinstance(cell, Cell):
                cell.value = None


def _fill_cells(sheet: Worksheet, row: int, cells: Mapping[str, Value], places: Mapping[str, int]) -> None:
    for column, value in cells.items():
        number_format = next((known for kind, known in _FORMATS if isinstance(value, kind)), "@")
        _write(sheet, row, places[column], value, number_format)


def _write(sheet: Worksheet, row: int, column: int, value: object, number_format: str) -> None:
    """Write a cell; text that looks like a formula is text still, and no text at all leaves it blank."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        return  # what is merged over it stands in the first of its cells
    cell.value = None if value == "" else value
    cell.number_format = number_format
    if isinstance(cell.value, str):
        cell.data_type = "s"


# -- what formulas last came to: openpyxl writes the formulas alone


def with_values(saved: bytes, values: Workbook) -> bytes:
    """Return a saved workbook in which each formula has the value that it has in another one.

    Parameters
    ----------
    saved : bytes
        The workbook as openpyxl writes it.
    values : Workbook
        One with the same sheets, opened for the values of its formulas.

    """
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(values.worksheets, start=1)}
    filled = BytesIO()
    with zipfile.ZipFile(BytesIO(saved)) as before, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename in parts:
                content = _WITHOUT_VALUE.sub(_filler(parts[part.filename].__getitem__, values.epoch), content)
            after.writestr(part, content, zipfile.ZIP_DEFLATED)
    return filled.getvalue()


def _filler(cell_at: Callable[[str], Cell], epoch: datetime) -> Callable[[re.Match[bytes]], bytes]:
    def filled(match: re.Match[bytes]) -> bytes:
        address, attributes, formula = match[1], match[2], match[3]
        cell = cell_at(address.decode())
        if cell.value is None:
            return match[0]
        kind, text = _value_of(cell, epoch)
        content = b'<c r="%b"%b t="%b">%b<v>%b</v></c>'
        return content % (address, attributes, kind.encode(), formula, escape(text).encode())

    return filled


def _value_of(cell: Cell, epoch: datetime) -> tuple[str, str]:
    """Return the kind of a cell, and its value as a workbook writes it."""
    value = cell.value
    if cell.data_type == "e":
        return "e", str(value)
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, date | time | timedelta):
        return "n", str(to_excel(value, epoch))
    return ("str" if isinstance(value, str) else "n"), str(value)
