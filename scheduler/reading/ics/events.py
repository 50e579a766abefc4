"""One version of an event (RFC 5545 §3.6.1): when it is, how long, which repeat it changes, whether it takes time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from scheduler.reading.ics.components import Component, Line
from scheduler.reading.ics.moments import ONE_DAY, Moment, day, day_of, length_of, moment_of
from scheduler.reading.ics.periods import NotUnderstood, Periods, uid_of_ours
from scheduler.reading.ics.zones import Zones

CANCEL, ADD = "CANCEL", "ADD"
ANSWERS = ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")
"""What somebody answers to an organiser (RFC 5546 §3.2): no new version of the event, if there is another."""
_FREE = ("FREE", "WORKINGELSEWHERE")
_MOST_DIGITS = 18
STEPS_OF_A_DATE = 4
"""What a date in a list costs the budget of a file."""
Version = tuple[bool, int, str]


@dataclass(frozen=True)
class Placing:
    """When something begins, how long it is, and what of that was not understood."""

    start: Moment
    length: timedelta
    doubt: NotUnderstood | None = None


class Event:
    """A component that is an event, or a changed repeat of one."""

    def __init__(self, part: Component, zones: Zones, method: str, periods: Periods) -> None:
        self.part, self.zones, self.method, self.periods = part, zones, method, periods
        self.uid = part.text("UID")
        self.number = part.number

    @cached_property
    def sequence(self) -> int:
        """How often the organiser has changed it."""
        text = self.part.text("SEQUENCE")
        return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0

    @cached_property
    def version(self) -> Version:
        """What is greater in a later version: the sequence, then the stamp; an answer is never later."""
        stamps = (self.part.word("DTSTAMP"), self.part.word("LAST-MODIFIED"))
        return self.method not in ANSWERS, self.sequence, max(stamps)

    @cached_property
    def cancelled(self) -> bool:
        """Whether it is not held any more."""
        return self.method == CANCEL or self.part.word("STATUS") == "CANCELLED"

    @cached_property
    def takes_time(self) -> bool:
        """Whether whoever holds it is not free: it is not cancelled, transparent, or work at another place."""
        part = self.part
        shown = part.word("X-MICROSOFT-CDO-BUSYSTATUS") or part.word("X-MICROSOFT-CDO-INTENDEDSTATUS")
        return not self.cancelled and part.word("TRANSP") != "TRANSPARENT" and shown not in _FREE

    @cached_property
    def declined(self) -> frozenset[str]:
        """The mailboxes of those who have declined it."""
        return frozenset(
            mailbox(address)
            for line in self.part.all("ATTENDEE")
            if line.parameter("PARTSTAT").upper() == "DECLINED"
            for address in (line.value.strip(), line.parameter("EMAIL"))
            if address
        )

    @cached_property
    def _ours(self) -> str:
        return uid_of_ours(self.uid)

    @cached_property
    def around(self) -> Moment | None:
        """The repeat that it changes; None where it changes none, or none that can be read."""
        return self._moment("RECURRENCE-ID")

    @property
    def far(self) -> bool:
        """Whether it is clear from the days it is written with that it does not touch the window."""
        first, last = self.periods.bounds
        start, end = self._digits("DTSTART"), self._digits("DTEND")
        lasting = "DURATION" in self.part.lines or ("DTEND" in self.part.lines and not end)
        return start > last or (bool(start) and start < first and not lasting and (end or start) < first)

    def _digits(self, name: str) -> str:
        """Return the day of a property as it is written, `20151119`; nothing where it is no number."""
        text = self.part.lines.get(name, [""])[0].rpartition(":")[2].strip()[:8]
        return text if len(text) == 8 and text.isdecimal() else ""  # noqa: PLR2004 - four, two and two digits

    @property
    def is_change(self) -> bool:
        """Whether it is a changed repeat."""
        return "RECURRENCE-ID" in self.part.lines

    @property
    def onwards(self) -> bool:
        """Whether it changes all later repeats too."""
        line = self.part.one("RECURRENCE-ID")
        return line is not None and line.parameter("RANGE").upper() == "THISANDFUTURE"

    @property
    def repeats(self) -> bool:
        """Whether it says of itself that it repeats."""
        return "RRULE" in self.part.lines or "RDATE" in self.part.lines

    @cached_property
    def placing(self) -> Placing | None:
        """When it begins and how long it is; its whole day where that cannot be read; None where not even its day."""
        start = self._moment("DTSTART")
        if start is None:
            on = day_of(self.part.text("DTSTART"))
            end = self._moment("DTEND")
            if on is None and end is not None:
                on = end.at(self.periods.home, self.periods.home).date()
            on = on or day_of(self.part.text("DTEND"))
            return None if on is None else Placing(day(on), ONE_DAY, NotUnderstood.START)
        length = self._length(start)
        if length is not None and length >= timedelta():
            return Placing(start, length)
        whole = day(start.at(self.periods.home, self.periods.home).date())
        return Placing(whole, ONE_DAY, NotUnderstood.END if length is None else NotUnderstood.BACKWARDS)

    def add(self, start: Moment, length: timedelta, doubt: NotUnderstood | None = None) -> None:
        """Make busy then, if it takes time; tell what was not understood if that is of interest."""
        if self.takes_time and self.periods.add(start, length, self._ours, self.declined) and doubt is not None:
            self.periods.note(doubt, self.number, start.local.date())

    def place(self) -> None:
        """Make busy when it says by itself, whatever it repeats."""
        placing = self.placing
        if placing is not None:
            self.add(placing.start, placing.length, placing.doubt)
        elif self.takes_time:
            self.periods.note(NotUnderstood.NO_DAY, self.number)

    def moments(self, name: str) -> Iterator[tuple[Moment, timedelta | None]]:
        """Yield the moments that a property lists, each with its length where it is a period."""
        doubt = NotUnderstood.LEFT_OUT if name == "EXDATE" else NotUnderstood.FURTHER
        for line in self.part.all(name):
            for _, moment, length in moments_of(line, self.zones):
                self.periods.budget.spend(STEPS_OF_A_DATE)
                if moment is not None:
                    yield moment, length
                elif self.takes_time:
                    self.periods.note(doubt, self.number)

    def _moment(self, name: str) -> Moment | None:
        line = self.part.one(name)
        return None if line is None else moment_of(line.value, self.zones.named(line.parameter("TZID")))

    def _length(self, start: Moment) -> timedelta | None:
        """Return how long it is, less than nothing where it ends before it starts; None where nobody can tell."""
        a_day = ONE_DAY if start.whole_day else timedelta()
        if "DTEND" in self.part.lines:
            end = self._moment("DTEND")
            if end is None:
                return None
            zone = start.zone or self.periods.home
            length = end.at(zone, self.periods.home) - start.at(zone, self.periods.home)
            return length or (a_day if end.whole_day else length)
        return length_of(self.part.text("DURATION")) if "DURATION" in self.part.lines else a_day


def mailbox(address: str) -> str:
    """Return an e-mail as it is compared: `mailto:Ann+council@x.uk` is Ann's too."""
    local, at, host = address.strip().casefold().removeprefix("mailto:").rpartition("@")
    return f"{local.partition('+')[0]}{at}{host}"


def moments_of(line: Line, zones: Zones) -> Iterator[tuple[str, Moment | None, timedelta | None]]:
    """Yield the moments of a property that lists some: as written, as read, and its length where it is a period."""
    zone, home = zones.named(line.parameter("TZID")), zones.home
    for text in filter(None, (part.strip() for part in line.value.split(","))):
        begin, is_period, rest = text.partition("/")
        start = moment_of(begin, zone)
        if start is None or not is_period:
            yield text, start, None
            continue
        end, length = moment_of(rest, zone), length_of(rest)
        if end is not None:
            here = start.zone or home
            length = max(timedelta(), end.at(here, home) - start.at(here, home))
        yield text, (None if length is None else start), length
