"""The events of a calendar file as busy time: what counts, what is left out, and what is doubtful."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.wording import counted
from scheduler.reading.busy_lines import Component, calendars
from scheduler.reading.busy_moments import Moment, length_of, moment_of
from scheduler.reading.busy_periods import Period, Periods
from scheduler.reading.busy_series import Series, moments_of
from scheduler.reading.busy_zones import Zones
from scheduler.reading.cell_text import shown

MOST_DOUBTS = 20
PUT_RIGHT = "Put it right in the calendar program, and export the calendar again."
SEE_TIMES = "See that the times are right, or choose another time zone in the calendar program."


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
