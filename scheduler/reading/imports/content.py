"""A file to be imported: what kind it is by what is in it, and the forms in which its kind is read."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias
from zipfile import BadZipFile, ZipFile

from scheduler.domain.found import Found
from scheduler.reading.tables.headers import Unreadable, read_bytes

Kind: TypeAlias = Literal["xml", "html", "workbook", "word", "csv", "calendar", "json"]

_SNIFFED = 4_096
"""Bytes from the beginning of a file by which its kind is told."""
_ZIP = b"PK\x03\x04"
_WORKBOOK_PART, _WORD_PART = "xl/", "word/"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
READ_FORMS = (
    "Give modern.gov's saved answers (.xml) or pages (.html), a calendar as .xlsx, .csv, .docx, .html or .ics, "
    "or people as .csv, .xlsx or .json."
)


@dataclass(frozen=True)
class Content:
    """What a file holds, unread: its name for sentences, its bytes, and its kind."""

    name: str
    data: bytes
    kind: Kind


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


def kind_of(name: str, data: bytes) -> Kind:
    """Return the kind of a file by its content; by its name only between CSV and what is no table."""
    if data.startswith(_ZIP):
        return _packed(name, data)
    beginning = data[:_SNIFFED].removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    if beginning.startswith(b"begin:vcalendar"):
        return "calendar"
    if beginning.startswith((b"{", b"[")):
        return "json"
    if b"<html" in beginning or beginning.startswith(b"<!doctype html") or b"<table" in beginning:
        return "html"
    if beginning.startswith(b"<"):
        return "xml"
    if Path(name).suffix.lower() in (".csv", ".txt", ".tsv"):
        return "csv"
    raise Unreadable(f"{name} is of no kind that is read", READ_FORMS)


def _packed(name: str, data: bytes) -> Kind:
    try:
        parts = ZipFile(BytesIO(data)).namelist()
    except BadZipFile:
        raise Unreadable(f"{name} is damaged", READ_FORMS) from None
    if any(part.startswith(_WORD_PART) for part in parts):
        return "word"
    if any(part.startswith(_WORKBOOK_PART) for part in parts):
        return "workbook"
    raise Unreadable(f"{name} is an archive, and no workbook or Word document", READ_FORMS)
