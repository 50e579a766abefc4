"""`options.html` and `options.xlsx`: good calendars side by side, to be put to group leaders."""

from scheduler.outputs.options.page import options_page
from scheduler.outputs.options.workbook import options_workbook

__all__ = ["options_page", "options_workbook"]
