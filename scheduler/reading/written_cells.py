"""A value of Python written as the cell of its column: what a workbook would hold that says the same."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, TypeVar

from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.tables import Column
from scheduler.domain.wording import WEEKDAY_NAMES
from scheduler.reading.rows import begin_of
from scheduler.reading.tables.days import WRITE_MOMENT
from scheduler.reading.tables.names_of_days import WRITE_WEEKDAYS
from scheduler.reading.tables.texts import CellFault, Raw, cleaned, shown

WRITE_APART = "Write each code apart, without ;."
A_MICROSECOND, A_MINUTE, A_DAY = timedelta(microseconds=1), timedelta(minutes=1), timedelta(days=1)
MINUTES = 60

Value = TypeVar("Value")


def cell_of(column: Column, value: object) -> Raw:
    """Write a value as a cell of its column: None where it is blank, a CellFault where its type is another."""
    if value is None:
        return None
    kind = _KINDS["last_moment" if (column.kind, column.name) == ("moment", "end") else column.kind]
    if not kind.fits(value):
        return CellFault(f"{shown(value)} is {type_of(value)}, and {kind.wanted} is wanted", f"Give {kind.wanted}.")
    try:
        return kind.write(value)
    except CellFault as fault:
        return fault


def csv_text(column: Column, value: object) -> str:
    """Write a value as a CSV file would say it."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    cell = value if isinstance(value, date) else cell_of(column, value)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Fraction):
        return f"{float(cell):g}"
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class _Kind:
    """What a kind of column holds in Python: how it is called, whether a value is one, and its cell."""

    wanted: str
    fits: Callable[[Any], bool]
    write: Callable[[Any], Raw]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or isinstance(value, Fraction)


def _is_amount(value: object) -> bool:
    return _is_number(value) or isinstance(value, float)


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime)


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _several(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, tuple | list | frozenset | set) and all(map(fits, value))


def _in_order(values: Collection[Value]) -> Iterable[Value]:
    """Return values as they stand, those of a set sorted."""
    return sorted(values) if isinstance(values, frozenset | set) else values


def _as_it_is(value: object) -> Raw:
    return value


def _text(value: str) -> Raw:
    return cleaned(value) or None


def _list(values: Collection[str]) -> Raw:
    """Write texts with `;` between."""
    plain = [_text(value) for value in _in_order(values)]
    for value in plain:
        if isinstance(value, CellFault):
            raise value
        if value is None or ";" in str(value):
            raise CellFault(f"{shown(value or '')} is blank or has a semicolon, and one code is wanted", WRITE_APART)
    return "; ".join(map(str, plain)) or None


def _clock(minutes: int) -> str:
    """Write minutes after midnight, beyond the day's as they come, such as 25:00; CellFault below zero."""
    if minutes < 0:
        raise CellFault(
            f"{minutes} is no number of minutes after midnight", "Give minutes after midnight, such as 570 for 09:30."
        )
    hours, rest = divmod(minutes, MINUTES)
    return f"{hours:02}:{rest:02}"


def _times(values: Collection[int]) -> Raw:
    return "; ".join(map(_clock, _in_order(values))) or None


def _dates(values: Collection[date]) -> Raw:
    return "; ".join(day.isoformat() for day in _in_order(values)) or None


def _weekdays(values: Collection[int]) -> Raw:
    """Write weekdays by their names; none at all as a list of no names, which no reader takes for a blank."""
    for number in values:
        if not 0 <= number < len(WEEKDAY_NAMES):
            raise CellFault(f"{shown(number)} is no day of the week", WRITE_WEEKDAYS)
    return "; ".join(WEEKDAY_NAMES[number] for number in sorted(values)) or ";"


def _weeks(values: Collection[int]) -> Raw:
    return "; ".join("last" if week == LAST_WEEK else str(week) for week in sorted(values)) or None


def _months(values: Collection[int]) -> Raw:
    return "; ".join(map(str, sorted(values))) or None


def _quorum(value: int | Fraction) -> Raw:
    return value if isinstance(value, int) else f"{value.numerator}/{value.denominator}"


def _first_moment(given: datetime) -> Raw:
    """Write the start of an absence, to the minute and never later: a midnight as the day that begins."""
    minute = _local(given).replace(second=0, microsecond=0)
    return minute if minute.time() != time() else minute.date()


def _last_moment(given: datetime) -> Raw:
    """Write the end of an absence, to the minute and never earlier: a midnight as the day that is over."""
    minute = (_local(given) + A_MINUTE - A_MICROSECOND).replace(second=0, microsecond=0)
    return minute if minute.time() != time() else minute.date() - A_DAY


def _local(given: datetime) -> datetime:
    if given.tzinfo is not None:
        raise CellFault(f"{shown(given)} has a time zone, and local times have none", WRITE_MOMENT)
    return begin_of(given)


def type_of(value: object) -> str:
    """Name the type of a value, and of what it is made of: `of the type tuple[str]`."""
    name = type(value).__name__
    parts = sorted({type(part).__name__ for part in value}) if isinstance(value, tuple | list | set | frozenset) else []
    return f"of the type {name}[{' | '.join(parts)}]" if parts else f"of the type {name}"


_KINDS = {
    "text": _Kind("a text (str)", _is_text, _text),
    "code": _Kind("a code (str)", _is_text, _text),
    "choice": _Kind("a word (str)", _is_text, _text),
    "codes": _Kind("a tuple of codes (str)", _several(_is_text), _list),
    "list": _Kind("a tuple of texts (str)", _several(_is_text), _list),
    "date": _Kind("a day (date)", _is_date, _as_it_is),
    "dates": _Kind("a tuple or frozenset of days (date)", _several(_is_date), _dates),
    "moment": _Kind("a day and a time (datetime)", _is_moment, _first_moment),
    "last_moment": _Kind("a day and a time (datetime)", _is_moment, _last_moment),
    "time": _Kind("a number of minutes after midnight (int)", _is_whole, _clock),
    "times": _Kind("a tuple of minutes after midnight (int)", _several(_is_whole), _times),
    "whole": _Kind("a whole number (int)", _is_whole, _as_it_is),
    "number": _Kind("an amount (int, float or Fraction)", _is_amount, _as_it_is),
    "quorum": _Kind("a number of members (int) or a share of them (Fraction)", _is_number, _quorum),
    "yesno": _Kind("a yes or no (bool)", _is_yes_or_no, _as_it_is),
    "weekdays": _Kind("a frozenset of weekdays, Monday 0 (int)", _several(_is_whole), _weekdays),
    "weeks": _Kind("a frozenset of weeks of the month, 1 to 5, -1 for the last (int)", _several(_is_whole), _weeks),
    "months": _Kind("a frozenset of months, 1 to 12 (int)", _several(_is_whole), _months),
}
