"""Scenarios to compare: a table scenario, change, subject, value as a CSV file or a sheet."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from scheduler.domain import changes
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import AS_IT_IS, TABLE, Change, Scenario
from scheduler.domain.tables import Column, Table
from scheduler.reading.requests.names import Names
from scheduler.reading.tables.cells import (
    CellFault,
    code_key,
    read_cell,
    read_date,
    read_time,
    read_times,
    read_weekdays,
    read_whole,
    shown,
)
from scheduler.reading.tables.headers import Findings, RawRow, RawTable
from scheduler.reading.tables.loose_tables import LooseRows, loose_table

Reader: TypeAlias = Callable[[Names, object], Any]
WRITE_HOURS = "Write when it starts and ends, such as 13:00-14:00."
WRITE_DAYS = "Write a day such as 2026-11-19, or 2026-11-19 to 2026-11-23."
WRITE_NUMBERS = "Write a number such as 4, or 2 to 4."
_HOURS = re.compile(r"\s*(?:-|\N{EN DASH}|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_DAYS = re.compile(r"\s+(?:-|\N{EN DASH}|to|until)\s+", re.IGNORECASE)
_PAIR = 2
MOST_SCENARIOS = 100


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


_CHANGE = Column("change", "choice", needed=True, choices=tuple(KINDS))


SCENARIOS = Table(
    TABLE,
    (Column("scenario", "text", needed=True), _CHANGE, Column("subject", "text", needed=True), Column("value", "text")),
    needed=True,
)


def read_scenarios(path: Path, problem: Problem) -> tuple[tuple[Scenario, ...], tuple[Fault, ...]]:
    """Return the scenarios of a file in the order of their first rows, and what had better be looked at.

    Parameters
    ----------
    path : Path
        A table scenario, change, subject, value as `.csv` or `.xlsx`; rows with one scenario's name belong together.
    problem : Problem
        The input whose bodies, people and rooms they change.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    findings = Findings()
    reader = _Reader(problem, loose_table(path, SCENARIOS, findings), findings)
    scenarios = reader.scenarios()
    reader.raise_faults()
    return scenarios, tuple(findings.warnings)


class _Reader(LooseRows):
    """Reads rows as changes, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, table: RawTable, findings: Findings) -> None:
        super().__init__(table, findings)
        self.names = Names(problem)
        self.first: dict[tuple[str, str, object], int] = {}
        """Scenario, change and subject -> the row where they stand first."""

    def scenarios(self) -> tuple[Scenario, ...]:
        """Return every scenario with its changes."""
        spelt: dict[str, str] = {}
        changes: dict[str, list[Change]] = {}
        for row in self.table.rows:
            name = self._name(row)
            change = self._change(row, name)
            if name is not None:
                key = code_key(name)
                spelt.setdefault(key, name)
                changes.setdefault(key, []).extend([] if change is None else [change])
        if not self.table.rows and not self.findings.faults:
            self.fault(None, None, "there are no scenarios", "Write one change on each row.")
        if len(spelt) > MOST_SCENARIOS:
            self.fault(None, "scenario", f"there are more than {MOST_SCENARIOS} scenarios", "Keep fewer.")
        return tuple(Scenario(spelt[key], tuple(made)) for key, made in changes.items())

    def _name(self, row: RawRow) -> str | None:
        name = self.read(row, SCENARIOS.columns[0])
        if name is not None and code_key(name) == code_key(AS_IT_IS):
            self.fault(row, "scenario", f"{shown(name)} is always compared, without changes", "Write another name.")
        return None if name is None else " ".join(str(name).split())

    def _change(self, row: RawRow, name: str | None) -> Change | None:
        word = self.read(row, _CHANGE)
        if word is None:
            return None
        kind = KINDS[str(word)]
        subject, value = self._subject(row, kind), self._value(row, str(word), kind)
        if subject is None or (value is None and kind.value is not None and kind.value_needed):
            return None
        if name is not None and kind.once:
            first = self.first.setdefault((code_key(name), str(word), subject), row.number)
            if first != row.number:
                message = f"row {first} of this scenario changes {word} of the same subject"
                self.fault(row, "subject", message, "Keep one of the two rows.")
        made = kind.make(subject, value)
        return Change(made.words, made.edit, row.number, made.check)

    def _subject(self, row: RawRow, kind: Kind) -> Any:  # noqa: ANN401 - what it is depends on the change
        if self.blank(row, "subject"):
            return None
        return self.understood(row, "subject", lambda cell: kind.subject(self.names, cell))

    def _value(self, row: RawRow, word: str, kind: Kind) -> Any:  # noqa: ANN401 - what it is depends on the change
        given = "value" in row.cells
        read = kind.value
        if read is None:
            if given:
                self.fault(row, "value", f"{word} has no value", "Clear the cell.")
            return None
        if not given:
            if kind.value_needed:
                self.fault(row, "value", f"value is blank, and {word} needs it", "Fill in value.")
            return None
        return self.understood(row, "value", lambda cell: read(self.names, cell))
