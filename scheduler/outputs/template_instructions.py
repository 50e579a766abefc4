"""The first sheet of the workbook to fill in: how to fill it in, sheet by sheet."""

from xlsxwriter import Workbook

from scheduler.domain.tables import TABLES
from scheduler.outputs.template_headings import sheet_title
from scheduler.outputs.template_words import TABLES as WORDS

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
_WIDTHS = (26, 22, 96)


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
    for number, width in enumerate(_WIDTHS):
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
    sheet.add_table(first_row, 0, row, len(_WIDTHS) - 1, layout)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
