"""One sheet of the workbook to fill in: a real table with notes, formats and drop-downs."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from scheduler.domain.tables import SETTINGS, Column, Table
from scheduler.outputs.template_headings import heading_of, note_on, sheet_title
from scheduler.outputs.template_lists import LAST_ROW, drop_down

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


def write_table_sheet(workbook: Workbook, table: Table, rows: Sequence[Row]) -> None:
    """Fill the sheet of one table, which is there already, with headings and rows."""
    sheet = workbook.get_worksheet_by_name(sheet_title(table.name))
    columns = (*table.columns, _NOTE)
    headings = [
        {"header": heading_of(column.name), "header_format": workbook.add_format(_heading_looks(column))}
        for column in columns
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
