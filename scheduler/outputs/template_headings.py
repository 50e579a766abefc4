"""The headings of the workbook to fill in, and the note that explains each."""

from scheduler.domain.tables import Column
from scheduler.domain.wording import listed
from scheduler.outputs.template_words import COLUMNS

_ENTRIES = {
    "code": "Any short text without a semicolon.",
    "codes": "Several with ; between.",
    "list": "Several with ; between.",
    "date": "A date: 19/11/2026 or 2026-11-19.",
    "dates": "Dates with ; between: 19/11/2026;18/02/2027.",
    "moment": "A date, 19/11/2026, or a date and time, 2026-11-19 14:00.",
    "time": "A time: 09:30 or 9.30am.",
    "times": "Times with ; between: 10:00;14:00.",
    "whole": "A whole number.",
    "number": "A number.",
    "yesno": "yes or no.",
    "weekdays": "Days with ; between: Mon;Tue.",
    "quorum": "Never a date: Excel may read 1/4 as one.",
}


def sheet_title(table: str) -> str:
    """Return the name of a table's sheet: `Closed dates`."""
    return table.replace("_", " ").capitalize()


def heading_of(column: str) -> str:
    """Return the heading of a column: `Report due`."""
    return column.replace("_", " ").capitalize()


def note_on(table: str, column: Column) -> str:
    """Return what the column is for, whether it must be filled, and how an entry is written."""
    needed = "Must be filled in." if column.needed else "May be left blank."
    return " ".join(part for part in (COLUMNS[table][column.name], needed, entry_of(column)) if part)


def entry_of(column: Column) -> str:
    """Return how an entry is written: the choices, the sheet whose codes it names, or an example."""
    if column.choices:
        return f"One of {listed(column.choices, 'or')}."
    written = _ENTRIES.get(column.kind, "")
    if not column.refers_to:
        return written
    sheets = listed([sheet_title(table) for table in column.refers_to], "or")
    named = f"A code from the sheet {sheets}."
    return f"{named} {written}" if column.kind == "codes" else named
