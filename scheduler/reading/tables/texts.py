"""The text of a cell made plain: as an officer sees it, as it is compared, and what is wrong where none can be read."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, time
from typing import TypeAlias, TypeVar

Raw: TypeAlias = object
"""A cell as the spreadsheet holds it: text, a number, a bool, a date, a time, a datetime or a timedelta.

A problem made in Python has fractions too.
"""

Part = TypeVar("Part")

MOST_SHOWN = 60
LONGEST_TEXT = 32_767
"""Characters; Excel holds no more in a cell."""

_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\xa0\u2028\u2029\u202f]+")
"""Line breaks within a cell, tabs, and spaces that do not break: Word and web pages leave them behind."""
_WITHOUT_WIDTH = re.compile(r"[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks of direction and of places to break a line: pasted along unseen, and no two codes are to differ by them."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_BETWEEN = re.compile(r"[;,/&]|\band\b", re.IGNORECASE)
_ESCAPED = re.compile("_x(00[0-9A-Fa-f]{2})_")
"""How workbooks write a control character."""


class CellFault(ValueError):
    """A cell cannot be understood: what is wrong with it, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def text_of(value: object) -> str:
    """Return a cell as the text an officer sees; a whole number that a spreadsheet holds as 7.0 is `7`."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value).strip()


def shown(value: object) -> str:
    """Quote a cell in a sentence, cut to a readable length."""
    return f"“{cut(text_of(value))}”"


def cut(text: str) -> str:
    """Cut a text to a readable length."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def parts_of(value: object) -> list[str]:
    """Return the parts of a list separated by `;`, without blanks, each once."""
    parts = (part.strip() for part in text_of(value).split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def each_of(
    value: object, read: Callable[[object], tuple[Part, ...]], nothing: str, remedy: str, *, freely: bool = False
) -> tuple[Part, ...]:
    """Read the parts of a list, each once.

    Parameters
    ----------
    value : object
        The cell; one that is no text is a single part.
    read : callable
        What a part means: one thing, or several where the part is a range.
    nothing : str
        What a list without parts names, in a sentence: `no day`.
    remedy : str
        How such a list is written.
    freely : bool
        Whether a comma, a stroke, `&` or `and` may stand between the parts too.

    Raises
    ------
    CellFault
        If there are no parts, or one means nothing.

    """
    if not isinstance(value, str):
        return read(value)
    parts = _BETWEEN.split(value) if freely else value.split(";")
    found = tuple(dict.fromkeys(one for part in parts if part.strip() for one in read(part.strip())))
    if not found:
        raise CellFault(f"{shown(value)} names {nothing}", remedy)
    return found


def code_key(text: str) -> str:
    """Return a code as it is compared: without case or outer spaces, however its accents are stored."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def word_key(text: str) -> str:
    """Return a word as it is compared: without case, spaces, hyphens and underscores."""
    return "".join(character for character in code_key(text) if character not in "-_" and not character.isspace())


def cleaned(text: str) -> str | CellFault:
    """Return the text without outer spaces, or what is wrong with it; a blank text is empty."""
    plain = _WITHOUT_WIDTH.sub("", _SPACES.sub(" ", text)).strip()
    if len(plain) > LONGEST_TEXT:
        return CellFault(f"more than {LONGEST_TEXT:,} characters", "Write no more than a sentence or two.")
    control = _CONTROL.search(plain)
    if control:
        message = f"there is a control character in it (U+{ord(control[0]):04X})"
        return CellFault(message, "Clear the cell and type it again.")
    return plain


def unescaped(text: str) -> str:
    """Return a workbook's text with its escaped control characters as they are."""
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
