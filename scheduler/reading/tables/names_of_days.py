"""Weekdays, weeks of the month and months as people write them, alone, in lists and from one to another."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.wording import WEEKDAY_NAMES
from scheduler.reading.tables.days import MONTHS, month_named, weekday_named
from scheduler.reading.tables.texts import CellFault, each_of, shown, text_of

WRITE_WEEKDAYS = "Write days of the week with ; between, such as Mon;Tue."
WRITE_WEEKS = "Write numbers from 1 to 5, or last, with ; between, such as 1;3."
WRITE_MONTHS = "Write months with ; between, such as Sep;Jan."
LONGEST_NAME = 60
"""Characters that are compared for what may be meant."""
_WEEKS = {
    "1": 1, "1st": 1, "first": 1, "2": 2, "2nd": 2, "second": 2, "3": 3, "3rd": 3, "third": 3,
    "4": 4, "4th": 4, "fourth": 4, "5": 5, "5th": 5, "fifth": 5, "last": LAST_WEEK,
}  # fmt: skip
_WORKING_WEEK = frozenset(range(5))
_RANGE = re.compile(r"\s*(?:-|\u2013|\bto\b|\bthrough\b)\s*", re.IGNORECASE)
_EVERY = re.compile(r"^(?:every|each|on)\s+", re.IGNORECASE)
_ENDS = 2


def read_weekdays(value: object) -> frozenset[int]:
    """Read `Mon;Tue`, `Tuesdays and Thursdays`, `Monday to Thursday`, `weekdays`; Monday is 0."""
    if not isinstance(value, str):
        raise CellFault(f"{shown(value)} is no list of weekdays", WRITE_WEEKDAYS)
    return frozenset(each_of(value, _weekdays, "no weekday", WRITE_WEEKDAYS, freely=True))


def _weekdays(value: object) -> tuple[int, ...]:
    text = _EVERY.sub("", text_of(value))
    if text.lower() in ("weekdays", "weekday", "working days"):
        return tuple(sorted(_WORKING_WEEK))
    return _from_to(text, _weekday, len(WEEKDAY_NAMES), first=0)


def _from_to(text: str, read: Callable[[str], int], number: int, first: int) -> tuple[int, ...]:
    """Return what a name means, or all from one name to another, past the last to the first again."""
    ends = _RANGE.split(text)
    if len(ends) != _ENDS:
        return (read(text),)
    begin, end = (read(part) for part in ends)
    return tuple((begin - first + step) % number + first for step in range((end - begin) % number + 1))


def _weekday(text: str) -> int:
    word = text.lower().removesuffix(".")
    found = weekday_named(word)
    if found is None:
        found = weekday_named(word.removesuffix("s"))
    if found is not None:
        return found
    near = get_close_matches(word[:LONGEST_NAME], [name.lower() for name in WEEKDAY_NAMES], 1)
    raise CellFault(
        f"{shown(text)} is no day of the week",
        f"Did you mean {near[0].capitalize()}? {WRITE_WEEKDAYS}" if near else WRITE_WEEKDAYS,
    )


def read_weeks(value: object) -> frozenset[int]:
    """Read which of its weekdays in a month, `1;3`, `2nd`, `first and third` or `last`; the last is LAST_WEEK."""
    return frozenset(each_of(value, _week, "no week of the month", WRITE_WEEKS, freely=True))


def _week(value: object) -> tuple[int, ...]:
    week = _WEEKS.get(text_of(value).lower())
    if week is None:
        raise CellFault(f"{shown(value)} is no week of the month", WRITE_WEEKS)
    return (week,)


def read_months(value: object) -> frozenset[int]:
    """Read months by their names, at least three letters of each, or by their numbers; `Sep to Nov` is all three."""
    return frozenset(each_of(value, _months, "no month", WRITE_MONTHS, freely=True))


def _months(value: object) -> tuple[int, ...]:
    return _from_to(text_of(value), _month, MONTHS, first=1)


def _month(text: str) -> int:
    word = text.lower().removesuffix(".")
    numbers = {str(number): number for number in range(1, MONTHS + 1)}
    month = numbers.get(word.lstrip("0")) or month_named(word)
    if month is None:
        raise CellFault(f"{shown(text)} is no month", WRITE_MONTHS)
    return month
