"""Closed dates from a calendar file: each whole-day event of an .ics of school terms or holidays is days of a row.

Events count with their repeats, from their first day to the day before DTEND (RFC 5545 §3.6.1), transparent or not;
cancelled ones do not, and those with times of the day are told and not read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.domain.problem import Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import span
from scheduler.reading.ics.components import EXPORT_LESS
from scheduler.reading.ics.events import Event
from scheduler.reading.ics.files import OF_THIS_YEAR, Contents, opened, read_calendar
from scheduler.reading.ics.moments import ONE_DAY, Moment
from scheduler.reading.ics.periods import Doubt, NotUnderstood, Periods
from scheduler.reading.rows import NOTICE_BEFORE_START
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import shown

TABLE, COLUMN = "closed_dates", "file"
MOST_STRETCHES = 500
"""Whole-day events of one file in the days of a calendar: every rule looks at each on each day."""
LONGEST_TITLE = 200
_ESCAPED = re.compile(r"\\([nN,;\\])")


@dataclass(frozen=True)
class ClosedRow:
    """One row of the table that gives a file."""

    row: int
    file: str
    non_working: bool = False
    """Whether days before the calendar matter, since notice may count back over them."""


@dataclass(frozen=True)
class Stretch:
    """The days of one whole-day event, both ends included, and what it is called."""

    start_date: date
    end_date: date
    title: str


class _ClosedDays(Periods):
    words = {"busy": "closed", "none": "no day"}  # noqa: RUF012 - nobody changes it


class _WholeDayEvent(Event):
    @cached_property
    def takes_time(self) -> bool:
        """Whether it counts: unless it is cancelled, be it shown as free or not."""
        return not self.cancelled

    @cached_property
    def title(self) -> str:
        """What it is called, on one line."""
        text = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], self.part.text("SUMMARY"))
        printable = "".join(letter if letter.isprintable() else " " for letter in text)
        return " ".join(printable.split())[:LONGEST_TITLE]

    def add(self, start: Moment, length: timedelta, doubt: NotUnderstood | None = None) -> None:
        """Close its days, where it is one of whole days; tell what was not understood if that is of interest."""
        if not self.takes_time:
            return
        if not start.whole_day:
            if self.periods.local(start, length) is not None:
                self.periods.note(NotUnderstood.TIMED, self.number, start.local.date())
        elif self.periods.add(start, length, title=self.title) and doubt is not None:
            self.periods.note(doubt, self.number, start.local.date())


def closed_stretches(
    rows: Sequence[ClosedRow], folder: Path, settings: Settings
) -> tuple[dict[int, tuple[Stretch, ...]], list[Fault], list[Fault]]:
    """Return the days that the calendar files of some rows give, by the row's number; faults; what had better be seen.

    Parameters
    ----------
    rows : Sequence[ClosedRow]
        The rows whose cells are fine.
    folder : Path
        Where the files lie; none is read outside it.
    settings : Settings
        The calendar's days and time zone.

    """
    stretches: dict[int, tuple[Stretch, ...]] = {}
    faults: list[Fault] = []
    warnings: list[Fault] = []
    read: dict[str, Contents | Unreadable] = {}
    for row in rows:
        seen = row.file in read
        if not seen:
            read[row.file] = _read(row.file, folder, settings)
        found = read[row.file]
        if isinstance(found, Unreadable):
            faults.append(Fault(TABLE, row.row, COLUMN, found.message, found.remedy))
            continue
        days = [Stretch(one.begin.date(), (one.end - ONE_DAY).date(), one.title) for one in found.periods]
        inside = [one for one in days if one.end_date >= settings.start_date]
        stretches[row.row] = tuple(days if row.non_working else inside)
        doubts = [] if seen else list(found.doubts)
        if not seen and not inside:
            within = span(settings.start_date, settings.end_date)
            doubts.append(
                Doubt(f"no whole-day event of {shown(row.file)} lies in the calendar, {within}", OF_THIS_YEAR)
            )
        warnings += [Fault(TABLE, row.row, COLUMN, doubt.message, doubt.remedy) for doubt in doubts]
    return stretches, faults, warnings


def _read(file: str, folder: Path, settings: Settings) -> Contents | Unreadable:
    """Return what a file holds of the calendar's days, and of those before it that notice may count back over."""
    first = datetime.combine(settings.start_date - NOTICE_BEFORE_START, datetime.min.time())
    last = datetime.combine(settings.end_date + ONE_DAY, datetime.min.time())
    days = _ClosedDays(shown(file), (first, last), ZoneInfo(settings.timezone))
    try:
        with opened(file, folder) as stream:
            found = read_calendar(stream, days, _WholeDayEvent, titles=True)
    except Unreadable as problem:
        return problem
    if len(found.periods) > MOST_STRETCHES:
        message = f"{shown(file)} has more than {MOST_STRETCHES} whole-day events in the days of this calendar"
        return Unreadable(message, EXPORT_LESS)
    return found
