"""The sheets of the workbook to fill in: a table each, with notes, formats and drop-downs, and the grid of seats."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.seat_marks import MARKS, SEATS
from scheduler.domain.tables import CLASSIFICATIONS, SETTINGS, TABLES, Column, Table
from scheduler.domain.verbs import LUNCHES
from scheduler.outputs.template.words import SETTINGS as SETTING_WORDS
from scheduler.outputs.template.words import cell_words, note_on
from scheduler.rules import RULES
from scheduler.wishes import wish_words
from scheduler.wishes.tiers import EXCHANGE

Row = Mapping[str, str]
"""A row as a CSV file would say it: column -> text."""

_NOTE = Column("note", "text")
_FORMATS = {"date": "dd/mm/yyyy", "whole": "0", "number": "0.00"}
"""Every other kind is kept as text, so that 1/4 stays a quarter, 007 its noughts and 9.30am a time."""

_WIDTHS = {"date": 13, "whole": 13, "number": 13, "yesno": 13, "time": 13, "text": 26, "moment": 19, "code": 18}
_WIDE = {"name": 44, "title": 44, "reason": 40, "setting": 36, "value": 50, "note": 70}
_OTHER_WIDTH = 24
_LINE_HEIGHT, _LEAST_HEIGHT = 16, 34
"""Points of a line of a heading, and of the row of headings at least."""
_FIT_ON_A_PAGE = 12
"""Columns that can still be read when one page is as wide as the sheet."""
_ARIAL = {"font_name": "Arial", "font_size": 11, "align": "left", "valign": "top"}
_HEADING = {"font_name": "Arial", "font_size": 11, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
_NEEDED = {**_HEADING, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
_OPTIONAL = {**_HEADING, "bg_color": "#DDE6F3", "font_color": "#1F3864"}

LAST_ROW = 999
"""The last row (from 0) that has drop-downs. Programs on the web fill every row up to it with looks."""
_VENUES = "room_venues"
_MOST_OF_A_LIST = 255
"""Characters of a drop-down's own words; Excel takes longer lists from cells only."""
_FIRST_LIST = 20
"""The column of the instructions from which such lists stand, unseen."""
_KEYS = {table: "session" if table == "sessions" else TABLES[table].columns[0].name for table in TABLES}
_EARLIEST = "=DATE(1975,1,1)"
INSTRUCTIONS, WORKED_EXAMPLES = "Instructions", "Worked examples"


def write_table_sheet(workbook: Workbook, table: Table, rows: Sequence[Row]) -> None:
    """Fill the sheet of one table, which is there already, with headings and rows."""
    sheet = workbook.get_worksheet_by_name(sheet_title(table.name))
    columns = (*table.columns, _NOTE)
    headings = [
        {"header": _heading(table, column), "header_format": workbook.add_format(_heading_looks(column))}
        for column in columns
    ]
    layout = {"name": _table_name(table), "columns": headings, "style": "Table Style Light 1", "autofilter": False}
    sheet.add_table(0, 0, max(1, len(rows)), len(columns) - 1, layout)
    for number, column in enumerate(columns):
        cells = [cell_words(table.name, column, row) for row in rows]
        _write_column(workbook, sheet, table, number, cells)
    if table.name == "settings":
        _show_settings(workbook, sheet, rows)
    sheet.set_row(0, _heading_height(table, columns))
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(columns))}{LAST_ROW + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    if len(columns) <= _FIT_ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0)


def _heading(table: Table, column: Column) -> str:
    return "Note" if column is _NOTE else heading_of(table.name, column.name)


def _heading_height(table: Table, columns: Sequence[Column]) -> int:
    lines = max(len(wrap(_heading(table, column), _width(column) - 1)) for column in columns)
    return max(_LEAST_HEIGHT, _LINE_HEIGHT * lines)


def _width(column: Column) -> int:
    return _WIDE.get(column.name, _WIDTHS.get(column.kind, _OTHER_WIDTH))


def _table_name(table: Table) -> str:
    return f"{''.join(part.capitalize() for part in table.name.split('_'))}Table"


def _heading_looks(column: Column) -> dict[str, Any]:
    return _NEEDED if column.needed else _OPTIONAL


def _write_column(workbook: Workbook, sheet: Worksheet, table: Table, number: int, cells: Sequence[str]) -> None:
    column = (*table.columns, _NOTE)[number]
    wrapped = column.name in _WIDE and column is not _NOTE
    looks = {**_ARIAL, "num_format": _FORMATS.get(column.kind, "@"), "text_wrap": wrapped}
    cell_format = workbook.add_format(looks)
    sheet.set_column(number, number, _width(column), cell_format)
    if column is not _NOTE:
        size = {"author": "meeting-day", "x_scale": 2.2, "y_scale": 1.6}
        sheet.write_comment(0, number, note_on(table.name, column), size)
    for row, text in enumerate(cells, start=1):
        _write_cell(sheet, (row, number), column.kind, text, cell_format)
    rule = drop_down(table.name, column)
    if rule is not None:
        sheet.data_validation(1, number, LAST_ROW, number, rule)


def _write_cell(sheet: Worksheet, place: tuple[int, int], kind: str, text: str, cell_format: object) -> None:
    """Write a real date or number where the column holds one, and text as text whatever it begins with."""
    if not text:
        sheet.write_blank(*place, None, cell_format)
    elif kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        sheet.write_datetime(*place, date.fromisoformat(text), cell_format)
    elif kind in ("whole", "number") and re.fullmatch(r"\d+(\.\d+)?", text):
        sheet.write_number(*place, float(text), cell_format)
    else:
        sheet.write_string(*place, text, cell_format)


def _show_settings(workbook: Workbook, sheet: Worksheet, rows: Sequence[Row]) -> None:
    """Mark the settings that must have a value, and offer the choices of those that have some."""
    needed = workbook.add_format(_NEEDED)
    for row, cells in enumerate(rows, start=1):
        setting = SETTINGS[cells["setting"]]
        if setting.needed:
            sheet.write_string(row, 0, heading_of("settings", setting.name), needed)
        if setting.choices:
            choices = [choice_words(choice) for choice in setting.choices]
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": choices})


def blank_settings() -> list[Row]:
    """Return a row for every setting, without its value, and what it is in the note."""
    return [{"setting": name, "note": SETTING_WORDS[name]} for name in SETTINGS]


def name_lists(workbook: Workbook) -> None:
    """Name the codes of each table that others refer to, however many are entered."""
    referred = sorted({table for each in TABLES.values() for column in each.columns for table in column.refers_to})
    for table in referred:
        workbook.define_name(codes_of(table), _growing(table, _KEYS[table]))
    workbook.define_name(_VENUES, _growing("rooms", "venue"))
    sheet = workbook.get_worksheet_by_name(INSTRUCTIONS)
    for place, (name, words) in enumerate(sorted(_long_lists().items()), start=_FIRST_LIST):
        sheet.set_column(place, place, None, None, {"hidden": True})
        sheet.write_column(0, place, words)
        letter = xl_col_to_name(place)
        workbook.define_name(name, f"='{INSTRUCTIONS}'!${letter}$1:${letter}${len(words)}")


def _long_lists() -> dict[str, tuple[str, ...]]:
    """Return the words of each column that Excel does not take as a drop-down's own, by the name of their list."""
    columns = ((table.name, column) for table in TABLES.values() for column in table.columns)
    offered = {_words_of(table, column): _choices(table, column) for table, column in columns}
    return {name: words for name, words in offered.items() if _too_long(words)}


def _words_of(table: str, column: Column) -> str:
    return f"{table}_{column.name}_words"


def _too_long(words: Sequence[str]) -> bool:
    return len(",".join(words)) > _MOST_OF_A_LIST


def _choices(table: str, column: Column) -> tuple[str, ...]:
    """Return all that a column is offered, in words, whatever else may be in it; nothing where anything goes."""
    if (table, column.name) == ("settings", "setting"):
        return tuple(heading_of("settings", setting) for setting in SETTINGS)
    if (table, column.name) == ("bodies", "classification"):
        names: tuple[str, ...] = CLASSIFICATIONS
    elif (table, column.name) == ("wishes", "wish"):
        names = (*wish_words(), EXCHANGE)
    elif (table, column.name) == ("fixed_meetings", "waive"):
        names = tuple(rule.RULE.name for rule in RULES if rule.RULE.about is not LUNCHES)
    else:
        names = ("yes", "no") if column.kind == "yesno" else column.choices
    return tuple(choice_words(name) for name in names)


def codes_of(table: str) -> str:
    """Return the name of the list of codes that a table has so far."""
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
        return {"validate": "list", "source": offered, **_warning(column, heading_of(table, column.name))}
    if column.kind == "date":
        return {"validate": "date", "criteria": ">=", "value": _EARLIEST, **_warning(column, "A date")}
    if column.kind == "whole":
        return {"validate": "integer", "criteria": ">=", "value": 0, **_warning(column, "A whole number")}
    return None


def _offered(table: str, column: Column) -> str | list[str] | None:
    choices = _choices(table, column)
    if choices:
        return f"={_words_of(table, column)}" if _too_long(choices) else list(choices)
    if column.name in ("venue", "from_venue", "to_venue") and table != "rooms":
        return f"={_VENUES}"
    if column.refers_to == ("people", "rooms", "speakers"):  # whichever its neighbour `kind` says
        return '=IF($A2="room",room_codes,IF($A2="speaker",speaker_codes,person_codes))'
    return f"={codes_of(column.refers_to[0])}" if column.refers_to else None


def _warning(column: Column, title: str) -> dict[str, Any]:
    """Return how an entry that is not offered is met: with a question, or where several may stand with none."""
    if column.kind in ("codes", "list", "text"):
        return {"show_error": False}
    return {
        "error_type": "warning",
        "error_title": title[:32],
        "error_message": "This is not what is expected here: see the note on the heading.",
    }


# -- the grid of seats

_MOST_BODIES = 40
_KEY_ROW, _HEADINGS_ROW = 0, 1
_PERSON_WIDTH, _BODY_WIDTH = 30, 11
_GRID_FONT = {"font_name": "Arial", "font_size": 11, "valign": "vcenter"}
_GRID_HEADING = {
    **_GRID_FONT,
    "bold": True,
    "text_wrap": True,
    "border": 1,
    "bg_color": "#DDE6F3",
    "font_color": "#1F3864",
}
_GRID_NEEDED = {**_GRID_HEADING, "bg_color": "#1F3864", "font_color": "#FFFFFF"}


def write_seats(workbook: Workbook) -> None:
    """Fill the sheet of the grid, which is there already: a key, headings to choose bodies in, and drop-downs."""
    sheet = workbook.get_worksheet_by_name(SEATS)
    text = workbook.add_format({**_GRID_FONT, "num_format": "@"})
    mark = workbook.add_format({**_GRID_FONT, "num_format": "@", "align": "center"})
    heading = workbook.add_format(_GRID_HEADING)
    sheet.set_column(0, 0, _PERSON_WIDTH, text)
    sheet.set_column(1, _MOST_BODIES, _BODY_WIDTH, mark)
    letters = {letter: choice_words(role) for role, (letter, *_) in MARKS.items()}
    key = " · ".join(f"{letter} {words.lower()}" for letter, words in letters.items())
    sheet.write_string(_KEY_ROW, 0, f"{key} · blank: no seat", workbook.add_format(_GRID_FONT))
    sheet.write_string(_HEADINGS_ROW, 0, "Person", workbook.add_format(_GRID_NEEDED))
    for column in range(1, _MOST_BODIES + 1):
        sheet.write_blank(_HEADINGS_ROW, column, None, heading)
    bodies, people = ({"validate": "list", "source": f"={codes_of(table)}"} for table in ("bodies", "people"))
    sheet.data_validation(_HEADINGS_ROW, 1, _HEADINGS_ROW, _MOST_BODIES, {**bodies, "show_error": False})
    sheet.data_validation(_HEADINGS_ROW + 1, 0, LAST_ROW, 0, {**people, "show_error": False})
    marks = {"validate": "list", "source": list(letters), "show_error": False}
    sheet.data_validation(_HEADINGS_ROW + 1, 1, LAST_ROW, _MOST_BODIES, marks)
    sheet.set_row(_HEADINGS_ROW, 34)
    sheet.freeze_panes(_HEADINGS_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(_HEADINGS_ROW)
    sheet.repeat_columns(0)
