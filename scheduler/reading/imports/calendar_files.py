"""A calendar file (iCalendar, RFC 5545) as meetings: each event by its title, repeats too, within limits.

Events of the whole day are meetings without a time, or days off where their title says so. What is cancelled is told as
cancelled. Descriptions, attendees and all else are not read.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO
from zoneinfo import ZoneInfo

from scheduler.domain.found import Found, FoundClosure, FoundMeeting, LeftOut, Source
from scheduler.domain.names import name_key
from scheduler.domain.wording import long_date
from scheduler.reading.ics.components import Component
from scheduler.reading.ics.events import Event
from scheduler.reading.ics.files import read_calendar
from scheduler.reading.ics.moments import ONE_DAY, Moment
from scheduler.reading.ics.periods import NotUnderstood, Periods
from scheduler.reading.ics.zones import Zones
from scheduler.reading.imports.content import UTF_16, Content, Form
from scheduler.reading.imports.gathering import Gathering, is_closure, named
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import cut

HOME = ZoneInfo("Europe/London")
BEFORE, AFTER = timedelta(days=400), timedelta(days=400)
"""How far beyond the first and the last day that are written in a file its repeats are followed."""
MOST_EVENTS = 10_000
SAVE_FEWER = "Export only the events of one year."
LONGEST_TITLE = 200
_ESCAPED = re.compile(r"\\([nN,;\\])")
_DAY = re.compile(rb"^DTSTART[^:\r\n]*:((?:19|20)[0-9]{6})", re.MULTILINE | re.IGNORECASE)
_ZONES = re.compile(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL | re.IGNORECASE)
_NOT_HELD = re.compile(
    r"^(?:report|agenda|papers?|reports?) (?:due|out|deadline|published)\b|^deadline\b", re.IGNORECASE
)
_STATUS = r"(?:provisional|cancell?ed|tentative|confirmed|dros dro|wedi'i ganslo)"
_OUR_STATUS = re.compile(rf"^{_STATUS}(?:\s*/\s*{_STATUS})?\s*:\s*", re.IGNORECASE)
"""Before a title of a feed of ours, in English, in Welsh, or in both."""


class _Meetings(Periods):
    """Gathers events instead of busy time."""

    def __init__(self, name: str, window: tuple[datetime, datetime]) -> None:
        super().__init__(name, window, HOME)
        self.gathered = Gathering()
        self.taken: set[int] = set()
        """The lines on which the events begin that were taken."""
        self.seen: list[_Titled] = []

    def source(self, number: int) -> Source:
        return Source(self.name, f"line {number}")

    def take(self, event: "_Titled", start: Moment, length: timedelta) -> None:
        local = self.local(start, length or ONE_DAY)
        if local is None:
            return
        self.taken.add(event.number)
        if len(self.gathered.meetings) + len(self.gathered.closures) >= MOST_EVENTS:
            raise Unreadable(f"{self.name} has more than {MOST_EVENTS:,} events", SAVE_FEWER)
        source, (begin, end) = self.source(event.number), local
        last = (end - timedelta(minutes=1)).date()
        if is_closure(event.title) and start.whole_day:
            self.gathered.closures.append(FoundClosure(begin.date(), last, event.title, source))
        elif _NOT_HELD.match(event.title):
            self.gathered.leave(event.title, "a deadline, and no meeting", source)
        elif start.whole_day and last > begin.date():
            self.gathered.leave(event.title, "several days from one to another are no one meeting", source)
        else:
            self._meeting(event, begin, None if start.whole_day else begin + length, source)

    def _meeting(self, event: "_Titled", begin: datetime, end: datetime | None, source: Source) -> None:
        name = named(_OUR_STATUS.sub("", event.title))
        start = None if end is None else begin.hour * 60 + begin.minute
        finish = None if end is None or end.date() != begin.date() or end <= begin else end.hour * 60 + end.minute
        cancelled = event.cancelled or name.cancelled or named(event.title).cancelled
        self.gathered.meeting(
            FoundMeeting(
                name.body,
                begin.date(),
                source,
                start if start is not None else name.start,
                finish,
                event.place_name,
                name.title,
                "Cancelled" if cancelled else name.words,
                cancelled=cancelled,
                mark=name.mark,
            )
        )


class _Titled(Event):
    """An event with its title and its place."""

    periods: _Meetings

    def __init__(self, part: Component, zones: Zones, method: str, periods: Periods) -> None:
        super().__init__(part, zones, method, periods)
        self.periods.seen.append(self)

    @cached_property
    def takes_time(self) -> bool:
        """Whether it counts: each does, be it shown as free, or cancelled and told so."""
        return True

    @cached_property
    def title(self) -> str:
        """What it is called, on one line."""
        return _plain(self.part.text("SUMMARY"))

    @cached_property
    def place_name(self) -> str:
        """Where it is, on one line."""
        return _plain(self.part.text("LOCATION"))

    def add(self, start: Moment, length: timedelta, doubt: NotUnderstood | None = None) -> None:
        """Take it as held then; tell what was not understood."""
        if doubt is not None:
            self.periods.note(doubt, self.number, start.local.date())
        self.periods.take(self, start, length)


def _plain(text: str) -> str:
    text = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_TITLE]


def meetings_in(content: Content) -> Found:
    """Return the meetings of a calendar file.

    Raises
    ------
    Unreadable
        If it breaks off, or asks for more than a calendar should.

    """
    data = content.text().encode() if content.data.startswith(UTF_16) else content.data
    days = sorted(_days(data)) or [datetime.min + BEFORE]
    periods = _Meetings(content.name, (days[0] - BEFORE, min(days[-1], days[0] + 10 * AFTER) + AFTER))
    found = read_calendar(BytesIO(data), periods, _Titled, titles=True)
    if not periods.seen:
        periods.gathered.leave(content.name, "a calendar file without events", Source(content.name))
    for doubt in found.doubts:
        periods.gathered.left_out.append(LeftOut(doubt.message, "not understood", Source(content.name)))
    for event in periods.seen:
        rule = event.part.word("RRULE")
        if rule and "COUNT=" not in rule and "UNTIL=" not in rule and event.number in periods.taken:
            why = f"it repeats without an end, and is followed until {long_date(periods.window[1].date())}"
            periods.gathered.leave(event.title, why, periods.source(event.number))
        if event.cancelled and event.number not in periods.taken and name_key(event.title):
            periods.gathered.leave(event.title, "cancelled, with all its repeats", periods.source(event.number))
        start = event.part.word("DTSTART")
        if event.number not in periods.taken and start and not start.startswith(("19", "20")):
            periods.gathered.leave(event.title, f"its day, {cut(start)}, is none", periods.source(event.number))
    return periods.gathered.found()


def _days(data: bytes) -> Iterable[datetime]:
    for written in _DAY.findall(_ZONES.sub(b"", data)):
        try:
            yield datetime.strptime(written.decode(), "%Y%m%d")  # the zone is of no matter by the day
        except ValueError:
            continue


FORMS = (Form("a calendar file", lambda content: content.kind == "calendar", meetings_in),)
