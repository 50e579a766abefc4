"""Days as people write them: in figures with the day first, in words, with their weekday, and days with a time."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, long_date
from scheduler.reading.tables.texts import CellFault, each_of, shown, text_of
from scheduler.reading.tables.times import WRITE_TIME, read_time, to_the_minute

MONTHS = 12
SHORTEST_NAME = 3
LONGEST_DAY = 80
"""Characters: more are no day, whatever they are."""
CENTURY = 2000
TWO_FIGURES = 2
"""Of a year that is written without its century."""

WRITE_DATE = "Write the day as 2026-11-19 or 19/11/2026 (the day first)."
WRITE_MOMENT = "Write a day (2026-11-19) or a day and a time (2026-11-19 14:00)."
FORMAT_DATE = "Format the cell as a date, or write it as 2026-11-19."

_BARE_NUMBER = re.compile(r"[0-9]+([.,][0-9]*)?")
_BETWEEN = r"\s*[-/.]\s*"
_YEAR_FIRST = re.compile(rf"([0-9]{{4,9}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}})")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{4,9}}|[0-9]{{2}})\.?")
_ORDINAL = r"([0-9]{1,2})\s*(?:st|nd|rd|th)?"
_IN_WORDS = re.compile(rf"{_ORDINAL}(?:\s+of)?[-/.\s]*([a-z]{{3,9}})\.?[-/.\s]*'?([0-9]{{4}}|[0-9]{{2}})")
_MONTH_FIRST = re.compile(rf"([a-z]{{3,9}})\.?\s*{_ORDINAL}\s+([0-9]{{4}})")
_NAMED_YEAR_FIRST = re.compile(r"([0-9]{4})[-/\s]+([a-z]{3,9})[-/\s]+([0-9]{1,2})")
_WITHOUT_YEAR = re.compile(rf"{_ORDINAL}(?:\s+of)?[-/.\s]*([a-z]{{3,9}})\.?|([a-z]{{3,9}})\.?\s*{_ORDINAL}")
_WORD = re.compile(r"\(?\b([a-z]+)\b\.?\)?")
_MIDNIGHT = re.compile(r"(.*[0-9])(?:\s+|t)00:00(?::00(?:\.0+)?)?(?:z|\+00:00)?")
_TIMED = re.compile(r"(.*[0-9])(?:\s+|t)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?:z|[+-][0-9]{2}:?[0-9]{2})?")
_GAPS = re.compile(r"(?<=[0-9a-z])(?:,?\s+(?:at\s+)?|t(?=[0-9]))", re.IGNORECASE)
_ANOTHER = re.compile(r"[,&]|\band\b", re.IGNORECASE)
_AFTER_WEEKDAY = re.compile(r"\A\s*[-:]?\s*(?:the\s+)?(?=[0-9a-z])")
"""Between a weekday and its day: `Thursday - 14 May`, `Thursday the 14th of May`."""
_ORDINAL_ABOVE = re.compile("(?<=[0-9])(?:\u02e2\u1d57|\u207f\u1d48|\u02b3\u1d48|\u1d57\u02b0)")
"""The letters of `1st`, `2nd`, `3rd` and `4th` above the line."""
_DASHES = re.compile(r"[\u2010-\u2014]")


def read_date(value: object) -> date:
    """Read a day; the weekday is checked where there is one.

    Parameters
    ----------
    value : object
        `2026-11-19`, `19/11/2026`, `19.11.26`, `Thursday, 19th November 2026`, `19-Nov-26`, `November 19, 2026`, any
        of them with midnight behind it, or a real date of a spreadsheet.

    Raises
    ------
    CellFault
        For a bare number, a day with another time, a day that is not in the calendar, one that has no year, one that
        falls on another weekday than it says, and figures that may mean two days: `03/04/26`.

    """
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
    if len(text) > LONGEST_DAY:
        raise CellFault(f"{shown(value)} is no date", WRITE_DATE)
    plain = " ".join(_ORDINAL_ABOVE.sub(_on_the_line, _DASHES.sub("-", text)).lower().replace(",", " ").split())
    plain = plain.rstrip(" .*")
    if midnight := _MIDNIGHT.fullmatch(plain):
        plain = midnight[1]
    elif (timed := _TIMED.fullmatch(plain)) and _is_read(read_date, timed[1]):
        raise CellFault(f"{shown(value)} is a date with a time, and a date alone is wanted", WRITE_DATE)
    return _day_of(value, plain)


def _on_the_line(above: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", above[0])


def _day_of(value: object, plain: str) -> date:
    """Return the day that a text in small letters without commas means."""
    weekday, rest = _without_weekday(plain)
    day = _in_figures(value, rest, weekday) or _in_words(value, rest)
    if day is None:
        raise CellFault(f"{shown(value)} is no date", WRITE_DATE)
    if weekday is not None and day.weekday() != weekday:
        message = f"{shown(value)} says {WEEKDAY_NAMES[weekday]}, and it is {long_date(day)}"
        raise CellFault(message, "Put the day or its weekday right.")
    return day


def _without_weekday(plain: str) -> tuple[int | None, str]:
    """Return the one weekday of the text, and the text without it; all of it where there is none."""
    found = [(match, number) for match in _WORD.finditer(plain) if (number := weekday_named(match[1])) is not None]
    if len(found) != 1:
        return None, plain
    match, weekday = found[0]
    before, behind = plain[: match.start()].strip(), _AFTER_WEEKDAY.sub("", plain[match.end() :])
    return weekday, f"{before} {behind.strip()}".strip()


def weekday_named(word: str) -> int | None:
    """Return the weekday of a name or the beginning of one, Monday 0; None for any other word."""
    plain = {"weds": "wednesday"}.get(word.lower(), word.lower())
    if len(plain) < SHORTEST_NAME:
        return None
    return next((day for day, name in enumerate(WEEKDAY_NAMES) if name.lower().startswith(plain)), None)


def month_named(word: str) -> int | None:
    """Return the month of a name or the beginning of one, January 1; None for any other word."""
    plain = word.lower()
    if len(plain) < SHORTEST_NAME:
        return None
    return next((month for month, name in enumerate(MONTH_NAMES, 1) if name.lower().startswith(plain)), None)


def _in_figures(value: object, plain: str, weekday: int | None) -> date | None:
    if match := _YEAR_FIRST.fullmatch(plain):
        year, month, day = map(int, match.groups())
        return _checked(value, year, month, day)
    match = _DAY_FIRST.fullmatch(plain)
    if match is None:
        return None
    day, month, year = int(match[1]), int(match[2]), _year(match[3])
    found = _checked(value, year, month, day)
    if len(match[3]) > TWO_FIGURES:
        return found
    if weekday is None and day <= MONTHS and day != month:
        other = date(found.year, day, month)
        message = f"{shown(value)} may be {long_date(found)} or {long_date(other)}"
        raise CellFault(message, f"Write the year in full: {found:%d/%m/%Y} or {other:%d/%m/%Y} (the day first).")
    return found


def _in_words(value: object, plain: str) -> date | None:
    for form, places in ((_IN_WORDS, (0, 1, 2)), (_MONTH_FIRST, (1, 0, 2)), (_NAMED_YEAR_FIRST, (2, 1, 0))):
        match = form.fullmatch(plain)
        month = None if match is None else month_named(match.groups()[places[1]])
        if match is not None and month is not None:
            return _checked(value, _year(match.groups()[places[2]]), month, int(match.groups()[places[0]]))
    match = _WITHOUT_YEAR.fullmatch(plain)
    if match is not None and month_named(match[2] or match[3]) is not None:
        raise CellFault(f"{shown(value)} is a day without a year", "Write the year too: 19 November 2026.")
    return None


def _year(figures: str) -> int:
    return int(figures) + (CENTURY if len(figures) == TWO_FIGURES else 0)


def _checked(value: object, year: int, month: int, day: int) -> date:
    if not MINYEAR <= year <= MAXYEAR:
        raise CellFault(f"{shown(value)} has an impossible year", WRITE_DATE)
    if not 1 <= month <= MONTHS:
        raise CellFault(f"{shown(value)} has no month {month}", WRITE_DATE)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise CellFault(f"{shown(value)} is no day: {MONTH_NAMES[month - 1]} {year} has {last} days", WRITE_DATE)
    return date(year, month, day)


def read_dates(value: object) -> tuple[date, ...]:
    """Read dates, each once, with `;` between; a comma or `and` does as well where both sides of it are days."""
    return each_of(value, _some_days, "no day", WRITE_DATE)


def _some_days(value: object) -> tuple[date, ...]:
    try:
        return (read_date(value),)
    except CellFault:
        parts = _ANOTHER.split(text_of(value))
        if len(parts) == 1 or not all(_is_read(read_date, part) for part in parts):
            raise
        return tuple(map(read_date, parts))


def _is_read(read: Callable[[object], object], text: str) -> bool:
    try:
        read(text)
    except CellFault:
        return False
    return True


def read_moment(value: object) -> date | datetime:
    """Read a day, or a day and a time: `2026-11-19 14:00`, `Thursday 19 November 2026 at 2pm`."""
    if isinstance(value, datetime) and value.time() != time():
        midnight = datetime.combine(value.date(), time())
        return midnight + timedelta(minutes=to_the_minute(value.hour, value.minute, value.second))
    if not isinstance(value, str) or len(value) > LONGEST_DAY:
        return read_date(value)
    text = value.strip()
    day, start = day_and_time(text)
    if start is None:
        return _moment_read(lambda: read_date(text), "")
    return _moment_read(lambda: _at(read_date(day), read_time(start)), f"{shown(value)}: ")


def day_and_time(text: str) -> tuple[str, str | None]:
    """Return the words of the day, and those of the time behind them where there is one; neither need mean anything."""
    plain = text.strip()
    if len(plain) > LONGEST_DAY or (_is_read(read_date, plain) and not _MIDNIGHT.fullmatch(plain.lower())):
        return plain, None
    halves = [(plain[: gap.start()], plain[gap.end() :]) for gap in _GAPS.finditer(plain)]
    timed = next(((day, start) for day, start in halves if _is_read(read_date, day)), None)
    if timed is None and halves and not halves[-1][1].isdigit() and _is_read(read_time, halves[-1][1]):
        timed = halves[-1]
    return (plain, None) if timed is None else timed


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _moment_read(read: Callable[[], date], about: str) -> date:
    """Return what is read, or the fault of a part of it as that of the whole."""
    try:
        return read()
    except CellFault as fault:
        remedy = WRITE_MOMENT if fault.remedy in (WRITE_DATE, WRITE_TIME) else fault.remedy
        raise CellFault(f"{about}{fault.message}", remedy) from None
