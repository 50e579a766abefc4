"""An input as the tables of the contract: a workbook, or a folder of CSV files; and single tables outside of it."""

import csv
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from scheduler.domain.reasons import Fault
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.tables import NOT_TABLES, TABLES, Column, Table
from scheduler.errors import InputFaults
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.headers import (
    LARGEST_FILE,
    LARGEST_FOLDER,
    Findings,
    GridRow,
    RawGrid,
    RawInput,
    RawRow,
    RawTable,
    Unreadable,
    gathered,
    is_folder,
    is_seats,
    nearest,
    read_bytes,
    refuse_other_kinds,
    table_from,
    table_named,
)
from scheduler.reading.tables.texts import CellFault, cleaned, shown, text_of, word_key
from scheduler.reading.tables.workbooks import read_workbook

MOST_COLUMNS = 16_384
_MEMBERSHIPS = "memberships"
"""The table that is needed where no seats grid is."""
_EVERY_COLUMN = frozenset(column.name for column in TABLES[_MEMBERSHIPS].columns)
_OF_LISTS = ("body", "committee", "role")
"""Headings that a list of memberships has, and a grid of them has not."""
SAVE_AS_CSV = "Save it from Excel as “CSV UTF-8 (Comma delimited)”."
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LEFT_BEHIND = (".", "~$")
"""How the files begin that systems and office programs leave in a folder of their own accord."""
_OTHER_SEPARATOR = re.compile("[;\t|]")
_NAMES = {word_key(column.name) for table in TABLES.values() for column in table.columns}
Found = list[tuple[str, list[GridRow] | Unreadable]]
"""What each sheet or file is called, and its rows or why there are none; the name of a file ends in .csv."""
MOST_UNKNOWN = 200
"""Unknown sheets or files that are warned of."""
MOST_ROWS = 1_000
"""Rows of a table outside the input."""
MOST_FAULTS = 200
"""Faults that are told at once."""


def csv_files(folder: Path) -> list[Path]:
    """Return the CSV files of a folder in the order of their names.

    Raises
    ------
    Unreadable
        If the folder may not be looked into, or what is called a CSV file in it is none that can be read to its end.

    """
    try:
        named = [path for path in folder.iterdir() if path.suffix.lower() == ".csv" and not path.is_dir()]
    except OSError as problem:
        message = f"{folder} cannot be looked into: {problem.strerror}"
        raise Unreadable(message, "See that you may read the folder.") from None
    found = sorted((path for path in named if not path.name.startswith(_LEFT_BEHIND)), key=lambda path: path.name)
    for path in found:
        if not path.is_file():
            raise Unreadable(f"{path} is no file", "Put the table itself there, or remove it.")
    return found


def read_files(folder: Path, files: list[Path]) -> tuple[dict[Path, bytes], str]:
    """Return what the files of the tables hold, and the fingerprint of them all.

    Raises
    ------
    Unreadable
        If one of them cannot be opened or is too large, or all of them together are.

    """
    contents: dict[Path, bytes] = {}
    fingerprint = sha256()
    left = LARGEST_FOLDER
    for path in files:
        contents[path] = read_bytes(path, LARGEST_FILE)
        left -= len(contents[path])
        if left < 0:
            message = f"the tables of {folder} are larger than {LARGEST_FOLDER // 1_000_000} MB together"
            raise Unreadable(message, "Keep only the rows of this calendar.")
        fingerprint.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + contents[path])
    return contents, fingerprint.hexdigest()


def no_tables(folder: Path) -> Unreadable:
    """Return the complaint about a folder in which no CSV file is a table."""
    message = f"{folder} holds no CSV file of a table"
    workbooks = sorted(path.name for path in folder.glob("*.xlsx") if not path.name.startswith(_LEFT_BEHIND))
    if workbooks:
        return Unreadable(message, f"Give the workbook itself: {folder / workbooks[0]}.")
    return Unreadable(message, "Put one file for each table there: settings.csv, bodies.csv, and so on.")


def read_csv(content: bytes) -> list[GridRow]:
    """Return the rows of a CSV file that are not blank, numbered as a spreadsheet numbers them.

    Raises
    ------
    Unreadable
        If it is no CSV file in UTF-8 with commas, or a quotation mark in it is never closed.

    """
    return gathered(_rows(_decoded(content)))


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        raise Unreadable("the file is written as Unicode text (UTF-16)", SAVE_AS_CSV)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        message = f"line {line} of the file has letters that are not written in UTF-8"
        raise Unreadable(message, SAVE_AS_CSV) from None
    if "\0" in text.partition("\n")[0]:
        raise Unreadable("the file is no text in UTF-8", SAVE_AS_CSV)
    return text


def _rows(text: str) -> Iterator[GridRow]:
    number = 0
    try:
        for number, values in enumerate(csv.reader(StringIO(text, newline=""), strict=True), start=1):
            if number == 1:
                _refuse_other_separators(values)
            if len(values) > MOST_COLUMNS:
                raise Unreadable(
                    f"a row has more than {MOST_COLUMNS:,} cells", "Clear what is beside the table.", number
                )
            cells = ((place, cleaned(value)) for place, value in enumerate(values, start=1) if value)
            yield GridRow(number, {place: value for place, value in cells if value != ""})
    except csv.Error as problem:
        message, remedy = _words_for(str(problem))
        raise Unreadable(message, remedy, number + 1) from None


def _words_for(problem: str) -> tuple[str, str]:
    if "field larger" in problem:
        return "a cell of this row never seems to end", "See whether a quotation mark is missing in it."
    remedy = "Close it, and write a quotation mark within a text twice."
    return "a quotation mark of this row is not closed where its cell ends", remedy


def _refuse_other_separators(headings: list[str]) -> None:
    """Refuse a header that is one heading of several names: its columns are not apart by commas."""
    first = headings[0] if headings else ""
    if first.lower().startswith("sep="):
        raise Unreadable("row 1 says how the columns are apart, and headings are wanted", SAVE_AS_CSV, 1)
    parts = [word_key(part) for part in _OTHER_SEPARATOR.split(first)]
    if len(parts) > 1 and not _NAMES.isdisjoint(parts):
        message = "the columns are apart by something else than commas"
        raise Unreadable(message, f"{SAVE_AS_CSV} Columns must have a comma between them.", 1)


def read_tables(path: Path) -> RawInput:
    """Read a workbook, or a folder of CSV files, into the tables of the contract; what is wrong is among its faults.

    Parameters
    ----------
    path : Path
        The workbook or the folder.

    Returns
    -------
    RawInput
        The tables found. One that could not be read has no columns. An input that cannot be read at all
        has no tables, and one fault that names no table.

    """
    try:
        return _from_folder(path) if is_folder(path) else _from_workbook(path)
    except Unreadable as problem:
        return RawInput({}, path.parent, "", [Fault("", None, None, problem.message, problem.remedy)])


def _from_folder(folder: Path) -> RawInput:
    files = csv_files(folder)
    tables = [path for path in files if table_named(path.stem) or is_seats(path.stem)]
    if not tables:
        raise no_tables(folder)
    contents, fingerprint = read_files(folder, tables)
    found: Found = [(path.name, _csv_rows(contents[path]) if path in contents else []) for path in files]
    return _raw_input(found, folder, fingerprint, "file")


def _csv_rows(content: bytes) -> list[GridRow] | Unreadable:
    try:
        return read_csv(content)
    except Unreadable as problem:
        return problem


def _from_workbook(path: Path) -> RawInput:
    content = read_bytes(path)
    refuse_other_kinds(path, content)
    sheets = read_workbook(path.name, content, lambda title: table_named(title) is not None or is_seats(title))
    return _raw_input(sheets, path.parent, sha256(content).hexdigest(), "sheet")


def _raw_input(found: Found, folder: Path, fingerprint: str, place: str) -> RawInput:
    findings = Findings()
    sheets: dict[str, Found] = {}
    grids: Found = []
    unknown: list[str] = []
    for title, rows in found:
        plain = Path(title).stem if place == "file" else title
        name = _MEMBERSHIPS if is_seats(plain) and _is_list(rows) else table_named(plain)
        if name is not None:
            sheets.setdefault(name, []).append((title, rows))
        elif is_seats(plain):
            grids.append((title, rows))
        elif word_key(plain) not in NOT_TABLES:
            unknown.append(title)
    seats = _grid(grids, findings, place) if grids else None
    if seats is not None and all(rows == [] for _, rows in sheets.get(_MEMBERSHIPS, ())):
        sheets.pop(_MEMBERSHIPS, None)
    tables = {name: _table(name, sheets[name], findings, place) for name in TABLES if name in sheets}
    if seats is not None:
        tables.setdefault(_MEMBERSHIPS, RawTable(_MEMBERSHIPS, (), _EVERY_COLUMN))
    for name, table in TABLES.items():
        if table.needed and name not in tables:
            remedy = f"Add the file {name}.csv." if place == "file" else f"Add a sheet called {name}."
            findings.faults.append(Fault(name, None, None, f"the table {name} is missing", remedy))
    for title in unknown[:MOST_UNKNOWN]:
        meant = nearest(title.removesuffix(".csv"), [name for name in TABLES if name not in tables])
        message = f"the {place} {shown(title)} is no table, and is not read"
        findings.warnings.append(Fault(title, None, None, message, f"{meant}Rename it if it is a table."))
    return RawInput(tables, folder, fingerprint, findings.faults, findings.warnings, seats)


def _is_list(rows: list[GridRow] | Unreadable) -> bool:
    """Whether a sheet that is called as the seats grid may be is a list of memberships: it has a body column."""
    if isinstance(rows, Unreadable) or not rows:
        return False
    return any(word_key(text_of(heading)) in _OF_LISTS for heading in rows[0].cells.values())


def _grid(grids: Found, findings: Findings, place: str) -> RawGrid:
    """Return the one sheet or file of the seats grid, unreadable if there are several or it cannot be read."""
    title, rows = grids[0]
    if len(grids) > 1:
        message = f"there are two {place}s for the seats grid: {shown(title)} and {shown(grids[1][0])}"
        findings.faults.append(Fault(SEATS, None, None, message, "Keep one of them."))
        return RawGrid(title, unreadable=True)
    if isinstance(rows, Unreadable):
        findings.faults.append(Fault(SEATS, rows.row, None, rows.message, rows.remedy))
        return RawGrid(title, unreadable=True)
    return RawGrid(title, tuple(rows))


def _table(name: str, sheets: Found, findings: Findings, place: str) -> RawTable:
    """Return the one sheet or file of a table; a table without columns if there are several or it cannot be read."""
    if len(sheets) > 1:
        message = f"there are two {place}s for this table: {shown(sheets[0][0])} and {shown(sheets[1][0])}"
        findings.faults.append(Fault(name, None, None, message, "Keep one of them."))
        return RawTable(name)
    rows = sheets[0][1]
    try:
        if isinstance(rows, Unreadable):
            raise rows
        return table_from(TABLES[name], rows, findings)
    except Unreadable as problem:
        findings.faults.append(Fault(name, problem.row, None, problem.message, problem.remedy))
        return RawTable(name)


def loose_table(path: Path, table: Table, findings: Findings) -> RawTable:
    """Return the rows of a table that is a file of its own, or a sheet of a workbook, by the table's columns.

    Parameters
    ----------
    path : Path
        A `.csv`, or an `.xlsx` with a sheet called as the table, or else its first sheet.
    table : Table
        What is expected.
    findings : Findings
        Where faults and warnings are added.

    Raises
    ------
    InputFaults
        If there is nothing to read.

    """
    try:
        return table_from(table, _rows_of(path, table), findings)
    except Unreadable as trouble:
        raise InputFaults((Fault(table.name, trouble.row, None, trouble.message, trouble.remedy),)) from None


def _rows_of(path: Path, table: Table) -> list[GridRow]:
    """Return the rows of the file, unless they are too many."""
    rows = _all_rows_of(path, table)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"{path.name} has more than {MOST_ROWS:,} rows", f"Keep fewer {table.name}.")
    return rows


def _all_rows_of(path: Path, table: Table) -> list[GridRow]:
    give = f"Give a table {', '.join(column.name for column in table.columns)} as .csv or .xlsx."
    try:
        folder = is_folder(path)
    except Unreadable as trouble:
        raise Unreadable(trouble.message, give) from None
    if folder:
        raise Unreadable(f"{path} is a folder", give)
    content = read_bytes(path)
    if path.suffix.lower() == ".csv":
        return read_csv(content)
    refuse_other_kinds(path, content)
    sheets = read_workbook(path.name, content, lambda _: True)
    named = (rows for title, rows in sheets if word_key(title) == word_key(table.name))
    rows = next(named, sheets[0][1] if sheets else [])
    if isinstance(rows, Unreadable):
        raise rows
    return rows


class LooseRows:
    """The rows of such a table, and what is wrong with them."""

    def __init__(self, table: RawTable, findings: Findings) -> None:
        self.table = table
        self.findings = findings

    def raise_faults(self) -> None:
        """Raise InputFaults if anything was found wrong."""
        if self.findings.faults:
            faults = sorted(self.findings.faults, key=lambda fault: fault.row or 0)
            raise InputFaults(tuple(faults[:MOST_FAULTS]), tuple(self.findings.warnings))

    def read(self, row: RawRow, column: Column) -> Any:  # noqa: ANN401 - what it is depends on the column
        """Return what a needed cell means, None (and a fault) where it means nothing."""
        if self.blank(row, column.name):
            return None
        return self.understood(row, column.name, lambda cell: read_cell(column, cell))

    def blank(self, row: RawRow, column: str) -> bool:
        """Whether a cell that is needed is blank; say so, unless the whole column is missing."""
        if column in row.cells:
            return False
        if column in self.table.columns:
            message = f"{column} is blank, and every row of {self.table.name} needs it"
            self.fault(row, column, message, f"Fill in {column}, or clear the whole row.")
        return True

    def understood(self, row: RawRow, column: str, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - as above
        """Return what a cell means to its reader, None (and a fault) where it means nothing."""
        cell = row.cells[column]
        if isinstance(cell, CellFault):
            return None  # told of when the table was found
        try:
            return read(cell)
        except CellFault as trouble:
            self.fault(row, column, trouble.message, trouble.remedy)
            return None

    def fault(self, row: RawRow | None, column: str | None, message: str, remedy: str) -> None:
        """Note a fault, at its cell where it has one."""
        self.findings.faults.append(
            Fault(self.table.name, None if row is None else row.number, column, message, remedy)
        )
