"""A folder of CSV files as raw rows."""

import csv
import hashlib
from pathlib import Path

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import TABLES
from scheduler.reading.guards import Refused, check_file
from scheduler.reading.headers import Line, add_table, blank, squashed, table_named
from scheduler.reading.raw import RawInput

MOST_FIELD = 100_000
AS_UTF8 = "Save it again as 'CSV UTF-8 (comma delimited)'."


def table_files(folder: Path) -> list[Path]:
    """Return the CSV files of a folder in the order of their names."""
    files = [
        path for path in folder.iterdir() if path.suffix.lower() == ".csv" and not path.name.startswith(("~$", "."))
    ]
    return sorted(files, key=lambda path: path.name)


def read_folder(folder: Path, found: RawInput) -> None:
    """Add every table of a folder."""
    for path in table_files(folder):
        name = table_named(path.stem, found, f"The file {path.name}")
        if name is not None:
            try:
                add_table(name, _lines(path, name, found), found)
            except (Refused, OSError) as problem:
                message = problem.message if isinstance(problem, Refused) else f"{path.name} cannot be read."
                remedy = problem.remedy if isinstance(problem, Refused) else "See that you may open it."
                found.faults.append(Fault(name, None, None, message, remedy))
                add_unread(name, found)


def add_unread(name: str, found: RawInput) -> None:
    """Note that a table is there, though it could not be read: that it is missing is no fault besides."""
    found.unread.add(name)


def digest(folder: Path) -> str:
    """Return the SHA-256 of each table's file name, a NUL and its bytes, in the order of the names."""
    known = {squashed(name) for name in TABLES}
    total = hashlib.sha256()
    for path in table_files(folder):
        if squashed(path.stem) in known and path.is_file():
            total.update(path.name.encode() + b"\x00" + path.read_bytes())
    return total.hexdigest()


def _lines(path: Path, name: str, found: RawInput) -> list[Line]:
    check_file(path)
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"{path.name} is saved as UTF-16.", AS_UTF8)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = data[: problem.start].count(b"\n") + 1
        raise Refused(f"{path.name} is not in UTF-8: row {row} holds a character it cannot.", AS_UTF8) from problem
    _check_separator(path, name, text.partition("\n")[0])
    csv.field_size_limit(MOST_FIELD)
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    lines: list[Line] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(not blank(cell) for cell in cells):
                lines.append((number, cells))
                _check_characters(path, name, number, cells, found)
    except csv.Error as problem:
        message = f"{path.name} breaks off after row {number}: {problem}."
        raise Refused(message, "Look for a quotation mark that is not closed.") from problem
    return lines


def _check_separator(path: Path, name: str, header: str) -> None:
    known = {squashed(column.name) for column in TABLES[name].columns}
    for separator, word in ((";", "semicolons"), ("\t", "tabs")):
        parts = [squashed(part.strip('"')) for part in header.split(separator)]
        if separator in header and sum(part in known for part in parts) > 1:
            raise Refused(f"{path.name} is separated by {word}.", "Save it with commas: 'CSV UTF-8 (comma delimited)'.")


def _check_characters(path: Path, name: str, number: int, cells: list[str], found: RawInput) -> None:
    for cell in cells:
        if any(ord(character) < 32 and character not in "\t\r\n" for character in cell):  # noqa: PLR2004 - below the space
            message = f"Row {number} of {path.name} holds a control character."
            found.faults.append(Fault(name, number, None, message, "Type the text of that row again."))
