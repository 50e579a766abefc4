"""The sheets of the workbook that are only to be read: how to fill in the others, and worked rows of each."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.tables import TABLES, Column, Table
from scheduler.outputs.template.sheets import INSTRUCTIONS, WORKED_EXAMPLES
from scheduler.outputs.template.words import ONLY_IF, cell_words
from scheduler.outputs.template.words import TABLES as WORDS
from scheduler.outputs.template.worked_rows import WORKED, Worked

FIRST = ("settings", "bodies", "people", "memberships", "rooms", "closed_dates")
"""The tables that every council fills in, in that order; the others are for those that need them."""

_WIDTHS = (22, 70, 66)
_EXAMPLE_START = (
    "This is a filled example. The column Note says what its source reports state and what is assumed. "
    "Calendar files (.ics) that it names were written beside it: keep them there."
)
_WHAT_TO_FILL = {
    "settings": "The name of the calendar, its first and last day. The rest has usual values.",
    "bodies": "A row for each committee: a short code, its name, how often it meets, on which weekdays, when.",
    "people": "A row for each person: a short code and a name. It may be a post, such as Leader of the Opposition.",
    "memberships": "Who sits on what: a row for each seat.",
    "rooms": "A row for each room: a short code, its name, the building, how many it seats.",
    "closed_dates": "Recess, Christmas, school holidays. Public holidays need no row.",
}
_SEATS_INSTEAD = "Instead of Memberships, or beside it: people down, bodies across, C, V, M or S where they meet."
_HOW = (
    "Hold the pointer over a heading to see what the column is for. White on dark blue must be filled in.",
    "Type a new row right below the last one. Blank rows do no harm.",
    "Give every body, person and room a short code, such as HWB. Elsewhere the code or the name will do.",
    "Where several may stand in one cell, put ; between them: Mon;Tue. A drop-down offers one: type the rest.",
    "Dates: 19/11/2026, 19 November 2026 or Thu 19 Nov 2026. Times: 19:00, 7pm or 7.30pm. Shares: 25%.",
    "The column Note on each sheet is yours: nothing reads it.",
)
_LAST_STEPS = (
    ("meeting-day validate NAME.xlsx", "To see what is missing or contradicts itself."),
    ("meeting-day plan NAME.xlsx", "To find the year's calendar."),
)

_LINE_HEIGHT = 16.5
"""Points of a line; a row's height is written down, for not every program finds it itself."""
_LETTERS = 1.1
"""Letters to a unit of a column's width."""
_FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_LINK = {**_FONT, "font_color": "#0563C1", "underline": 1}
_HEADING = {**_FONT, "bold": True, "bottom": 1}


class _Page:
    """A sheet that is written row by row, from the top."""

    def __init__(self, workbook: Workbook, title: str, widths: Sequence[int], across: int, down: int) -> None:
        self.workbook = workbook
        self.sheet: Worksheet = workbook.get_worksheet_by_name(title)
        self.widths = widths
        self.row = 0
        self.formats: dict[str, Format] = {}
        for number, width in enumerate(widths):
            self.sheet.set_column(number, number, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(across, down)
        self.sheet.set_default_row(_LINE_HEIGHT)

    def look(self, **looks: object) -> Format:
        """Return the format of these looks, made once."""
        return self.formats.setdefault(repr(looks), self.workbook.add_format({**_FONT, **looks}))

    def write(self, *cells: str, **looks: object) -> None:
        """Write one row of texts."""
        for column, text in enumerate(cells):
            if text or looks.get("bottom"):
                self.sheet.write_string(self.row, column, text, self.look(**looks))
        if looks.get("text_wrap"):
            lines = [ceil(len(text) / width / _LETTERS) for text, width in zip(cells, self.widths, strict=False)]
            self.sheet.set_row(self.row, _LINE_HEIGHT * max(1, *lines))
        self.row += 1

    def link(self, title: str, *cells: str) -> None:
        """Write one row that begins with a link to a sheet."""
        self.sheet.write_url(self.row, 0, f"internal:'{title}'!A1", self.look(**_LINK), title)
        self.write("", *cells, text_wrap=True)


def write_instructions(workbook: Workbook, *, title: str, example: bool) -> None:
    """Fill the sheet of instructions, which is there already."""
    page = _Page(workbook, INSTRUCTIONS, _WIDTHS, across=1, down=1)
    page.sheet.set_row(0, 30)
    page.write(title, bold=True, font_size=18)
    if example:
        page.write(_EXAMPLE_START)
    page.row += 1
    page.write("First these", "What to fill in", "What it is for", **_HEADING)
    for table in FIRST:
        page.link(sheet_title(table), _WHAT_TO_FILL[table], WORDS[table])
        if table == "memberships" and not example:
            page.link(SEATS, _SEATS_INSTEAD, WORDS[table])
    page.row += 1
    page.write("The others", "Only if", "What it is for", **_HEADING)
    for table in (name for name in TABLES if name not in FIRST):
        page.link(sheet_title(table), ONLY_IF[table], WORDS[table])
    page.row += 1
    page.write("How to write", "", "", **_HEADING)
    for line in _HOW:
        page.write(line)
    if not example:
        page.link(WORKED_EXAMPLES, "Rows of each sheet, and what they mean.")
    page.row += 1
    page.write("Then", "", "", **_HEADING)
    for command, what in _LAST_STEPS:
        page.write("", command, what)


_MEANING_WIDTH, _WORKED_WIDTH = 44, 17


def write_worked_examples(workbook: Workbook) -> None:
    """Fill the sheet of worked rows, which is there already: each table with its headings, and what each row means."""
    widest = max(len(worked.columns) for worked in WORKED.values())
    page = _Page(workbook, WORKED_EXAMPLES, (_MEANING_WIDTH, *[_WORKED_WIDTH] * widest), across=2, down=0)
    page.sheet.freeze_panes(0, 1)
    page.sheet.repeat_columns(0)
    page.sheet.set_row(0, 30)
    page.write("Worked examples", bold=True, font_size=18)
    page.write("Rows of an invented council, to show how each sheet is filled in. Nothing here is read.")
    for table in (TABLES[name] for name in WORKED):
        page.row += 1
        page.link(sheet_title(table.name))
        page.write("What the row means", *_headings(table, WORKED[table.name]), text_wrap=True, bold=True, bottom=1)
        for (meaning, *_), cells in zip(WORKED[table.name].rows, _in_words(table, WORKED[table.name]), strict=True):
            page.write(meaning, *cells, text_wrap=True)


def _headings(table: Table, worked: Worked) -> list[str]:
    return [heading_of(table.name, column) for column in worked.columns]


def _in_words(table: Table, worked: Worked) -> list[list[str]]:
    columns = {column.name: column for column in table.columns}
    return [[_shown(table, columns[name], row) for name in worked.columns] for row in worked.cells()]


def _shown(table: Table, column: Column, row: Mapping[str, str]) -> str:
    """Return what the cell of a row shows in the sheet of its table."""
    words = cell_words(table.name, column, row)
    return f"{date.fromisoformat(words):%d/%m/%Y}" if words and column.kind == "date" else words
