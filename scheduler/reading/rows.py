"""The rows of every table with their cells understood, the settings among them, and the list of whatever is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.dates.closed_dates import check_known
from scheduler.domain.headings import HEADINGS
from scheduler.domain.headings_otherwise import SETTINGS_OTHERWISE
from scheduler.domain.names import name_key
from scheduler.domain.people import VOTING_ROLES
from scheduler.domain.problem import Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.table_places import with_cells
from scheduler.domain.tables import SETTINGS, TABLES, Column, Table
from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon
from scheduler.reading.slips import told_once
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.headers import RawInput, RawRow, RawTable
from scheduler.reading.tables.matching import BESIDE
from scheduler.reading.tables.texts import CellFault, shown

MOST_COMPARISONS = 200_000
"""Words that are compared for suggestions: comparing is slow, and a wrong sheet has thousands of strange codes."""

LONGEST_COMPARED = 80
LONGEST_CALENDAR = timedelta(days=3 * 366)
NOTICE_BEFORE_START = timedelta(days=60)
"""Days before the calendar whose public holidays a notice may have to count."""

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
FIRST_MOMENT, LAST_MOMENT = datetime(2, 1, 1), datetime(9998, 12, 31)
"""No calendar reaches so far, and a day more or less is still a date."""


@dataclass
class Row:
    """One row: what its columns hold, without those that are blank or faulty."""

    table: str
    number: int
    values: dict[str, Any]
    faulty: set[str] = field(default_factory=set)
    """The columns with a fault of their own, which nobody need complain of again."""
    at: str | None = None
    """The letter of the column that shows whatever is wrong, where one cell of a grid is the whole row."""
    filled: set[str] = field(default_factory=set)
    """The columns that were left blank, whose value follows from another table."""

    def get(self, column: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever the column's kind says
        """Return what the column holds, the default where it is blank or faulty."""
        return self.values.get(column, default)

    def blank(self, *columns: str) -> bool:
        """Whether all of these columns were left blank."""
        return not any(column in self.values or column in self.faulty for column in columns)

    def fine(self, *columns: str) -> bool:
        """Whether none of these columns has a fault of its own."""
        return self.faulty.isdisjoint(columns)


Rows = Mapping[str, list[Row]]
"""The rows of every table of the contract, in its order."""


class Findings:
    """Whatever is found wrong, and what was probably meant."""

    def __init__(self, raw: RawInput) -> None:
        self.faults = list(raw.faults)
        self.warnings = list(raw.warnings)
        self._places = raw.places
        self._sizes = {name: len(table.rows) for name, table in raw.tables.items()}
        self.unreadable = frozenset(
            name
            for name, table in TABLES.items()
            if (name not in raw.tables and table.needed)
            or (name in raw.tables and not _key_columns(table) <= raw.tables[name].columns)
            or (name == "memberships" and raw.seats is not None and raw.seats.unreadable)
            or (name in raw.tables and not raw.tables[name].columns)
        )
        """Tables that are missing, or whose first column is: nobody is to complain that a code is not in them."""
        self._comparisons_left = MOST_COMPARISONS

    def suggestion(self, word: str, meant: Mapping[str, str]) -> str:
        """Return `Did you mean …? ` with the value of the nearest key, or nothing where none is near."""
        if word in meant:
            return f"Did you mean {meant[word]}? "
        if len(word) > LONGEST_COMPARED or len(meant) > self._comparisons_left:
            return ""
        self._comparisons_left -= len(meant)
        near = get_close_matches(word, meant, 1)
        return f"Did you mean {meant[near[0]]}? " if near else ""

    def in_order(self) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
        """Return all faults and all warnings by table and row, one for each slip, each with its cell."""
        places = {name: place for place, name in enumerate(TABLES)}
        places[SEATS.lower()] = places["memberships"]

        def place(found: Fault) -> tuple[int, int]:
            return places.get(found.table, -1), found.row or 0

        faults, warnings = (
            with_cells(
                told_once(sorted(dict.fromkeys(with_cells(found, self._places)), key=place), self._sizes), self._places
            )
            for found in (self.faults, self.warnings)
        )
        return tuple(faults), tuple(warnings)

    def fault(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Note something that must be put right at a cell, whose value nobody is to use any more."""
        row.faulty.add(column)
        row.values.pop(column, None)
        self.contradiction(row, column, message, remedy)

    def contradiction(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Note something that must be put right, at a cell that is fine by itself."""
        self.faults.append(Fault(row.table, row.number, row.at or column, message, remedy))

    def warning(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Note something that had better be looked at."""
        self.warnings.append(Fault(row.table, row.number, row.at or column, message, remedy))


def _key_columns(table: Table) -> set[str]:
    """Return the column whose codes other tables name, if they do."""
    return {column.name for column in table.columns[:1] if column.needed}


def read_rows(raw: RawInput, findings: Findings) -> dict[str, list[Row]]:
    """Read every cell of every table; a table that is absent has no rows."""
    return {name: _rows_of(table, raw.tables.get(name), findings) for name, table in TABLES.items()}


def _rows_of(table: Table, found: RawTable | None, findings: Findings) -> list[Row]:
    if found is None:
        return []
    return [_row(table, found, raw, findings) for raw in found.rows]


def _row(table: Table, found: RawTable, raw: RawRow, findings: Findings) -> Row:
    row = Row(table.name, raw.number, {})
    for column in table.columns:
        if (table.name, column.name) == ("settings", "value"):
            row.values.update({name: value for name, value in raw.cells.items() if name == "value"})
        elif column.name in raw.cells:
            read_into(row, column, raw.cells[column.name], findings)
        if column.needed and row.blank(column.name):
            if column.name in found.columns:
                _complain_of_blank(row, column, findings)
            row.faulty.add(column.name)
    return row


def read_into(row: Row, column: Column, value: object, findings: Findings, at: str | None = None) -> None:
    """Read one cell into its row; a list without parts is a blank."""
    try:
        understood = read_cell(column, value)
    except CellFault as fault:
        row.faulty.add(column.name)
        findings.contradiction(row, at or column.name, fault.message, fault.remedy)
        return
    if understood not in ("", ()):
        row.values[column.name] = understood


def _complain_of_blank(row: Row, column: Column, findings: Findings) -> None:
    message = f"{column.name} is blank, and every row of {row.table} needs it"
    findings.fault(row, column.name, message, f"Fill in {column.name}, or clear the whole row.")


def votes(row: Row) -> bool:
    """Whether a membership has a vote: as its row says, or else as the role has it."""
    return bool(row.get("voting", row.get("role", "member") in VOTING_ROLES))


def begin_of(moment: date | datetime) -> datetime:
    """Return the moment at which a first day, or a moment, begins."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return min(max(moment, FIRST_MOMENT), LAST_MOMENT)


def end_of(moment: date | datetime) -> datetime:
    """Return the moment at which a last day, which is included, or a moment ends."""
    if isinstance(moment, datetime):
        return begin_of(moment)
    return begin_of(moment) + timedelta(days=1)


@dataclass(frozen=True)
class FoundSettings:
    """The settings that are fine, and the row of each that was given."""

    values: dict[str, Any]
    rows: dict[str, Row]

    @property
    def calendar(self) -> tuple[date, date] | None:
        """The first and last day, None where they are missing or wrong."""
        start, end = self.values.get("start_date"), self.values.get("end_date")
        return None if start is None or end is None else (start, end)

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day as far as they are known: outside of it is outside the calendar for certain."""
        return self.values.get("start_date", date.min), self.values.get("end_date", date.max)

    def settings(self) -> Settings:
        """Return the settings with their defaults; a day and a title of no meaning where theirs are missing."""
        placeholders = {"title": "", "start_date": date(2000, 1, 1), "end_date": date(2000, 1, 1)}
        if self.calendar is None:
            return Settings(**{**self.values, **placeholders})
        return Settings(**{**placeholders, **self.values})


def read_settings(rows: Rows, findings: Findings) -> FoundSettings:
    """Read every setting, noting whatever is missing, unknown, given twice or impossible; a blank value is none."""
    found = FoundSettings({}, {})
    unfilled: dict[str, Row] = {}
    names = _setting_names()
    for row in rows["settings"]:
        given = row.get("setting")
        if given is None or name_key(given).startswith("note"):
            continue
        name = names.get(name_key(given), names.get(name_key(BESIDE.sub(" ", given))))
        if name is None:
            _warn_of_stranger(row, given, findings)
        elif row.blank("value"):
            unfilled.setdefault(name, row)
        elif name in found.rows:
            message = f"{name} is given twice: here and in row {found.rows[name].number}"
            findings.contradiction(row, "setting", message, "Clear one of the two rows.")
        else:
            found.rows[name] = row
            _read_value(row, name, found, findings)
    for name, column in SETTINGS.items():
        if not column.needed or name in found.rows or "settings" in findings.unreadable:
            continue
        if name in unfilled:
            message = f"{shown(unfilled[name].get('setting'))} has no value, and every calendar needs one"
            findings.fault(unfilled[name], "value", message, "Fill in the value.")
        else:
            remedy = f"Add a row with {name} in the column setting and its value beside it."
            findings.faults.append(Fault("settings", None, "setting", f"the setting {name} is missing", remedy))
    _check(found, findings)
    return found


def _setting_names() -> dict[str, str]:
    """Return every setting by what it is called: its own name, that of the blank workbook, and what councils say."""
    otherwise = {name_key(word): name for name, words in SETTINGS_OTHERWISE.items() for word in words}
    words = {name_key(HEADINGS["settings", name]): name for name in SETTINGS}
    return {**otherwise, **words, **{name_key(name): name for name in SETTINGS}}


def _warn_of_stranger(row: Row, given: str, findings: Findings) -> None:
    names = {name_key(name): name for name in SETTINGS}
    remedy = f"{findings.suggestion(name_key(given), names)}Write a setting of the instructions, or clear the row."
    findings.warning(row, "setting", f"{shown(given)} is no setting, and is not read", remedy)


def _read_value(row: Row, name: str, found: FoundSettings, findings: Findings) -> None:
    if "value" not in row.values:
        return
    understood = Row(row.table, row.number, {})
    read_into(understood, SETTINGS[name], row.get("value"), findings, at="value")
    found.values.update(understood.values)


def _check(found: FoundSettings, findings: Findings) -> None:
    zone = found.values.get("timezone")
    if zone is not None and not _is_zone(zone):
        _refuse(found, "timezone", f"{shown(zone)} is no time zone", "Write a name such as Europe/London.", findings)
    if found.values.get("default_duration_minutes") == 0:
        _refuse(found, "default_duration_minutes", "a meeting of no minutes", "Write at least 1.", findings)
    if found.values.get("table_size") == 0:
        _refuse(found, "table_size", "a table of no seats", "Write at least 1.", findings)
    _check_calendar(found, findings)


def _is_zone(name: str) -> bool:
    """Whether the machine's time zones have the name; never a path of any kind."""
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _check_calendar(found: FoundSettings, findings: Findings) -> None:
    for name, before in (("start_date", NOTICE_BEFORE_START), ("end_date", timedelta())):
        day = found.values.get(name)
        if day is not None:
            try:
                check_known(max(day, date.min + before) - before)
            except BeyondHorizon as fault:
                message = f"{long_date(day)} is beyond what can be planned: {fault}"
                _refuse(found, name, message, "Write a year in between; the dates before it count too.", findings)
    calendar = found.calendar
    if calendar is None:
        return
    start, end = calendar
    if end < start:
        message = f"the calendar ends on {long_date(end)}, before it starts on {long_date(start)}"
        _refuse(found, "end_date", message, "Write a last day on or after start_date.", findings)
    elif end - start > LONGEST_CALENDAR:
        message = f"the calendar runs from {long_date(start)} to {long_date(end)}, more than three years"
        _refuse(found, "end_date", message, "Plan a year at a time.", findings)


def _refuse(found: FoundSettings, name: str, message: str, remedy: str, findings: Findings) -> None:
    del found.values[name]
    findings.contradiction(found.rows[name], "value", message, remedy)
