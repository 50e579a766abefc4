"""The time zones of a calendar file (RFC 5545 §3.6.5): as the file describes them, else as their names say.

A name means what the file that uses it describes under that name (§3.2.19), be it `GMT` with British Summer Time. Only
where the file describes nothing is it looked up: in the time zone database, and among the names of Windows.
"""

import re
from bisect import bisect_right
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from itertools import chain
from zoneinfo import ZoneInfo

from scheduler.reading.ics.components import Component
from scheduler.reading.ics.moments import ONE_DAY, later, moment_of, moved
from scheduler.reading.ics.repeats import BadRule, Budget, repeats, rule_of

Change = tuple[datetime, timedelta, timedelta]
"""When the clocks change (as they show it just before), and what they are ahead of UTC before and after."""
Window = tuple[datetime, datetime]
BEFORE_WINDOW, AFTER_WINDOW = timedelta(days=800), timedelta(days=400)
STEPS_OF_A_ZONE = 100
"""What looking a name up, or reading a description, costs the budget of a file."""
_A_YEAR = timedelta(days=370)
_ESCAPED = re.compile(r"\\([,;\\])")
_ZONE_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?")
_LAST_HOUR = 23
_MOST_PARTS = 6
"""Of the path that a program puts before a name, as in /mozilla.org/20050126_1/Europe/London."""
_MOST_CHANGES = 500
"""Parts of a zone that the file describes: two for each time its law was changed, in all its history."""


class FileZones:
    """The zones of a whole file: what its calendars describe, what is unknown, and what is not what its name says."""

    def __init__(self, calendars: list[Component], home: ZoneInfo, window: Window, budget: Budget) -> None:
        self.home, self.window, self.budget = home, window, budget
        self.described: dict[str, Component] = {}
        """By the name, the first where several calendars describe it."""
        self.unknown: dict[str, None] = {}
        self.otherwise: dict[str, None] = {}
        self._read: dict[str, tzinfo | None] = {}
        self._named: dict[str, tzinfo | None] = {}
        self._compared: set[tuple[str, tzinfo]] = set()
        for calendar in calendars:
            for name, part in _described(calendar).items():
                self.described.setdefault(name, part)

    @cached_property
    def of_whole_days(self) -> tzinfo:
        """The zone in which moments about whole days are meant: the only one that the file describes, else home."""
        described = list(self.described.values())
        return (self.zone_of(described[0]) if len(described) == 1 else None) or self.home

    def zone_of(self, part: Component) -> tzinfo | None:
        """Return the zone that a component describes; None where it cannot be read. Each description is read once."""
        key = repr([(change.name, change.lines) for change in part.parts])
        if key not in self._read:
            self.budget.spend(STEPS_OF_A_ZONE)
            self._read[key] = self._zone_of(part)
        return self._read[key]

    def _zone_of(self, part: Component) -> tzinfo | None:
        if len(part.parts) > _MOST_CHANGES:
            return None
        try:
            changes = sorted(chain.from_iterable(self._changes(change) for change in part.parts))
        except (BadRule, ValueError):
            return None
        return DescribedZone(changes) if changes else None

    def _changes(self, part: Component) -> list[Change]:
        """Return when the clocks change, as far as the window needs it."""
        start = moment_of(part.text("DTSTART"), None)
        if start is None:
            raise ValueError
        before, after = _offset(part.text("TZOFFSETFROM")), _offset(part.text("TZOFFSETTO"))
        window = later(self.window[0], -BEFORE_WINDOW), later(self.window[1], AFTER_WINDOW)
        found = {start.local}
        for line in part.all("RDATE"):
            moments = (moment_of(text.partition("/")[0], None) for text in line.value.split(","))
            found |= {moment.local for moment in moments if moment is not None}
        for line in part.all("RRULE"):
            rule = rule_of(line.value)
            until = moment_of(rule.until, None)
            last = None if until is None else later(until.local, before if until.zone else timedelta())
            if last is not None and last < window[0]:  # the last of them says how the clocks are ever since
                found |= set(repeats(rule, start.local, (later(last, -_A_YEAR), last), last, self.budget))
            else:
                found |= set(repeats(rule, start.local, window, last, self.budget))
        return [(moment, before, after) for moment in found]

    def named(self, name: str) -> tzinfo | None:
        """Return the zone that a name means by itself; None where nothing is known of it. Each is looked up once."""
        if name not in self._named:
            self.budget.spend(STEPS_OF_A_ZONE)
            self._named[name] = self._look_up(name)
        return self._named[name]

    def _look_up(self, name: str) -> tzinfo | None:
        if name.upper() in ("UTC", "Z", "GMT"):
            return UTC
        parts = [part for part in name.split("/") if part]
        for number in range(min(len(parts), _MOST_PARTS)):
            zone = _zone("/".join(parts[number:]))
            if zone is not None:
                return self.home if zone.key == self.home.key else zone
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - rarely asked, slow to load

        zone = _zone(WINDOWS_TO_OLSON.get(name, ""))
        return self.home if zone is not None and zone.key == self.home.key else zone

    def compare(self, name: str, described: tzinfo) -> None:
        """Note where the clocks of a described zone ever differ, at a noon of the window, from what its name means."""
        if (name, described) in self._compared:
            return
        self._compared.add((name, described))
        by_name = self.named(name)
        if by_name is not None:
            first, last = self.window
            noons = [first.replace(hour=12) + n * ONE_DAY for n in range((last - first).days)]
            self.budget.spend(len(noons))
            if any(moved(noon, UTC, described) != moved(noon, UTC, by_name) for noon in noons):
                self.otherwise[name] = None


class Zones:
    """The zones of one calendar of a file, by the names it uses."""

    def __init__(self, calendar: Component, file: FileZones) -> None:
        self.file, self.home = file, file.home
        self.described = _described(calendar)
        self.known: dict[str, tzinfo | None] = {"": None}

    def named(self, name: str) -> tzinfo | None:
        """Return the zone of that name; None for none, and for one that nothing is known of."""
        if name not in self.known:
            self.known[name] = self._named(name)
        return self.known[name]

    def _named(self, name: str) -> tzinfo | None:
        file, key = self.file, _key(name)
        part = self.described.get(key) or file.described.get(key)
        described = None if part is None else file.zone_of(part)
        plain = _ESCAPED.sub(r"\1", name)
        if described is not None:
            file.compare(plain, described)
            return described
        by_name = file.named(plain)
        if by_name is None:
            file.unknown[name] = None
        return by_name


class DescribedZone(tzinfo):
    """A zone that a calendar file describes."""

    def __init__(self, changes: list[Change]) -> None:
        self.moments = [moment for moment, _, _ in changes]
        self.instants = [later(moment, -before) for moment, before, _ in changes]
        self.offsets = [changes[0][1], *(after for _, _, after in changes)]

    def utcoffset(self, local: datetime | None) -> timedelta:
        """Return what the local time is ahead of UTC."""
        return self.offsets[0 if local is None else bisect_right(self.moments, local.replace(tzinfo=None))]

    def fromutc(self, moment: datetime) -> datetime:
        """Return the local time of a moment in UTC."""
        return moment + self.offsets[bisect_right(self.instants, moment.replace(tzinfo=None))]

    def dst(self, _local: datetime | None) -> timedelta:
        """Return nothing: what a clock shows is all that matters."""
        return timedelta()

    def tzname(self, _local: datetime | None) -> None:
        """Return nothing: what it is called is never shown."""


def _described(calendar: Component) -> dict[str, Component]:
    """Return the zones that a calendar describes, by the key of their names."""
    parts = (part for part in calendar.parts if part.name == "VTIMEZONE")
    return {_key(part.text("TZID")): part for part in parts if part.one("TZID")}


def _key(name: str) -> str:
    r"""Return how a name is compared: as a property it is TEXT, in which `\,` is a comma; as a parameter it is not."""
    return " ".join(_ESCAPED.sub(r"\1", name).strip().strip('"').casefold().split())


def _zone(name: str) -> ZoneInfo | None:
    """Return the machine's zone of that name; never a path of any kind."""
    try:
        return ZoneInfo(name) if _ZONE_NAME.fullmatch(name) else None
    except (KeyError, ValueError, OSError):
        return None


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text.strip())
    if match is None or int(match[2]) > _LAST_HOUR:
        raise ValueError
    length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -length if match[1] == "-" else length
