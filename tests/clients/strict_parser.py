"""What a feed says, as plain values that every client's answer can be compared with."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from icalendar import Calendar


class Seen(NamedTuple):
    """An event as a client shows it; moments in UTC, days as dates."""

    uid: str
    title: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date


def in_utc(moment: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment


def seen_by_strict_parser(feed: bytes) -> list[Seen]:
    """Read a feed, and refuse whatever is not right in it."""
    calendar = Calendar.from_ical(feed)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return sorted(
        Seen(str(event["UID"]), str(event["SUMMARY"]), in_utc(event["DTSTART"].dt), in_utc(event["DTEND"].dt))
        for event in calendar.events
    )


def feeds_in(folder: Path) -> dict[str, list[Seen]]:
    """Read every feed below a folder."""
    return {
        path.relative_to(folder).as_posix(): seen_by_strict_parser(path.read_bytes())
        for path in sorted(folder.rglob("*.ics"))
    }
