"""A workbook that an import fills: blank cells and new rows, each guess coloured, and a note on it that says from what.

The workbook is the one to fill in, or one in hand: whatever that holds stays as it is, to the byte where nothing is
written.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.imported import Difference, Entry, Fill, Guess, ImportedRow, Overlay
from scheduler.domain.table_places import TablePlace, TablePlaces, letter_of
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.domain.wording import long_date
from scheduler.errors import CannotWrite
from scheduler.outputs.copies.cells import Cells
from scheduler.outputs.copies.notes import with_notes
from scheduler.outputs.copies.parts import Parts, is_modest
from scheduler.outputs.copies.sheets import put_last, sheets_of
from scheduler.outputs.copies.tables import grown
from scheduler.outputs.template.words import known_words

_ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
GUESSED = "FFF2CC"
"""The one colour of guesses, a pale yellow; the note on the cell says the same without it."""


@dataclass
class Filled:
    """A workbook that an import has filled."""

    parts: Parts
    places: TablePlaces
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
    if not is_modest(base):
        message = f"{base.name} is no workbook, or is too large to be added to. Give one with fewer sheets or rows."
        raise CannotWrite(message)
    done = Filled(Parts.unpacked(base.read_bytes()), places)
    for table in dict.fromkeys([*(fill.table for fill in overlay.fills), *overlay.rows]):
        sheet = _Sheet(done, table, places.get(table) or TablePlace(sheet_title(table)))
        for fill in overlay.fills:
            if fill.table == table:
                sheet.fill(fill)
        for row in overlay.rows.get(table, ()):
            sheet.add(row)
        sheet.save()
    for one in overlay.disagreements:
        place = places[one.table]
        cell = place.address(one.row, letter_of(place.columns[one.column]))
        has, found = (in_words(one.table, one.column, text) for text in (one.has, one.found.text))
        done.differences.append(Difference(cell, has, found, one.found.guessed_from))
    return done


class _Sheet:
    """A table of the workbook, and what is written into it."""

    def __init__(self, done: Filled, table: str, place: TablePlace) -> None:
        self.done, self.table, self.place = done, table, place
        parts = {sheet.title: sheet.part for sheet in sheets_of(done.parts)}
        self.part = parts.get(place.title) or put_last(done.parts, place.title)
        self.cells = Cells(done.parts, self.part)
        self.columns = dict(place.columns)
        rows = (row for row in self.cells.there if self.cells.filled(row))
        self.end = self.last = max(rows, default=place.header)
        self.notes: dict[str, str] = {}

    def fill(self, fill: Fill) -> None:
        """Write into a cell that is blank, and holds no formula that shows nothing."""
        if not self.cells.has_formula((fill.row, self._column(fill.column))):
            self._put(fill.row, fill.column, fill.kind, fill.entry)

    def add(self, row: ImportedRow) -> None:
        """Write a new row below the last, looking as the rows of the table do."""
        self.last += 1
        columns = {column.name: column for column in TABLES[self.table].columns}
        for name, entry in row.items():
            kind, shown = columns[name], entry
            if self.table == "settings" and name == "value":
                kind = SETTINGS[row["setting"].text]
            elif self.table == "settings" and name == "setting":
                shown = Entry(heading_of(self.table, entry.text), entry.guessed_from)
            self._put(self.last, name, kind, shown)

    def save(self) -> None:
        """Put what was written into the workbook, with the notes on it."""
        self.cells.save()
        grown(self.done.parts, self.part, header=self.place.header, end=self.end, to=self.last)
        if self.notes:
            with_notes(self.done.parts, self.part, self.notes)

    def _column(self, name: str) -> int:
        """Return where a column is; one that the table lacks gets a heading behind the others."""
        if name not in self.columns:
            headings = {*self.cells.filled(self.place.header), *self.columns.values()}
            self.columns[name] = max(headings, default=0) + 1
            like = (self.place.header, max(headings, default=1))
            self.cells.write((self.place.header, self.columns[name]), heading_of(self.table, name), like)
        return self.columns[name]

    def _put(self, row: int, name: str, kind: Column, entry: Entry) -> None:
        column = self._column(name)
        plain = self.cells.look_of_column(column) or self.end == self.place.header
        like = None if plain else (self.end, column)
        value = choice_words(entry.text) if entry.text in known_words(self.table, name) else _value(kind, entry.text)
        self.cells.write((row, column), value, like, GUESSED if entry.guessed_from else "")
        if entry.guessed_from:
            self.notes[f"{letter_of(column)}{row}"] = f"Guessed: {entry.guessed_from}."
            cell = self.place.address(row, letter_of(column))
            self.done.guesses.append(Guess(self.table, name, cell, entry.text, entry.guessed_from))


def in_words(table: str, column: str, text: str) -> str:
    """Return a value as an officer reads it: `Saturday 1 May 2027`, `England`, `Full Council`."""
    asked = SETTINGS.values() if table == "settings" else [one for one in TABLES[table].columns if one.name == column]
    if any(text in one.choices for one in asked) or text in known_words(table, column):
        return choice_words(text)
    return _ISO_DATE.sub(lambda day: long_date(date.fromisoformat(day[0])), text)


def _value(column: Column, text: str) -> date | int | str:
    """Return what a cell holds as its column keeps it: real dates and numbers, words for choices, all else as text."""
    if column.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if column.kind == "dates":
        return ";".join(f"{date.fromisoformat(day.strip()):%d/%m/%Y}" for day in text.split(";"))
    if column.kind in ("whole", "number") and re.fullmatch(r"\d+", text):
        return int(text)
    if column.kind == "choice" and text in column.choices:
        return choice_words(text)
    return text
