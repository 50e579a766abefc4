"""Every table of a workbook, a CSV file, a web page or a Word document as a grid, whatever it is about."""

import csv
import re
from collections import Counter
from dataclasses import replace
from io import StringIO

from scheduler.domain.found import LeftOut, Source
from scheduler.domain.table_places import letter_of
from scheduler.domain.wording import counted
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.grid import MOST_PLACES, Cells, Grid, grid_of, plain, struck_out, too_large
from scheduler.reading.imports.pages import grids_of_page
from scheduler.reading.imports.word import grids_of_document
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import text_of
from scheduler.reading.tables.workbooks import LaidOut, read_layout

__all__ = ["Grid", "grids_of"]

SEPARATORS = (",", ";", "\t")
_SNIFFED_ROWS = 50
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""A sheet's name that Excel writes without quotation marks before a cell."""
_SAID_SEPARATOR = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)
SAVE_CSV_AGAIN = "Open it in Excel and save it as “CSV UTF-8 (Comma delimited)”."


def grids_of(content: Content, *, hidden: bool = False) -> tuple[Grid, ...]:
    """Return the tables of a file in their order, and the lines between them; none where its kind has no tables.

    Parameters
    ----------
    content : Content
        The file.
    hidden : bool
        Whether hidden sheets, rows and columns are wanted too; otherwise such a sheet is a grid without rows.

    Raises
    ------
    Unreadable
        If the file is damaged, breaks off, or is far larger than any council's.

    """
    if content.kind == "workbook":
        sheets = read_layout(content.name, content.data, lambda _: True, plain)
        return tuple(_of_sheet(content.name, sheet, hidden) for sheet in sheets)
    if content.kind == "csv":
        return _of_text(content.name, content.text())
    if content.kind == "html":
        return grids_of_page(content)
    if content.kind == "word":
        return grids_of_document(content)
    return ()


def _of_sheet(file: str, sheet: LaidOut, hidden: bool) -> Grid:  # noqa: FBT001 - private
    if isinstance(sheet.rows, Unreadable):
        raise sheet.rows
    label = sheet.title if _PLAIN_NAME.fullmatch(sheet.title) else "'" + sheet.title.replace("'", "''") + "'"
    left_out: list[LeftOut] = []
    if sheet.hidden and not hidden:
        left_out = [LeftOut(sheet.title, "the sheet is hidden", Source(file, sheet.title))] if sheet.rows else []
        return replace(grid_of(file, "sheet", sheet.title, {}, label, left_out), hidden=True)
    cells: Cells = {row.number: dict(row.cells) for row in sheet.rows}
    for row, column in sorted(sheet.struck):
        source = Source(file, f"{label}!{letter_of(column)}{row}")
        left_out.append(struck_out(text_of(cells[row].pop(column)), "it is struck through", source))
    _spread(file, sheet, cells)
    left_out += _told_hidden(file, label, sheet, cells) if hidden else _without_hidden(file, label, sheet, cells)
    return replace(grid_of(file, "sheet", sheet.title, cells, label, left_out), hidden=sheet.hidden)


def _spread(file: str, sheet: LaidOut, cells: Cells) -> None:
    """Repeat merged cells over the rows and columns in use that they cover."""
    last_row = max(cells, default=0)
    last_column = max((column for row in cells.values() for column in row), default=0)
    places = 0
    for first, last, left, right in sheet.merged:
        value = cells.get(first, {}).get(left)
        if value is None:
            continue
        down, across = range(first, min(last, last_row) + 1), range(left, min(right, last_column) + 1)
        places += len(down) * len(across)
        if places > MOST_PLACES:
            raise too_large(file)
        for row in down:
            cells.setdefault(row, {}).update(dict.fromkeys(across, value))


def _told_hidden(file: str, label: str, sheet: LaidOut, cells: Cells) -> list[LeftOut]:
    """Return what is told of hidden rows that are read all the same: a filter that was left on hides nothing here."""
    number = len(sheet.hidden_rows & cells.keys())
    why = "hidden, and read all the same"
    return [LeftOut(counted(number, "row"), why, Source(file, label))] if number else []


def _without_hidden(file: str, label: str, sheet: LaidOut, cells: Cells) -> list[LeftOut]:
    """Take hidden rows and columns out, and return what is told of them."""
    told = []
    for number in sorted(sheet.hidden_rows & cells.keys()):
        words = " ".join(map(text_of, cells.pop(number).values()))
        told.append(struck_out(words, "the row is hidden", Source(file, f"{label}, row {number}")))
    for first, last in sheet.hidden_columns:
        gone = [row.pop(column) for row in cells.values() for column in sorted(row) if first <= column <= last]
        if gone:
            columns = letter_of(first) if first == last else f"{letter_of(first)} to {letter_of(last)}"
            where = Source(file, f"{label}, column {columns}")
            told.append(struck_out(" ".join(map(text_of, gone)), "the column is hidden", where))
    return told


def _of_text(file: str, text: str) -> tuple[Grid, ...]:
    """Return the one grid of a CSV file, or of lines of text."""
    said = _SAID_SEPARATOR.match(text)
    separator = said[1] if said else _separator(text)
    cells = _cells(file, text[said.end() :] if said else text, separator, 1 if said else 0)
    return (grid_of(file, "lines", file, cells, "line"),)


def _separator(text: str) -> str:
    """Return what stands between the columns: what makes most rows, of more than one cell, of one length."""
    best, most = SEPARATORS[0], 0
    for separator in SEPARATORS:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
        lengths: Counter[int] = Counter()
        try:
            for _, row in zip(range(_SNIFFED_ROWS), rows, strict=False):
                lengths[len(row)] += len(row) > 1
        except csv.Error:
            pass
        alike = max(lengths.values(), default=0)
        if alike > most:
            best, most = separator, alike
    return best


def _cells(file: str, text: str, separator: str, before: int) -> Cells:
    cells: Cells = {}
    places = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = before + 1
    try:
        for values in reader:
            cells[number] = {place: plain(value) for place, value in enumerate(values, start=1)}
            places += len(values)
            if places > MOST_PLACES:
                raise too_large(file)
            number = before + reader.line_num + 1
    except csv.Error:
        message = f"in {file}, a quotation mark is not closed where its cell ends"
        raise Unreadable(message, f"Close it. Or: {SAVE_CSV_AGAIN}", number) from None
    return cells
