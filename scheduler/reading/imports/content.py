"""A file to be imported: what kind it is by what is in it, and the forms in which its kind is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from scheduler.domain.found import Found
from scheduler.reading.tables.headers import Unreadable, archive_of, read_bytes

Kind: TypeAlias = Literal["xml", "html", "workbook", "word", "csv", "calendar", "json"]

MOST_TAGS = 500_000
"""Beginnings of tags in a page or an XML file, in a list or table of years some ten thousand."""
LONGEST_TAG = 100_000
"""Bytes; pictures written into a page aside."""
MOST_UNFINISHED = 100
"""Beginnings of comments or tags behind the last that is finished: readers look for the end of each anew."""
_SNIFFED = 4_096
"""Bytes from the beginning of a file by which its kind is told."""

READ_FORMS = (
    "Give modern.gov's saved answers (.xml) or pages (.html), a calendar as .xlsx, .csv, .docx, .html or .ics, "
    "or people as .csv, .xlsx or .json."
)
SAVE_DOCUMENT_AGAIN = "Open it in Word and save it as “Word Document (.docx)”; if Word cannot, take an earlier copy."
_AS_WORD = f"Open it in Word and save it as “Word Document (.docx)”. {READ_FORMS}"
_AS_WORKBOOK = f"Open it in Excel and save it as “Excel Workbook (.xlsx)”. {READ_FORMS}"
_PROTECTED = "Take the password off (File, Info, Protect), and save it again."
_OF_PDF = f"Ask for the Word document or workbook that it was made from, or copy its table into Excel. {READ_FORMS}"

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", _OF_PDF),
    (b"{\\rtf", "a document of the old Rich Text kind", _AS_WORD),
    (b"\x89PNG", "a picture", READ_FORMS),
    (b"\xff\xd8\xff", "a picture", READ_FORMS),
    (b"GIF8", "a picture", READ_FORMS),
    (b"II*\0", "a picture", READ_FORMS),
    (b"MM\0*", "a picture", READ_FORMS),
    (b"\x1f\x8b", "packed (gzip)", f"Unpack it. {READ_FORMS}"),
    (b"7z\xbc\xaf", "an archive (7-Zip)", f"Unpack it. {READ_FORMS}"),
    (b"Rar!", "an archive (RAR)", f"Unpack it. {READ_FORMS}"),
)
"""How files begin that are not read, and what they are."""
_IN_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "protected by a password", _PROTECTED),
    ("WordDocument", "a Word document of the old kind (.doc)", _AS_WORD),
    ("Workbook", "a workbook of the old kind (.xls)", _AS_WORKBOOK),
    ("__properties_version", "a message of Outlook", f"Save what is attached to it. {READ_FORMS}"),
)
"""The names of the parts by which an Office file of the old kind is told."""
_PACKED: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)", _AS_WORKBOOK),
    ("ppt/", "a presentation", READ_FORMS),
    ("Index/Document.iwa", "a document of Pages or Numbers", f"Export it to Excel or Word. {READ_FORMS}"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": ("an OpenDocument text (.odt)", _AS_WORD),
    b"application/vnd.oasis.opendocument.spreadsheet": ("an OpenDocument spreadsheet (.ods)", _AS_WORKBOOK),
}
_OF_PAGES = frozenset(
    b"html head body table div p h1 h2 h3 h4 ul ol meta title center font span style script section main article "
    b"header nav link base a br".split()
)
_FIRST_TAG = re.compile(rb"\s*<(?:!doctype\s+)?([a-z0-9:_.-]+)")
_PROLOGUE = re.compile(rb"\s*(?:<\?[^>]*>|<!--.*?-->)", re.DOTALL)
_MAIL = re.compile(rb"(?:from|to|received|return-path|delivered-to|mime-version|message-id|x-[a-z0-9-]+): ?\S")
_MAIL_TOO = re.compile(rb"\n(?:from|to|subject|date|mime-version|message-id): ?\S")
_PAGE_IN_ONE = re.compile(rb"\nsnapshot-content-location:|\nfrom: <saved by|^from: <saved by")
"""How Chrome, Edge and Internet Explorer begin a page with all that is on it in one file, written like an e-mail."""
_AS_PAGE = "Save it again, as “Web page, complete” or “Web page, HTML only”."
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\"\]{\[0-9-]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]+)", re.IGNORECASE)
_PICTURE = re.compile(rb"(?:\"data:[^\"]*\"|'data:[^']*')")
_LONG_TAG = re.compile(rb"<[a-zA-Z/!?][^<>]{%d}" % LONGEST_TAG)
_BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TEXTS = (".csv", ".txt", ".tsv", ".tab")


@dataclass(frozen=True)
class Content:
    """What a file holds, unread: its name for sentences, its bytes, and its kind."""

    name: str
    data: bytes
    kind: Kind

    def text(self) -> str:
        """Return the file as text: UTF-8 or UTF-16, as a page says of itself, or as Windows writes it."""
        return decoded(self.name, self.data)


@dataclass(frozen=True)
class Form:
    """A form in which a council's files come: what it is called, how it is told from others, and how it is read."""

    words: str
    """`a list of committees, as modern.gov answers GetCommittees`."""
    recognises: Callable[[Content], bool]
    """Whether a file is of this form; never raises, whatever is in it."""
    read: Callable[[Content], Found]
    """Return what is found; raise Unreadable where the file is hostile, or half of what it seems to be."""


def opened(path: Path) -> Content:
    """Return what a file holds, and its kind.

    Raises
    ------
    Unreadable
        If it cannot be opened, is too large, or is of no kind that is read.

    """
    data = read_bytes(path)
    return Content(path.name, data, kind_of(path.name, data))


def decoded(name: str, data: bytes) -> str:
    """Return a file as text.

    Raises
    ------
    Unreadable
        If it is no text.

    """
    if data.startswith(UTF_16):
        text = data.decode("utf-16", "replace")
    elif data.startswith(_BOM):
        text = data.decode("utf-8-sig", "replace")
    else:
        said = _CHARSET.search(data[:_SNIFFED]) if data.lstrip().startswith(b"<") else None
        encodings = ("utf-8", said[1].decode() if said else "cp1252", "cp1252")
        found = (_perhaps(data, encoding) for encoding in encodings)
        text = next((one for one in found if one is not None), "\0")
    if "\0" in text:
        raise Unreadable(f"{name} is no text, or is damaged", READ_FORMS)
    return text


def _perhaps(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def kind_of(name: str, data: bytes) -> Kind:
    """Return the kind of a file by what is in it; its name counts only where it might be any text.

    Raises
    ------
    Unreadable
        If it is of no kind that is read, in words that say what it seems to be.

    """
    if not data.strip():
        raise Unreadable(f"{name} is an empty file", READ_FORMS)
    if data.startswith(_ZIP):
        return _packed(name, data)
    _refuse_by_beginning(name, data)
    beginning = data[:_SNIFFED]
    if data.startswith(UTF_16):
        beginning = beginning.decode("utf-16", "ignore").encode()
    beginning = beginning.removeprefix(_BOM).lstrip().lower()
    if beginning.startswith(b"begin:vcalendar"):
        return "calendar"
    if beginning.startswith(b"<"):
        return _marked_up(name, data, beginning)
    if _JSON.match(beginning):
        return "json"
    if _PAGE_IN_ONE.search(beginning):
        raise _of_another_kind(name, "a web page saved as a single file (.mhtml)", _AS_PAGE)
    if _MAIL.match(beginning) and _MAIL_TOO.search(beginning):
        raise _of_another_kind(name, "an e-mail", f"Save what is attached to it. {READ_FORMS}")
    return _text(name, data)


def _refuse_by_beginning(name: str, data: bytes) -> None:
    if data.startswith(_OLE):
        raise _of_another_kind(name, *_old_office(data))
    for start, what, remedy in _BEGINNINGS:
        if data.startswith(start):
            raise _of_another_kind(name, what, remedy)


def _of_another_kind(name: str, what: str, remedy: str) -> Unreadable:
    return Unreadable(f"{name} seems to be {what}", remedy)


def _old_office(data: bytes) -> tuple[str, str]:
    for part, what, remedy in _IN_OLE:
        if part.encode("utf-16-le") in data:
            return what, remedy
    return "an Office file of the old kind", READ_FORMS


def _packed(name: str, data: bytes) -> Kind:
    try:
        archive = archive_of(name, data)
        parts = archive.namelist()
        said = archive.read("mimetype")[:_SNIFFED].strip() if "mimetype" in parts else b""
    except Unreadable:
        raise
    except Exception as problem:  # a broken archive makes zipfile and zlib raise anything at all
        half = "is only half there, or damaged"
        raise Unreadable(f"{name} {half}", f"Copy or download it again. {READ_FORMS}") from problem
    if said:
        raise _of_another_kind(name, *_OPEN_DOCUMENTS.get(said, ("an OpenDocument file", READ_FORMS)))
    for part, what, remedy in _PACKED:
        if any(one.startswith(part) for one in parts):
            raise _of_another_kind(name, what, remedy)
    if any(part.startswith("word/") for part in parts):
        return "word"
    if any(part.startswith("xl/") for part in parts):
        return "workbook"
    what = "an archive (zip), and no workbook or Word document"
    raise _of_another_kind(name, what, f"Unpack it, and give the folder or the files. {READ_FORMS}")


def _marked_up(name: str, data: bytes, beginning: bytes) -> Kind:
    """Return whether a file of tags is a page or XML, unless it is built to be read without end."""
    rest = beginning
    while (prologue := _PROLOGUE.match(rest)) is not None:
        rest = rest[prologue.end() :]
    first = _FIRST_TAG.match(rest)
    tag = first[1] if first is not None else b""
    if tag in (b"workbook", b"ss:workbook") or tag.startswith(b"w:worddocument"):
        raise _of_another_kind(name, "a workbook or document saved as XML of 2003", _AS_WORKBOOK)
    plain = data.decode("utf-16", "ignore").encode() if data.startswith(UTF_16) else data
    if plain.count(b"<") > MOST_TAGS:
        raise Unreadable(f"{name} has more tags than can be read", f"Give fewer of its pages or rows. {READ_FORMS}")
    within = _PICTURE.sub(b'""', plain)
    endless = within.count(b"<!--", within.rfind(b"-->") + 1) > MOST_UNFINISHED
    endless |= within.count(b"<", within.rfind(b">") + 1) > MOST_UNFINISHED
    if endless or _LONG_TAG.search(within):
        raise Unreadable(f"{name} is damaged: a tag in it never ends", f"Save it again. {READ_FORMS}")
    return "html" if tag in _OF_PAGES or (not tag and Path(name).suffix.lower().startswith(".htm")) else "xml"


def _text(name: str, data: bytes) -> Kind:
    try:
        decoded(name, data)
    except Unreadable:
        raise Unreadable(f"{name} is of no kind that is read", READ_FORMS) from None
    text = decoded(name, data[: 2 * _SNIFFED]) if data.startswith(UTF_16) else decoded(name, data)
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    if Path(name).suffix.lower() in _TEXTS:
        return "csv"
    if len(lines) > 1 and any(all(sign in line for line in lines[:3]) for sign in (",", ";", "\t")):
        return "csv"
    raise _of_another_kind(name, "a text that is no table", f"Call it .csv or .txt if it is one. {READ_FORMS}")
