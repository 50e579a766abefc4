"""A calendar that Outlook exports as CSV: Subject, Start Date, Start Time, End Date, End Time, All day event, Location.

Outlook writes days as its machine does, 21/05/2026 here and 5/21/2026 on one set to the United States: which, the
days of the file tell together. Descriptions, attendees and all else are not read.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.domain.found import Found, FoundClosure, FoundMeeting
from scheduler.domain.names import name_key
from scheduler.reading.imports.days_and_times import times_in
from scheduler.reading.imports.gathering import Gathering, is_closure, named
from scheduler.reading.imports.grid import Grid
from scheduler.reading.tables.days import CENTURY, MONTHS, TWO_FIGURES, read_date
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault, Raw, text_of

ONE_DAY = timedelta(days=1)
SAVE_DAYS_OTHERWISE = (
    "Set the region of Windows to English (United Kingdom) and export again, or save the calendar as .ics."
)
_FIGURES = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_NEEDED = frozenset(("subject", "startdate"))
_YES = frozenset(("true", "yes", "1", "wahr", "-1"))


def read_outlook(grid: Grid) -> Found | None:
    """Return the events of a calendar from Outlook; None where a grid is none.

    Raises
    ------
    Unreadable
        If its days may be meant either way, or are written both ways.

    """
    header = {name_key(text_of(value)): column for column, value in enumerate(grid.rows[0])}
    if not header.keys() >= _NEEDED:
        return None
    dates = [header[name] for name in ("startdate", "enddate") if name in header]
    day_first = _day_first(grid, [row[column] for row in grid.rows[1:] for column in dates])
    found = Gathering()
    for number in range(1, len(grid.rows)):
        _Event(grid, number, header, day_first).take(found)
    return found.found() if found.anything else None


def _day_first(grid: Grid, values: Iterable[Raw]) -> bool:
    """Return whether the days of a file stand before the months."""
    written = [match for value in values if isinstance(value, str) and (match := _FIGURES.fullmatch(value.strip()))]
    day_first = any(int(match[1]) > MONTHS for match in written)
    month_first = any(int(match[2]) > MONTHS for match in written)
    if day_first and month_first:
        message = f"{grid.file} writes some days with the day first and some with the month first"
        raise Unreadable(message, SAVE_DAYS_OTHERWISE)
    doubtful = next((match[0] for match in written if match[1] != match[2]), None)
    if not day_first and not month_first and doubtful is not None:
        message = f"in {grid.file}, nothing tells whether {doubtful} has the day or the month first"
        raise Unreadable(message, SAVE_DAYS_OTHERWISE)
    return not month_first


class _Event:
    """One row of such a file."""

    def __init__(self, grid: Grid, number: int, header: dict[str, int], day_first: bool) -> None:  # noqa: FBT001 - private
        self.grid, self.number, self.header, self.day_first = grid, number, header, day_first
        self.source = grid.source(number)

    def take(self, found: Gathering) -> None:
        """Take it as a meeting, or as days off."""
        title = self.text("subject")
        try:
            first, last = self.day("startdate"), self.day("enddate")
        except CellFault as fault:
            found.fault(title, fault, self.source)
            return
        if first is None:
            found.leave(title or "a row", "no date is read there", self.source)
            return
        whole = self.text("alldayevent").lower() in _YES
        start, end = (times_in(self.value(name)).start for name in ("starttime", "endtime"))
        if last is not None and last > first and whole and not end:
            last -= ONE_DAY  # Outlook ends a whole day at midnight, on the next
        if is_closure(title):
            found.closures.append(FoundClosure(first, max(first, last or first), title, self.source))
        elif last is not None and last > first:
            found.leave(title, "several days from one to another are no one meeting", self.source)
        else:
            name = named(title)
            start = name.start if whole else start
            end = end if not whole and start is not None and end is not None and end > start else None
            meeting = FoundMeeting(
                name.body, first, self.source, start, end, self.text("location"), name.title, name.words,
                cancelled=name.cancelled, mark=name.mark,
            )  # fmt: skip
            found.meeting(meeting)

    def value(self, name: str) -> Raw:
        return self.grid.rows[self.number][self.header[name]] if name in self.header else ""

    def text(self, name: str) -> str:
        return self.grid.text(self.number, self.header[name]) if name in self.header else ""

    def day(self, name: str) -> date | None:
        """Return the day of a cell, in the order of the file."""
        value = self.value(name)
        if value == "":
            return None
        match = _FIGURES.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            return read_date(value)
        day, month = (match[1], match[2]) if self.day_first else (match[2], match[1])
        year = int(match[3]) + (CENTURY if len(match[3]) == TWO_FIGURES else 0)
        return read_date(f"{day}/{month}/{year}")
