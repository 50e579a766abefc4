"""The sheets of the workbook to fill in: instructions, and tables with notes, formats and drop-downs."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from scheduler.domain.headings import sheet_title
from scheduler.domain.tables import CLASSIFICATIONS, SETTINGS, TABLES, Column, Table
from scheduler.domain.verbs import LUNCHES
from scheduler.outputs.template.words import TABLES as WORDS
from scheduler.outputs.template.words import note_on
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
_FIT_ON_A_PAGE = 12
"""Columns that can still be read when one page is as wide as the sheet."""
_ARIAL = {"font_name": "Arial", "font_size": 11, "align": "left", "valign": "top"}
_HEADING = {"font_name": "Arial", "font_size": 11, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
_NEEDED = {**_HEADING, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
_OPTIONAL = {**_HEADING, "bg_color": "#DDE6F3", "font_color": "#1F3864"}

LAST_ROW = 1_999
"""The last row (from 0) that has formats and drop-downs: far more than a council fills."""
_OWN_WORDS_ALLOWED = {
    ("bodies", "classification"): CLASSIFICATIONS,
    ("settings", "setting"): tuple(SETTINGS),
}
_VENUES = "room_venues"
_MOST_OF_A_LIST = 255
"""Characters of a drop-down's own words; Excel takes longer lists from cells only."""
_FIRST_LIST = 20
"""The column of the instructions from which such lists stand, unseen."""
_KEYS = {table: "session" if table == "sessions" else TABLES[table].columns[0].name for table in TABLES}
_EARLIEST = "=DATE(1975,1,1)"
SHEET = "Instructions"
_FIRST_STEPS = (
    "Fill in the sheets from left to right. Hold the pointer over a heading to see what the column is for.",
    "Headings in white on dark blue must be filled in; those on pale blue may be left blank.",
    "Type a new row right below the last one. Blank rows do no harm.",
    "Give every body, person and room a short code of your own, such as HWB. A drop-down lists those entered so far.",
    "Where several may stand in one cell, put ; between them: Mon;Tue. A drop-down offers one: type the rest.",
    "Dates: 19/11/2026 or 2026-11-19. Times: 09:30 or 9.30am. Shares: 25%.",
    "The column Note on each sheet is yours: nothing reads it.",
)
_BLANK_START = "The rows that are there are an example to be typed over or deleted. It can be planned as it stands."
_EXAMPLE_START = (
    "This is a filled example. The column Note says what its source reports state and what is assumed. "
    "Calendar files (.ics) that it names were written beside it: keep them there."
)
_LAST_STEPS = (
    "To see whether anything is missing or contradicts itself:  meeting-day validate NAME.xlsx",
    "To find the year's calendar:  meeting-day plan NAME.xlsx",
)
_INSTRUCTION_WIDTHS = (26, 22, 96)


def write_table_sheet(workbook: Workbook, table: Table, rows: Sequence[Row]) -> None:
    """Fill the sheet of one table, which is there already, with headings and rows."""
    sheet = workbook.get_worksheet_by_name(sheet_title(table.name))
    columns = (*table.columns, _NOTE)
    headings = [
        {"header": _plain(column), "header_format": workbook.add_format(_heading_looks(column))} for column in columns
    ]
    layout = {"name": _table_name(table), "columns": headings, "style": "Table Style Light 1", "autofilter": False}
    sheet.add_table(0, 0, max(1, len(rows)), len(columns) - 1, layout)
    for number, column in enumerate(columns):
        _write_column(workbook, sheet, table, number, [row.get(column.name, "") for row in rows])
    if table.name == "settings":
        _offer_choices_of_settings(sheet, rows)
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(columns))}{LAST_ROW + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    if len(columns) <= _FIT_ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0)


def _plain(column: Column) -> str:
    return column.name.replace("_", " ").capitalize()


def _table_name(table: Table) -> str:
    return f"{''.join(part.capitalize() for part in table.name.split('_'))}Table"


def _heading_looks(column: Column) -> dict[str, Any]:
    return _NEEDED if column.needed else _OPTIONAL


def _write_column(workbook: Workbook, sheet: Worksheet, table: Table, number: int, cells: Sequence[str]) -> None:
    column = (*table.columns, _NOTE)[number]
    wrapped = column.name in _WIDE and column is not _NOTE
    looks = {**_ARIAL, "num_format": _FORMATS.get(column.kind, "@"), "text_wrap": wrapped}
    cell_format = workbook.add_format(looks)
    sheet.set_column(number, number, _WIDE.get(column.name, _WIDTHS.get(column.kind, _OTHER_WIDTH)), cell_format)
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


def _offer_choices_of_settings(sheet: Worksheet, rows: Sequence[Row]) -> None:
    for row, cells in enumerate(rows, start=1):
        setting = SETTINGS.get(cells["setting"])
        if setting is not None and setting.choices:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(setting.choices)})


def name_lists(workbook: Workbook) -> None:
    """Name the codes of each table that others refer to, however many are entered."""
    referred = sorted({table for each in TABLES.values() for column in each.columns for table in column.refers_to})
    for table in referred:
        workbook.define_name(_codes_of(table), _growing(table, _KEYS[table]))
    workbook.define_name(_VENUES, _growing("rooms", "venue"))
    sheet = workbook.get_worksheet_by_name(SHEET)
    for place, (name, words) in enumerate(sorted(_long_lists().items()), start=_FIRST_LIST):
        sheet.set_column(place, place, None, None, {"hidden": True})
        sheet.write_column(0, place, words)
        letter = xl_col_to_name(place)
        workbook.define_name(name, f"='{SHEET}'!${letter}$1:${letter}${len(words)}")


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
    """Return all that a column is offered, whatever else may be in it; nothing where anything goes."""
    if (table, column.name) == ("wishes", "wish"):
        return (*wish_words(), EXCHANGE)
    if (table, column.name) == ("fixed_meetings", "waive"):
        return tuple(rule.RULE.name for rule in RULES if rule.RULE.about is not LUNCHES)
    if column.kind == "yesno":
        return ("yes", "no")
    return _OWN_WORDS_ALLOWED.get((table, column.name)) or column.choices


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
        return {"validate": "list", "source": offered, **_warning(column, _plain(column))}
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
    return f"={_codes_of(column.refers_to[0])}" if column.refers_to else None


def _warning(column: Column, title: str) -> dict[str, Any]:
    """Return how an entry that is not offered is met: with a question, or where several may stand with none."""
    if column.kind in ("codes", "list", "text"):
        return {"show_error": False}
    return {
        "error_type": "warning",
        "error_title": title[:32],
        "error_message": "This is not what is expected here: see the note on the heading.",
    }


def write_instructions(workbook: Workbook, *, title: str, example: bool) -> None:
    """Fill the sheet of instructions, which is there already."""
    sheet = workbook.get_worksheet_by_name(SHEET)
    text = workbook.add_format({"font_name": "Arial", "font_size": 12, "valign": "top"})
    wrapped = workbook.add_format({"font_name": "Arial", "font_size": 12, "valign": "top", "text_wrap": True})
    bold = workbook.add_format({"font_name": "Arial", "font_size": 12, "bold": True, "bottom": 1})
    heading = workbook.add_format({"font_name": "Arial", "font_size": 18, "bold": True})
    link = workbook.add_format(
        {"font_name": "Arial", "font_size": 12, "font_color": "#0563C1", "underline": 1, "valign": "top"}
    )
    for number, width in enumerate(_INSTRUCTION_WIDTHS):
        sheet.set_column(number, number, width, text)
    sheet.write_string(0, 0, title, heading)
    sheet.set_row(0, 30)
    row = 1
    for line in (_EXAMPLE_START if example else _BLANK_START, *_FIRST_STEPS, *_LAST_STEPS):
        row += 1
        sheet.write_string(row, 0, line, text)
    row += 2
    first_row = row
    for table in TABLES.values():
        row += 1
        sheet.write_url(row, 0, f"internal:'{sheet_title(table.name)}'!A1", link, sheet_title(table.name))
        sheet.write_string(row, 1, "must be there" if table.needed else "if you need it", text)
        sheet.write_string(row, 2, WORDS[table.name], wrapped)
    headings = [{"header": name, "header_format": bold} for name in ("Sheet", "Needed", "What it is for")]
    layout = {"name": "SheetsTable", "columns": headings, "style": "Table Style Light 1", "autofilter": False}
    sheet.add_table(first_row, 0, row, len(_INSTRUCTION_WIDTHS) - 1, layout)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
