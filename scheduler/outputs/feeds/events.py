"""An event, and a calendar of events, in iCalendar; an event is serialised once for every feed that holds it.

Only what an event says to one person is added feed by feed.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import moment
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
_IN_FRONT = {PROVISIONAL: "Provisional: ", CONFIRMED: "", CANCELLED: "CANCELLED: "}
"""Before the title, where the narrow boxes of a month still show it."""
_ONE_DAY = dt.timedelta(days=1)
_DIGEST_LENGTH = 16
PRODUCT = "-//meeting-day//meeting-day//EN"
"""Without a version, so that a feed changes only when a meeting does."""

_REFRESH_EVERY = "PT1H"
_REFRESHING = "Your calendar refreshes this by itself, in some programs only once a day."


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

    def addressed(self, remark: str, *, elsewhere: bool, changed: str = "") -> bytes:
        """Write the event for one person, with a remark to them; it leaves them free if they are elsewhere.

        Parameters
        ----------
        remark : str
            What is said to that person only.
        elsewhere : bool
            Whether they are not to be there.
        changed : str
            When that last changed, ISO; the event as a whole may have changed since.

        """
        kind = (remark, elsewhere, max(changed, self.changed))
        if kind not in self._variants:
            description = "\n".join(filter(None, (self.description, remark)))
            end = self._end(description, FREE if elsewhere else _BUSY_STATUS[self.status])
            self._variants[kind] = self._written(kind[2], end)
        return self._variants[kind]

    @cached_property
    def _variants(self) -> dict[tuple[str, bool, str], bytes]:
        """What it says to one person or another: most are told the same."""
        return {}

    @cached_property
    def _plain_end(self) -> bytes:
        return self._end(self.description, FREE if self.start is None else _BUSY_STATUS[self.status])

    def _end(self, description: str, busy: str) -> bytes:
        return b"".join(
            (
                text_line("CATEGORIES", self.category) if self.category else b"",
                paragraph_line("DESCRIPTION", description) if description else b"",
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
        in_front = "" if self.plain_title else _IN_FRONT[self.status]
        return b"".join(
            (
                *self._times(),
                text_line("SUMMARY", f"{in_front}{self.title}"),
                content_line("STATUS", _STATUS[self.status]),
                text_line("LOCATION", self.place) if self.place else b"",
            )
        )

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
        A sentence that says what is in it.
    look : Look
        Its colour.
    events : iterable of pairs
        Each event, and how it is written in this feed.

    """
    described = f"{about}\n{_REFRESHING}"
    in_order = sorted(events, key=lambda pair: pair[0].order)
    return b"".join(
        (
            content_line("BEGIN", "VCALENDAR"),
            content_line("VERSION", "2.0"),
            content_line("PRODID", PRODUCT),
            content_line("CALSCALE", "GREGORIAN"),
            text_line("NAME", name),
            text_line("X-WR-CALNAME", name),
            paragraph_line("DESCRIPTION", described),
            paragraph_line("X-WR-CALDESC", described),
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
