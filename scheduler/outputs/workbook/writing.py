"""A table of the outputs, defined once: its columns, typed, and its rows; and how it is written as a sheet.

A data frame is made of the same definition (`outputs/frames.py`).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import compress
from math import ceil
from typing import Any, TypeAlias

import xlsxwriter

from scheduler.domain.wording import long_date
from scheduler.languages import ENGLISH, WELSH, phrase, said, writing
from scheduler.outputs.letters import BOLD, width_of, wrapped
from scheduler.outputs.naming import cleaned, on_one_line

Cell: TypeAlias = str | int | date | None
"""A date, a whole number (of minutes after midnight in a column of times), an answer, text, or nothing."""

Row: TypeAlias = tuple[Cell, ...]

TEXT, CATEGORY, ANSWER, LINK = "text", "category", "answer", "link"
NUMBER, DIFFERENCE, SHADED = "number", "difference", "shaded"
DATE, TIME = "date", "time"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        What a program calls it, as `plan.json` and the tables of the input do where they hold the same.
    heading : str
        What the sheet shows above it.
    width : int
        Digits of the sheet's letters.
    kind : str
        `text`; `category` (text that recurs: a body, a person, a status); `answer` (yes or no); `number`;
        `difference` (a number with its sign); `shaded` (a number, the darker the larger); `date`; `time`
        (minutes after midnight); or `link` (a sheet's name).
    blank : str
        What the sheet says where the row holds nothing.
    program_only : bool
        Whether it is in the data frame and not on the sheet: a weight, a code.

    """

    name: str
    heading: str
    width: int
    kind: str = TEXT
    blank: str = ""
    program_only: bool = False

    whole: bool = False
    """Whether it holds codes, which are never broken: it is as wide as the longest."""
    choices: tuple[str, ...] = ()
    """What may be written there, as a drop-down; empty for anything."""

    @property
    def said(self) -> "Column":
        """The column with its heading, a fixed phrase, in the language that is being written, as wide as that asks."""
        width = self.width if writing() == ENGLISH else ceil(self.width * _WIDER)
        return replace(self, heading=said(self.heading), width=width)

    def as_wide_as(self, values: Iterable[Cell]) -> "Column":
        """Return the column as wide as its codes ask."""
        longest = max((width_of(word) for value in values for word in str(value or "").split()), default=0.0)
        return replace(self, width=max(self.width, min(_WIDEST_CODE, ceil(longest / _SAFETY)))) if self.whole else self

    def shown(self, value: Cell) -> Cell:
        """Return what the sheet shows of a value: answers in words, and the words for nothing."""
        if value is None or value == "":
            return self.blank or value
        if self.kind == ANSWER:
            return said("Yes") if value else said("No")
        return value


_WIDER = 1.25
"""Welsh takes a quarter more room than English: `Llun 29 Mawrth 2027`, `Wedi'i gadarnhau`."""

DATE_COLUMN = Column("date", phrase("Date"), 16, DATE)
START_COLUMN = Column("start", "Start", 7, TIME)
END_COLUMN = Column("end", "End", 7, TIME)
BODY_COLUMN = Column("body", phrase("Body"), 10, CATEGORY, whole=True)
NAME_COLUMN = Column("body_name", phrase("Name"), 36, CATEGORY)
AUTHORITY_COLUMN = Column("authority", phrase("Authority"), 30, CATEGORY)
"""Whose body it is, in a calendar of several authorities."""


def matrix_column(body: str) -> Column:
    """Return a body's column in a matrix of bodies by bodies."""
    return Column(body, body, min(24, max(7, len(body) + 2)), SHADED)


@dataclass(frozen=True)
class DataSheet:
    """A sheet with exactly one table."""

    name: str
    """The tab, and the name of the table."""
    title: str
    about: tuple[str, ...]
    """What the sheet holds, in sentences; each begins a line."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    nothing: str = "Nothing to show."
    """What the sheet says in the place of rows where there are none."""
    frozen_columns: int = 0
    """Columns that stay in sight when the sheet is scrolled sideways."""
    notice: str = ""
    """What must not be overlooked, in bold letters below the title."""
    for_whom: str = "Officers"
    """Who works with it, as the cover says."""
    one_page: bool = False
    """Whether it is printed on one page, whatever it holds."""

    @property
    def on_paper(self) -> "DataSheet":
        """The sheet without the columns that only a program reads, no code broken in the others."""
        kept = [not column.program_only for column in self.columns]
        rows = tuple(tuple(compress(row, kept)) for row in self.rows)
        columns = (
            column.as_wide_as(row[place] for row in rows) for place, column in enumerate(compress(self.columns, kept))
        )
        return replace(self, columns=tuple(columns), rows=rows)

    @property
    def width(self) -> int:
        """The width of the table, in digits."""
        return sum(column.width for column in self.columns)

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The rows as the sheet shows them."""
        return tuple(tuple(map(Column.shown, self.columns, row)) for row in self.rows)


Worksheet: TypeAlias = Any
Format: TypeAlias = Any

INK, PAPER, DEEP, LINK_BLUE, WARNING = "#1A1A1A", "#FFFFFF", "#1F3864", "#0B3FA8", "#9A1B1B"
DATE_PATTERN = "[$-809]ddd d mmm yyyy"
"""Names of days and months in British English, whatever the reader's own language."""
_DATE_PATTERNS = {ENGLISH: DATE_PATTERN, WELSH: "[$-452]ddd d mmm yyyy"}
"""The same in each language that is written, by its number at Microsoft (MS-LCID)."""

_CELL = {"text_wrap": True, "valign": "top", "font_color": INK, "bottom": 1, "bottom_color": "#BFBFBF"}
_HEADING = {"bold": True, "font_color": PAPER, "bg_color": DEEP, "border": 1, "border_color": PAPER}
_LOOKS: dict[str, dict[str, object]] = {
    TEXT: {},
    "quoted": {"quote_prefix": True},
    "nothing": {"italic": True, "text_wrap": False},
    NUMBER: {"num_format": "0", "align": "right", "indent": 2},
    DIFFERENCE: {"num_format": "+0;-0;0", "align": "right", "indent": 2},
    SHADED: {"num_format": "0", "align": "center"},
    DATE: {"align": "left"},
    TIME: {"num_format": "hh:mm", "align": "left"},
    LINK: {"font_color": LINK_BLUE, "underline": 1},
    CATEGORY: {},
    ANSWER: {},
    "heading": _HEADING,
    "heading right": {**_HEADING, "align": "right", "indent": 2},
    "heading centre": {**_HEADING, "align": "center"},
    "title": {"bold": True, "font_size": 16, "font_color": DEEP, "text_wrap": False, "bottom": 0},
    "about": {"text_wrap": False, "bottom": 0},
    "notice": {"bold": True, "font_color": WARNING, "text_wrap": False, "bottom": 0},
}


class Styles:
    """Formats of one workbook; equal looks share one."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self.look = cache(self._look)

    def __getitem__(self, name: str) -> Format:
        """Return the look of a kind of cell on a data sheet."""
        pattern = {"num_format": _DATE_PATTERNS[writing()]} if name == DATE else {}
        return self.look(**{**_CELL, **_LOOKS[name], **pattern})

    def _look(self, **properties: object) -> Format:
        return self._book.add_format({"font_name": "Arial", "font_size": 12, **properties})


LONGEST_CELL = 32_767
"""What one cell holds, in units of UTF-16."""
LONGEST_HEADING = 255
LONGEST_PROPERTY = 250
NO_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When a workbook was created that knows no day of its own: never the clock."""
A4, A3 = 9, 8
_WIDEST_UPRIGHT, _WIDEST_ON_A4 = 100, 200
"""Digits that fit across A4, upright and on its side, in letters that can still be read."""
_LINE_POINTS, _HIGHEST_ROW, _SAFETY = 15.5, 409.0, 0.94
_WIDEST_CODE = 40
"""Digits of a column of codes: what is longer is broken after all."""
_LEAST_LETTERS = 0.5
"""Of a line, in letters for each digit it is wide: fewer always fit on one line."""
_HEADINGS = {NUMBER: "heading right", DIFFERENCE: "heading right", SHADED: "heading centre"}
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)
"""Spreadsheets count a 29 February 1900, so days before it have no number that all of them agree on."""
_RAW = "<r>"
"""XlsxWriter takes text between `<r>` and `</r>` for mark-up of its own; a space after it keeps it text."""
_MINUTES_IN_A_DAY = 1440
_STARTS_A_FORMULA = tuple("=+-@")


def book_of(sheets: Iterable[DataSheet], title: str, created: dt.datetime) -> bytes:
    """Return a workbook of these sheets as bytes: the same for the same sheets, for it says when it was created."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, book_options()) as book:
        named = on_one_line(title)[:LONGEST_PROPERTY]
        book.set_properties({"title": named, "comments": "Written by meeting-day.", "created": created})
        styles = Styles(book)
        for sheet in sheets:
            write_data_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return buffer.getvalue()


def book_options() -> dict[str, object]:
    """Return XlsxWriter's options, new each time: it writes into what it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 12},
        "default_column_width": 80,
    }


def write_data_sheet(sheet: Worksheet, data: DataSheet, styles: Styles) -> None:
    """Write the title, what the sheet holds, and its table."""
    data = data.on_paper
    width = max(data.width, 60)
    notice = [(line, "notice") for line in wrapped(on_one_line(data.notice), width / BOLD) if line]
    about = [(line, "about") for sentence in data.about for line in wrapped(on_one_line(sentence), width)]
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, fitted(on_one_line(data.title)), styles["title"])
    for number, (line, look) in enumerate(notice + about, start=1):
        sheet.write_string(number, 0, fitted(line), styles[look])
    header = len(notice) + len(about) + 1
    last = _write_table(sheet, data, styles, header)
    sheet.freeze_panes(header + 1, data.frozen_columns)
    _set_up_print(sheet, data.width, one_page=data.one_page)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, last, len(data.columns) - 1)


def _write_table(sheet: Worksheet, data: DataSheet, styles: Styles, header: int) -> int:
    last = header + max(1, len(data.rows))
    headings = headings_of([column.heading for column in data.columns])
    sheet.add_table(
        header,
        0,
        last,
        len(data.columns) - 1,
        {
            "name": re.sub(r"\W", "_", data.name),
            "description": on_one_line(data.about[0])[:LONGEST_HEADING],
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [
                {"header": heading, "header_format": styles[_HEADINGS.get(column.kind, "heading")]}
                for heading, column in zip(headings, data.columns, strict=True)
            ],
        },
    )
    widths = [column.width for column in data.columns]
    set_height(sheet, header, headings, [width / BOLD for width in widths])
    for index, column in enumerate(data.columns):
        sheet.set_column(index, index, column.width)
        if column.choices:
            choices = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(header + 1, index, last, index, choices)
    cells = [(index, _WRITERS[column.kind], styles[column.kind]) for index, column in enumerate(data.columns)]
    if not data.rows:
        sheet.write_string(last, 0, data.nothing, styles["nothing"])
    for number, row in enumerate(data.shown_rows, start=header + 1):
        set_height(sheet, number, row, widths)
        for index, write, look in cells:
            value = row[index]
            if value in (None, ""):
                sheet.write_blank(number, index, None, look)
            elif isinstance(value, str) and write is not _write_link:
                write_text(sheet, number, index, value, styles)
            else:
                write(sheet, number, index, value, look)
    shaded = [index for index, column in enumerate(data.columns) if column.kind == SHADED]
    if shaded:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#F4A259"}
        sheet.conditional_format(header + 1, shaded[0], last, shaded[-1], scale)
    return last


def set_height(sheet: Worksheet, number: int, row: Sequence[Cell], widths: Sequence[float]) -> None:
    """Make the row high enough for its longest text; not every program does that when it opens the file."""
    lines = max(
        (
            len(wrapped(text, width * _SAFETY))
            for text, width in zip(row, widths, strict=False)
            if isinstance(text, str) and (len(text) > width * _LEAST_LETTERS or "\n" in text)
        ),
        default=1,
    )
    if lines > 1:
        sheet.set_row(number, min(lines * _LINE_POINTS + 1, _HIGHEST_ROW))


def _set_up_print(sheet: Worksheet, width: int, *, one_page: bool) -> None:
    """Fit the sheet to the width of the paper, or to one page, its name and the page's number at the foot."""
    sheet.set_paper(A3 if width > _WIDEST_ON_A4 else A4)
    if width > _WIDEST_UPRIGHT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page = said("Page {page} of {pages}", page="&P", pages="&N")
    sheet.set_footer(f'&L&"Arial"&9&A&R&"Arial"&9{page}')
    sheet.set_tab_color(DEEP)


def headings_of(words: list[str]) -> list[str]:
    """Return headings that a table accepts: on one line, none empty, and no two alike whatever their case."""
    taken: set[str] = set()
    headings: list[str] = []
    for word in words:
        heading = on_one_line(word).replace("_x", "_ x").replace(_RAW, "< r>")[: LONGEST_HEADING - 10] or "Column"
        number = 2
        unique = heading
        while unique.lower() in taken:
            unique = f"{heading} ({number})"
            number += 1
        taken.add(unique.lower())
        headings.append(unique)
    return headings


def fitted(text: str) -> str:
    """Return the text without control characters, and no longer than a cell holds."""
    clean = cleaned(text)
    units = clean.encode("utf-16-le")
    if len(units) > LONGEST_CELL * 2:
        clean = units[: (LONGEST_CELL - 1) * 2].decode("utf-16-le", errors="ignore") + "…"
    return f"{clean[: LONGEST_CELL - 1]} " if clean.startswith(_RAW) else clean


def write_text(sheet: Worksheet, row: int, column: int, text: str, styles: Styles) -> None:
    """Write text that stays text, even when somebody edits the cell."""
    clean = fitted(text)
    sheet.write_string(row, column, clean, styles["quoted" if clean.startswith(_STARTS_A_FORMULA) else TEXT])


def _write_number(sheet: Worksheet, row: int, column: int, value: int, look: object) -> None:
    sheet.write_number(row, column, value, look)


def _write_date(sheet: Worksheet, row: int, column: int, day: date, look: object) -> None:
    if day < _FIRST_SAFE_DAY:
        sheet.write_string(row, column, long_date(day), look)
    else:
        sheet.write_number(row, column, (day - _DAY_ZERO).days, look)


def _write_time(sheet: Worksheet, row: int, column: int, minutes: int, look: object) -> None:
    sheet.write_number(row, column, minutes / _MINUTES_IN_A_DAY, look)


def _write_link(sheet: Worksheet, row: int, column: int, name: str, look: object) -> None:
    sheet.write_url(row, column, f"internal:'{name}'!A1", look, name, f"Go to the sheet {name}")


_WRITERS: dict[str, Callable[[Worksheet, int, int, Any, object], None]] = {
    TEXT: _write_number,
    CATEGORY: _write_number,
    ANSWER: _write_number,
    NUMBER: _write_number,
    SHADED: _write_number,
    DIFFERENCE: _write_number,
    DATE: _write_date,
    TIME: _write_time,
    LINK: _write_link,
}
