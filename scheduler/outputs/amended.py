"""The files of an input with some tables amended: every other cell, sheet and file is as the officer left it."""

import csv
import re
import zipfile
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.seat_changes import Amendment, Value
from scheduler.domain.tables import TABLES
from scheduler.errors import CannotWrite
from scheduler.outputs.workbook_copies import copied, frozen_bytes, name_key

_FORMATS: tuple[tuple[type, str], ...] = ((date, "dd/mm/yyyy"), (time, "hh:mm"), (int, "0"), (str, "@"))
_FIRST_ROW = 2
"""The row below the headings."""


Rows = Mapping[str, Sequence[int]]
"""The numbers of a table's rows, as a spreadsheet counts them, those without anything in them left out."""

_WITHOUT_VALUE = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f(?:(?!</c>).)*?)(?:<v ?/>|<v></v>)</c>', re.DOTALL)


def amended_files(
    source: Path, files: Mapping[str, bytes], amendments: Sequence[Amendment], rows: Rows
) -> dict[str, bytes]:
    """Return the files of an input with the amendments made in them.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files; it is left as it is.
    files : Mapping[str, bytes]
        Its files by name, with whatever lies beside it.
    amendments : Sequence[Amendment]
        What is to be written.
    rows : Mapping[str, Sequence[int]]
        Where the rows of each table stand.

    Raises
    ------
    CannotWrite
        If the workbook is too large to be copied.

    """
    changed = dict(files)
    if not source.is_dir():
        changed[source.name] = _amended_workbook(source, amendments, rows)
        return changed
    for amendment in amendments:
        file = f"{amendment.table}.csv"
        name = next((name for name in files if name_key(name) == name_key(file)), file)
        changed[name] = _amended_csv(files.get(name, b""), amendment, rows.get(amendment.table, ()))
    return changed


# -- a folder


def _amended_csv(content: bytes, amendment: Amendment, numbers: Sequence[int]) -> bytes:
    header, *rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))) or [[]]
    places = {name_key(heading): number for number, heading in enumerate(header)}
    for column in _columns_of(amendment):
        if name_key(column) not in places:
            places[name_key(column)] = len(header)
            header.append(column)
    known = [rows[number - _FIRST_ROW] for number in numbers]
    added = [_copy(known[origin], cells, places) if origin is not None else _copy([], cells, places)
             for origin, cells in amendment.added]  # fmt: skip
    for number, cells in amendment.changed.items():
        _fill(known[number], cells, places)
    gone = {id(known[number]) for number in amendment.cleared}
    text = StringIO(newline="")
    ending = "\r\n" if b"\r\n" in content else "\n"
    csv.writer(text, lineterminator=ending).writerows([header, *(row for row in rows if id(row) not in gone), *added])
    return (BOM_UTF8 if content.startswith(BOM_UTF8) else b"") + text.getvalue().encode("utf-8")


def _columns_of(amendment: Amendment) -> list[str]:
    """Return the columns that are written to, in the order of the contract."""
    cells = [*amendment.changed.values(), *(cells for _, cells in amendment.added)]
    used = {column for row in cells for column in row}
    return [column.name for column in TABLES[amendment.table].columns if column.name in used]


def _copy(row: list[str], cells: Mapping[str, Value], places: Mapping[str, int]) -> list[str]:
    copy = list(row)
    _fill(copy, cells, places)
    return copy


def _fill(row: list[str], cells: Mapping[str, Value], places: Mapping[str, int]) -> None:
    for column, value in cells.items():
        place = places[name_key(column)]
        row += [""] * (place + 1 - len(row))
        row[place] = _as_text(value)


def _as_text(value: Value) -> str:
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


# -- a workbook


def _amended_workbook(source: Path, amendments: Sequence[Amendment], rows: Rows) -> bytes:
    workbook, values = copied(source), copied(source, values=True)
    if workbook is None or values is None:
        message = f"{source.name} is too large to be amended here. Make the change in it, and give it as --input-after."
        raise CannotWrite(message)
    for amendment in amendments:
        titles = {name_key(sheet.title): sheet.title for sheet in reversed(workbook.worksheets)}
        title = titles.get(name_key(amendment.table), amendment.table)
        for book in (workbook, values):
            if title not in book.sheetnames:
                book.create_sheet(title)
        _amend_sheet(workbook[title], values[title], amendment, rows.get(amendment.table, ()))
    return with_values(frozen_bytes(workbook), values)


def _amend_sheet(sheet: Worksheet, values: Worksheet, amendment: Amendment, numbers: Sequence[int]) -> None:
    """Make the amendments in a sheet; `values` is the same sheet as it was, with what its formulas came to."""
    places = {name_key(cell.value): int(cell.column) for cell in values[1] if cell.value is not None}
    for column in _columns_of(amendment):
        if name_key(column) not in places:
            places[name_key(column)] = max(places.values(), default=0) + 1
            sheet.cell(1, places[name_key(column)], column)
    end = max((row for (row, column), cell in values._cells.items()  # noqa: SLF001 - rows end a million down
               if column in places.values() and cell.value not in (None, "")), default=1)  # fmt: skip
    for offset, (origin, cells) in enumerate(amendment.added, start=1):
        for place in places.values():
            old = None if origin is None else values.cell(numbers[origin], place)
            _write(sheet, end + offset, place, *(("", "General") if old is None else (old.value, old.number_format)))
        _fill_cells(sheet, end + offset, cells, places)
    for number, cells in amendment.changed.items():
        _fill_cells(sheet, numbers[number], cells, places)
    for number in amendment.cleared:
        for place in places.values():
            sheet.cell(numbers[number], place).value = None


def _fill_cells(sheet: Worksheet, row: int, cells: Mapping[str, Value], places: Mapping[str, int]) -> None:
    for column, value in cells.items():
        number_format = next((known for kind, known in _FORMATS if isinstance(value, kind)), "@")
        _write(sheet, row, places[name_key(column)], value, number_format)


def _write(sheet: Worksheet, row: int, column: int, value: object, number_format: str) -> None:
    """Write a cell; text that looks like a formula is text still, and no text at all leaves it blank."""
    cell = sheet.cell(row, column)
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
