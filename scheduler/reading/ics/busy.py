"""Busy calendars: every event of an .ics file, repeats expanded, makes somebody or something unavailable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.reading.ics.events import BusyTime, busy_time
from scheduler.reading.tables.cells import shown
from scheduler.reading.tables.guards import Unreadable

TABLE, COLUMN = "busy_calendars", "file"
LARGEST_CALENDAR = 2 * 1024**2
MOST_DAYS = 300_000
"""Busy days of everybody together: a hundred people with some eight engagements on each day of a year."""
MARGIN = timedelta(days=1)
"""How far before and after the calendar's days events are looked for: bookings may pass midnight."""

PUT_BESIDE = "Put the file beside the input, and write its name as it is there, such as gmca.ics."
EXPORT_LESS = "Export only the calendar's year."


@dataclass(frozen=True)
class BusyRow:
    """One row of the table: whose calendar, and which file."""

    row: int
    kind: str
    who: tuple[str, ...]
    file: str


def busy_absences(
    calendars: Sequence[BusyRow], folder: Path, settings: Settings
) -> tuple[list[Absence], list[Fault], list[Fault]]:
    """Return the absences that the calendar files make, their faults, and what had better be looked at.

    Parameters
    ----------
    calendars : Sequence[BusyRow]
        The rows whose cells are fine.
    folder : Path
        Where the files lie; none is read outside it.
    settings : Settings
        The calendar's days and time zone: floating times are local.

    """
    absences: list[Absence] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    read: dict[str, BusyTime | Unreadable] = {}
    days = 0
    for row in calendars:
        if row.file not in read:
            read[row.file] = _read(row.file, folder, settings)
        found = read[row.file]
        if isinstance(found, BusyTime):
            days += found.days * len(row.who)
            if days > MOST_DAYS:
                message = f"with {shown(row.file)}, the busy calendars hold more than {MOST_DAYS:,} days of events"
                found = Unreadable(message, EXPORT_LESS)
        if isinstance(found, Unreadable):
            faults.append(Fault(TABLE, row.row, COLUMN, found.message, found.remedy))
            continue
        reason = f"busy in {row.file}"
        absences += [Absence(row.kind, who, begin, end, reason) for begin, end in found.periods for who in row.who]
        warnings += [Fault(TABLE, row.row, COLUMN, doubt.message, doubt.remedy) for doubt in found.doubts]
    return absences, faults, warnings


def _read(file: str, folder: Path, settings: Settings) -> BusyTime | Unreadable:
    first = datetime.combine(settings.start_date, datetime.min.time()) - MARGIN
    last = datetime.combine(settings.end_date, datetime.min.time()) + 2 * MARGIN
    try:
        return busy_time(shown(file), _content(file, folder), (first, last), ZoneInfo(settings.timezone))
    except Unreadable as problem:
        return problem


def _content(file: str, folder: Path) -> bytes:
    """Return what a plain file holds that lies inside the folder."""
    name = shown(file)
    if Path(file).is_absolute() or ".." in Path(file).parts:
        raise Unreadable(f"{name} is a path, and the name of a file beside the input is wanted", PUT_BESIDE)
    try:
        home = folder.resolve(strict=True)
        path = (home / file).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise Unreadable(f"there is no file {name} beside the input", PUT_BESIDE) from None
    if not path.is_relative_to(home):
        raise Unreadable(f"{name} leads to a file that does not lie beside the input", PUT_BESIDE)
    if not path.is_file():
        raise Unreadable(f"{name} is no plain file", PUT_BESIDE)
    try:
        with path.open("rb") as calendar:
            content = calendar.read(LARGEST_CALENDAR + 1)
    except OSError as problem:
        message = f"{name} cannot be opened: {problem.strerror}"
        raise Unreadable(message, "Close it in other programs, and see that you may read it.") from None
    if len(content) > LARGEST_CALENDAR:
        raise Unreadable(f"{name} is larger than {LARGEST_CALENDAR // 1024**2} MB", EXPORT_LESS)
    return content
