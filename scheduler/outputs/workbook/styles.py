"""The looks of cells, each made once for the whole workbook."""

from functools import cache
from typing import Any, TypeAlias

import xlsxwriter

from scheduler.outputs.workbook.data_sheet import DATE, DIFFERENCE, LINK, NUMBER, SHADED, TEXT, TIME

Format: TypeAlias = Any

INK, PAPER, DEEP, LINK_BLUE = "#1A1A1A", "#FFFFFF", "#1F3864", "#0B3FA8"
DATE_PATTERN = "[$-809]ddd d mmm yyyy"
"""Names of days and months in British English, whatever the reader's own language."""

_CELL = {"text_wrap": True, "valign": "top", "font_color": INK, "bottom": 1, "bottom_color": "#BFBFBF"}
_HEADING = {"bold": True, "font_color": PAPER, "bg_color": DEEP, "border": 1, "border_color": PAPER}
_LOOKS: dict[str, dict[str, object]] = {
    TEXT: {},
    "quoted": {"quote_prefix": True},
    "nothing": {"italic": True, "text_wrap": False},
    NUMBER: {"num_format": "0", "align": "right", "indent": 2},
    DIFFERENCE: {"num_format": "+0;-0;0", "align": "right", "indent": 2},
    SHADED: {"num_format": "0", "align": "center"},
    DATE: {"num_format": DATE_PATTERN, "align": "left"},
    TIME: {"num_format": "hh:mm", "align": "left"},
    LINK: {"font_color": LINK_BLUE, "underline": 1},
    "heading": _HEADING,
    "heading right": {**_HEADING, "align": "right", "indent": 2},
    "heading centre": {**_HEADING, "align": "center"},
    "title": {"bold": True, "font_size": 16, "font_color": DEEP, "text_wrap": False, "bottom": 0},
    "about": {"text_wrap": False, "bottom": 0},
}


class Styles:
    """Formats of one workbook; equal looks share one."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self.look = cache(self._look)

    def __getitem__(self, name: str) -> Format:
        """Return the look of a kind of cell on a data sheet."""
        return self.look(**{**_CELL, **_LOOKS[name]})

    def _look(self, **properties: object) -> Format:
        return self._book.add_format({"font_name": "Arial", "font_size": 12, **properties})
