"""From a workbook, a folder or a problem made in Python to the problem it states, or every fault of it."""

from scheduler.reading.parsing import read_input, row_numbers
from scheduler.reading.validation import validated

__all__ = ["read_input", "row_numbers", "validated"]
