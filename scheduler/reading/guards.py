"""What a file must not be before it is opened: too large, packed too tight, or no workbook at all."""

import stat
import zipfile
from pathlib import Path

from scheduler.domain.wording import counted

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 2_000
MOST_CELLS, MOST_ROW_TAGS = 2_000_000, 150_000
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
CHUNK = 1024 * 1024


class Refused(Exception):
    """A file that is not opened; says what is wrong and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def check_file(path: Path) -> None:
    """Refuse what is no plain file, or a very large one."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise Refused(f"{path.name} is no plain file.", "Give a workbook or a folder of CSV files.")
    if about.st_size > MOST_BYTES:
        size = about.st_size // MEGABYTE
        raise Refused(
            f"{path.name} has {size} MB; at most {MOST_BYTES // MEGABYTE} are read.",
            "Keep only the tables of this calendar.",
        )


def check_workbook(path: Path) -> None:
    """Refuse what is no .xlsx workbook, or one that unpacks to more than a calendar could need."""
    check_file(path)
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if path.name.startswith("~$"):
        raise Refused(f"{path.name} is the lock file of an open workbook.", "Give the workbook itself.")
    if start == OLE:
        message = f"{path.name} is protected by a password, or in the old .xls format."
        raise Refused(message, "Open it in Excel, remove the password, and save it as an Excel workbook (.xlsx).")
    if not start:
        raise Refused(f"{path.name} is empty.", "Give a workbook with the tables of the input.")
    not_a_workbook = Refused(
        f"{path.name} is no Excel workbook.", "Save it as an Excel workbook (.xlsx), or as a folder of CSV files."
    )
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError) as problem:
        raise not_a_workbook from problem


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
        message = f"{path.name} unpacks to far more than a calendar needs."
        raise Refused(message, "Copy its tables into a new workbook from `meeting-day new`.")
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise ValueError(path.name)
    for part in parts:
        if part.filename.startswith("xl/worksheets/"):
            _check_sheet(path, archive, part)


def _check_sheet(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    cells = rows = unpacked = 0
    with archive.open(part) as sheet:
        while chunk := sheet.read(CHUNK):
            unpacked += len(chunk)
            cells += chunk.count(b"<c ") + chunk.count(b"<c>")
            rows += chunk.count(b"<row")
            if cells > MOST_CELLS or rows > MOST_ROW_TAGS or unpacked > MOST_UNPACKED:
                message = f"A sheet of {path.name} has more than {counted(MOST_ROW_TAGS, 'row')}, many of them blank."
                raise Refused(message, "Delete the rows below the last one that holds something, and save.")
