"""What a cell says as text, and the fault of a cell that cannot be understood."""

import unicodedata
from datetime import date, datetime, time, timedelta

MOST_SHOWN = 60


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


def code_key(text: str) -> str:
    """Return a code as it is compared: without case or outer spaces, however its accents are stored."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


def word_key(text: str) -> str:
    """Return a word as it is compared: without case, spaces, hyphens and underscores."""
    return "".join(character for character in code_key(text) if character not in "-_" and not character.isspace())


def is_spreadsheet_time(value: object) -> bool:
    """Whether a spreadsheet holds the cell as a date, a time or a length of time."""
    return isinstance(value, date | time | timedelta)
