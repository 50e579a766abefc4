"""The drop-downs of the workbook to fill in: choices, and the codes entered on other sheets as they grow."""

from typing import Any

from xlsxwriter import Workbook

from scheduler.domain.tables import CLASSIFICATIONS, SETTINGS, TABLES, Column
from scheduler.domain.wish_words import WISH_WORDS
from scheduler.outputs.template_headings import heading_of, sheet_title

LAST_ROW = 1_999
"""The last row (from 0) that has formats and drop-downs: far more than a council fills."""

_OWN_WORDS_ALLOWED = {
    ("bodies", "classification"): CLASSIFICATIONS,
    ("settings", "setting"): tuple(SETTINGS),
    ("wishes", "wish"): tuple(WISH_WORDS),
}
_VENUES = "room_venues"
_KEYS = {table: "session" if table == "sessions" else TABLES[table].columns[0].name for table in TABLES}
_EARLIEST = "=DATE(1975,1,1)"


def name_lists(workbook: Workbook) -> None:
    """Name the codes of each table that others refer to, however many are entered."""
    referred = sorted({table for each in TABLES.values() for column in each.columns for table in column.refers_to})
    for table in referred:
        workbook.define_name(_codes_of(table), _growing(table, _KEYS[table]))
    workbook.define_name(_VENUES, _growing("rooms", "venue"))


def _codes_of(table: str) -> str:
    return f"{_KEYS[table]}_codes"


def _growing(table: str, column: str) -> str:
    """Return the cells of a column as far as they are filled."""
    letter = chr(ord("A") + [each.name for each in TABLES[table].columns].index(column))
    cells = f"'{sheet_title(table)}'!${letter}$2:${letter}${LAST_ROW + 1}"
    return f"='{sheet_title(table)}'!${letter}$2:INDEX({cells},MAX(1,COUNTA({cells})))"


def drop_down(table: str, column: Column) -> dict[str, Any] | None:
    """Return the rule for the cells of a column as XlsxWriter takes it, None where anything goes.

    Nothing is forbidden: a code may be entered before the row it names, and the reader says what it cannot use.
    """
    offered = _offered(table, column)
    if offered is not None:
        return {"validate": "list", "source": offered, **_warning(column, heading_of(column.name))}
    if column.kind == "date":
        return {"validate": "date", "criteria": ">=", "value": _EARLIEST, **_warning(column, "A date")}
    if column.kind == "whole":
        return {"validate": "integer", "criteria": ">=", "value": 0, **_warning(column, "A whole number")}
    return None


def _offered(table: str, column: Column) -> str | list[str] | None:
    choices = _OWN_WORDS_ALLOWED.get((table, column.name)) or column.choices
    if column.kind == "yesno":
        choices = ("yes", "no")
    if choices:
        return list(choices)
    if column.name in ("venue", "from_venue", "to_venue") and table != "rooms":
        return f"={_VENUES}"
    if column.refers_to == ("people", "rooms", "speakers"):  # whichever its neighbour `kind` says
        return '=IF($A2="room",room_codes,IF($A2="speaker",speaker_codes,person_codes))'
    return f"={_codes_of(column.refers_to[0])}" if column.refers_to else None


def _warning(column: Column, title: str) -> dict[str, Any]:
    """Return how an entry that is not offered is met: with a question, or where several may stand with none."""
    if column.kind in ("codes", "text"):
        return {"show_error": False}
    return {
        "error_type": "warning",
        "error_title": title[:32],
        "error_message": "This is not what is expected here: see the note on the heading.",
    }
