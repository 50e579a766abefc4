"""`options.html` and `options.xlsx`: good calendars side by side, to be put to group leaders."""

from scheduler.exporting.options.page import options_page
from scheduler.exporting.options.workbook import options_workbook

__all__ = ["options_page", "options_workbook"]
