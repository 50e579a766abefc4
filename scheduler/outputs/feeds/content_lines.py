"""Lines of iCalendar (RFC 5545, 3.1): escaped, folded at 75 octets, ended by CRLF.

Written here and not by a library because a feed is joined from events that are serialised once;
the tests read every line back with two libraries.
"""

import datetime as dt

from scheduler.outputs.plain_text import cleaned, on_one_line

_LONGEST_LINE = 75
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def content_line(name: str, value: str) -> bytes:
    """Return one line; `name` may bear parameters, and `value` is written as it is."""
    line = f"{name}:{value}".encode()
    pieces = []
    start, room = 0, _LONGEST_LINE
    while len(line) - start > room:
        end = start + room
        while b"\x80" <= line[end : end + 1] < b"\xc0":  # inside a character of several octets
            end -= 1
        pieces.append(line[start:end])
        start, room = end, _LONGEST_LINE - 1  # a folded line begins with a space
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def text_line(name: str, text: str) -> bytes:
    """Return one line whose value is text on one line, escaped."""
    return content_line(name, on_one_line(text).translate(_ESCAPES))


def paragraph_line(name: str, text: str) -> bytes:
    """Return one line whose value is text that may hold line ends, escaped."""
    return content_line(name, cleaned(text).translate(_ESCAPES))


def local_time(moment: dt.datetime) -> str:
    """Write a moment of local time."""
    return moment.strftime("%Y%m%dT%H%M%S")


def calendar_date(day: dt.date) -> str:
    """Write a date."""
    return day.strftime("%Y%m%d")


def utc_time(iso: str) -> str:
    """Write a moment given as ISO 8601; one without an offset is in UTC."""
    moment = dt.datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return local_time(moment.astimezone(dt.UTC)) + "Z"
