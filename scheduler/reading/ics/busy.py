"""Busy calendars: every event of an .ics file, repeats expanded, makes somebody or something unavailable.

An event counts with its repeats (RFC 5545 §3.8.5), but for those that were moved, cancelled or taken out; what is
cancelled, shown as free, or declined takes no time. Times are local to the council's calendar. What lies outside the
calendar's days costs nothing but its reading. Whatever cannot be read makes its day busy, and is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, listed, span
from scheduler.reading.ics.components import EXPORT_LESS, LARGEST_CALENDAR, Component, calendars
from scheduler.reading.ics.events import STEPS_OF_A_DATE, Event, mailbox, moments_of
from scheduler.reading.ics.moments import ONE_DAY, day, day_of
from scheduler.reading.ics.periods import Busy, Doubt, NotUnderstood, Periods
from scheduler.reading.ics.repeats import TooManyRepeats
from scheduler.reading.ics.series import read_alike
from scheduler.reading.ics.zones import FileZones, Window, Zones
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import shown

TABLE, COLUMN = "busy_calendars", "file"
MOST_DAYS_TOGETHER = 300_000
"""Busy days of everybody together: a hundred people with some eight engagements on each day of a year."""
MARGIN = timedelta(days=1)
"""How far before and after the calendar's days events are looked for: bookings may pass midnight."""
MOST_DOUBTS = 20

PUT_BESIDE = "Put the file beside the input, and write its name as it is there, such as gmca.ics."
REMOVE = "Remove from the calendar what repeats without need, or export only its events of these days."
SEE_TIMES = "See that the times are right, or choose another time zone in the calendar program."
OF_THIS_YEAR = "See that it is the right file, of these days and not of another year."
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


@dataclass(frozen=True)
class BusyTime:
    """When somebody is busy, in order, over how many days, and what is doubtful."""

    periods: tuple[Busy, ...]
    days: int
    doubts: tuple[Doubt, ...]
    entries: int
    """How many events the file holds, of whatever year."""


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
    read: dict[str, BusyTime | Unreadable] = {}
    days = 0
    for row in rows:
        seen = row.file in read
        if not seen:
            read[row.file] = _read(row.file, folder, settings)
        found = read[row.file]
        if isinstance(found, BusyTime):
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
            Absence(row.kind, who, busy.begin, busy.end, f"busy in {row.file}", uid=busy.uid)
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


def _of_file(name: str, found: BusyTime, settings: Settings) -> Iterator[Doubt]:
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


def _read(file: str, folder: Path, settings: Settings) -> BusyTime | Unreadable:
    first = datetime.combine(settings.start_date, datetime.min.time()) - MARGIN
    last = datetime.combine(settings.end_date, datetime.min.time()) + 2 * MARGIN
    try:
        with _opened(file, folder) as stream:
            return busy_time(shown(file), stream, (first, last), ZoneInfo(settings.timezone))
    except Unreadable as problem:
        return problem


def _opened(file: str, folder: Path) -> IO[bytes]:
    """Open a plain file that lies inside the folder."""
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
        if path.stat().st_size > LARGEST_CALENDAR:
            raise Unreadable(f"{name} is larger than {LARGEST_CALENDAR // 1024**2} MB", EXPORT_LESS)
        return path.open("rb")
    except OSError as problem:
        message = f"{name} cannot be opened: {problem.strerror}"
        raise Unreadable(message, "Close it in other programs, and see that you may read it.") from None


def busy_time(name: str, stream: IO[bytes], window: Window, home: ZoneInfo) -> BusyTime:
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
    periods = Periods(name, window, home)
    parts = calendars(name, stream)
    zones = FileZones(parts, home, window, periods.budget)
    try:
        entries = _read_all(parts, zones, periods)
    except TooManyRepeats:
        raise Unreadable(f"{name} has more repeats, dates or time zones than can be read", REMOVE) from None
    except OSError as problem:
        raise Unreadable(f"{name} cannot be read: {problem.strerror}", PUT_BESIDE) from None
    found, days = periods.merged()
    doubts = [*periods.doubts(), *_doubtful_zones(name, zones)]
    return BusyTime(found, days, tuple(doubts[:MOST_DOUBTS]), entries)


def _read_all(parts: Sequence[Component], file: FileZones, periods: Periods) -> int:
    """Read every event of a file, whatever calendar of it has the versions of one; return how many there are."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for calendar in parts:
        zones, method = Zones(calendar, file), calendar.word("METHOD")
        for part in calendar.parts:
            if part.name == "VEVENT":
                event = Event(part, zones, method, periods)
                events[event.uid or f"\n{part.number}"].append(event)
            elif part.name == "VFREEBUSY":
                _read_free_busy(part, zones, periods)
    for alike in events.values():
        read_alike(alike)
    return sum(part.name != "VTIMEZONE" for calendar in parts for part in calendar.parts)


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


def _doubtful_zones(name: str, zones: FileZones) -> list[Doubt]:
    unknown = "names the time zone {}, of which nothing is known: its times are taken as local"
    otherwise = "describes the time zone {} otherwise than its name says: its times are read as it is described"
    return [
        Doubt(f"{name} {words.format(shown(zone))}", SEE_TIMES)
        for words, found in ((unknown, zones.unknown), (otherwise, zones.otherwise))
        for zone in found
    ]
