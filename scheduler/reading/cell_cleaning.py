"""Text as it comes out of a file: odd spaces made plain, what has no width left out, control characters refused."""

import re

from scheduler.reading.cell_text import CellFault

LONGEST_TEXT = 32_767
"""Characters; Excel holds no more in a cell."""

_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\xa0\u2028\u2029\u202f]+")
"""Line breaks within a cell, tabs, and spaces that do not break: Word and web pages leave them behind."""
_WITHOUT_WIDTH = re.compile(r"[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks of direction and of places to break a line: pasted along unseen, and no two codes are to differ by them."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_ESCAPED = re.compile("_x(00[0-9A-Fa-f]{2})_")
"""How workbooks write a control character."""


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
