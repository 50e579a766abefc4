"""The time zones that a calendar file names: those of the machine, those of Windows, and those it describes itself."""

import re
from bisect import bisect_right
from datetime import datetime, timedelta, tzinfo
from itertools import chain
from zoneinfo import ZoneInfo

from scheduler.reading.ics.lines import Component, later, moment_of
from scheduler.reading.ics.repeats import BadRule, Budget, repeats, rule_of

Change = tuple[datetime, timedelta, timedelta]
"""When the clocks change (as they show it just before), and what they are ahead of UTC before and after."""

BEFORE_WINDOW, AFTER_WINDOW = timedelta(days=800), timedelta(days=400)
_NAME = re.compile(r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?")
_LAST_HOUR = 23
_MOST_PARTS = 6
"""Of the path that a program puts before a name, as in /mozilla.org/20050126_1/Europe/London."""
_MOST_CHANGES = 60
"""Parts of a zone that the file describes: two for each time its law was changed."""


class Zones:
    """The zones of one calendar, and the names it uses that mean nothing."""

    def __init__(
        self, described: list[Component], home: ZoneInfo, window: tuple[datetime, datetime], budget: Budget
    ) -> None:
        self.home, self.window, self.budget = home, window, budget
        self.described = {part.lines["TZID"][0].value.strip(): part for part in described if part.one("TZID")}
        self.known: dict[str, tzinfo | None] = {"": None}
        self.unknown: list[str] = []

    def named(self, name: str) -> tzinfo | None:
        """Return the zone of that name; None for none, and for one that nothing is known of."""
        if name not in self.known:
            self.known[name] = zone = self._of_machine(name) or self._described(name)
            if zone is None:
                self.unknown.append(name)
        return self.known[name]

    def _of_machine(self, name: str) -> tzinfo | None:
        if name.upper() in ("UTC", "Z", "GMT"):
            return ZoneInfo("UTC")
        if name == self.home.key:
            return self.home
        parts = [part for part in name.split("/") if part]
        for number in range(min(len(parts), _MOST_PARTS)):
            zone = _zone("/".join(parts[number:]))
            if zone is not None:
                return self.home if zone.key == self.home.key else zone
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - rarely asked, slow to load

        return _zone(WINDOWS_TO_OLSON.get(name, ""))

    def _described(self, name: str) -> tzinfo | None:
        part = self.described.get(name)
        if part is None or len(part.parts) > _MOST_CHANGES:
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
        window = self.window[0] - BEFORE_WINDOW, self.window[1] + AFTER_WINDOW
        found = {start.local}
        for line in part.all("RDATE"):
            moments = (moment_of(text, None) for text in line.value.split(","))
            found |= {moment.local for moment in moments if moment is not None}
        for line in part.all("RRULE"):
            rule = rule_of(line.value)
            until = moment_of(rule.until, None)
            last = None if until is None else later(until.local, before if until.zone else timedelta())
            found |= set(repeats(rule, start.local, window, last, self.budget))
        return [(moment, before, after) for moment in found]


class DescribedZone(tzinfo):
    """A zone that a calendar file describes; as exact as a calendar needs it, within an hour of a change not quite."""

    def __init__(self, changes: list[Change]) -> None:
        self.moments = [moment for moment, _, _ in changes]
        self.offsets = [changes[0][1], *(after for _, _, after in changes)]

    def utcoffset(self, local: datetime | None) -> timedelta:
        """Return what the local time is ahead of UTC."""
        place = 0 if local is None else bisect_right(self.moments, local.replace(tzinfo=None))
        return self.offsets[place]

    def dst(self, _local: datetime | None) -> timedelta:
        """Return nothing: what a clock shows is all that matters."""
        return timedelta()

    def tzname(self, _local: datetime | None) -> None:
        """Return nothing: what it is called is never shown."""


def _zone(name: str) -> ZoneInfo | None:
    """Return the machine's zone of that name; never a path of any kind."""
    try:
        return ZoneInfo(name) if _NAME.fullmatch(name) else None
    except (KeyError, ValueError, OSError):
        return None


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text.strip())
    if match is None or int(match[2]) > _LAST_HOUR:
        raise ValueError
    length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -length if match[1] == "-" else length
