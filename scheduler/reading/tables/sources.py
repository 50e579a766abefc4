"""An input as the tables of the contract: a workbook, or a folder of CSV files; and single tables outside of it."""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from scheduler.domain.names import name_key
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
    nearest,
    read_bytes,
    refuse_other_kinds,
)
from scheduler.reading.tables.matching import columns_of, header_of, table_from
from scheduler.reading.tables.sheets import Chosen, Rows, Sheet, chosen, may_be_table, sheet_of
from scheduler.reading.tables.texts import CellFault, cleaned, shown, word_key
from scheduler.reading.tables.workbooks import read_layout

MOST_COLUMNS = 16_384
_MEMBERSHIPS = "memberships"
"""The table that is needed where no seats grid is."""
_EVERY_COLUMN = frozenset(column.name for column in TABLES[_MEMBERSHIPS].columns)
SAVE_AS_CSV = "Save it from Excel as “CSV UTF-8 (Comma delimited)”."
_BLANK = frozenset(("", "NaN", "nan", "NaT", "<NA>"))
"""How programs write a cell that holds nothing, as pandas does."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LEFT_BEHIND = (".", "~$")
"""How the files begin that systems and office programs leave in a folder of their own accord."""
_OTHER_SEPARATOR = re.compile("[;\t|]")
_NAMES = {word_key(column.name) for table in TABLES.values() for column in table.columns}
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


def read_files(folder: Path, files: list[Path]) -> dict[Path, bytes]:
    """Return what the files of the tables hold.

    Raises
    ------
    Unreadable
        If one of them cannot be opened or is too large, or all of them together are.

    """
    contents: dict[Path, bytes] = {}
    left = LARGEST_FOLDER
    for path in files:
        contents[path] = read_bytes(path, LARGEST_FILE)
        left -= len(contents[path])
        if left < 0:
            message = f"the tables of {folder} are larger than {LARGEST_FOLDER // 1_000_000} MB together"
            raise Unreadable(message, "Keep only the rows of this calendar.")
    return contents


def fingerprint(contents: Mapping[Path, bytes], names: Collection[str]) -> str:
    """Return the fingerprint of the files that have these names, in the order of their names."""
    found = sha256()
    for path, content in contents.items():
        if path.name in names:
            found.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + content)
    return found.hexdigest()


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
            cells = ((place, cleaned(value)) for place, value in enumerate(values, start=1) if value not in _BLANK)
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
    contents = read_files(folder, [path for path in files if may_be_table(path.stem)])
    sheets = [Sheet(path.name, path.stem, _csv_rows(contents.get(path, b""))) for path in files]
    found = chosen(sheets)
    if not found.tables and not found.seats:
        raise no_tables(folder)
    names = {sheet.title for tables in (*found.tables.values(), found.seats) for sheet in tables}
    return _raw_input(found, folder, fingerprint(contents, names), "file")


def _csv_rows(content: bytes) -> list[GridRow] | Unreadable:
    try:
        return read_csv(content)
    except Unreadable as problem:
        return problem


def _from_workbook(path: Path) -> RawInput:
    content = read_bytes(path)
    refuse_other_kinds(path, content)
    sheets = [sheet_of(found) for found in read_layout(path.name, content, may_be_table, cleaned)]
    return _raw_input(chosen(sheets), path.parent, sha256(content).hexdigest(), "sheet")


def _raw_input(found: Chosen, folder: Path, of_all: str, kind: str) -> RawInput:
    findings = Findings()
    seats = _grid(found.seats, findings, kind) if found.seats else None
    if seats is not None and all(sheet.rows == [] for sheet in found.tables.get(_MEMBERSHIPS, ())):
        found.tables.pop(_MEMBERSHIPS, None)
    tables = {name: _table(name, sheets, findings, kind) for name, sheets in found.tables.items()}
    if seats is not None:
        tables.setdefault(_MEMBERSHIPS, RawTable(_MEMBERSHIPS, (), _EVERY_COLUMN))
    for name, table in TABLES.items():
        if table.needed and name not in tables:
            remedy = f"Add the file {name}.csv." if kind == "file" else f"Add a sheet called {name}."
            findings.faults.append(Fault(name, None, None, f"the table {name} is missing", remedy))
    unknown = [sheet for sheet in found.others if name_key(sheet.plain) not in map(name_key, NOT_TABLES)]
    for sheet in unknown[:MOST_UNKNOWN]:
        meant = nearest(sheet.plain, [name for name in TABLES if name not in tables])
        message = f"the {kind} {shown(sheet.title)} is no table, and is not read"
        findings.warnings.append(Fault(sheet.title, None, None, message, f"{meant}Rename it if it is a table."))
    return RawInput(tables, folder, of_all, findings.faults, findings.warnings, seats)


def _grid(sheets: list[Sheet], findings: Findings, kind: str) -> RawGrid:
    """Return the one sheet or file of the seats grid, unreadable if there are several or it cannot be read."""
    title, rows = sheets[0].title, sheets[0].rows
    if len(sheets) > 1:
        message = f"there are two {kind}s for the seats grid: {shown(title)} and {shown(sheets[1].title)}"
        findings.faults.append(Fault(SEATS.lower(), None, None, message, "Keep one of them."))
        return RawGrid(title, unreadable=True)
    if isinstance(rows, Unreadable):
        findings.faults.append(Fault(SEATS.lower(), rows.row, None, rows.message, rows.remedy))
        return RawGrid(title, unreadable=True)
    return RawGrid(title, tuple(rows), in_workbook=kind == "sheet")


def _table(name: str, sheets: list[Sheet], findings: Findings, kind: str) -> RawTable:
    """Return the one sheet or file of a table; a table without columns if there are several or it cannot be read."""
    if len(sheets) > 1:
        message = f"there are two {kind}s for this table: {shown(sheets[0].title)} and {shown(sheets[1].title)}"
        findings.faults.append(Fault(name, None, None, message, "Keep one of them."))
        return RawTable(name)
    sheet = sheets[0]
    if sheet.hidden:
        message = f"the sheet {shown(sheet.title)} is hidden, and is read: no sheet that can be seen is this table"
        findings.warnings.append(Fault(name, None, None, message, "Unhide it to see what is read, or delete it."))
    try:
        if isinstance(sheet.rows, Unreadable):
            raise sheet.rows
        return table_from(TABLES[name], sheet.rows, findings, sheet.title, in_workbook=kind == "sheet")
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
        sheet = _modest(path, table)
        return table_from(table, sheet.told, findings, sheet.title, in_workbook=sheet.in_workbook)
    except Unreadable as trouble:
        raise InputFaults((Fault(table.name, trouble.row, None, trouble.message, trouble.remedy),)) from None


def loose_tables(path: Path, table: Table, findings: Findings, most: int, give: str) -> tuple[RawTable, ...]:
    """Return the rows of each sheet of a file that has a table's needed headings, wherever on it they stand.

    Parameters
    ----------
    path : Path
        A `.csv`, or an `.xlsx`; its hidden sheets are not read, and one that has the headings is told.
    table : Table
        What is expected.
    findings : Findings
        Where faults and warnings are added; of a file without any such sheet, what is wrong with the first.
    most : int
        Rows that all of them may have together.
    give : str
        What to do where there is no such file, or it is a folder.

    Raises
    ------
    InputFaults
        If there is nothing to read.

    """
    try:
        everything = _sheets_of(path, give)
        sheets = [sheet for sheet in everything if not sheet.hidden]
        _refuse_too_many(path, sheets, most)
        for sheet in everything:
            if sheet.hidden and not isinstance(sheet.rows, Unreadable) and _has_headings(table, sheet.rows):
                message = f"the sheet {shown(sheet.title)} is hidden, and is not read"
                findings.warnings.append(Fault(table.name, None, None, message, "Unhide it if it counts."))
        found = [sheet for sheet in sheets if _has_headings(table, sheet.told)]
        return tuple(
            table_from(table, sheet.told, findings, sheet.title, in_workbook=sheet.in_workbook)
            for sheet in found or [sheet for sheet in sheets if sheet.told][:1] or sheets[:1]
        )
    except Unreadable as trouble:
        raise InputFaults((Fault(path.name, trouble.row, None, trouble.message, trouble.remedy),)) from None


def _refuse_too_many(path: Path, sheets: list["_LooseSheet"], most: int) -> None:
    if sum(len(sheet.told) for sheet in sheets) > most:
        raise Unreadable(f"{path.name} has more than {most:,} rows", "Give it in several files.")


def _has_headings(table: Table, rows: list[GridRow]) -> bool:
    """Whether a sheet has every heading that a table needs."""
    needed = {column.name for column in table.columns if column.needed}
    return bool(rows) and needed <= set(columns_of(table, rows[header_of(table, rows)].cells).values())


class _LooseSheet(NamedTuple):
    """The one sheet or file that is read."""

    title: str
    rows: Rows
    in_workbook: bool
    hidden: bool = False

    @property
    def told(self) -> list[GridRow]:
        """Its rows; Unreadable is raised where they cannot be read."""
        if isinstance(self.rows, Unreadable):
            raise self.rows
        return self.rows


def _modest(path: Path, table: Table) -> _LooseSheet:
    """Return the sheet, unless its rows are too many."""
    sheet = _sheet_of(path, table)
    if len(sheet.told) > MOST_ROWS:
        raise Unreadable(f"{path.name} has more than {MOST_ROWS:,} rows", f"Keep fewer {table.name}.")
    return sheet


def _sheet_of(path: Path, table: Table) -> _LooseSheet:
    """Return the sheet that is called as the table, or else the first, one that can be seen before one that cannot."""
    sheets = _sheets_of(path, f"Give a table {', '.join(column.name for column in table.columns)} as .csv or .xlsx.")
    sheets.sort(key=lambda sheet: (name_key(sheet.title) != name_key(table.name), sheet.hidden))
    return sheets[0] if sheets else _LooseSheet("", [], in_workbook=True)


def _sheets_of(path: Path, give: str) -> list[_LooseSheet]:
    """Return the sheets of a workbook, or a CSV file as one."""
    try:
        folder = is_folder(path)
    except Unreadable as trouble:
        raise Unreadable(trouble.message, give) from None
    if folder:
        raise Unreadable(f"{path} is a folder", give)
    content = read_bytes(path)
    if path.suffix.lower() == ".csv":
        return [_LooseSheet(path.name, read_csv(content), in_workbook=False)]
    refuse_other_kinds(path, content)
    found = [sheet_of(one) for one in read_layout(path.name, content, lambda _: True, cleaned)]
    return [_LooseSheet(one.title, one.rows, in_workbook=True, hidden=one.hidden) for one in found]


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
        found = Fault(self.table.name, None if row is None else row.number, column, message, remedy)
        self.findings.faults.append(found if self.table.place is None else self.table.place.with_cell(found))
