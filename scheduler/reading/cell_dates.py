"""Cells that hold dates, times of day, moments and weekdays."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TypeVar

from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES
from scheduler.reading.cell_text import CellFault, parts_of, shown, text_of

Part = TypeVar("Part")

MONTHS = 12
NOON = 12
HOURS = 24
MINUTES = 60
SHORTEST_WEEKDAY = 3

WRITE_DATE = "Write the day as 2026-11-19 or 19/11/2026 (the day first)."
WRITE_TIME = "Write the time as 09:30 or 9.30am."
WRITE_MOMENT = "Write a day (2026-11-19) or a day and a time (2026-11-19 14:00)."
WRITE_WEEKDAYS = "Write days of the week with ; between, such as Mon;Tue."
FORMAT_DATE = "Format the cell as a date, or write it as 2026-11-19."

_ISO = re.compile(r"([0-9]{4,9})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4,9})")
_BARE_NUMBER = re.compile(r"[0-9]+([.,][0-9]*)?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::00)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def read_date(value: object) -> date:
    """Read `2026-11-19`, `19/11/2026` or a real date; never a bare number, never a date with a time."""
    if isinstance(value, datetime):
        if value.time() != time():
            raise CellFault(f"{shown(value)} is a date with a time, and a date alone is wanted", WRITE_DATE)
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta | bool):
        raise CellFault(f"{shown(value)} is no date", WRITE_DATE)
    text = text_of(value)
    if isinstance(value, int | float) or _BARE_NUMBER.fullmatch(text):
        raise CellFault(f"{shown(value)} is a bare number, which may or may not mean a date", FORMAT_DATE)
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        raise CellFault(f"{shown(value)} is no date", WRITE_DATE)
    return _checked(value, year, month, day)


def _checked(value: object, year: int, month: int, day: int) -> date:
    if not MINYEAR <= year <= MAXYEAR:
        raise CellFault(f"{shown(value)} has an impossible year", WRITE_DATE)
    if not 1 <= month <= MONTHS:
        raise CellFault(f"{shown(value)} has no month {month}", WRITE_DATE)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise CellFault(f"{shown(value)} is no day: {MONTH_NAMES[month - 1]} {year} has {last} days", WRITE_DATE)
    return date(year, month, day)


def read_time(value: object) -> int:
    """Read `09:30`, `9.30am` or a real time, as minutes after midnight."""
    if isinstance(value, timedelta):
        raise CellFault(
            f"{shown(value)} is a length of time, and a time of day is wanted",
            "Format the cell as a time of day (hh:mm), or write it as 09:30.",
        )
    if isinstance(value, datetime | time):
        return _to_the_minute(value.hour, value.minute, value.second)
    if isinstance(value, date | int | float):
        raise CellFault(f"{shown(value)} is no time of day", WRITE_TIME)
    match = _TIME.fullmatch(text_of(value))
    if match is None or (match[2] is None and match[3] is None):
        raise CellFault(f"{shown(value)} is no time of day", WRITE_TIME)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "").lower()
    if half:
        if not 1 <= hour <= NOON:
            raise CellFault(f"{shown(value)} has no hour from 1 to 12 before {half}", WRITE_TIME)
        hour = hour % NOON + (NOON if half == "pm" else 0)
    if hour >= HOURS or minute >= MINUTES:
        raise CellFault(f"{shown(value)} is no time between 00:00 and 23:59", WRITE_TIME)
    return hour * MINUTES + minute


def _to_the_minute(hour: int, minute: int, second: int) -> int:
    """Return a spreadsheet's time to the nearest minute of the day: it stores fractions of a day."""
    return min(hour * MINUTES + minute + (second >= MINUTES // 2), HOURS * MINUTES - 1)


def read_moment(value: object) -> date | datetime:
    """Read a day (`2026-11-19`), or a day and a time (`2026-11-19 14:00`)."""
    if isinstance(value, datetime) and value.time() != time():
        midnight = datetime.combine(value.date(), time())
        return midnight + timedelta(minutes=_to_the_minute(value.hour, value.minute, value.second))
    if not isinstance(value, str):
        return read_date(value)
    day, *rest = re.split(r"[\sT]+", value.strip(), maxsplit=1)
    try:
        found = read_date(day)
        return datetime.combine(found, time()) + timedelta(minutes=read_time(rest[0])) if rest else found
    except CellFault as fault:
        raise CellFault(
            f"{shown(value)}: {fault.message}" if rest else fault.message,
            WRITE_MOMENT if fault.remedy in (WRITE_DATE, WRITE_TIME) else fault.remedy,
        ) from None


def _read_each(value: object, read: Callable[[object], Part], nothing: str, remedy: str) -> tuple[Part, ...]:
    if not isinstance(value, str):
        return (read(value),)
    found = tuple(dict.fromkeys(read(part) for part in parts_of(value)))
    if not found:
        raise CellFault(f"{shown(value)} names {nothing}", remedy)
    return found


def read_dates(value: object) -> tuple[date, ...]:
    """Read dates with `;` between, each once."""
    return _read_each(value, read_date, "no day", WRITE_DATE)


def read_times(value: object) -> tuple[int, ...]:
    """Read times with `;` between, each once, as minutes after midnight."""
    return _read_each(value, read_time, "no time", WRITE_TIME)


def read_weekdays(value: object) -> frozenset[int]:
    """Read `Mon;Tue`, or the names in full; Monday is 0."""
    if not isinstance(value, str):
        raise CellFault(f"{shown(value)} is no list of weekdays", WRITE_WEEKDAYS)
    return frozenset(_read_each(value, _weekday, "no weekday", WRITE_WEEKDAYS))


def _weekday(value: object) -> int:
    word = text_of(value).lower().removesuffix(".")
    if len(word) >= SHORTEST_WEEKDAY:
        for number, name in enumerate(WEEKDAY_NAMES):
            if name.lower().startswith(word) or (word == "weds" and name == "Wednesday"):
                return number
    near = get_close_matches(word[:MINUTES], [name.lower() for name in WEEKDAY_NAMES], 1)
    raise CellFault(
        f"{shown(value)} is no day of the week",
        f"Did you mean {near[0].capitalize()}? {WRITE_WEEKDAYS}" if near else WRITE_WEEKDAYS,
    )
