"""Busy calendars: every event of an .ics file, repeats expanded, makes somebody or something unavailable.

An event counts with its repeats (RFC 5545 §3.8.5), but for those that were moved, cancelled or taken out; what is
cancelled or shown as free takes no time. Each period counts once, in the local time of the council's calendar.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.domain.problem import Absence, Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, long_date
from scheduler.reading.ics.components import (
    EXPORT_LESS,
    Component,
    Line,
    Moment,
    Zones,
    calendars,
    later,
    length_of,
    moment_of,
    moved,
)
from scheduler.reading.ics.repeats import BadRule, Budget, repeats, rule_of
from scheduler.reading.tables.cells import shown
from scheduler.reading.tables.headers import Unreadable

TABLE, COLUMN = "busy_calendars", "file"
LARGEST_CALENDAR = 2 * 1024**2
MOST_DAYS_TOGETHER = 300_000
"""Busy days of everybody together: a hundred people with some eight engagements on each day of a year."""
MARGIN = timedelta(days=1)
"""How far before and after the calendar's days events are looked for: bookings may pass midnight."""
MOST_PERIODS = 5_000
MOST_DAYS = 30_000
"""Days of all periods together: whoever is away for weeks, some hundreds of times."""
MOST_DOUBTS = 20
ONE_DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
Period = tuple[datetime, datetime]
"""When something begins and ends, in local time."""

PUT_BESIDE = "Put the file beside the input, and write its name as it is there, such as gmca.ics."
REMOVE = "Remove that event from the calendar, or let it repeat otherwise, and export the calendar again."
PUT_RIGHT = "Put it right in the calendar program, and export the calendar again."
SEE_TIMES = "See that the times are right, or choose another time zone in the calendar program."


@dataclass(frozen=True)
class BusyRow:
    """One row of the table: whose calendar, and which file."""

    row: int
    kind: str
    who: tuple[str, ...]
    file: str


@dataclass(frozen=True)
class Doubt:
    """Something about a calendar file that had better be looked at."""

    message: str
    remedy: str


@dataclass(frozen=True)
class BusyTime:
    """When somebody is busy, each period once and in order, over how many days, and what is doubtful."""

    periods: tuple[Period, ...]
    days: int
    doubts: tuple[Doubt, ...]


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
            if days > MOST_DAYS_TOGETHER:
                message = (
                    f"with {shown(row.file)}, the busy calendars hold more than {MOST_DAYS_TOGETHER:,} days of events"
                )
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


def busy_time(name: str, content: bytes, window: Period, home: ZoneInfo) -> BusyTime:
    """Return the busy time of a calendar file.

    Parameters
    ----------
    name : str
        What to call the file in sentences.
    content : bytes
        The file.
    window : Period
        The local times that are of interest, from the first until the last.
    home : ZoneInfo
        The zone of local times.

    Raises
    ------
    Unreadable
        If it is no calendar, or asks for more than a calendar should.

    """
    periods = Periods(name, window, home)
    oddities: defaultdict[str, int] = defaultdict(int)
    zones: dict[str, None] = {}
    for calendar in calendars(name, content):
        reader = _Reader(calendar, periods, oddities)
        reader.read()
        zones |= dict.fromkeys(reader.zones.unknown)
    doubts = [Doubt(f"{name} has {counted(number, 'event')} {what}", PUT_RIGHT) for what, number in oddities.items()]
    doubts += [
        Doubt(
            f"{name} names the time zone {shown(zone)}, of which nothing is known: its times are taken as local",
            SEE_TIMES,
        )
        for zone in zones
    ]
    return BusyTime(tuple(sorted(periods.found)), periods.days, tuple(doubts[:MOST_DOUBTS]))


class Periods:
    """Gathers periods, and refuses a file that has far too many."""

    def __init__(self, name: str, window: Period, home: ZoneInfo) -> None:
        self.name, self.window, self.home = name, window, home
        self.budget = Budget()
        self.found: set[Period] = set()
        self.days = 0

    def add(self, local: datetime, zone: tzinfo | None, length: timedelta) -> None:
        """Add a period that begins at a local time of its zone, if it has a length and any of it is of interest."""
        here = zone or self.home
        begin, end = moved(local, here, self.home), moved(later(local, length), here, self.home)
        if length > timedelta() and end <= begin:  # the clock was put back within it
            end = later(begin, length)
        first, last = self.window
        if not begin < end or begin >= last or end <= first or (begin, end) in self.found:
            return
        self.found.add((begin, end))
        self.days += (min(end, last) - max(begin, first)).days + 1
        if len(self.found) > MOST_PERIODS or self.days > MOST_DAYS:
            message = f"{self.name} has more than {MOST_PERIODS:,} events, or events on more than {MOST_DAYS:,} days"
            raise Unreadable(message, EXPORT_LESS)


class Series:
    """An event that has a start and a length, and perhaps repeats."""

    def __init__(self, event: Component, start: Moment, length: timedelta, periods: Periods, zones: Zones) -> None:
        self.event, self.start, self.length, self.periods, self.zones = event, start, length, periods, zones
        self.zone = start.zone or periods.home

    def read(self, changed: Sequence[Moment]) -> None:
        """Add all of it but the repeats that were changed.

        Raises
        ------
        Unreadable
            If it repeats in a way that no calendar's event does.

        """
        try:
            gone = {self._key(moment) for moment in changed}
            gone |= {
                self._key(moment) for line in self.event.all("EXDATE") for moment, _ in moments_of(line, self.zones)
            }
            gone |= {self._key_of(local) for local in self._by_rules("EXRULE")}
            held = {(self.start.local, self.length)}
            held |= {(local, self.length) for local in self._by_rules("RRULE")}
            for line in self.event.all("RDATE"):
                for moment, length in moments_of(line, self.zones):
                    held.add((moment.at(self.zone, self.periods.home), length or self.length))
        except BadRule as problem:
            day = long_date(self.start.local.date())
            raise Unreadable(f"{self.periods.name} has an event of {day} that {problem}", REMOVE) from None
        for local, length in held:
            if local.date() not in gone and self._key_of(local) not in gone:
                self.periods.add(local, self.start.zone, length)

    def _key(self, moment: Moment) -> date:
        """Return what tells a repeat from the others: its day, or its time at home."""
        if moment.whole_day or self.start.whole_day:
            return moment.local.date()
        return moment.at(self.periods.home, self.periods.home)

    def _key_of(self, local: datetime) -> date:
        return self._key(Moment(local, self.start.zone, self.start.whole_day))

    def _by_rules(self, name: str) -> Iterator[datetime]:
        first, last = self.periods.window
        window = later(later(first, -self.length), -ONE_DAY), later(last, ONE_DAY)
        for line in self.event.all(name):
            rule = rule_of(line.value)
            yield from repeats(rule, self.start.local, window, self._until(rule.until), self.periods.budget)

    def _until(self, text: str) -> datetime | None:
        """Return when a rule ends, in the time of the event."""
        if not text:
            return None
        moment = moment_of(text, None)
        if moment is None:
            raise BadRule("repeats until a day that cannot be read")
        if self.start.whole_day:
            return datetime.combine(moment.local.date(), time())
        if moment.whole_day:
            return datetime.combine(moment.local.date(), LAST_SECOND)
        return moment.at(self.zone, self.zone)


def moments_of(line: Line, zones: Zones) -> Iterator[tuple[Moment, timedelta]]:
    """Yield the times of a property that are times, each with its length; no length where it is no period."""
    zone = zones.named(line.parameter("TZID"))
    for text in line.value.split(","):
        begin, _, rest = text.partition("/")
        start = moment_of(begin, zone)
        if start is None:
            continue
        end = moment_of(rest, zone)
        if end is not None:
            yield (
                start,
                max(
                    timedelta(),
                    end.at(start.zone or zones.home, zones.home) - start.at(start.zone or zones.home, zones.home),
                ),
            )
        else:
            yield start, length_of(rest) or timedelta()


class _Reader:
    """Reads one calendar of a file."""

    def __init__(self, calendar: Component, periods: Periods, oddities: defaultdict[str, int]) -> None:
        self.calendar, self.periods, self.oddities = calendar, periods, oddities
        described = [part for part in calendar.parts if part.name == "VTIMEZONE"]
        self.zones = Zones(described, periods.home, periods.window, periods.budget)

    def read(self) -> None:
        """Add everything in it that counts."""
        events: defaultdict[str, list[Component]] = defaultdict(list)
        for number, part in enumerate(self.calendar.parts):
            if part.name == "VEVENT":
                events[part.text("UID") or f"\n{number}"].append(part)
            elif part.name == "VFREEBUSY":
                self._read_free_busy(part)
        for alike in events.values():
            self._read_alike(alike)

    def _read_free_busy(self, part: Component) -> None:
        for line in part.all("FREEBUSY"):
            if line.parameter("FBTYPE").upper() != "FREE":
                for start, length in moments_of(line, self.zones):
                    self.periods.add(start.local, start.zone, length)

    def _read_alike(self, events: Sequence[Component]) -> None:
        """Read what shares a uid: an event with its repeats, and those of them that were changed."""
        changed: dict[Moment, Component] = {}
        for event in sorted((event for event in events if event.all("RECURRENCE-ID")), key=_sequence):
            moment = self._moment(event, "RECURRENCE-ID")
            if moment is None:
                self.oddities["with a change of a repeat that nobody can tell, left out"] += 1
            else:
                changed[moment] = event
        masters = [event for event in events if not event.all("RECURRENCE-ID")]
        newest = max(map(_sequence, masters), default=0)
        masters = [event for event in masters if _sequence(event) == newest]
        if masters and all(event.text("STATUS").upper() == "CANCELLED" for event in masters):
            return
        for event in masters:
            self._read_event(event, tuple(changed))
        for event in changed.values():
            if event.all("RECURRENCE-ID")[0].parameter("RANGE"):
                self.oddities["with a change of all later repeats at once, read as a change of one"] += 1
            self._read_event(event, None)

    def _read_event(self, event: Component, changed: Sequence[Moment] | None) -> None:
        """Read an event with its repeats, or one changed repeat alone."""
        if not _counts(event):
            return
        start = self._moment(event, "DTSTART")
        length = None if start is None else self._length(event, start)
        if start is None:
            self.oddities["without a start that can be read, left out"] += 1
        elif length is None:
            self.oddities["without an end that can be read, left out"] += 1
        elif length < timedelta():
            self.oddities["with an end before the start, left out"] += 1
        elif changed is None:
            self.periods.add(start.local, start.zone, length)
        else:
            Series(event, start, length, self.periods, self.zones).read(changed)

    def _moment(self, event: Component, name: str) -> Moment | None:
        line = event.one(name)
        return None if line is None else moment_of(line.value, self.zones.named(line.parameter("TZID")))

    def _length(self, event: Component, start: Moment) -> timedelta | None:
        """Return how long an event is, less than nothing where it ends before it starts; None where nobody can tell."""
        a_day = timedelta(days=1) if start.whole_day else timedelta()
        if event.all("DTEND"):
            end = self._moment(event, "DTEND")
            if end is None:
                return None
            zone = start.zone or self.periods.home
            length = end.at(zone, self.periods.home) - start.at(zone, self.periods.home)
            return length or (a_day if end.whole_day else length)
        return length_of(event.text("DURATION")) if event.all("DURATION") else a_day


def _sequence(event: Component) -> int:
    number = event.text("SEQUENCE")
    return int(number) if number.isdecimal() and len(number) < 20 else 0  # noqa: PLR2004


def _counts(event: Component) -> bool:
    """Whether an event takes time: it is not cancelled, and whoever holds it is not shown as free."""
    return (
        event.text("STATUS").upper() != "CANCELLED"
        and event.text("TRANSP").upper() != "TRANSPARENT"
        and event.text("X-MICROSOFT-CDO-BUSYSTATUS").upper() != "FREE"
    )
