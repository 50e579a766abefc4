"""A workbook that an import fills: blank cells and new rows, each guess coloured, and a note on it that says from what.

The workbook is the one to fill in, or one in hand: whatever that holds stays as it is.
"""

import re
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.imported import Difference, Entry, Guess, ImportedRow, Overlay
from scheduler.domain.names import name_key
from scheduler.domain.table_places import TablePlace, TablePlaces
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.errors import CannotWrite
from scheduler.outputs.workbook_copies import copied, frozen_bytes, with_values

AUTHOR = "meeting-day"
GUESSED = "FFF2CC"
"""The one colour of guesses, a pale yellow; the note on the cell says the same without it."""
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 90
_FORMATS = {"date": "dd/mm/yyyy", "whole": "0", "number": "0.00"}
_FONT = "Arial"
_STYLES = ("font", "alignment", "border", "number_format", "protection")


@dataclass
class _Sheet:
    """A sheet of a table: where its headings stand, and its last row that holds anything."""

    sheet: Worksheet
    header: int
    columns: dict[str, int]
    last: int

    def at(self, row: int, column: str) -> Cell | MergedCell:
        """Return a cell of a column."""
        return self.sheet.cell(row, self.columns[column])

    def model(self, column: str) -> Cell | MergedCell | ColumnDimension | None:
        """Return what a cell of a column is to look like: the first below its heading, or else the column."""
        first, place = self.at(self.header + 1, column), self.columns[column]
        if first.has_style:
            return first
        columns = self.sheet.column_dimensions.values()
        return next((one for one in columns if (one.min or 0) <= place <= (one.max or 0) and one.has_style), None)


@dataclass
class Filled:
    """A workbook that an import has filled."""

    workbook: Workbook
    guesses: list[Guess] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def filled(base: Path, overlay: Overlay, places: TablePlaces) -> Filled:
    """Return a workbook with what an import puts into it.

    Parameters
    ----------
    base : Path
        The workbook to fill in, or the one in hand; it is not touched.
    overlay : Overlay
        What goes where.
    places : mapping of str to TablePlace
        Where the tables stand in it.

    Raises
    ------
    CannotWrite
        If the workbook cannot be copied: it is no workbook, or too large.

    """
    workbook = copied(base)
    if workbook is None:
        message = (
            f"{base.name} is no workbook, or is too large to be added to here. Give one with fewer sheets or rows."
        )
        raise CannotWrite(message)
    done = Filled(workbook)
    tables = dict.fromkeys([*(fill[0] for fill in overlay.fills), *overlay.rows])
    sheets = {table: _sheet_of(workbook, table, places) for table in tables}
    for table, number, column, entry in overlay.fills:
        _put(done, sheets[table], table, number, column, entry, _column_of(table, column, sheets[table], number))
    for table, rows in overlay.rows.items():
        for row in rows:
            _add(done, sheets[table], table, row)
        _stretch_tables(sheets[table])
    for one in overlay.disagreements:
        sheet = _sheet_of(workbook, one.table, places)
        cell = f"{sheet.sheet.title}!{sheet.at(one.row, one.column).coordinate}"
        done.differences.append(Difference(cell, one.has, one.found.text, one.found.guessed_from))
    return done


def _sheet_of(workbook: Workbook, table: str, places: TablePlaces) -> _Sheet:
    """Return the sheet of a table, made where there is none, with all columns that the table has."""
    place = places.get(table) or TablePlace(sheet_title(table))
    if place.title in workbook.sheetnames:
        sheet = workbook[place.title]
    else:
        sheet = workbook.create_sheet(place.title)
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    columns = dict(place.columns)
    for column in TABLES[table].columns:
        if column.name not in columns:
            columns[column.name] = max((cell.column for cell in sheet[place.header] if cell.value), default=0) + 1
            heading = sheet.cell(place.header, columns[column.name], heading_of(table, column.name))
            heading.font = Font(name=_FONT, bold=True)
    held = sheet._cells.items()  # noqa: SLF001 - rows end a million down
    filled_rows = (row for (row, _), cell in held if cell.value not in (None, ""))
    return _Sheet(sheet, place.header, columns, max(filled_rows, default=place.header))


def _column_of(table: str, name: str, sheet: _Sheet, row: int) -> Column:
    """Return the column of a table; of a setting's value the setting itself."""
    if table == "settings" and name == "value":
        words = name_key(str(sheet.at(row, "setting").value or ""))
        for setting in SETTINGS.values():
            if words in (name_key(setting.name), name_key(heading_of("settings", setting.name))):
                return setting
    return next(one for one in TABLES[table].columns if one.name == name)


def _add(done: Filled, sheet: _Sheet, table: str, row: ImportedRow) -> None:
    """Write a new row below the last, looking as the rows of its column do."""
    sheet.last += 1
    for column in TABLES[table].columns:
        cell, model = sheet.at(sheet.last, column.name), sheet.model(column.name)
        if not cell.has_style and model is not None:
            for style in _STYLES:
                setattr(cell, style, copy(getattr(model, style)))
    for name, entry in row.items():
        kind = next(one for one in TABLES[table].columns if one.name == name)
        if table == "settings" and name == "value":
            kind = SETTINGS[row["setting"].text]
        shown = entry
        if table == "settings" and name == "setting":
            shown = Entry(heading_of(table, entry.text), entry.guessed_from)
        _put(done, sheet, table, sheet.last, name, shown, kind)


def _put(done: Filled, sheet: _Sheet, table: str, row: int, name: str, entry: Entry, column: Column) -> None:
    """Write a cell as its column keeps it: real dates and numbers, words for choices, all else as text."""
    cell = sheet.at(row, name)
    if isinstance(cell, MergedCell):
        return
    value, number_format = _value(column, entry.text)
    cell.value = value
    if cell.number_format == "General" or isinstance(value, date):
        cell.number_format = number_format
    if isinstance(value, str):
        cell.data_type = "s"
    if entry.guessed_from:
        cell.fill = PatternFill("solid", fgColor=GUESSED)
        words = f"Guessed: {entry.guessed_from}."
        before = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
        cell.comment = Comment(f"{before}{words}", AUTHOR, height=_NOTE_HEIGHT, width=_NOTE_WIDTH)
        where = f"{sheet.sheet.title}!{cell.coordinate}"
        done.guesses.append(Guess(table, name, where, entry.text, entry.guessed_from))


def _value(column: Column, text: str) -> tuple[object, str]:
    if column.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text), _FORMATS["date"]
    if column.kind == "dates":
        return ";".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in text.split(";")), "@"
    if column.kind in ("whole", "number") and re.fullmatch(r"\d+", text):
        return int(text), _FORMATS[column.kind]
    if column.kind == "choice" and text in column.choices:
        return choice_words(text), "@"
    return text, "@"


def _stretch_tables(sheet: _Sheet) -> None:
    """Let the tables of the sheet, its drop-downs and its filter reach as far as its rows."""
    for table in sheet.sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        if top == sheet.header and bottom < sheet.last:
            table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{sheet.last}"
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref


def workbook_bytes(done: Filled, base: Path) -> bytes:
    """Return a filled workbook as a file, the values that formulas of its base had in it still."""
    values = copied(base, values=True)
    if values is None:  # pragma: no cover - it was copied before
        return frozen_bytes(done.workbook)
    for title in done.workbook.sheetnames:
        if title not in values.sheetnames:
            values.create_sheet(title)
    values._sheets = [values[title] for title in done.workbook.sheetnames]  # noqa: SLF001 - in the same order
    return with_values(frozen_bytes(done.workbook), values)
