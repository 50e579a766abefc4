"""Rows of a sheet or file as they are found, and what is refused before anything is opened.

Refused are files too large, of another kind, or packed to do harm.
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
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.table_places import TablePlace, TablePlaces
from scheduler.reading.tables.texts import Raw, word_key

MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
LONGEST_COMPARED = 80
_LETTERS = 26
_LONGEST_LETTERS = 4
"""One more than the last column has."""


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
    place: TablePlace | None = None
    """Where it stands; None for tables that are no sheet and no file."""


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
    in_workbook: bool = False

    @property
    def place(self) -> TablePlace:
        """Where it stands."""
        return TablePlace(self.title, in_workbook=self.in_workbook)


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

    @property
    def places(self) -> TablePlaces:
        """The place of each table that was found, and of the seats grid."""
        found = {name: table.place for name, table in self.tables.items() if table.place is not None}
        return found if self.seats is None else {**found, SEATS.lower(): self.seats.place}


@dataclass
class Findings:
    """What is wrong with the tables found, and what had better be looked at."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean …? ` with the known name nearest to this one, or nothing where none is near."""
    by_key = {word_key(word): word for word in known}
    near = get_close_matches(word_key(name)[:LONGEST_COMPARED], by_key, 1)
    return f"Did you mean {by_key[near[0]]}? " if near else ""


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
        If it is larger than `most` bytes, cannot be opened, or is no file but a pipe or a device, which never ends.

    """
    if path.exists() and not path.is_file():
        raise Unreadable(f"{path} is no file", "Put a file in its place, or give another.")
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
