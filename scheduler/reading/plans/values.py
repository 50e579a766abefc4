"""Single values of a `plan.json`, each read as strictly as it is written, and what a calendar may hold."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from scheduler.dates.closed_dates import FIRST_KNOWN_DAY, LAST_KNOWN_DAY
from scheduler.domain.other_keys import Table
from scheduler.domain.plan import Plan
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import long_date

MOST_MEETINGS = 3_000
MOST_ON_A_DAY = 50
MOST_FAULTS = 200
"""Faults that are told at once."""
YEARS = range(FIRST_KNOWN_DAY.year + 1, LAST_KNOWN_DAY.year + 1)
"""Years that a meeting may lie in: their public holidays are known, and those of the year before."""
MOST_SHOWN = 60
LONGEST_TEXT = 1_000_000
"""Letters. A sentence of a plan names several things of the input, and each may have as many as a cell holds."""
Thing = TypeVar("Thing")
MISSING = object()
"""What no key holds."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z")


def too_many_on_a_day(days: Iterable[date]) -> str | None:
    """Say on which day more meetings are held than any council has; None where there is no such day."""
    number_on = Counter(days)
    day = max(number_on, key=lambda one: (number_on[one], one), default=None)
    if day is None or number_on[day] <= MOST_ON_A_DAY:
        return None
    return f"there are more than {MOST_ON_A_DAY} meetings on {long_date(day)}"


@dataclass(frozen=True)
class ReadPlan:
    """A calendar, and what it does not say."""

    plan: Plan
    has_attendance: bool
    has_rooms: bool
    has_numbers: bool = True
    """Whether it says which meeting is which; otherwise they are numbered in order of date."""
    warnings: tuple[Fault, ...] = ()


class WrongValue(ValueError):
    """A value that is not what it should be."""


def got(raw: Table, key: str, otherwise: object = MISSING) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what a key holds, which may not be missing where nothing is given otherwise."""
    value = raw.get(key, otherwise)
    if value is MISSING:
        raise WrongValue(f"{key} is missing")
    return value


def text(value: object) -> str:
    """Read a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValue(f"{_shown(value)} is no text")
    if len(value) > LONGEST_TEXT or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongValue(f"{_shown(value)} is too long, or has half a letter in it")
    return value


def _shown(value: object) -> str:
    """Quote a value in a sentence; what has parts is only said to be there."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return json.dumps(value[:MOST_SHOWN] if isinstance(value, str) else value)[: 2 * MOST_SHOWN]


def perhaps(read: Callable[[Any], Thing], value: object) -> Thing | None:
    """Read a value by its reader; nothing where it is null."""
    return None if value is None else read(value)


def day(value: object) -> date:
    """Read `2015-11-19`; of years far from ours, none."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = date.min
        if found.year in YEARS:
            return found
    raise WrongValue(f"{_shown(value)} is no date of {YEARS[0]} to {YEARS[-1]} such as 2015-11-19")


def clock(value: object) -> int:
    """Read `09:30` as minutes after midnight."""
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        if value == "24:00":
            raise WrongValue("24:00 is no time of the day; 23:59 is the last")
        raise WrongValue(f"{_shown(value)} is no time such as 09:30")
    return int(value[:2]) * 60 + int(value[3:])


def whole(value: object) -> int:
    """Read a whole number, not below 0."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**12:
        raise WrongValue(f"{_shown(value)} is no whole number")
    return value


def flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise WrongValue(f"{_shown(value)} is neither true nor false")
    return value


def one_of(*words: str) -> Callable[[object], str]:
    """Return what reads one of these words."""

    def read(value: object) -> str:
        if value not in words:
            raise WrongValue(f"{_shown(value)} is none of {', '.join(words)}")
        return str(value)

    return read


def mapping(value: object) -> Table:
    """Read an object, which remembers what of it is asked."""
    if not isinstance(value, dict):
        raise WrongValue(f"{_shown(value)} is no object")
    return Table(value)


def sequence(value: object) -> list[Any]:
    """Read a list."""
    if not isinstance(value, list):
        raise WrongValue(f"{_shown(value)} is no list")
    return value


def moment(value: object) -> str:
    """Read `2015-11-19T09:30:00Z`, or an empty text."""
    if value == "":
        return ""
    try:
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            datetime.fromisoformat(value)
            return value
    except ValueError:
        pass
    raise WrongValue(f"{_shown(value)} is no moment such as 2015-11-19T09:30:00Z")


def zone(value: object) -> str:
    """Read the name of a time zone that the machine knows; never a path of any kind."""
    try:
        if isinstance(value, str) and _ZONE.fullmatch(value):
            return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        pass
    raise WrongValue(f"{_shown(value)} is no time zone such as Europe/London")
