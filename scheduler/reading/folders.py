"""A folder of CSV files, one for each table."""

import csv
import re
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path

from scheduler.domain.tables import TABLES
from scheduler.reading.cell_cleaning import cleaned
from scheduler.reading.cell_text import word_key
from scheduler.reading.guards import LARGEST_FILE, LARGEST_FOLDER, Unreadable, read_bytes
from scheduler.reading.headers import GridRow, gathered

MOST_COLUMNS = 16_384
SAVE_AS_CSV = "Save it from Excel as “CSV UTF-8 (Comma delimited)”."

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LEFT_BEHIND = (".", "~$")
"""How the files begin that systems and office programs leave in a folder of their own accord."""
_OTHER_SEPARATOR = re.compile("[;\t|]")
_NAMES = {word_key(column.name) for table in TABLES.values() for column in table.columns}


def csv_files(folder: Path) -> list[Path]:
    """Return the CSV files of a folder in the order of their names.

    Raises
    ------
    Unreadable
        If the folder may not be looked into.

    """
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file()]
    except OSError as problem:
        message = f"{folder} cannot be looked into: {problem.strerror}"
        raise Unreadable(message, "See that you may read the folder.") from None
    return sorted((path for path in found if not path.name.startswith(_LEFT_BEHIND)), key=lambda path: path.name)


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
