"""An event, and a calendar of events, in iCalendar; an event is serialised once for every feed that holds it.

Only what an event says to one person is added feed by feed.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import moment
from scheduler.languages import ENGLISH, phrase, said, writing, writing_in
from scheduler.outputs.bilingual import APART, joined
from scheduler.outputs.feeds.rfc5545 import (
    calendar_date,
    content_line,
    local_time,
    paragraph_line,
    text_line,
    time_zone,
    utc_time,
)

BUSY, TENTATIVE, FREE = "BUSY", "TENTATIVE", "FREE"

_STATUS = {PROVISIONAL: "TENTATIVE", CONFIRMED: "CONFIRMED", CANCELLED: "CANCELLED"}
_BUSY_STATUS = {PROVISIONAL: TENTATIVE, CONFIRMED: BUSY, CANCELLED: FREE}
IN_FRONT = {PROVISIONAL: phrase("Provisional"), CANCELLED: phrase("CANCELLED")}
"""What is said before the title of what is not confirmed."""
_ONE_DAY = dt.timedelta(days=1)
_DIGEST_LENGTH = 16
PRODUCT = "-//meeting-day//meeting-day//EN"
"""Without a version, so that a feed changes only when a meeting does."""

_REFRESH_EVERY = "PT1H"


@dataclass(frozen=True)
class Event:
    """What one event says in every feed."""

    uid: str
    title: str
    date: dt.date
    changed: str
    """When anything of it last changed, ISO."""
    start: int | None = None
    """Minutes after midnight; None for an event of the whole day, which leaves everybody free."""
    end: int | None = None
    revision: int = 0
    status: str = CONFIRMED
    place: str = ""
    category: str = ""
    description: str = ""
    timezone: str = "UTC"
    plain_title: bool = False
    """Whether the title says nothing of the status."""
    created: str = ""
    """When it was first shown, ISO; empty where that is not known."""
    contact: str = ""
    """Whom to ask about it."""
    url: str = ""
    """Where it stands on a page for people; like what is above, no part of the fingerprints."""
    language: str = field(default_factory=writing)
    """In which it is written; of one in several, the first."""
    versions: tuple["Event", ...] = ()
    """Of one in several languages: what it says in each, in their order."""

    def said_in(self, language: str) -> "Event":
        """Return what it says in one language, where it says it in several."""
        return next((one for one in self.versions if one.language == language), self)

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Where it stands in a feed."""
        return moment(self.date, self.start or 0), self.uid

    @property
    def cancelled(self) -> bool:
        """Whether it is not to be held."""
        return self.status == CANCELLED

    @cached_property
    def plain(self) -> bytes:
        """The event as it stands in the feeds that are about nobody."""
        return self._written(self.changed, self._plain_end)

    @property
    def facts(self) -> str:
        """A fingerprint of its date, times, title, status and place."""
        return fingerprint(self._facts)

    @property
    def whole(self) -> str:
        """A fingerprint of everything in it, but for when that changed and how often."""
        return fingerprint(self._facts + self._plain_end)

    def addressed(self, remarks: tuple[str, ...], *, elsewhere: bool, changed: str = "") -> bytes:
        """Write the event for one person, with a remark to them; it leaves them free if they are elsewhere.

        Parameters
        ----------
        remarks : tuple of str
            What is said to that person only, in each language.
        elsewhere : bool
            Whether they are not to be there.
        changed : str
            When that last changed, ISO; the event as a whole may have changed since.

        """
        kind = (remarks, elsewhere, max(changed, self.changed))
        if kind not in self._variants:
            texts = (one.description for one in self.versions or (self,))
            pairs = zip_longest(texts, remarks, fillvalue="")
            description = joined(("\n".join(filter(None, pair)) for pair in pairs), APART)
            end = self._end(description, FREE if elsewhere else _BUSY_STATUS[self.status])
            self._variants[kind] = self._written(kind[2], end)
        return self._variants[kind]

    @cached_property
    def _variants(self) -> dict[tuple[tuple[str, ...], bool, str], bytes]:
        """What it says to one person or another: most are told the same."""
        return {}

    @cached_property
    def _plain_end(self) -> bytes:
        return self._end(self.description, FREE if self.start is None else _BUSY_STATUS[self.status])

    def _end(self, description: str, busy: str) -> bytes:
        return b"".join(
            (
                text_line(self._in_language("CATEGORIES"), self.category) if self.category else b"",
                paragraph_line(self._in_language("DESCRIPTION"), description) if description else b"",
                content_line("TRANSP", "TRANSPARENT" if busy == FREE else "OPAQUE"),
                content_line("X-MICROSOFT-CDO-BUSYSTATUS", busy),
            )
        )

    def _written(self, changed: str, end: bytes) -> bytes:
        stamp = utc_time(changed)
        return b"".join(
            (
                content_line("BEGIN", "VEVENT"),
                text_line("UID", self.uid),
                content_line("DTSTAMP", stamp),
                content_line("CREATED", utc_time(min(self.created, changed))) if self.created else b"",
                content_line("LAST-MODIFIED", stamp),
                content_line("SEQUENCE", str(self.revision)),
                self._facts,
                text_line("CONTACT", self.contact) if self.contact else b"",
                content_line("URL", self.url) if self.url else b"",
                end,
                content_line("END", "VEVENT"),
            )
        )

    @cached_property
    def _facts(self) -> bytes:
        return b"".join(
            (
                *self._times(),
                text_line(self._in_language("SUMMARY"), f"{self._in_front}{self.title}"),
                content_line("STATUS", _STATUS[self.status]),
                text_line("LOCATION", self.place) if self.place else b"",
            )
        )

    @property
    def _in_front(self) -> str:
        """What stands before the title, where the narrow boxes of a month still show it."""
        if self.plain_title or self.status not in IN_FRONT:
            return ""
        words = []
        for one in self.versions or (self,):
            with writing_in(one.language):
                words.append(said(IN_FRONT[self.status]))
        return f"{joined(words)}: "

    def _in_language(self, name: str) -> str:
        """Return a property's name with its language (RFC 5545 3.2.10), where that is one, and not the usual."""
        return name if self.versions or self.language == ENGLISH else f"{name};LANGUAGE={self.language}"

    def _times(self) -> tuple[bytes, bytes]:
        if self.start is None or self.end is None:
            return (
                content_line("DTSTART;VALUE=DATE", calendar_date(self.date)),
                content_line("DTEND;VALUE=DATE", calendar_date(self.date + _ONE_DAY)),
            )
        return (
            content_line(f"DTSTART;TZID={self.timezone}", local_time(moment(self.date, self.start))),
            content_line(f"DTEND;TZID={self.timezone}", local_time(moment(self.date, self.end))),
        )


def in_all(versions: Sequence[Event]) -> Event:
    """Return the event that says in several languages what each of its versions says in one."""
    first, *others = versions
    if not others:
        return first
    return replace(
        first,
        title=joined(one.title for one in versions),
        place=joined(one.place for one in versions),
        category=joined(one.category for one in versions),
        contact=joined(one.contact for one in versions),
        description=joined((one.description for one in versions), APART),
        versions=tuple(versions),
    )


def fingerprint(written: bytes) -> str:
    """Return a few letters that differ where what is written does."""
    return hashlib.sha256(written).hexdigest()[:_DIGEST_LENGTH]


@dataclass(frozen=True)
class Look:
    """The colour of a kind of feed, as RFC 7986 names it and as Apple writes it."""

    name: str
    code: str


FOR_ALL = Look("seagreen", "#2E8B57")
FOR_ONE = Look("steelblue", "#4682B4")
FOR_BUSY = Look("slategray", "#708090")
FOR_ROOMS = Look("sienna", "#A0522D")
FOR_DEADLINES = Look("crimson", "#DC143C")


def about_feed(about: str) -> str:
    """Return the sentences that describe a feed: what is in it, and that it changes by itself."""
    refreshing = said("Your calendar refreshes this by itself, in some programs only once a day.")
    return f"{about}\n{refreshing}"


def calendar(plan: Plan, name: str, about: str, look: Look, events: Iterable[tuple[Event, bytes]]) -> bytes:
    """Return a feed of events that are written already.

    There is no METHOD (it would need an ORGANIZER), and no UID of the calendar (vdirsyncer takes it for an event's).

    Parameters
    ----------
    plan : Plan
        Gives the time zone and the years for which it must hold.
    name : str
        What clients call the calendar.
    about : str
        Sentences that say what is in it.
    look : Look
        Its colour.
    events : iterable of pairs
        Each event, and how it is written in this feed.

    """
    in_order = sorted(events, key=lambda pair: pair[0].order)
    return b"".join(
        (
            content_line("BEGIN", "VCALENDAR"),
            content_line("VERSION", "2.0"),
            content_line("PRODID", PRODUCT),
            content_line("CALSCALE", "GREGORIAN"),
            text_line("NAME", name),
            text_line("X-WR-CALNAME", name),
            paragraph_line("DESCRIPTION", about),
            paragraph_line("X-WR-CALDESC", about),
            content_line("COLOR", look.name),
            content_line("X-APPLE-CALENDAR-COLOR", look.code),
            content_line("REFRESH-INTERVAL;VALUE=DURATION", _REFRESH_EVERY),
            content_line("X-PUBLISHED-TTL", _REFRESH_EVERY),
            content_line("X-WR-TIMEZONE", plan.timezone),
            time_zone(plan.timezone, plan.start_date.year, plan.end_date.year),
            *(written for _, written in in_order),
            content_line("END", "VCALENDAR"),
        )
    )
