"""One event of a feed, serialised once; only what it says to one person is added feed by feed."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL
from scheduler.domain.problem import moment
from scheduler.exporting.feeds.content_lines import (
    calendar_date,
    content_line,
    local_time,
    paragraph_line,
    text_line,
    utc_time,
)

BUSY, TENTATIVE, FREE = "BUSY", "TENTATIVE", "FREE"

_STATUS = {PROVISIONAL: "TENTATIVE", CONFIRMED: "CONFIRMED", CANCELLED: "CANCELLED"}
_BUSY_STATUS = {PROVISIONAL: TENTATIVE, CONFIRMED: BUSY, CANCELLED: FREE}
_SURROUNDINGS = {PROVISIONAL: ("", " (provisional)"), CONFIRMED: ("", ""), CANCELLED: ("CANCELLED: ", "")}
_ONE_DAY = dt.timedelta(days=1)


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

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Where it stands in a feed."""
        return moment(self.date, self.start or 0), self.uid

    @cached_property
    def plain(self) -> bytes:
        """The event as it stands in the feeds that are about nobody."""
        return self.written(self.description, FREE if self.start is None else _BUSY_STATUS[self.status])

    def addressed(self, remark: str, *, elsewhere: bool) -> bytes:
        """Write the event for one person, with a remark to them; it leaves them free if they are elsewhere."""
        description = "\n".join(filter(None, (self.description, remark)))
        return self.written(description, FREE if elsewhere else _BUSY_STATUS[self.status])

    def written(self, description: str, busy: str) -> bytes:
        """Write the event with this description, and the time it takes."""
        return b"".join(
            (
                self._beginning,
                paragraph_line("DESCRIPTION", description) if description else b"",
                content_line("TRANSP", "TRANSPARENT" if busy == FREE else "OPAQUE"),
                content_line("X-MICROSOFT-CDO-BUSYSTATUS", busy),
                content_line("END", "VEVENT"),
            )
        )

    @cached_property
    def _beginning(self) -> bytes:
        stamp = utc_time(self.changed)
        before, after = _SURROUNDINGS[self.status]
        return b"".join(
            (
                content_line("BEGIN", "VEVENT"),
                text_line("UID", self.uid),
                content_line("DTSTAMP", stamp),
                content_line("LAST-MODIFIED", stamp),
                content_line("SEQUENCE", str(self.revision)),
                *self._times(),
                text_line("SUMMARY", f"{before}{self.title}{after}"),
                content_line("STATUS", _STATUS[self.status]),
                text_line("LOCATION", self.place) if self.place else b"",
                text_line("CATEGORIES", self.category) if self.category else b"",
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
