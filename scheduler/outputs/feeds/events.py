"""One event of a feed, serialised once; only what it says to one person is added feed by feed."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL
from scheduler.domain.problem import moment
from scheduler.outputs.feeds.content_lines import (
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
_DIGEST_LENGTH = 16


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
    bare: bool = False
    """Whether the title says nothing of the status."""

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
                content_line("LAST-MODIFIED", stamp),
                content_line("SEQUENCE", str(self.revision)),
                self._facts,
                end,
                content_line("END", "VEVENT"),
            )
        )

    @cached_property
    def _facts(self) -> bytes:
        before, after = ("", "") if self.bare else _SURROUNDINGS[self.status]
        return b"".join(
            (
                *self._times(),
                text_line("SUMMARY", f"{before}{self.title}{after}"),
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
