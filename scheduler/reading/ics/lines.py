"""Days, times, lengths and periods as a calendar file writes them (RFC 5545 §3.3)."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.reading.tables.guards import Unreadable

_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{4})([0-9]{2})?(Z)?)?", re.IGNORECASE)
_LENGTH = re.compile(
    r"([+-]?)P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,8})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,9})S)?)?",
    re.IGNORECASE,
)
_LAST_SECOND = 59


@dataclass(frozen=True)
class Moment:
    """A day, or a time of a day in a zone; `zone` is None for a day and for a floating time."""

    local: datetime
    zone: tzinfo | None = None
    whole_day: bool = False

    def at(self, zone: tzinfo, home: tzinfo) -> datetime:
        """Return the local time it is in a zone; a floating time is one of home."""
        return moved(self.local, self.zone or home, zone) if not self.whole_day else self.local


def moved(local: datetime, here: tzinfo, there: tzinfo) -> datetime:
    """Return the local time it is there, when it is this time here; as good as can be at the ends of the calendar."""
    if here is there:
        return local
    try:
        return local.replace(tzinfo=here).astimezone(there).replace(tzinfo=None, fold=0)
    except OverflowError:
        return local


def later(local: datetime, length: timedelta) -> datetime:
    """Return the time a length later, at most the last (or first) there is."""
    try:
        return local + length
    except OverflowError:
        return datetime.max if length > timedelta() else datetime.min


def moment_of(text: str, zone: tzinfo | None) -> Moment | None:
    """Read `20151119`, `20151119T093000` in a zone, or `20151119T093000Z`; None where it is none of them."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    day, clock, seconds, utc = match.groups()
    try:
        local = datetime.combine(date(int(day[:4]), int(day[4:6]), int(day[6:])), time())
        if clock is None:
            return Moment(local, whole_day=True)
        second = min(int(seconds or 0), _LAST_SECOND)
        local = local.replace(hour=int(clock[:2]), minute=int(clock[2:]), second=second)
    except ValueError:
        return None
    return Moment(local, UTC if utc else zone)


def length_of(text: str) -> timedelta | None:
    """Read `PT1H30M` or `P1D`; None where it is no length."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        return None
    sign, *parts = match.groups()
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts)
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if sign == "-" else length


MOST_COMPONENTS = 10_000
LONGEST_LINE = 65_536
EXPORT_AGAIN = "Export the calendar again as iCalendar (.ics)."
EXPORT_LESS = "Export only the calendar's year."

_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_WANTED = frozenset(
    (
        "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SEQUENCE",
        "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "TZID", "TZOFFSETFROM", "TZOFFSETTO",
    )
)  # fmt: skip
"""Whatever says when; never what the event is about."""
_NAME = re.compile(r"[A-Za-z0-9-]+")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Line:
    """One property: its parameters as they stand, and its value."""

    parameters: str
    value: str

    def parameter(self, name: str) -> str:
        """Return a parameter's value, empty where it is not given."""
        found = re.search(rf';{name}=("[^"]*"|[^;]*)', self.parameters, re.IGNORECASE)
        return found[1].strip('"').strip() if found else ""


@dataclass
class Component:
    """A calendar, an event, a time zone: its properties by name, and the components within it."""

    name: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def one(self, name: str) -> Line | None:
        """Return a property, the first where it stands more than once."""
        return self.lines[name][0] if name in self.lines else None

    def all(self, name: str) -> list[Line]:
        """Return a property as often as it stands."""
        return self.lines.get(name, [])

    def text(self, name: str) -> str:
        """Return the value of a property, empty where it is not given."""
        line = self.one(name)
        return line.value.strip() if line else ""


def calendars(name: str, content: bytes) -> list[Component]:
    """Return the calendars of a file.

    Parameters
    ----------
    name : str
        What to call the file in sentences.
    content : bytes
        The file; texts in it may be written in anything, since none is kept.

    Raises
    ------
    Unreadable
        If it is no calendar file, breaks off, or is far larger than a year's calendar.

    """
    if max(map(len, content.split(b"\n"))) > LONGEST_LINE:
        raise Unreadable(f"{name} has a line longer than any calendar's", EXPORT_AGAIN)
    text = _FOLD.sub(b"", content.removeprefix(b"\xef\xbb\xbf")).decode("utf-8", "replace")
    top = Component("")
    open_ones = [top]
    number = 0
    for line in _LINE_END.split(text):
        word, _, value = line.partition(":")
        match word.upper():
            case "BEGIN":
                number += 1
                if number > MOST_COMPONENTS:
                    raise Unreadable(f"{name} has more than {MOST_COMPONENTS:,} entries", EXPORT_LESS)
                component = Component(value.strip().upper())
                open_ones[-1].parts.append(component)
                open_ones.append(component)
            case "END":
                if open_ones.pop().name != value.strip().upper() or not open_ones:
                    raise Unreadable(f"{name} is damaged: its entries do not end where they should", EXPORT_AGAIN)
            case _:
                _keep(open_ones[-1], line)
    if len(open_ones) > 1:
        raise Unreadable(f"{name} breaks off before its end", EXPORT_AGAIN)
    if not top.parts or any(part.name != "VCALENDAR" for part in top.parts):
        raise Unreadable(f"{name} is no calendar file", EXPORT_AGAIN)
    return top.parts


def _keep(component: Component, line: str) -> None:
    """Add a line to its component if it says when."""
    found = _NAME.match(line)
    if found is None or found[0].upper() not in _WANTED:
        return
    name, rest = found[0].upper(), line[found.end() :]
    if (
        rest.startswith(";") and name != "UID"
    ):  # display names of time zones have colons, quoted or not; times have none
        parameters, _, value = rest.rpartition(":")
    else:
        parameters, value = _at_colon(rest)
    component.lines.setdefault(name, []).append(Line(parameters, value))


def _at_colon(rest: str) -> tuple[str, str]:
    """Part the parameters from the value at the first colon that is not quoted."""
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), rest)
    place = bare.find(":")
    return (rest[:place], rest[place + 1 :]) if place >= 0 else ("", "")
