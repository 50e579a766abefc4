"""Calendar files for tests, written as lines, and what is found in them."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

from scheduler.reading.ics.busy import busy_time
from scheduler.reading.ics.files import Contents
from scheduler.reading.tables.headers import Unreadable

LONDON = ZoneInfo("Europe/London")
WINDOW = dt.datetime(2015, 10, 31), dt.datetime(2016, 11, 2)
"""The calendar's days from November 2015 to October 2016, and a day either way."""


def event(*lines: str, uid: str = "one") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar_file(*parts: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""]).encode()


def found(content: bytes) -> Contents:
    return busy_time("a.ics", io.BytesIO(content), WINDOW, LONDON)


def busy(*parts: str) -> list[str]:
    """Return when the parts of a calendar make busy; nothing about them is doubtful."""
    read = found(calendar_file(*parts))
    assert read.doubts == ()
    return written(read)


def written(read: Contents) -> list[str]:
    """Write periods as `2015-11-19 10:00-11:00`, with the day of the end where it is another."""
    return [
        f"{one.begin:%Y-%m-%d %H:%M}-{one.end:%H:%M}"
        if one.begin.date() == one.end.date()
        else f"{one.begin:%Y-%m-%d %H:%M} {one.end:%m-%d %H:%M}"
        for one in read.periods
    ]


def doubts(*parts: str) -> list[str]:
    return [doubt.message for doubt in found(calendar_file(*parts)).doubts]


def refusal(content: bytes) -> str:
    """Return why a file is refused."""
    try:
        found(content)
    except Unreadable as problem:
        return problem.message
    return ""
