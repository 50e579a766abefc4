"""A whole calendar: its own properties, its time zone, and its events in order."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.outputs.feeds.content_lines import content_line, paragraph_line, text_line
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.time_zone import time_zone

_PRODUCT = "-//meeting-day//meeting-day//EN"
"""Without a version, so that a feed changes only when a meeting does."""

_REFRESH_EVERY = "PT1H"
_REFRESHING = "Your calendar refreshes this by itself, in some programs only once a day."


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
            content_line("PRODID", _PRODUCT),
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
