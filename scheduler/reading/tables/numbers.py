"""Numbers as people write them: with their unit, a pound sign, commas between thousands, or as a share."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from scheduler.reading.tables.texts import CellFault, shown, text_of

LARGEST = 1_000_000
_LONGEST = len(str(LARGEST))
MOST_DIGITS = 400
"""Digits of an amount: a spreadsheet's smallest numbers have a little over three hundred."""
AN_HOUR = 60
A_WEEK = 7

WRITE_WHOLE = "Write a whole number in digits, such as 4."
WRITE_NUMBER = "Write a number in digits, such as 12.50."
WRITE_QUORUM = "Write a number such as 4, or a share of the voting members such as 25%."
WRITE_SHARE = "Write the share as 25%."

_WHOLE = re.compile(r"([0-9]+)(?:\.0+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z][a-z ]*)\.?")
_HOURS_AND_MINUTES = re.compile(
    r"([0-9]+)\s*(?:h|hr|hrs|hour|hours)\.?(?:\s*and)?\s*([0-9]+)\s*(?:m|min|mins|minute|minutes)?\.?|([0-9]+):([0-9]{2})"
)
_NUMBER = re.compile(r"£?\s*([0-9]+(?:\.[0-9]+)?)(?:\s*(?:/|per|an|a|each|every)\s*(?:hour|hr|h))?\.?", re.IGNORECASE)
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_RATIO = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")
_SHARES = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "two thirds": Fraction(2, 3)}
_OF_MEMBERS = r"(?: of (?:the |its |all )?(?:voting |whole )?(?:members|membership))?"
_SHARE_IN_WORDS = re.compile(rf"(?:an? |one[ -])?(half|third|quarter|two[- ]thirds){_OF_MEMBERS}")

_MINUTES: Mapping[str, int] = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 1),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), AN_HOUR),
}
_DAYS: Mapping[str, int] = {"day": 1, "days": 1, "week": A_WEEK, "weeks": A_WEEK}
_WORKING_DAYS: Mapping[str, int] = dict.fromkeys(
    (f"{which}{days}" for which in ("", "clear ", "working ", "clear working ") for days in ("day", "days")), 1,
)  # fmt: skip
_OF_THE_YEAR = ("a year", "per year", "times a year", "meetings a year")
_THINGS = ("seat", "seats", "people", "meeting", "meetings", "time", "times", "member", "members", "voting members")
_COUNTED: Mapping[str, int] = dict.fromkeys((*_THINGS, *_OF_THE_YEAR), 1)


def _units_of(column: str) -> Mapping[str, int]:
    """Return how much each unit counts that may stand beside the number of a column."""
    if column.endswith("minutes"):
        return _MINUTES
    if column.endswith("working_days") or column in ("notice_clear_days", "report_due_days"):
        return _WORKING_DAYS
    if column.endswith("days"):
        return _DAYS
    return _COUNTED


def is_spreadsheet_time(value: object) -> bool:
    """Whether a spreadsheet holds the cell as a date, a time or a length of time."""
    return isinstance(value, date | time | timedelta)


def read_whole(value: object, column: str = "") -> int:
    """Read a whole number that is not negative; 7.0 is 7.

    Parameters
    ----------
    value : object
        The cell: `4`, `5 clear days`, `2 hours` in a column of minutes, `6 weeks` in one of days.
    column : str
        The name of the column, by which its unit is known.

    Raises
    ------
    CellFault
        For what is no whole number, is of another unit, or is above a million.

    """
    length = _length_of_time(value) if column.endswith("minutes") else None
    if length is not None:
        return length
    _refuse_dates(value, WRITE_WHOLE)
    text = text_of(value)
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        raise CellFault(f"{shown(value)} is less than nothing", WRITE_WHOLE)
    plain = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    if not isinstance(value, bool):
        if match := _WHOLE.fullmatch(plain):
            return _capped(value, match[1])
        if len(plain) <= MOST_DIGITS and (match := _WITH_UNIT.fullmatch(plain.lower())):
            return _in_units(value, match, _units_of(column))
    raise CellFault(f"{shown(value)} is no whole number", WRITE_WHOLE)


def _length_of_time(value: object) -> int | None:
    """Return the minutes of a length of time, `2:00` or `1 hour 30 minutes`; None for any other cell."""
    if isinstance(value, timedelta):
        return None if value < timedelta() else _capped(value, str(round(value.total_seconds() / AN_HOUR)))
    if isinstance(value, time) and not isinstance(value, datetime):
        return value.hour * AN_HOUR + value.minute
    match = _HOURS_AND_MINUTES.fullmatch(value.strip().lower()[:MOST_DIGITS]) if isinstance(value, str) else None
    if match is None:
        return None
    hours, minutes = (match[1], match[2]) if match[1] else (match[3], match[4])
    return _capped(value, str(_capped(value, hours) * AN_HOUR + _capped(value, minutes)))


def _in_units(value: object, match: re.Match[str], units: Mapping[str, int]) -> int:
    each = units.get(" ".join(match[2].split()))
    if each is None:
        raise CellFault(f"{shown(value)} is no whole number", WRITE_WHOLE)
    number = Fraction(match[1]) * each
    if number.denominator != 1:
        raise CellFault(f"{shown(value)} is no whole number", WRITE_WHOLE)
    return _capped(value, str(number.numerator))


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
    """Read an amount that is not negative, exactly; a pound sign and `per hour` do no harm."""
    _refuse_dates(value, WRITE_NUMBER)
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f") if abs(value) <= LARGEST else str(value)
    else:
        text = text_of(value)
    if text.startswith("-"):
        raise CellFault(f"{shown(value)} is less than nothing", WRITE_NUMBER)
    amount = text.removeprefix("£").strip()
    plain = amount.replace(",", "") if _THOUSANDS.fullmatch(amount) else text
    match = _NUMBER.fullmatch(plain) if len(plain) <= MOST_DIGITS else None
    if isinstance(value, Fraction):
        number = value
    elif isinstance(value, bool) or match is None:
        raise CellFault(f"{shown(value)} is no number", WRITE_NUMBER)
    else:
        number = Fraction(match[1])
    if number > LARGEST:
        raise CellFault(f"{shown(value)} is more than {LARGEST:,}", "Write the number that is meant.")
    return number


def read_quorum(value: object) -> int | Fraction:
    """Read a number of voting members, or a share of them: `4`, `4 members`, `25%`, `1/4` or `one quarter`."""
    if isinstance(value, date):
        raise CellFault(f"{shown(value)} is a date: a spreadsheet reads 1/4 as one", WRITE_SHARE)
    _refuse_dates(value, WRITE_QUORUM)
    if isinstance(value, float) and not value.is_integer():
        raise CellFault(f"{shown(value)} is no number of members", WRITE_SHARE)
    text = text_of(value)
    share = None if isinstance(value, bool) or len(text) > MOST_DIGITS else _share_of(value, text.lower())
    if share is None:
        try:
            return read_whole(value)
        except CellFault:
            if _WHOLE.fullmatch(text):
                raise
            raise CellFault(f"{shown(value)} is no quorum", WRITE_QUORUM) from None
    if not 0 < share <= 1:
        raise CellFault(f"{shown(value)} is no share between 0% and 100%", WRITE_QUORUM)
    return share


def _share_of(value: object, text: str) -> Fraction | None:
    """Return the share that a text says, None where it says none."""
    if match := _SHARE_IN_WORDS.fullmatch(text):
        return _SHARES[match[1].replace("-", " ")]
    if match := _PERCENT.fullmatch(text):
        return Fraction(match[1]) / 100
    if match := _RATIO.fullmatch(text):
        if int(match[2]) == 0:
            raise CellFault(f"{shown(value)} is a share of nothing", WRITE_QUORUM)
        return Fraction(int(match[1]), int(match[2]))
    return None
