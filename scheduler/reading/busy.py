"""Busy calendars: every event of an .ics file, repeats expanded, makes somebody or something unavailable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import listed

TABLE, COLUMN = "busy_calendars", "file"
MOST_BYTES = 2 * 1024 * 1024
MARGIN = timedelta(days=2)


@dataclass(frozen=True)
class BusyRow:
    """One row of the table: whose calendar, and which file."""

    row: int
    kind: str
    who: tuple[str, ...]
    file: str


class Unusable(Exception):
    """A calendar file that cannot be used; says what is wrong and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


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
    for calendar in calendars:
        try:
            periods, doubts = _read(calendar, folder, settings)
        except Unusable as problem:
            faults.append(Fault(TABLE, calendar.row, COLUMN, problem.message, problem.remedy))
            continue
        warnings += [Fault(TABLE, calendar.row, COLUMN, doubt, "See that the times are right.") for doubt in doubts]
        reason = f"busy in {calendar.file}"
        absences += [Absence(calendar.kind, who, begin, end, reason) for begin, end in periods for who in calendar.who]
    return absences, faults, warnings


def _read(row: BusyRow, folder: Path, settings: Settings) -> tuple[list[tuple[datetime, datetime]], list[str]]:
    from scheduler.reading.busy_events import expanded  # noqa: PLC0415 - only a busy calendar needs icalendar

    data = _bytes_of(row.file, folder)
    first = datetime.combine(settings.start_date, datetime.min.time()) - MARGIN
    last = datetime.combine(settings.end_date, datetime.min.time()) + MARGIN
    return expanded(row.file, data, first, last, settings.timezone)


def _bytes_of(name: str, folder: Path) -> bytes:
    """Return the bytes of a plain file that lies inside the folder."""
    inside = f"Put the file beside the input, and write its name as it is there, as in {listed(['gmca.ics'])}."
    try:
        home = folder.resolve(strict=True)
        path = (home / name).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise Unusable(f"There is no file {name[:200]} beside the input.", inside) from None
    if Path(name).is_absolute() or ".." in Path(name).parts or not path.is_relative_to(home):
        raise Unusable(f"The file {name[:200]} does not lie beside the input.", inside)
    if not path.is_file():
        raise Unusable(f"{name} is no plain file.", inside)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unusable(f"{name} has more than {MOST_BYTES // 1024 // 1024} MB.", "Export only the calendar's year.")
        return path.read_bytes()
    except OSError as problem:
        raise Unusable(f"{name} cannot be read: {problem.strerror}.", "See that you may open it.") from None


def local_periods(moments: Iterator[tuple[Any, Any]]) -> list[tuple[datetime, datetime]]:
    """Return the periods that have a length, each once, in order."""
    return sorted({(begin, end) for begin, end in moments if begin < end})
