"""What a cell holds, by the kind of its column: a date, a time, a number, a code, a list."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import TypeVar

from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.choices import choice_words
from scheduler.domain.tables import Column
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, listed
from scheduler.reading.tables.texts import CellFault, Raw, parts_of, shown, text_of, word_key

Part = TypeVar("Part")

LONGEST_CODE = 200
LARGEST = 1_000_000
_LONGEST = len(str(LARGEST))
MOST_DIGITS = 400
"""Digits of an amount: a spreadsheet's smallest numbers have a little over three hundred."""
MONTHS = 12
NOON = 12
HOURS = 24
MINUTES = 60
SHORTEST_WEEKDAY = 3
SHORTEST_MONTH = 3
_WEEKS = ("1", "2", "3", "4", "5")

WRITE_DATE = "Write the day as 2026-11-19 or 19/11/2026 (the day first)."
WRITE_TIME = "Write the time as 09:30 or 9.30am."
WRITE_MOMENT = "Write a day (2026-11-19) or a day and a time (2026-11-19 14:00)."
WRITE_WEEKDAYS = "Write days of the week with ; between, such as Mon;Tue."
FORMAT_DATE = "Format the cell as a date, or write it as 2026-11-19."
WRITE_WHOLE = "Write a whole number in digits, such as 4."
WRITE_NUMBER = "Write a number in digits, such as 12.50."
WRITE_WEEKS = "Write numbers from 1 to 5, or last, with ; between, such as 1;3."
WRITE_MONTHS = "Write months with ; between, such as Sep;Jan."
WRITE_QUORUM = "Write a number such as 4, or a share of the voting members such as 25%."
WRITE_SHARE = "Write the share as 25%."

_ISO = re.compile(r"([0-9]{4,9})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4,9})")
_BARE_NUMBER = re.compile(r"[0-9]+([.,][0-9]*)?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::00)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"£?\s*([0-9]+(?:\.[0-9]+)?)")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_RATIO = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")
_YES = ("yes", "y", "true", "1")
_NO = ("no", "n", "false", "0")


def is_spreadsheet_time(value: object) -> bool:
    """Whether a spreadsheet holds the cell as a date, a time or a length of time."""
    return isinstance(value, date | time | timedelta)


def read_cell(column: Column, value: Raw) -> object:
    """Return what a cell of the column means.

    Parameters
    ----------
    column : Column
        A column of the contract; its `kind` says how to read.
    value : Raw
        The cell as the spreadsheet holds it, not blank.

    Returns
    -------
    object
        By kind: text and code and choice `str`; codes and list `tuple[str, ...]`; date `date`; dates a tuple of them;
        moment `date` or `datetime`; time minutes after midnight; times a tuple of them; whole `int`; number
        `Fraction`; quorum `int` or `Fraction`; yesno `bool`; weekdays `frozenset[int]`.

    Raises
    ------
    CellFault
        If the cell means nothing of the kind, or is a fault already.

    """
    if isinstance(value, CellFault):
        raise value
    if column.kind == "choice":
        return _read_choice(value, column.choices)
    return _READERS[column.kind](value)


def _read_yesno(value: object) -> bool:
    word = text_of(value).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellFault(f"{shown(value)} is neither yes nor no", "Write yes or no.")


def _read_code(value: object) -> str:
    if is_spreadsheet_time(value):
        raise CellFault(
            f"{shown(value)} is a date or a time in the spreadsheet, and a code is wanted",
            "Format the cell as text, and write the code again.",
        )
    text = text_of(value)
    if ";" in text:
        raise CellFault(f"{shown(value)} has a semicolon, and one code is wanted", "Write one code, without ;.")
    return _not_too_long(text)


def _not_too_long(text: str) -> str:
    if len(text) > LONGEST_CODE:
        message = f"{shown(text)} has {len(text)} characters, and a code has at most {LONGEST_CODE}"
        raise CellFault(message, "Write a shorter code, here and wherever it is named.")
    return text


def _read_codes(value: object) -> tuple[str, ...]:
    if is_spreadsheet_time(value):
        _read_code(value)
    return tuple(_not_too_long(part) for part in parts_of(value))


def _read_list(value: object) -> tuple[str, ...]:
    return tuple(parts_of(value))


def _read_choice(value: object, choices: tuple[str, ...]) -> str:
    by_word = {word_key(words): choice for choice in choices for words in (choice, choice_words(choice))}
    word = word_key(text_of(value))
    if word in by_word:
        return by_word[word]
    near = get_close_matches(word[:LONGEST_CODE], by_word, 1)
    meant = f"Did you mean {by_word[near[0]]}? " if near else ""
    remedy = f"{meant}Write {listed(choices, 'or')}."
    raise CellFault(f"{shown(value)} is not one of the words this column knows", remedy)


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


def read_weeks(value: object) -> frozenset[int]:
    """Read which of its weekdays in a month, `1;3` or `last`; the last is LAST_WEEK."""
    return frozenset(_read_each(value, _week, "no week of the month", WRITE_WEEKS))


def _week(value: object) -> int:
    text = text_of(value).lower()
    if text == "last":
        return LAST_WEEK
    if text not in _WEEKS:
        raise CellFault(f"{shown(value)} is no week of the month", WRITE_WEEKS)
    return int(text)


def read_months(value: object) -> frozenset[int]:
    """Read months by their names, at least three letters of each, or by their numbers."""
    return frozenset(_read_each(value, _month, "no month", WRITE_MONTHS))


def _month(value: object) -> int:
    word = text_of(value).lower().removesuffix(".")
    for number, name in enumerate(MONTH_NAMES, start=1):
        if word.lstrip("0") == str(number) or (len(word) >= SHORTEST_MONTH and name.lower().startswith(word)):
            return number
    raise CellFault(f"{shown(value)} is no month", WRITE_MONTHS)


def read_whole(value: object) -> int:
    """Read a whole number that is not negative; 7.0 from a spreadsheet is 7."""
    _refuse_dates(value, WRITE_WHOLE)
    text = text_of(value)
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        raise CellFault(f"{shown(value)} is less than nothing", WRITE_WHOLE)
    if isinstance(value, bool) or not _WHOLE.fullmatch(text):
        raise CellFault(f"{shown(value)} is no whole number", WRITE_WHOLE)
    return _capped(value, text)


def _refuse_dates(value: object, remedy: str) -> None:
    if is_spreadsheet_time(value):
        raise CellFault(
            f"{shown(value)} is a date or a time in the spreadsheet, and a number is wanted",
            f"Format the cell as a number. {remedy}",
        )


def _capped(value: object, digits: str) -> int:
    significant = digits.lstrip("0") or "0"
    if len(significant) > _LONGEST or int(significant) > LARGEST:
        raise CellFault(f"{shown(value)} is more than {LARGEST:,}", "Write the number that is meant.")
    return int(significant)


def read_number(value: object) -> Fraction:
    """Read an amount that is not negative, exactly; a pound sign does no harm."""
    _refuse_dates(value, WRITE_NUMBER)
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f") if abs(value) <= LARGEST else str(value)
    else:
        text = text_of(value)
    if text.startswith("-"):
        raise CellFault(f"{shown(value)} is less than nothing", WRITE_NUMBER)
    match = _NUMBER.fullmatch(text)
    if isinstance(value, Fraction):
        number = value
    elif isinstance(value, bool) or match is None or len(text) > MOST_DIGITS:
        raise CellFault(f"{shown(value)} is no number", WRITE_NUMBER)
    else:
        number = Fraction(match[1])
    if number > LARGEST:
        raise CellFault(f"{shown(value)} is more than {LARGEST:,}", "Write the number that is meant.")
    return number


def read_quorum(value: object) -> int | Fraction:
    """Read a number of voting members, or a share of them: `4`, `25%` or `1/4`."""
    if isinstance(value, date):
        raise CellFault(f"{shown(value)} is a date: a spreadsheet reads 1/4 as one", WRITE_SHARE)
    _refuse_dates(value, WRITE_QUORUM)
    if isinstance(value, float) and not value.is_integer():
        raise CellFault(f"{shown(value)} is no number of members", WRITE_SHARE)
    text = text_of(value)
    if _WHOLE.fullmatch(text) and not isinstance(value, bool):
        return _capped(value, text)
    percent, ratio = _PERCENT.fullmatch(text), _RATIO.fullmatch(text)
    if len(text) > MOST_DIGITS or (percent is None and ratio is None):
        raise CellFault(f"{shown(value)} is no quorum", WRITE_QUORUM)
    if percent is not None:
        share = Fraction(percent[1]) / 100
    elif ratio is not None and int(ratio[2]) != 0:
        share = Fraction(int(ratio[1]), int(ratio[2]))
    else:
        raise CellFault(f"{shown(value)} is a share of nothing", WRITE_QUORUM)
    if not 0 < share <= 1:
        raise CellFault(f"{shown(value)} is no share between 0% and 100%", WRITE_QUORUM)
    return share


_READERS: dict[str, Callable[[object], object]] = {
    "text": text_of,
    "code": _read_code,
    "codes": _read_codes,
    "list": _read_list,
    "date": read_date,
    "dates": read_dates,
    "moment": read_moment,
    "time": read_time,
    "times": read_times,
    "whole": read_whole,
    "number": read_number,
    "quorum": read_quorum,
    "yesno": _read_yesno,
    "weekdays": read_weekdays,
    "weeks": read_weeks,
    "months": read_months,
}
