"""Busy calendars: every event of an .ics file, repeats expanded, makes somebody or something unavailable.

An event counts with its repeats (RFC 5545 §3.8.5), but for those that were moved, cancelled or taken out; what is
cancelled, shown as free, or declined takes no time. Times are local to the council's calendar. What lies outside the
calendar's days costs nothing but its reading. Whatever cannot be read makes its day busy, and is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, listed, span
from scheduler.reading.ics.components import EXPORT_LESS, Component
from scheduler.reading.ics.events import STEPS_OF_A_DATE, Event, mailbox, moments_of
from scheduler.reading.ics.files import OF_THIS_YEAR, Contents, opened, read_calendar
from scheduler.reading.ics.moments import ONE_DAY, day, day_of
from scheduler.reading.ics.periods import Busy, Doubt, NotUnderstood, Periods
from scheduler.reading.ics.zones import Window, Zones
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import shown

TABLE, COLUMN = "busy_calendars", "file"
MOST_DAYS_TOGETHER = 300_000
"""Busy days of everybody together: a hundred people with some eight engagements on each day of a year."""
MARGIN = timedelta(days=1)
"""How far before and after the calendar's days events are looked for: bookings may pass midnight."""

GIVE_EMAILS = "Fill in the e-mail of whoever it is in the sheet People, as invitations have it; several with ; between."


@dataclass(frozen=True)
class BusyRow:
    """One row of the table: whose calendar, and which file."""

    row: int
    kind: str
    who: tuple[str, ...]
    file: str


@dataclass(frozen=True)
class Owner:
    """Whose calendar it is: the name, and the e-mails by which they are invited."""

    name: str
    email: str | None = None

    def has_declined(self, busy: Busy) -> bool:
        """Whether it is they who have declined."""
        return bool(busy.declined) and not busy.declined.isdisjoint(map(mailbox, self.emails()))

    def emails(self) -> list[str]:
        """Return every e-mail that is given."""
        return (self.email or "").replace(";", " ").replace(",", " ").split()


def busy_absences(
    rows: Sequence[BusyRow], folder: Path, settings: Settings, people: Mapping[str, Owner]
) -> tuple[list[Absence], list[Fault], list[Fault]]:
    """Return the absences that the calendar files make, their faults, and what had better be looked at.

    Parameters
    ----------
    rows : Sequence[BusyRow]
        The rows whose cells are fine.
    folder : Path
        Where the files lie; none is read outside it.
    settings : Settings
        The calendar's days and time zone: floating times are local.
    people : Mapping[str, Owner]
        The people of the input by their codes.

    """
    absences: list[Absence] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    read: dict[str, Contents | Unreadable] = {}
    days = 0
    for row in rows:
        seen = row.file in read
        if not seen:
            read[row.file] = _read(row.file, folder, settings)
        found = read[row.file]
        if isinstance(found, Contents):
            days += found.days * len(row.who)
            if days > MOST_DAYS_TOGETHER:
                message = (
                    f"with {shown(row.file)}, the busy calendars hold more than {MOST_DAYS_TOGETHER:,} days of events"
                )
                found = Unreadable(message, EXPORT_LESS)
        if isinstance(found, Unreadable):
            faults.append(Fault(TABLE, row.row, COLUMN, found.message, found.remedy))
            continue
        owners = {code: people.get(code, Owner(code)) for code in row.who} if row.kind == "person" else {}
        absences += [
            Absence(row.kind, who, busy.begin, busy.end, f"busy, says the diary {row.file}", uid=busy.uid)
            for busy in found.periods
            for who in row.who
            if who not in owners or not owners[who].has_declined(busy)
        ]
        doubts = [
            *(() if seen else _of_file(shown(row.file), found, settings)),
            *_declined(shown(row.file), owners, found.periods),
        ]
        warnings += [Fault(TABLE, row.row, COLUMN, doubt.message, doubt.remedy) for doubt in doubts]
    return absences, faults, warnings


def _of_file(name: str, found: Contents, settings: Settings) -> Iterator[Doubt]:
    """Yield what is doubtful about a file, whosever it is."""
    yield from found.doubts
    if found.entries and not found.periods:
        events = counted(found.entries, "event")
        days = span(settings.start_date, settings.end_date)
        yield Doubt(f"{name} has {events}, and none of them makes anybody busy {days}", OF_THIS_YEAR)


def _declined(name: str, owners: Mapping[str, Owner], periods: Sequence[Busy]) -> list[Doubt]:
    """Say how many invitations count that somebody has declined, where nobody can tell whether it is they."""
    number = sum(bool(busy.declined) for busy in periods)
    unknown = [owner.name for owner in owners.values() if not owner.emails()]
    if not number or not unknown:
        return []
    outcome = "it counts as busy" if number == 1 else "they count as busy"
    without = f"with no e-mail for {listed(unknown)}, {outcome}"
    return [Doubt(f"{name} has {counted(number, 'invitation')} that somebody has declined; {without}", GIVE_EMAILS)]


def _read(file: str, folder: Path, settings: Settings) -> Contents | Unreadable:
    first = datetime.combine(settings.start_date, datetime.min.time()) - MARGIN
    last = datetime.combine(settings.end_date, datetime.min.time()) + 2 * MARGIN
    try:
        with opened(file, folder) as stream:
            return busy_time(shown(file), stream, (first, last), ZoneInfo(settings.timezone))
    except Unreadable as problem:
        return problem


def busy_time(name: str, stream: IO[bytes], window: Window, home: ZoneInfo) -> Contents:
    """Return the busy time of a calendar file.

    Parameters
    ----------
    name : str
        What to call the file in sentences.
    stream : IO[bytes]
        The file.
    window : Window
        The local times that are of interest, from the first until the last.
    home : ZoneInfo
        The zone of local times.

    Raises
    ------
    Unreadable
        If it is no calendar, or asks for more than a calendar should.

    """
    return read_calendar(stream, Periods(name, window, home), Event, {"VFREEBUSY": _read_free_busy})


def _read_free_busy(part: Component, zones: Zones, periods: Periods) -> None:
    for line in part.all("FREEBUSY"):
        if line.parameter("FBTYPE").upper() == "FREE":
            continue
        for text, start, length in moments_of(line, zones):
            periods.budget.spend(STEPS_OF_A_DATE)
            on = day_of(text)
            if start is not None and length is not None:
                periods.add(start, length)
            elif on is None:
                periods.note(NotUnderstood.PERIOD, part.number)
            elif periods.add(day(on), ONE_DAY):
                periods.note(NotUnderstood.PERIOD, part.number, on)
