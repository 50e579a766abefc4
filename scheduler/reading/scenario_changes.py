"""The changes that a row of a scenario may ask for: how its subject and its value are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from scheduler.domain import changes
from scheduler.domain.scenarios import Change
from scheduler.domain.tables import Column
from scheduler.reading.cell_dates import read_date, read_time, read_times, read_weekdays
from scheduler.reading.cell_numbers import read_whole
from scheduler.reading.cell_text import CellFault, shown
from scheduler.reading.cells import read_cell
from scheduler.reading.scenario_names import Names

Reader: TypeAlias = Callable[[Names, object], Any]

WRITE_HOURS = "Write when it starts and ends, such as 13:00-14:00."
WRITE_DAYS = "Write a day such as 2026-11-19, or 2026-11-19 to 2026-11-23."
WRITE_NUMBERS = "Write a number such as 4, or 2 to 4."
_HOURS = re.compile(r"\s*(?:-|\N{EN DASH}|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_DAYS = re.compile(r"\s+(?:-|\N{EN DASH}|to|until)\s+", re.IGNORECASE)
_PAIR = 2


@dataclass(frozen=True)
class Kind:
    """How a change of one kind is read, and what it makes of subject and value."""

    subject: Reader
    value: Reader | None
    """None where it has no value."""
    make: Callable[[Any, Any], Change]
    value_needed: bool = True
    once: bool = True
    """Whether a second such row for one subject would undo the first."""


def _weekdays(names: Names, value: object) -> frozenset[int]:
    return read_weekdays(value)


def _hours(names: Names, value: object) -> tuple[int, int]:
    parts = _HOURS.split(value.strip()) if isinstance(value, str) else []
    if len(parts) != _PAIR:
        raise CellFault(f"{shown(value)} is no pair of times", WRITE_HOURS)
    start, end = (read_time(part) for part in parts)
    if end <= start:
        raise CellFault(f"{shown(value)} ends before it starts", WRITE_HOURS)
    return start, end


def _times(names: Names, value: object) -> tuple[int, ...]:
    return read_times(value)


def _ends(value: object, what: str, remedy: str) -> tuple[object, object]:
    """Return both ends of a pair that is written in one cell; of a single value, it twice."""
    parts = _DAYS.split(value.strip()) if isinstance(value, str) else [value]
    if len(parts) > _PAIR:
        raise CellFault(f"{shown(value)} is neither {what}", remedy)
    return parts[0], parts[-1]


def _days(names: Names, value: object) -> tuple[date, date]:
    first, last = (read_date(part) for part in _ends(value, "a day nor a pair of days", WRITE_DAYS))
    if last < first:
        raise CellFault(f"{shown(value)} ends before it starts", WRITE_DAYS)
    return first, last


def _reason(names: Names, value: object) -> str:
    return str(read_cell(Column("value", "text"), value))


def _numbers(names: Names, value: object) -> tuple[int, int]:
    least, most = (read_whole(part) for part in _ends(value, "a number nor a pair of numbers", WRITE_NUMBERS))
    if most < least:
        raise CellFault(f"{shown(value)} has the larger number first", WRITE_NUMBERS)
    return least, most


KINDS = {
    "weekdays": Kind(Names.body_or_meeting_day, _weekdays, changes.only_on),
    "preferred_weekdays": Kind(Names.body_or_meeting_day, _weekdays, changes.rather_on),
    "cadence": Kind(Names.body_or_meeting_day, _numbers, changes.meeting_so_often),
    "join": Kind(Names.person, Names.seat, changes.joining, once=False),
    "leave": Kind(Names.person, Names.body, changes.leaving, once=False),
    "without_room": Kind(Names.room, None, lambda room, _: changes.lacking_room(room), once=False),
    "session": Kind(Names.session, _hours, changes.session_from_to),
    "start_times": Kind(Names.body, _times, changes.starting_at),
    "closed": Kind(_days, _reason, changes.closing, value_needed=False, once=False),
}
"""Every change by the word for it."""
