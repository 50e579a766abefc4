"""What is refused before anything is opened: files too large, of another kind, or packed to do harm."""

from io import BytesIO
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

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
