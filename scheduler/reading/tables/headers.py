"""Rows of a sheet or file against the contract: which table it is, and which column each of its headings names.

And what is refused before anything is opened: files too large, of another kind, or packed to do harm.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from string import ascii_letters
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from scheduler.domain.reasons import Fault
from scheduler.domain.seat_marks import SEATS, SEATS_OTHERWISE
from scheduler.domain.tables import TABLES, Table
from scheduler.reading.tables.texts import CellFault, Raw, shown, text_of, word_key

MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
MOST_HEADINGS = 1_000
LONGEST_COMPARED = 80
_LETTERS = 26
_LONGEST_LETTERS = 4
"""One more than the last column has."""
_TABLES_BY_KEY = {word_key(name): name for name in TABLES}
_SEATS_KEYS = {word_key(name) for name in (SEATS, *SEATS_OTHERWISE)}


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
class GridRow:
    """One row of a sheet or file: its number, and what is not blank in it by column, counted from 1."""

    number: int
    cells: dict[int, Raw]
    """A cell that cannot be had as a value (an error, a formula without one) is the CellFault that says so."""


@dataclass(frozen=True)
class RawGrid:
    """The sheet or file of the seats grid, as it was found: what it is called, and its rows that are not blank."""

    title: str
    rows: tuple[GridRow, ...] = ()
    unreadable: bool = False


@dataclass(frozen=True)
class RawInput:
    """All tables found, the faults and warnings of finding them, and where files beside them lie."""

    tables: dict[str, RawTable]
    folder: Path
    sha256: str
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    seats: RawGrid | None = None
    """The seats grid, where there is one."""


@dataclass
class Findings:
    """What is wrong with the tables found, and what had better be looked at."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def table_named(name: str) -> str | None:
    """Return the contract's table of that name, regardless of case, spaces, hyphens and underscores."""
    return _TABLES_BY_KEY.get(word_key(name))


def is_seats(name: str) -> bool:
    """Whether a sheet or file of that name is the seats grid."""
    return word_key(name) in _SEATS_KEYS


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
    """Return the contract's column at each heading, empty for notes and unknown headings."""
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


LARGEST_FILE = 20_000_000
LARGEST_FOLDER = 200_000_000
LARGEST_UNPACKED = 100_000_000
MOST_PARTS = 1_000
"""Parts of a workbook: some ten for each sheet of sixty, and its pictures."""

SAVE_AS_WORKBOOK = "Open it in Excel and save it as “Excel Workbook (.xlsx)”."
SAVE_AGAIN = f"{SAVE_AS_WORKBOOK} If Excel cannot open it either, take an earlier copy."
COPY_TABLES = "Copy only the tables into a new workbook, values without formatting, and give that."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LISTED = b"PK\x01\x02"
"""What stands before each part in a zip file's list of them."""
_LOCK = "~$"
_KINDS = {
    ".csv": "one table alone",
    ".docx": "a Word document",
    ".ods": "an OpenDocument spreadsheet",
    ".xls": "a workbook of the old kind",
    ".xlsb": "a binary workbook",
}


class Unreadable(Exception):
    """A file cannot be read at all: what is wrong, what to do, and the row where reading stopped if there is one."""

    def __init__(self, message: str, remedy: str, row: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.row = row


def is_folder(path: Path) -> bool:
    """Whether the input is a folder rather than a file.

    Raises
    ------
    Unreadable
        If it is neither, or may not be looked at.

    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        message = f"{path} is not there"
        raise Unreadable(message, "Give the path of a workbook, or of a folder of CSV files.") from None
    except OSError as problem:
        raise _cannot_open(path, problem) from None
    if not S_ISDIR(mode) and not S_ISREG(mode):
        message = f"{path} is neither a file nor a folder"
        raise Unreadable(message, "Give the path of a workbook, or of a folder of CSV files.")
    return S_ISDIR(mode)


def _cannot_open(path: Path, problem: OSError) -> Unreadable:
    remedy = "Close it in other programs, and see that you may read it."
    return Unreadable(f"{path} cannot be opened: {problem.strerror}", remedy)


def read_bytes(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Return what a file holds, if it is of a modest size.

    Raises
    ------
    Unreadable
        If it is larger than `most` bytes, or cannot be opened.

    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as problem:
        raise _cannot_open(path, problem) from None
    if len(content) > most:
        raise Unreadable(f"{path.name} is larger than {most // 1_000_000} MB", COPY_TABLES)
    return content


def refuse_other_kinds(path: Path, content: bytes) -> None:
    """Refuse a file that is no workbook of today's kind, in words that say what it is instead.

    Raises
    ------
    Unreadable
        Unless the file is packed as workbooks are.

    """
    name, kind = path.name, _KINDS.get(path.suffix.lower())
    if name.startswith(_LOCK):
        message = f"{name} is only the mark that Excel leaves while a workbook is open"
        raise Unreadable(message, f"Give the workbook itself, {name.removeprefix(_LOCK)}.")
    if not content:
        raise Unreadable(f"{name} is an empty file", "Give a workbook that was saved, or a folder of CSV files.")
    if path.suffix.lower() == ".csv":
        remedy = "Give the folder that holds the CSV files, one for each table."
        raise Unreadable(f"{name} is {kind}, and a workbook or a folder is wanted", remedy)
    if content.startswith(_OLE) and _PASSWORD in content:
        remedy = "Open it in Excel, take the password off (File, Info, Protect Workbook), and save it."
        raise Unreadable(f"{name} is protected by a password", remedy)
    if content.startswith(_OLE):
        raise Unreadable(f"{name} is a workbook of the old kind, or no workbook", SAVE_AS_WORKBOOK)
    if kind is not None or not content.startswith(_ZIP):
        raise Unreadable(f"{name} is {kind or 'no Excel workbook'}", SAVE_AS_WORKBOOK)


def archive_of(name: str, content: bytes) -> ZipFile:
    """Return a workbook's parts, none of them unpacked yet.

    Raises
    ------
    Unreadable
        If it has too many parts or too much in them, or they are packed in ways that Excel never uses.
    BadZipFile
        If it is damaged.

    """
    if content.count(_LISTED) > MOST_PARTS:
        raise Unreadable(f"{name} has more than {MOST_PARTS:,} parts", COPY_TABLES)
    archive = ZipFile(BytesIO(content))
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable(f"{name} unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB", COPY_TABLES)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.flag_bits & 1 for part in parts):
        raise Unreadable(f"{name} is packed as Excel packs no workbook", SAVE_AGAIN)
    return archive
