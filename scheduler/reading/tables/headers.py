"""Rows of a sheet or file against the contract: which table it is, and which column each of its headings names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from string import ascii_letters

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import TABLES, Table
from scheduler.reading.tables.cells import CellFault, Raw, shown, text_of, word_key
from scheduler.reading.tables.guards import Unreadable

MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
MOST_HEADINGS = 1_000
LONGEST_COMPARED = 80
_LETTERS = 26
_LONGEST_LETTERS = 4
"""One more than the last column has."""
_TABLES_BY_KEY = {word_key(name): name for name in TABLES}


@dataclass(frozen=True)
class RawRow:
    """One row that is not blank: its number in the spreadsheet (the header is 1), and what its columns hold."""

    number: int
    cells: dict[str, Raw]
    """By the contract's column names; blank cells and unknown columns are left out."""


@dataclass(frozen=True)
class RawTable:
    """One table of the contract, as it was found."""

    name: str
    rows: tuple[RawRow, ...] = ()
    columns: frozenset[str] = frozenset()
    """The contract's columns that the header has."""


@dataclass(frozen=True)
class RawInput:
    """All tables found, the faults and warnings of finding them, and where files beside them lie."""

    tables: dict[str, RawTable]
    folder: Path
    sha256: str
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class GridRow:
    """One row of a sheet or file: its number, and what is not blank in it by column, counted from 1."""

    number: int
    cells: dict[int, Raw]
    """A cell that cannot be had as a value (an error, a formula without one) is the CellFault that says so."""


@dataclass
class Findings:
    """What is wrong with the tables found, and what had better be looked at."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def table_named(name: str) -> str | None:
    """Return the contract's table of that name, regardless of case, spaces, hyphens and underscores."""
    return _TABLES_BY_KEY.get(word_key(name))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean …? ` with the known name nearest to this one, or nothing where none is near."""
    by_key = {word_key(word): word for word in known}
    near = get_close_matches(word_key(name)[:LONGEST_COMPARED], by_key, 1)
    return f"Did you mean {by_key[near[0]]}? " if near else ""


def letter_of(column: int) -> str:
    """Return the letter over a column in a spreadsheet: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


def column_of(address: str) -> int:
    """Return the column of a cell's address such as XFD7, 0 where it begins with no letters."""
    column = 0
    for letter in takewhile(ascii_letters.__contains__, address[:_LONGEST_LETTERS]):
        column = column * _LETTERS + ord(letter.upper()) - ord("A") + 1
    return column


def gathered(rows: Iterable[GridRow]) -> list[GridRow]:
    """Return the rows that are not blank, as long as they are not too many.

    Raises
    ------
    Unreadable
        If there are more than a table may have.

    """
    found: list[GridRow] = []
    cells = 0
    for row in rows:
        cells += len(row.cells)
        if len(found) > MOST_ROWS or cells > MOST_CELLS:
            message = f"the table has more than {MOST_ROWS:,} rows, or {MOST_CELLS:,} cells"
            raise Unreadable(message, "Keep only the rows of this calendar.", row.number)
        if row.cells:
            found.append(row)
    return found


def table_from(table: Table, rows: list[GridRow], findings: Findings) -> RawTable:
    """Return a table's rows by the contract's columns, noting whatever does not fit.

    Parameters
    ----------
    table : Table
        The table of the contract that the sheet or file is.
    rows : list[GridRow]
        Its rows that are not blank.
    findings : Findings
        Where faults and warnings are added.

    Raises
    ------
    Unreadable
        If it has no headings to go by.

    """
    if not rows:
        if table.needed:
            raise Unreadable("the table is blank", "Write the headings in row 1 and the rows below them.")
        return RawTable(table.name, columns=frozenset(column.name for column in table.columns))
    if rows[0].number != 1:
        raise Unreadable("row 1 is blank", "Write the headings in row 1, above everything else.", 1)
    if len(rows[0].cells) > MOST_HEADINGS:
        raise Unreadable(f"row 1 has more than {MOST_HEADINGS:,} headings", "Keep the headings of the table only.", 1)
    columns = _columns_of(table, rows[0], findings)
    for row in rows[1:]:
        _complain_of_cells(table, row, columns, findings)
    return RawTable(
        table.name,
        tuple(RawRow(row.number, cells) for row in rows[1:] if (cells := _known_cells(row, columns))),
        frozenset(name for name in columns.values() if name),
    )


def _known_cells(row: GridRow, columns: dict[int, str]) -> dict[str, Raw]:
    return {name: value for place, value in row.cells.items() if (name := columns.get(place))}


def _columns_of(table: Table, header: GridRow, findings: Findings) -> dict[int, str]:
    """Return the contract's column at each heading, empty for notes and strangers."""
    by_key = {word_key(column.name): column.name for column in table.columns}
    columns: dict[int, str] = {}
    for place, heading in sorted(header.cells.items()):
        if isinstance(heading, CellFault):
            findings.faults.append(Fault(table.name, 1, letter_of(place), heading.message, heading.remedy))
            columns[place] = ""
            continue
        name = by_key.get(word_key(text_of(heading)), "")
        if name and name in columns.values():
            message = f"the heading {name} stands twice, the second time over column {letter_of(place)}"
            findings.faults.append(Fault(table.name, 1, name, message, "Keep one of the two columns."))
            name = ""
        elif not name and not word_key(text_of(heading)).startswith("note"):
            _warn_of_stranger(table, place, text_of(heading), findings)
        columns[place] = name
    for column in table.columns:
        if column.needed and column.name not in columns.values():
            message = f"the column {column.name} is missing"
            remedy = f"Write the heading {column.name} in row 1, and fill in the column."
            findings.faults.append(Fault(table.name, 1, column.name, message, remedy))
    return columns


def _warn_of_stranger(table: Table, place: int, heading: str, findings: Findings) -> None:
    meant = nearest(heading, [column.name for column in table.columns])
    message = f"{shown(heading)} is no column of {table.name}, and is not read"
    remedy = f"{meant}Correct the heading, or begin it with the word note."
    where = heading if len(heading) <= LONGEST_COMPARED else letter_of(place)
    findings.warnings.append(Fault(table.name, 1, where, message, remedy))


def _complain_of_cells(table: Table, row: GridRow, columns: dict[int, str], findings: Findings) -> None:
    """Note the cells of a row that cannot be had as values, and the first that no heading is above."""
    strays = sorted(place for place in row.cells if place not in columns)
    if strays:
        value = row.cells[strays[0]]
        what = "a cell" if isinstance(value, CellFault) else shown(value)
        where = "beyond the last heading" if strays[0] > max(columns) else "under a blank heading"
        remedy = "Clear the cell, or write a heading over it. In a CSV file, put text that has a comma in quotes."
        findings.faults.append(Fault(table.name, row.number, letter_of(strays[0]), f"{what} stands {where}", remedy))
    for name, value in _known_cells(row, columns).items():
        if isinstance(value, CellFault):
            findings.faults.append(Fault(table.name, row.number, name, value.message, value.remedy))
