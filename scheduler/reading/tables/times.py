"""Times of day as people write them: by either clock, with a point or a colon, and noon."""

import re
from datetime import date, datetime, time, timedelta

from scheduler.reading.tables.texts import CellFault, each_of, shown, text_of

NOON = 12
HOURS = 24
MINUTES = 60
HUNDRED = 100

EARLIEST, LATEST = 8 * MINUTES, 21 * MINUTES
"""Meetings that start before the one, or from the other on, are asked about."""

WRITE_TIME = "Write the time as 09:30 or 9.30am."

_TIME = re.compile(
    r"([0-9]{1,2})(?:\s*[:.h]\s*([0-9]{2}))?(?::00(?:\.0+)?)?\s*([ap])?\.?\s?(m)?\.?\s*(hours|hrs|hr|h)?\.?"
    r"(?:\s*\(?(noon|midday)\)?)?"
)
_TOGETHER = re.compile(r"([0-9]{1,2})([0-9]{2})(?:\.0+)?\s*(?:hours|hrs|hr|h)?\.?")
_BEFORE, _BEHIND = re.compile(r"(?:at|from)\s+"), re.compile(r"(?:\s*(?:\*+|\bprompt|\bsharp)|(?<=noon)\.)\Z")
"""What stands before and behind a time and does not change it."""
_NOON = ("noon", "midday", "12 noon", "12noon", "12 midday", "twelve noon")
_SPACES = " \N{NO-BREAK SPACE}"


def read_time(value: object) -> int:
    """Read a time of day, as minutes after midnight.

    Parameters
    ----------
    value : object
        `09:30`, `9.30am`, `7pm`, `7.30 P.M.`, `1900`, `19:00hrs`, `noon`, or a real time of a spreadsheet.

    Raises
    ------
    CellFault
        For a length of time, an hour that may be of the morning or the evening, or what is no time.

    """
    if isinstance(value, timedelta):
        raise CellFault(
            f"{shown(value)} is a length of time, and a time of day is wanted",
            "Format the cell as a time of day (hh:mm), or write it as 09:30.",
        )
    if isinstance(value, datetime | time):
        return to_the_minute(value.hour, value.minute, value.second)
    if isinstance(value, date | bool):
        raise CellFault(f"{shown(value)} is no time of day", WRITE_TIME)
    text = _BEHIND.sub("", " ".join(text_of(value).lower().split()), count=1)
    text = text[before.end() :] if (before := _BEFORE.match(text)) else text
    if text in _NOON:
        return NOON * MINUTES
    if match := _TOGETHER.fullmatch(text):
        return _checked(value, int(match[1]), int(match[2]))
    match = None if isinstance(value, int | float) else _TIME.fullmatch(text)
    if match is None or not _is_whole(match):
        raise CellFault(f"{shown(value)} is no time of day", WRITE_TIME)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if match[6] and ((hour, minute) != (NOON, 0) or half == "a"):
        raise CellFault(f"{shown(value)} is no noon", WRITE_TIME)
    if half:
        if not 1 <= hour <= NOON:
            raise CellFault(f"{shown(value)} has no hour from 1 to 12 before {half}m", WRITE_TIME)
        hour = hour % NOON + (NOON if half == "p" else 0)
    return _checked(value, hour, minute)


def _is_whole(match: re.Match[str]) -> bool:
    """Whether a time says which hour it means: it has its minutes, its half of the day, or the word hours."""
    _, minute, half, m, hours, noon = match.groups()
    return bool(half) == bool(m) and any((minute, half, hours, noon)) and not (half and hours)


def _checked(value: object, hour: int, minute: int) -> int:
    if hour >= HOURS or minute >= MINUTES:
        raise CellFault(f"{shown(value)} is no time between 00:00 and 23:59", WRITE_TIME)
    return hour * MINUTES + minute


def is_unlikely(start: int) -> bool:
    """Whether hardly any meeting starts then, in minutes after midnight: 6.30 is typed for the evening."""
    return not EARLIEST <= start < LATEST


def to_the_minute(hour: int, minute: int, second: int) -> int:
    """Return a spreadsheet's time to the nearest minute of the day: it stores fractions of a day."""
    return min(hour * MINUTES + minute + (second >= MINUTES // 2), HOURS * MINUTES - 1)


def read_times(value: object) -> tuple[int, ...]:
    """Read times with `;` between, a comma, `and` or a stroke, each once, as minutes after midnight."""
    return each_of(value, lambda part: (read_time(part),), "no time", WRITE_TIME, freely=True)
