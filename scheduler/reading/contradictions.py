"""Checks across rows and tables: contradictions are faults, at the cell that shows them."""

from scheduler.reading.parse_rows import Findings, Rows
from scheduler.reading.parse_settings import FoundSettings
from scheduler.reading.spellings import warn_of_strange_words


def find_contradictions(rows: Rows, found: FoundSettings, findings: Findings) -> None:
    """Note every contradiction between rows, and warn of what had better be looked at."""
    warn_of_strange_words(rows, findings)
